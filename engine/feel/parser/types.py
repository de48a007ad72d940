"""``instance of`` and the types of parameters (DMN 1.5, 10.3.2.9)."""

from collections.abc import Callable
from typing import Final

from engine.feel.limits import spend
from engine.feel.parser.cursor import Cursor
from engine.feel.values.kinds import KINDS, Range, Unbounded, kind_of

Test = Callable[[object], bool]

TYPES: Final = frozenset({*KINDS.values(), "function"} - {"null"})
SPACED: Final = {tuple(name.split()) for name in TYPES if " " in name}


def anything(value: object) -> bool:
    """The type Any: every value but null."""
    return value is not None


def type_test(cursor: Cursor) -> Test:
    """Parse the name of a type and give its test."""
    with cursor.nested():
        name = cursor.phrase(SPACED) or _word(cursor)
        if name == "Any":
            return anything
        if name == "Null":
            return lambda value: value is None
        if name not in TYPES:
            raise cursor.error("unknown_type", f"unknown type {name!r}")
        if not cursor.accept("<"):
            if name == "function":
                return lambda value: kind_of(value) == "function"
            return lambda value: kind_of(value) == name
        return _parameterised(cursor, name)


def _word(cursor: Cursor) -> str:
    if cursor.token.kind != "name":
        raise cursor.unexpected()
    return cursor.take().value


def _parameterised(cursor: Cursor, name: str) -> Test:
    if name == "list":
        return _list_test(_closed(cursor))
    if name == "range":
        return _range_test(_closed(cursor))
    if name == "context":
        return _context_test(_entries(cursor))
    if name != "function":
        raise cursor.unexpected()
    while not cursor.at(">"):
        type_test(cursor)
        if not cursor.accept(","):
            break
    cursor.expect(">")
    cursor.expect("->")
    type_test(cursor)
    return lambda value: kind_of(value) == "function"


def _closed(cursor: Cursor) -> Test:
    test = type_test(cursor)
    cursor.expect(">")
    return test


def _entries(cursor: Cursor) -> dict[str, Test]:
    entries: dict[str, Test] = {}
    while not cursor.at(">"):
        name = cursor.name()
        cursor.expect(":")
        entries[name] = type_test(cursor)
        if not cursor.accept(","):
            break
    cursor.expect(">")
    return entries


def _list_test(test: Test) -> Test:
    def fits(value: object) -> bool:
        if not isinstance(value, list):
            return False
        spend(1 + len(value) // 10)
        return all(item is None or test(item) for item in value)

    return fits


def _range_test(test: Test) -> Test:
    def fits(value: object) -> bool:
        if not isinstance(value, Range):
            return False
        ends = (value.start, value.end)
        return all(end is None or isinstance(end, Unbounded) or test(end) for end in ends)

    return fits


def _context_test(entries: dict[str, Test]) -> Test:
    def fits(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        return all(
            name in value and (value[name] is None or test(value[name]))
            for name, test in entries.items()
        )

    return fits
