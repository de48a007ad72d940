"""Which échéances the account shows as paid; what is not known yet is never called late."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine.suivi.dettes.echeancier import by_amount, dated
from engine.suivi.dettes.rapprocher import Solde, StatutEcheance, Suivi, follow

D = Decimal
DUES = dated(by_amount(D("180"), D("60")), date(2026, 11, 5))
START = Solde(date(2026, 10, 10), D("180"))
NOV, DEC, JAN = date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31)


def seen(*comptes: tuple[date, str], on: date, start: Solde = START, **more: object) -> list[Suivi]:
    soldes = [Solde(jour, D(montant)) for jour, montant in comptes]
    return follow(DUES, start, soldes, on, **more)


def statuts(found: list[Suivi]) -> list[str]:
    return [one.statut.value for one in found]


def test_before_any_account_nothing_is_late_however_old() -> None:
    """Domain 0.1, point 8: late only against an account later than its date."""
    assert statuts(seen(on=date(2026, 12, 20))) == [
        "PAS_ENCORE_CONNU",
        "PAS_ENCORE_CONNU",
        "A_VENIR",
    ]


def test_an_account_that_stops_on_the_very_day_does_not_make_it_late() -> None:
    assert statuts(seen((date(2026, 11, 5), "180"), on=NOV))[0] == "PAS_ENCORE_CONNU"
    assert statuts(seen((date(2026, 11, 6), "180"), on=NOV))[0] == "IMPAYEE"


def test_the_debt_going_down_by_an_instalment_pays_the_oldest() -> None:
    found = seen((NOV, "120"), on=NOV)
    assert statuts(found) == ["PAYEE", "A_VENIR", "A_VENIR"]
    assert found[0].paye_le == NOV


def test_the_day_of_a_payment_that_the_account_tells_is_the_day_it_was_paid() -> None:
    account = Solde(NOV, D("120"), ((date(2026, 11, 3), D("310")), (date(2026, 11, 12), D("60"))))
    (first, *_) = follow(DUES, START, [account], NOV)
    assert first.paye_le == date(2026, 11, 12)


def test_half_an_instalment_is_partly_paid() -> None:
    (first, *_) = seen((NOV, "150"), on=NOV)
    assert (first.statut, first.paye, first.reste) == (StatutEcheance.PARTIELLE, D("30"), D("30"))
    assert first.is_late


def test_what_is_more_goes_forward_to_the_next_ones() -> None:
    found = seen((NOV, "90"), on=NOV)
    assert statuts(found) == ["PAYEE", "A_VENIR", "A_VENIR"]
    assert found[1].paye == D("30")


def test_a_missed_month_paid_double_is_no_longer_late() -> None:
    assert statuts(seen((NOV, "180"), (DEC, "60"), on=DEC)) == ["PAYEE", "PAYEE", "A_VENIR"]


def test_rents_that_were_missed_since_are_paid_before_the_plan() -> None:
    """Rule PLAN_IMPUTATION: the current rent first, à confirmer."""
    found = seen((NOV, "490"), (DEC, "180"), on=DEC)  # a rent of 310 missed, then paid late
    assert statuts(found) == ["IMPAYEE", "IMPAYEE", "A_VENIR"]
    found = seen((NOV, "490"), (DEC, "120"), on=DEC)  # and one instalment more
    assert statuts(found) == ["PAYEE", "IMPAYEE", "A_VENIR"]


def test_an_instalment_once_paid_stays_paid_when_a_rent_is_missed_after() -> None:
    assert statuts(seen((NOV, "120"), (DEC, "430"), on=DEC)) == ["PAYEE", "IMPAYEE", "A_VENIR"]


def test_what_the_account_held_besides_the_plan_is_paid_first() -> None:
    start = Solde(START.jour, D("490"))  # the plan is of 180, the month's rent was not in yet
    found = seen((NOV, "180"), on=NOV, start=start)
    assert statuts(found)[0] == "IMPAYEE"
    found = seen((NOV, "120"), on=NOV, start=start)
    assert statuts(found)[0] == "PAYEE"


def test_a_month_without_an_account_loses_nothing() -> None:
    assert statuts(seen((JAN, "0"), on=JAN)) == ["PAYEE", "PAYEE", "PAYEE"]


def test_a_payment_told_by_hand_counts_until_an_account_says_better() -> None:
    told = [(date(2026, 11, 12), D("60"))]
    found = seen(on=date(2026, 11, 20), told=told)
    assert (found[0].statut, found[0].is_told) == (StatutEcheance.PAYEE, True)
    found = seen((NOV, "180"), on=NOV, told=told)  # the account knows of no such payment
    assert statuts(found)[0] == "IMPAYEE"
    found = seen((NOV, "120"), on=NOV, told=told)  # it does: counted once
    assert (statuts(found), found[0].is_told) == (["PAYEE", "A_VENIR", "A_VENIR"], False)


def test_a_payment_told_by_hand_is_for_the_plan_even_with_a_rent_missed() -> None:
    found = seen((NOV, "490"), on=date(2026, 12, 10), told=[(date(2026, 12, 4), D("60"))])
    assert (found[0].statut, found[0].is_told) == (StatutEcheance.PAYEE, True)


def test_nothing_of_a_frozen_plan_is_late() -> None:
    found = seen((NOV, "120"), (DEC, "120"), on=DEC, frozen=True)
    assert statuts(found) == ["PAYEE", "GELEE", "GELEE"]
    assert not any(one.is_late for one in found)


def test_accounts_of_before_the_plan_or_of_after_the_day_say_nothing() -> None:
    found = seen((date(2026, 9, 30), "0"), (JAN, "0"), on=DEC)
    assert statuts(found)[0] == "PAS_ENCORE_CONNU"


@given(st.lists(st.integers(0, 60_000), max_size=8), st.integers(0, 60_000))
def test_whatever_the_accounts_no_cent_is_counted_twice(cents: list[int], start: int) -> None:
    comptes = [
        Solde(date(2026, 11, 1).replace(day=rank), D(c) / 100) for rank, c in enumerate(cents, 1)
    ]
    found = follow(DUES, Solde(START.jour, D(start) / 100), comptes, JAN)
    paid = [one.paye for one in found]
    assert all(0 <= one.paye <= one.due.montant for one in found)
    # The oldest first: nothing goes to an instalment before the one that precedes it is whole.
    for before, after in pairwise(found):
        assert not after.paye or not before.reste
    falls = [max(D(0), a.montant - b.montant) for a, b in pairwise(comptes)]
    first = max(D(0), D(start) / 100 - comptes[0].montant) if comptes else D(0)
    assert sum(paid) <= sum(falls, first)


@given(st.lists(st.integers(0, 60_000), min_size=1, max_size=6), st.integers(0, 5))
def test_one_more_account_never_unpays_an_instalment(cents: list[int], cut: int) -> None:
    comptes = [
        Solde(date(2026, 11, 1).replace(day=rank), D(c) / 100) for rank, c in enumerate(cents, 1)
    ]
    before = follow(DUES, START, comptes[: cut + 1], JAN)
    after = follow(DUES, START, comptes, JAN)
    assert all(b.paye <= a.paye for b, a in zip(before, after, strict=True))
