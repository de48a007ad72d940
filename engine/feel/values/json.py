"""Values to JSON text, exactly: no digit is lost, and what JSON has no word for is its text."""

import json
from decimal import Decimal
from typing import Final

from engine.feel.values.clock import DateTime, Time, offset_of
from engine.feel.values.kinds import NUMBERS, Function
from engine.feel.values.python import to_feel
from engine.feel.values.text import to_text
from engine.feel.values.zones import fixed

MAX_PLAIN: Final = 40
"""Digits up to which a number is written without an exponent."""


def json_text(value: object) -> str:
    """The value as JSON: numbers with all their digits, dates and durations as ISO 8601 text.

    A time of a zone is written with its offset, a range as FEEL writes it, a function as null.
    """
    return _written(to_feel(value))


def _written(value: object) -> str:
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, dict):
        entries = (f"{_string(name)}: {_written(item)}" for name, item in value.items())
        return "{" + ", ".join(entries) + "}"
    if value is None or isinstance(value, bool | str):
        return _string(value)
    if isinstance(value, Function):
        return "null"
    return _string(to_text(_with_offset(value)))


def _string(value: str | bool | None) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number(value: Decimal) -> str:
    if not value:
        return "0"
    if abs(value.adjusted()) <= MAX_PLAIN:
        plain = format(value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return str(value.normalize(NUMBERS)).replace("E", "e")


def _with_offset(value: object) -> object:
    """ISO 8601 knows offsets and no zones by name. A time without a date keeps its zone."""
    if not isinstance(value, DateTime) or value.time.zone is None:
        return value
    offset = fixed(offset_of(value) or 0)
    return DateTime(value.date, Time(value.time.nanosecond, offset), value.fold)
