"""Some things are done in one place only."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import ROOT, calls, modules


def places_calling(*names: str) -> set[str]:
    return {
        str(path)
        for path, tree in modules().items()
        for _, name in calls(tree)
        if name.split(".")[-1] in names
    }


def test_only_the_transaction_commits() -> None:
    committing = places_calling("commit", "rollback")
    assert committing <= {"engine/core/transaction.py"}
    opening = {place for place in places_calling("begin") if "engine/" in place}
    # `begin` also starts a case and a multi-instance: only a connection's is a transaction.
    assert {
        place
        for place in opening
        if any(
            name in ("connection.begin", "session.begin", "engine.begin", "self.engine.begin")
            for _, name in calls(modules()[Path(place)])
        )
    } == {"engine/core/transaction.py", "engine/migrations/__init__.py"}


def test_only_the_clock_reads_the_clock() -> None:
    forbidden = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
    found = {
        f"{path}:{line}"
        for path, tree in modules().items()
        for line, name in calls(tree)
        if name.endswith(forbidden) and str(path) != "engine/core/clock.py"
    }
    assert found == set()


def test_nothing_evaluates_python() -> None:
    dangerous = {"eval", "exec", "compile", "__import__", "execfile"}
    found = {
        f"{path}:{line} {name}"
        for path, tree in modules().items()
        for line, name in calls(tree)
        if name in dangerous and not imports_feel_compile(tree, name)
    }
    assert found == set()


def imports_feel_compile(tree: ast.Module, name: str) -> bool:
    """`compile` is FEEL's own in `engine/feel`."""
    defined = {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
    imported = {
        alias.asname or alias.name
        for n in tree.body
        if isinstance(n, ast.ImportFrom)
        for alias in n.names
        if (n.module or "").startswith("engine.feel")
    }
    return name in defined | imported


def test_feel_is_entered_by_its_door_only() -> None:
    inside = {
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if path.parts[:2] != ("engine", "feel")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("engine.feel.")
    }
    assert inside == set()


def test_imports_go_downwards_only() -> None:
    tool = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
