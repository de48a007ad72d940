"""The public cases of the DMN Technology Compatibility Kit, where they are at hand."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from engine.feel import FeelError, evaluate, parse_duration
from engine.feel.values.temporal import parse_date, parse_date_time, parse_time

CASES = Path(__file__).parents[4] / "shared" / "tck" / "cases.jsonl"
NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)
VALUED_SHARE = 0.95
NULL_SHARE = 0.99
PARSERS = {
    "num": Decimal,
    "date": parse_date,
    "time": parse_time,
    "dateTime": parse_date_time,
    "duration": parse_duration,
    "dayTimeDuration": parse_duration,
    "yearMonthDuration": parse_duration,
}


def test_the_share_of_tck_cases_answered_rightly_does_not_fall():
    if not CASES.exists():
        print(f"TCK not checked: no file {CASES}")
        return
    cases = [json.loads(line) for line in CASES.read_text().splitlines()]
    valued = [is_right(case) for case in cases if case["expected"] is not None]
    null = [is_right(case) for case in cases if case["expected"] is None]
    assert sum(valued) / len(valued) >= VALUED_SHARE
    assert sum(null) / len(null) >= NULL_SHARE


def is_right(case):
    try:
        value = evaluate(case["expr"], read(case["ctx"]), now=NOW)
    except FeelError:
        value = None
    return same(value, read(case["expected"]))


def read(value):
    if isinstance(value, list):
        return [read(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("t") == "ctx":
        return {name: read(item) for name, item in value["v"].items()}
    if "t" in value:
        return PARSERS[value["t"]](value["v"])
    return {name: read(item) for name, item in value.items()}


def same(value, expected):
    if isinstance(expected, Decimal):
        return isinstance(value, Decimal) and abs(value - expected) <= abs(expected) * Decimal(
            "1e-8"
        )
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
    return type(value) is type(expected) and value == expected
