"""The dates that partners rely on (oracles of the domain notes, 3.5)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine.core.calendar import (
    add_months,
    add_ouvrables,
    add_ouvres,
    at_paris,
    is_holiday,
    is_ouvrable,
    is_ouvre,
    next_ouvrable,
    next_ouvre,
    paris_day,
    previous_ouvre,
)

HOLIDAYS_2027 = [
    date(2027, 1, 1),
    date(2027, 3, 29),
    date(2027, 5, 1),
    date(2027, 5, 6),
    date(2027, 5, 8),
    date(2027, 5, 17),
    date(2027, 7, 14),
    date(2027, 8, 15),
    date(2027, 11, 1),
    date(2027, 11, 11),
    date(2027, 12, 25),
]


@pytest.mark.parametrize(
    ("entry", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 8, 31), 10, date(2027, 6, 30)),
        (date(2026, 8, 31), 11, date(2027, 7, 31)),
        (date(2026, 8, 31), 12, date(2027, 8, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 16), 2, date(2027, 1, 16)),
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2027, 1, 15), -13, date(2025, 12, 15)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_months_fall_on_the_same_day_or_on_the_last_of_the_month(
    entry: date, months: int, expected: date
) -> None:
    assert add_months(entry, months) == expected


@pytest.mark.parametrize(
    ("end", "reminder"),
    [
        (date(2027, 2, 28), date(2027, 2, 26)),
        (date(2027, 7, 31), date(2027, 7, 30)),
        (date(2027, 6, 30), date(2027, 6, 30)),
    ],
)
def test_a_reminder_that_falls_on_a_rest_day_comes_the_jour_ouvre_before(
    end: date, reminder: date
) -> None:
    assert previous_ouvre(end) == reminder


@pytest.mark.parametrize(
    ("raw", "extended"),
    [
        (date(2026, 11, 16) + timedelta(weeks=6), date(2026, 12, 28)),
        (date(2026, 11, 13) + timedelta(weeks=6), date(2026, 12, 28)),
        (add_months(date(2026, 11, 16), 2), date(2027, 1, 18)),
        (add_months(date(2026, 12, 31), 2), date(2027, 3, 1)),
        (date(2026, 12, 18) + timedelta(days=10), date(2026, 12, 28)),
    ],
)
def test_a_delay_that_ends_on_a_rest_day_ends_the_next_working_day(
    raw: date, extended: date
) -> None:
    assert next_ouvrable(raw) == extended


def test_the_prefect_and_the_dsf_are_told_in_time_before_the_hearing() -> None:
    hearing = date(2027, 3, 9)
    assert hearing - timedelta(days=42) == date(2027, 1, 26)
    assert add_ouvres(hearing, -5) == date(2027, 3, 2)


def test_fifteen_jours_ouvres_after_the_referral() -> None:
    assert add_ouvres(date(2027, 1, 12), 15) == date(2027, 2, 2)


@pytest.mark.parametrize("year", [2026, 2027])
def test_there_are_eleven_public_holidays(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert sum(map(is_holiday, days)) == 11


def test_the_public_holidays_of_2027_are_those_of_the_code_du_travail() -> None:
    assert all(map(is_holiday, HOLIDAYS_2027))


def test_saturday_is_ouvrable_but_not_ouvre() -> None:
    saturday = date(2026, 9, 12)
    assert is_ouvrable(saturday)
    assert not is_ouvre(saturday)
    assert next_ouvre(saturday) == date(2026, 9, 14)


def test_sunday_and_holidays_are_neither() -> None:
    for day in (date(2026, 9, 13), date(2026, 7, 14)):
        assert not is_ouvrable(day)
        assert not is_ouvre(day)


def test_jours_ouvrables_count_saturdays() -> None:
    friday = date(2026, 9, 11)
    assert add_ouvrables(friday, 2) == date(2026, 9, 14)
    assert add_ouvres(friday, 2) == date(2026, 9, 15)
    assert add_ouvrables(date(2026, 9, 14), -2) == friday


def test_no_day_at_all_changes_nothing_even_on_a_sunday() -> None:
    assert add_ouvres(date(2026, 9, 13), 0) == date(2026, 9, 13)


def test_eight_in_the_morning_is_not_the_same_instant_in_winter_and_in_summer() -> None:
    assert at_paris(date(2027, 1, 15)) == datetime(2027, 1, 15, 7, tzinfo=UTC)
    assert at_paris(date(2027, 7, 15)) == datetime(2027, 7, 15, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2027, 3, 28), 23), (date(2026, 10, 25), 25), (date(2026, 10, 26), 24)],
)
def test_the_days_when_the_hour_changes_are_shorter_or_longer(day: date, hours: int) -> None:
    length = at_paris(day + timedelta(days=1), 0) - at_paris(day, 0)
    assert length == timedelta(hours=hours)


def test_the_hour_that_does_not_exist_and_the_hour_that_comes_twice() -> None:
    assert at_paris(date(2027, 3, 28), 2, 30) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert at_paris(date(2026, 10, 25), 2, 30) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_just_before_midnight_in_paris_is_still_today() -> None:
    assert paris_day(datetime(2026, 9, 7, 21, 59, tzinfo=UTC)) == date(2026, 9, 7)
    assert paris_day(datetime(2026, 9, 7, 22, 0, tzinfo=UTC)) == date(2026, 9, 8)
    assert paris_day(datetime(2026, 12, 7, 22, 59, tzinfo=UTC)) == date(2026, 12, 7)
