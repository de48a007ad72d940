"""Files and functions stay small enough to be read at once."""

import ast
import statistics
from pathlib import Path

from tests.architecture.source import ROOT, modules

MAX_FILE, MAX_FUNCTION = 300, 40
MEDIAN_FILE, MEDIAN_FUNCTION, P90_FUNCTION = 90, 8, 20


def lines_of_files() -> dict[Path, int]:
    return {path: len((ROOT / path).read_text().splitlines()) for path in modules()}


def lines_of_functions() -> dict[str, int]:
    return {
        f"{path}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_no_file_is_longer_than_a_reader_holds() -> None:
    assert {path: n for path, n in lines_of_files().items() if n > MAX_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    assert {name: n for name, n in lines_of_functions().items() if n > MAX_FUNCTION} == {}


def test_most_files_and_functions_are_short() -> None:
    files = [n for n in lines_of_files().values() if n > 2]
    functions = sorted(lines_of_functions().values())
    assert statistics.median(files) <= MEDIAN_FILE
    assert statistics.median(functions) <= MEDIAN_FUNCTION
    assert functions[int(len(functions) * 0.9)] <= P90_FUNCTION
