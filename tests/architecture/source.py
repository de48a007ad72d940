"""The program's own source, read as trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("engine", "web", "workers")


@cache
def modules() -> dict[Path, ast.Module]:
    """Every Python file of the program, migrations left out, by its path from the root."""
    return {
        path.relative_to(ROOT): ast.parse(path.read_text())
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if "node_modules" not in path.parts and "versions" not in path.parts
    }


def calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each call's line and dotted name, as far as it is one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def first_texts(name: str) -> set[str]:
    """The literal first arguments of every call of ``name``."""
    found = set()
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name and node.args:
                found |= {a.value for a in node.args if isinstance(a, ast.Constant)}
    return {text for text in found if isinstance(text, str)}
