"""The border: outside, dates and times are those of Python's library wherever it can hold them."""

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import (
    FeelLimitError,
    YearsMonths,
    evaluate,
    parse_duration,
    to_feel,
    to_python,
    to_text,
)
from engine.feel.values.calendar import Date
from engine.feel.values.clock import DateTime, Time
from engine.feel.values.durations import DaysTime


def value(text, **context):
    return evaluate(text, context)


@given(
    st.datetimes(timezones=st.none() | st.timezones() | st.just(UTC)),
    st.sampled_from([0, 1]),
)
def test_a_moment_of_python_crosses_the_border_both_ways(moment, fold):
    moment = moment.replace(fold=fold)
    back = to_python(to_feel(moment))
    assert (back.replace(tzinfo=None), back.tzinfo, back.fold) == (
        moment.replace(tzinfo=None),
        moment.tzinfo,
        moment.fold,
    )


@given(st.timedeltas())
def test_a_duration_crosses_the_border_both_ways(length):
    assert to_python(to_feel(length)) == length
    assert parse_duration(to_text(length)) == length


def test_a_text_is_read_as_a_duration_of_python_where_there_is_one():
    assert parse_duration("P1DT2H") == timedelta(days=1, hours=2)
    assert parse_duration("-P3M") == YearsMonths(-3)
    assert parse_duration("P1Y1D") is None


def test_outside_one_sees_pythons_own_classes_where_they_suffice():
    assert value('@"2026-09-01"') == date(2026, 9, 1)
    assert value('[@"P1D", {a: @"PT1S"}]') == [timedelta(days=1), {"a": timedelta(seconds=1)}]
    assert value('@"P14M"') == YearsMonths(14)
    assert value('@"08:00:00+02:00"') == time(8, tzinfo=timezone(timedelta(hours=2)))
    assert value('[@"2026-01-01"..@"2026-12-31"]').end == date(2026, 12, 31)
    seen = []
    evaluate('see(@"2026-09-01", [@"P1D"])', {}, functions={"see": lambda *all: seen.extend(all)})
    assert seen == [date(2026, 9, 1), [timedelta(days=1)]]


def test_what_python_cannot_hold_stays_as_it_is_and_may_come_back():
    far = value('@"12026-09-01"')
    assert far == Date(12026, 9, 1)
    assert value("far.year - 1", far=far) == 12025
    assert value('@"PT0.000000001S"') == DaysTime(1)
    assert value('@"00:00:00.000000001"') == Time(1)
    assert value('@"0000-01-01T00:00:00"') == DateTime(Date(0, 1, 1), Time(0))


def test_a_zone_of_someone_elses_class_is_told_by_its_offset():
    class Theirs(tzinfo):
        def utcoffset(self, moment):
            return timedelta(hours=3)

    moment = value("moment", moment=datetime(2026, 9, 1, tzinfo=Theirs()))
    assert moment == datetime(2026, 9, 1, tzinfo=timezone(timedelta(hours=3)))
    assert type(moment.tzinfo) is timezone


def test_a_surrogate_alone_is_no_character():
    assert value("x", x="a\ud800") == "a\ufffd"
    assert value("x", x="\ud83d\ude00") == "\U0001f600"
    assert value("x", x={"\udfff": 1}) == {"\ufffd": 1}
    assert value('matches(x, "a")', x="\ud800") is False


@pytest.mark.parametrize(
    "number", [Decimal("1e6145"), Decimal("-1e99999"), 10**6200, 1 << 30_000], ids=hash
)
def test_a_number_beyond_those_of_feel_is_refused(number):
    with pytest.raises(FeelLimitError) as caught:
        value("x", x=number)
    assert caught.value.code == "number_too_large"
