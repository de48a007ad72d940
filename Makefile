# From nothing to running: `make run`. Before publishing a change: `make check test`.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench lock clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s  %s\n", $$1, $$2 }' Makefile

setup: .venv/installed ## install everything into .venv, build the browser bundle, make keys and var/
	@$(BIN)/python hatch_build.py
	@$(BIN)/palier setup

run: setup ## start the demonstration: no server to install
	$(BIN)/palier serve --demo

test: setup ## run every test, on a real PostgreSQL, Valkey and browser
	$(BIN)/python -m pytest -n 2 $(ARGS)

check: setup ## style, types, who imports whom, migrations, diagrams
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/palier migrations-check
	$(BIN)/palier check processes/diagrammes/*.bpmn processes/decisions/*.dmn processes/messages/*.yaml

fix: .venv/installed ## put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## measure the promises made about speed
	$(BIN)/python -m tests.bench $(ARGS)

LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make lock" $(ARGS)
lock: .venv/installed ## write the lock files again (ARGS=--upgrade for newer versions)
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) pyproject.toml --extra dev --group build -o requirements-dev.txt
	$(LOCK) --group node -o requirements-node.txt

clean: ## remove what was made, but keep var/ and its data
	rm -rf .venv web/static/bundle web/assets/node_modules build dist .*_cache .hypothesis

.venv/installed: requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
