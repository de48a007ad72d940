"""In French, « : ; ! ? » and the guillemets are never parted from the word beside them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment

from tests.architecture.source import ROOT, modules

LOOSE = re.compile(r"[\w»)%’] [;:!?](?:\s|$)|«\x20|\x20»")
TEMPLATES = sorted((ROOT / "web/templates").glob("*.html"))
FILES = sorted(
    path
    for folder, kind in (("formulaires", "form"), ("diagrammes", "bpmn"), ("messages", "yaml"))
    for path in (ROOT / "processes" / folder).glob(f"*.{kind}")
)


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text of a module that is no docstring."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_the_program_says_nothing_with_a_loose_punctuation() -> None:
    loose = [
        f"{path}:{line}: {text!r}"
        for path, tree in modules().items()
        for line, text in texts(tree)
        if LOOSE.search(text)
    ]
    assert loose == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_has_a_loose_punctuation(path: Path) -> None:
    tokens = Environment().lex(path.read_text())
    loose = [text for _, kind, text in tokens if kind in ("data", "string") and LOOSE.search(text)]
    assert loose == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_form_or_diagram_has_a_loose_punctuation(path: Path) -> None:
    assert [found[0] for found in LOOSE.finditer(path.read_text())] == []
