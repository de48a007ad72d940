"""The instalments of a plan, to the cent and by the calendar (domain 3.5, 5.7)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.suivi.dettes.echeancier import (
    PlanImpossible,
    as_typed,
    by_amount,
    by_number,
    dated,
    total,
)

D = Decimal
MONEY = st.integers(1, 5_000_000).map(lambda cents: D(cents) / 100)


@pytest.mark.parametrize(
    ("montant", "number", "usual", "last"),
    [
        # Domain 3.5: plan 1 847,33 € / 24, 1 000 € / 36, 450,01 € / 12.
        ("1847.33", 24, "76.97", "77.02"),
        ("1000.00", 36, "27.77", "28.05"),
        ("450.01", 12, "37.50", "37.51"),
    ],
)
def test_equal_instalments_are_rounded_down_and_the_last_settles_the_rest(
    montant: str, number: int, usual: str, last: str
) -> None:
    assert by_number(D(montant), number) == [*[D(usual)] * (number - 1), D(last)]


def test_a_monthly_amount_gives_as_many_instalments_as_it_takes() -> None:
    """Domain 5.7, D4: 1 847,33 € at 85 € is 21 of them and one of 62,33."""
    assert by_amount(D("1847.33"), D("85.00")) == [*[D("85.00")] * 21, D("62.33")]


def test_a_debt_that_the_amount_divides_ends_on_a_whole_instalment() -> None:
    assert by_amount(D("900.00"), D("60.00")) == [D("60.00")] * 15


def test_what_two_people_agreed_is_kept_and_the_last_one_settles_what_is_left() -> None:
    assert as_typed(D("900.00"), 12, D("60.00")) == [*[D("60.00")] * 11, D("240.00")]


def test_fewer_instalments_are_made_when_fewer_are_enough() -> None:
    assert as_typed(D("100.00"), 12, D("60.00")) == [D("60.00"), D("40.00")]


@pytest.mark.parametrize(
    ("montant", "number"), [("0.00", 1), ("0.10", 11), ("10.00", 0), ("10.00", -1)]
)
def test_an_instalment_of_nothing_is_never_made(montant: str, number: int) -> None:
    with pytest.raises(PlanImpossible):
        by_number(D(montant), number)


@pytest.mark.parametrize(("montant", "mensualite"), [("0.00", "10.00"), ("10.00", "0.00")])
def test_a_plan_needs_a_debt_and_a_monthly_amount(montant: str, mensualite: str) -> None:
    with pytest.raises(PlanImpossible):
        by_amount(D(montant), D(mensualite))


@given(MONEY, st.integers(1, 36))
def test_by_number_the_instalments_settle_the_debt_exactly(montant: Decimal, number: int) -> None:
    assume(montant * 100 >= number)
    made = by_number(montant, number)
    assert sum(made) == montant
    assert len(made) == number <= 36
    assert min(made) > 0
    assert max(made) - min(made) <= D(number) / 100  # the rest of the cents, and no more


@given(MONEY, MONEY)
def test_by_amount_the_instalments_settle_the_debt_exactly(montant: Decimal, each: Decimal) -> None:
    assume(montant / each <= 500)
    made = by_amount(montant, each)
    assert sum(made) == montant
    assert min(made) > 0
    assert all(one == each for one in made[:-1])
    assert made[-1] <= each


@given(MONEY, st.integers(1, 36), MONEY)
def test_as_typed_the_instalments_settle_the_debt_exactly(
    montant: Decimal, number: int, each: Decimal
) -> None:
    made = as_typed(montant, number, each)
    assert sum(made) == montant
    assert 1 <= len(made) <= number
    assert min(made) > 0


# --- dates -------------------------------------------------------------------


def days(premiere: date, count: int, jour: int | None = None) -> list[date]:
    return [due.jour for due in dated([D("1.00")] * count, premiere, jour)]


def test_instalments_fall_on_the_same_day_of_each_month() -> None:
    assert days(date(2026, 11, 5), 3) == [date(2026, 11, 5), date(2026, 12, 5), date(2027, 1, 5)]


def test_a_short_month_takes_its_last_day_and_the_thirty_first_comes_back() -> None:
    """CPC 641: the same quantième, else the last day of the month."""
    assert days(date(2026, 12, 31), 5) == [
        date(2026, 12, 31),
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
        date(2027, 4, 30),
    ]


def test_from_the_second_one_they_fall_on_the_day_of_the_debit() -> None:
    assert days(date(2026, 11, 20), 3, jour=8) == [
        date(2026, 11, 20),
        date(2026, 12, 8),
        date(2027, 1, 8),
    ]


@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.integers(1, 36),
    st.none() | st.integers(1, 28),
)
def test_instalments_come_in_order_one_a_month(
    premiere: date, count: int, jour: int | None
) -> None:
    dues = dated([D("10.00")] * count, premiere, jour)
    assert [due.rang for due in dues] == list(range(1, count + 1))
    assert [due.jour for due in dues] == sorted({due.jour for due in dues})
    months = {(due.jour.year, due.jour.month) for due in dues}
    assert len(months) == count
    assert total(dues) == D("10.00") * count
