"""Any date and any delay: told on the working day before it, or after it, and never on another."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.core.calendar import count_ouvres, is_ouvre, next_ouvre, previous_ouvre
from engine.suivi.escalades.rappels import days_from

DAY = timedelta(days=1)
DAYS = st.dates(date(2024, 1, 1), date(2033, 12, 31))


def first_told(reference: date, delay: int) -> date:
    """The first working day, looked at one after the other, on which a threshold holds."""
    day = reference + (delay - 20) * DAY
    while not (is_ouvre(day) and days_from(reference, day) >= delay):
        day += DAY
    return day


@settings(max_examples=400, deadline=None)
@given(DAYS, st.integers(-60, -1))
@example(date(2028, 2, 29), -1)
@example(date(2026, 10, 25), -2)
@example(date(2027, 3, 28), -1)
@example(date(2026, 12, 31), -7)
def test_a_reminder_before_a_date_is_never_late(reference: date, delay: int) -> None:
    assert first_told(reference, delay) == previous_ouvre(reference + delay * DAY)


@settings(max_examples=400, deadline=None)
@given(DAYS, st.integers(0, 60))
@example(date(2028, 2, 29), 365 % 61)
@example(date(2026, 4, 6), 0)
def test_a_reminder_after_a_date_waits_for_people_to_be_at_work(
    reference: date, delay: int
) -> None:
    assert first_told(reference, delay) == next_ouvre(reference + delay * DAY)


@settings(max_examples=300, deadline=None)
@given(DAYS, st.integers(0, 120))
def test_lateness_counts_each_working_day_once(due: date, days: int) -> None:
    today = due + days * DAY
    assert count_ouvres(due, today) == sum(is_ouvre(due + n * DAY) for n in range(1, days + 1))
    assert count_ouvres(due, today + DAY) - count_ouvres(due, today) == is_ouvre(today + DAY)
