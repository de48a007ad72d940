"""The public cases of the DMN Technology Compatibility Kit, read where they stand."""

import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.feel import FeelError, evaluate, parse_duration, to_python, type_named
from engine.feel.values.temporal import parse_date, parse_date_time, parse_time

CASES = Path(__file__).parents[4] / "shared" / "tck" / "cases.jsonl"
TOLERANCE = Decimal("1e-8")  # the kit's numbers are rounded

READERS: dict[str, Callable[[Any], Any]] = {
    "num": Decimal,
    "date": parse_date,
    "time": parse_time,
    "dateTime": parse_date_time,
    "duration": parse_duration,
    "dayTimeDuration": parse_duration,
    "yearMonthDuration": parse_duration,
}


def cases() -> list[dict[str, Any]] | None:
    """Every case, or None where the kit is not at hand."""
    if not CASES.exists():
        return None
    return [json.loads(line) for line in CASES.read_text().splitlines()]


def is_valued(case: dict[str, Any]) -> bool:
    """Whether a value is expected, and not null."""
    return case["expected"] is not None


def is_right(case: dict[str, Any], now: datetime) -> bool:
    """Whether FEEL answers as the kit says. An error is a null, as the kit has it."""
    try:
        value = brought(case["type"], evaluate(case["expr"], read(case["ctx"]), now=now))
    except FeelError:
        value = None
    return same(value, read(case["expected"]))


def brought(declared: str | None, value: Any) -> Any:
    """The value as the decision's declared type has it; item definitions are not in the file."""
    try:
        return value if declared is None else type_named(declared).coerce(value)
    except FeelError:
        return value


def read(value: Any) -> Any:
    """A value as the file writes it, to the value that FEEL gives."""
    if isinstance(value, list):
        return [read(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("t") == "ctx":
        return {name: read(item) for name, item in value["v"].items()}
    if "t" in value:
        return to_python(READERS[value["t"]](value["v"]))
    return {name: read(item) for name, item in value.items()}


def same(value: Any, expected: Any) -> bool:
    """Equal in kind and value, numbers to eight digits."""
    if isinstance(expected, Decimal):
        return isinstance(value, Decimal) and abs(value - expected) <= abs(expected) * TOLERANCE
    if isinstance(expected, list):
        return (
            isinstance(value, list)
            and len(value) == len(expected)
            and all(map(same, value, expected))
        )
    if isinstance(expected, dict):
        return (
            isinstance(value, dict)
            and value.keys() == expected.keys()
            and all(same(value[name], expected[name]) for name in expected)
        )
    return type(value) is type(expected) and bool(value == expected)
