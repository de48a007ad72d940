"""Values to JSON: as a text that loses no digit, or as the plain values that a page shows."""

import json
from decimal import Decimal

from engine.feel.values.clock import DateTime, Time, offset_of
from engine.feel.values.kinds import NUMBERS, PLAIN_DIGITS, Function
from engine.feel.values.python import to_feel
from engine.feel.values.text import to_text
from engine.feel.values.zones import fixed


def json_text(value: object) -> str:
    """The value as JSON: numbers with all their digits, dates and durations as ISO 8601 text.

    A time of a zone is written with its offset, a range as FEEL writes it, a function as null.
    """
    return _written(to_feel(value))


def to_json(value: object) -> object:
    """The value as JSON can carry it: dates, times, durations and ranges as their text.

    A whole number is an int, another number a float: beyond 15 digits use ``json_text``.
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    if value is None or isinstance(value, bool | str):
        return value
    return to_text(value)


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
    if not value or abs(value.adjusted()) <= PLAIN_DIGITS:
        return to_text(value)
    return str(value.normalize(NUMBERS)).replace("E", "e")


def _with_offset(value: object) -> object:
    """ISO 8601 knows offsets and no zones by name. A time without a date keeps its zone."""
    if not isinstance(value, DateTime) or value.time.zone is None:
        return value
    offset = fixed(offset_of(value) or 0)
    return DateTime(value.date, Time(value.time.nanosecond, offset), value.fold)
