"""The types that a text names: after ``instance of``, of parameters, of a DMN file's data."""

from typing import Final

from engine.feel.lexer import KEYWORDS
from engine.feel.parser.cursor import Cursor
from engine.feel.parser.names import Names
from engine.feel.values.types import (
    NAMED,
    ContextType,
    FunctionType,
    ListType,
    RangeType,
    Type,
)

SPACED: Final = Names(NAMED)


def parse_type(cursor: Cursor) -> Type:
    """The type ahead: a built-in one, with its parameters, or one of the cursor's own."""
    cursor.deeper()
    place, name = cursor.index, _type_name(cursor)
    found = cursor.types.get(name) or NAMED.get(name)
    if found is None:
        cursor.index = place
        raise cursor.error("unknown_type", f"unknown type {name!r}", name=name)
    if name in _PARAMETERISED and found is NAMED.get(name) and cursor.at("<"):
        cursor.take()
        found = _PARAMETERISED[name](cursor)
    cursor.higher()
    return found


def _type_name(cursor: Cursor) -> str:
    if cursor.token.kind == "quoted":
        return cursor.take().value
    if cursor.token.kind != "name" or cursor.token.value in KEYWORDS - {"function"}:
        raise cursor.unexpected()
    return cursor.phrase(cursor.type_names) or cursor.phrase(SPACED) or cursor.take().value


def _list(cursor: Cursor) -> Type:
    item = parse_type(cursor)
    cursor.expect(">")
    return ListType(item)


def _range(cursor: Cursor) -> Type:
    end = parse_type(cursor)
    cursor.expect(">")
    return RangeType(end)


def _context(cursor: Cursor) -> Type:
    entries: dict[str, Type] = {}

    def entry() -> None:
        place = cursor.index
        name = cursor.definition(":")
        if name in entries:
            cursor.index = place
            raise cursor.error("name_twice", "an entry is given twice", name=name)
        cursor.expect(":")
        entries[name] = parse_type(cursor)

    cursor.separated(">", entry)
    return ContextType(entries)


def _function(cursor: Cursor) -> Type:
    parameters = cursor.separated(">", lambda: parse_type(cursor))
    cursor.expect("->")
    return FunctionType(tuple(parameters), parse_type(cursor))


_PARAMETERISED: Final = {
    "list": _list,
    "range": _range,
    "context": _context,
    "function": _function,
}
