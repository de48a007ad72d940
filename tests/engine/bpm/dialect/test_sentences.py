"""Every sentence of a problem says what to do, and is set as French is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine.bpm

BPM = Path(engine.bpm.__path__[0])
FILES = [
    *sorted((BPM / "dialect").glob("*.py")),
    *(BPM / "forms" / name for name in ("read.py", "rules.py", "json_errors.py")),
    *sorted((BPM / "decisions/reading").glob("*.py")),
    BPM / "decisions/judging/told.py",
]
NOT_OURS = {"folder.py", "sources.py", "yaml_text.py"}
MENDS = re.compile(r"\b(\w+ez|(re)?faites|dites|dire)\b")
"""What to do, in the imperative, or « Vouliez-vous dire … ? »."""
TOO_LONG = 200


def sentences(file: Path) -> Iterator[str]:
    """The texts of a file that stand as a sentence, their variable parts as an ellipsis."""
    tree = ast.parse(file.read_text())
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    skipped = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Expr)
               for part in ast.walk(node) if part is node.value}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        text = _text(node, constants)
        if re.match(r"[A-ZÀÉ«…].* .*[.?]$", text):
            yield text


def _text(node: ast.AST, constants: dict[str, object]) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.FormattedValue):
        name = node.value.id if isinstance(node.value, ast.Name) else ""
        return str(constants.get(name, "…"))
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, constants) for part in node.values)
    return ""


OURS = [
    (file.name, text) for file in FILES if file.name not in NOT_OURS for text in sentences(file)
]


def test_they_are_found():
    assert len(OURS) > 130


@pytest.mark.parametrize(("file", "text"), OURS)
def test_a_sentence_says_what_to_do(file, text):
    assert MENDS.search(text) or text.endswith(("…", "…."))
    assert len(text) < TOO_LONG


@pytest.mark.parametrize(("file", "text"), OURS)
def test_a_sentence_is_set_as_french_is(file, text):
    bare = re.sub(r"(?<=«\u00a0)[^»]*(?=\u00a0»)", "…", text)  # what is quoted is as it is
    assert not re.search(r"(?<!\u00a0)[:;?!»]|«(?!\u00a0)|'|\u00a0\u00a0|  |\.\.", bare)
