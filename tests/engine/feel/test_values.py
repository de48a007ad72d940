from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.feel import (
    FeelEvaluationError,
    YearsMonths,
    evaluate,
    to_json,
    to_text,
)

PARIS = ZoneInfo("Europe/Paris")
LATE_EVENING_UTC = datetime(2026, 9, 1, 22, 30, tzinfo=UTC)


def value(text, now=LATE_EVENING_UTC, **context):
    return evaluate(text, context, now=now)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.50", Decimal("12.5")),
        ('"é\\u0041\\n"', "éA\n"),
        ("true", True),
        ("null", None),
        ("[1, 2]", [1, 2]),
        ("{a b: 1, c: a b + 1}", {"a b": 1, "c": 2}),
        ('@"2026-09-01"', date(2026, 9, 1)),
        ('@"P1Y2M"', YearsMonths(14)),
        ('@"P1DT2H"', timedelta(days=1, hours=2)),
        ("1 /* one */ + 1 // two", 2),
    ],
)
def test_a_literal_is_its_value(text, expected):
    assert value(text) == expected


def test_money_is_counted_in_decimals():
    assert value("0.1 + 0.2 = 0.3") is True
    assert value("a + b", a=0.1, b=0.2) == Decimal("0.3")
    assert isinstance(value("a", a=1), Decimal)


def test_a_boolean_is_not_a_number():
    assert value("a + 1", a=True) is None
    assert value("a = 1", a=True) is None


def test_there_is_no_clock_but_the_callers():
    with pytest.raises(FeelEvaluationError) as caught:
        value("1 + today()", now=None)
    assert caught.value.code == "no_clock"


def test_a_date_and_an_hour_of_paris_make_an_instant():
    moment = value('date and time(date("2026-12-01"), time("08:00:00@Europe/Paris"))')
    assert moment == datetime(2026, 12, 1, 8, tzinfo=PARIS)
    assert moment.tzinfo == PARIS
    assert moment.astimezone(UTC).hour == 7


def test_hours_are_real_hours_when_summer_time_ends():
    before = 'date and time("2026-10-24T12:00:00@Europe/Paris")'
    after = 'date and time("2026-10-25T12:00:00@Europe/Paris")'
    assert value(f'{after} - {before} = duration("PT25H")') is True
    assert to_text(value(f'{before} + duration("P1D")')) == "2026-10-25T11:00:00@Europe/Paris"
    assert to_text(value(f'{before} + duration("P1M")')) == "2026-11-24T12:00:00@Europe/Paris"


def test_values_are_written_as_feel_and_as_json():
    result = value('{a: [1.50, "x", null, true], d: date("2026-09-01"), n: 3}')
    assert to_text(result) == '{a: [1.5, "x", null, true], d: 2026-09-01, n: 3}'
    assert to_json(result) == {"a": [1.5, "x", None, True], "d": "2026-09-01", "n": 3}


def test_a_python_object_is_refused_as_a_variable():
    with pytest.raises(FeelEvaluationError) as caught:
        value("a", a=object())
    assert caught.value.code == "foreign_value"


def test_the_callers_lists_are_copied():
    mine = [1, {"a": 2}]
    value("a", a=mine)[1]["a"] = 3
    assert mine == [1, {"a": 2}]
