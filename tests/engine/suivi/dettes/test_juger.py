"""Is the debt an impayé constitué? By the rule of the day of the fact (domain 3.3.1, 5.7 D3)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from engine.bpm.instances.models import Instance
from engine.suivi.dettes.comptes import Arrete, comptes_of, keep_comptes
from engine.suivi.dettes.juger import Fait, judge, judge_comptes, months_between
from engine.suivi.regles.read import amount, whole
from tests.engine.suivi.dettes.story import AID, RENT, account
from tests.house import House

D = Decimal
NET = RENT - AID


def judged(house: House, case: UUID, fait: Fait) -> bool | None:
    with house.system() as tx:
        return judge(tx, tx.session.get_one(Instance, case), fait).constitue


def fait(jour: date, dette: str, months: int = 1, tiers_payant: bool = True) -> Fait:
    return Fait(jour, D(dette), RENT, NET, tiers_payant, months)


LAST, FIRST = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("jour", "dette", "months", "tiers_payant", "expected"),
    [
        # Until 31/12/2026: two months of rent, net of the aid when it is paid to the landlord.
        (LAST, "619.99", 1, True, False),
        (LAST, "620.00", 1, True, True),
        (LAST, "1039.99", 9, False, False),
        (LAST, "1040.00", 1, False, True),
        # From 01/01/2027: over 450 €, or three months after the first default.
        (FIRST, "450.00", 2, True, False),
        (FIRST, "450.01", 2, True, True),
        (FIRST, "10.00", 3, True, True),
        (FIRST, "10.00", 2, True, False),
        (FIRST, "0.00", 9, True, False),
    ],
)
def test_a_debt_is_judged_by_the_regime_of_its_day(
    house: House, jour: date, dette: str, months: int, tiers_payant: bool, expected: bool
) -> None:
    case = house.open_dossier()
    assert judged(house, case, fait(jour, dette, months, tiers_payant)) is expected


def test_the_same_file_is_not_judged_alike_on_the_last_day_of_2026_and_on_the_first_of_2027(
    house: House,
) -> None:
    """600 €: under two months of net rent (620), over 450."""
    case = house.open_dossier()
    dossier = house.dossier(case)
    with house.system() as tx:
        keep_comptes(tx, [dossier], {dossier.id: [account(date(2026, 12, 20), "600")]})
    with house.system() as tx:
        instance, comptes = tx.session.get_one(Instance, case), comptes_of(tx, dossier.id)
        before, after = (judge_comptes(tx, instance, comptes, day) for day in (LAST, FIRST))
    assert before is not None and after is not None
    assert (before.dernier.regime, before.dernier.constitue, before.depuis) == (
        "R2026",
        False,
        None,
    )
    assert (after.dernier.regime, after.dernier.constitue) == ("R2027", True)
    assert (after.depuis, after.signaler_avant) == (FIRST, date(2027, 3, 1))


def test_an_old_debt_is_constitue_on_the_first_of_january_whenever_somebody_looks(
    house: House,
) -> None:
    """240 € since July: not two months of rent in 2026, three months old in 2027."""
    case = house.open_dossier()
    dossier = house.dossier(case)
    arretes = [account(date(2026, 7, 31), "300"), account(date(2026, 12, 20), "240")]
    with house.system() as tx:
        keep_comptes(tx, [dossier], {dossier.id: arretes})
    for day in (FIRST, date(2027, 1, 3), date(2027, 2, 14)):
        with house.system() as tx:
            instance, comptes = tx.session.get_one(Instance, case), comptes_of(tx, dossier.id)
            told = judge_comptes(tx, instance, comptes, day)
        assert told is not None
        assert (told.depuis, told.signaler_avant) == (FIRST, date(2027, 3, 1)), day
    with house.system() as tx:
        keep_comptes(tx, [dossier], {dossier.id: [account(date(2027, 1, 31), "50")]})
    with house.system() as tx:
        instance, comptes = tx.session.get_one(Instance, case), comptes_of(tx, dossier.id)
        told = judge_comptes(tx, instance, comptes)
    assert told is not None and told.depuis == FIRST


def test_a_small_debt_is_constitue_on_the_day_it_is_three_months_old(house: House) -> None:
    case = house.open_dossier()
    dossier = house.dossier(case)
    with house.system() as tx:
        keep_comptes(tx, [dossier], {dossier.id: [account(date(2027, 1, 31), "60")]})
    with house.system() as tx:
        instance, comptes = tx.session.get_one(Instance, case), comptes_of(tx, dossier.id)
        before, after = (
            judge_comptes(tx, instance, comptes, day)
            for day in (date(2027, 4, 29), date(2027, 6, 15))
        )
    assert before is not None and before.depuis is None
    assert after is not None and after.depuis == date(2027, 4, 30)


def test_it_is_constitue_since_the_first_account_that_shows_it_without_a_break(
    house: House,
) -> None:
    case = house.open_dossier()
    dossier = house.dossier(case)
    days = [date(2026, month, 28) for month in (5, 6, 7, 8, 9)]
    debts = ["700", "100", "650", "900", "800"]
    with house.system() as tx:
        arretes = [account(day, debt) for day, debt in zip(days, debts, strict=True)]
        keep_comptes(tx, [dossier], {dossier.id: arretes})
    with house.system() as tx:
        instance = tx.session.get_one(Instance, case)
        told = judge_comptes(tx, instance, comptes_of(tx, dossier.id))
    assert told is not None
    assert (told.depuis, told.signaler_avant) == (date(2026, 7, 28), date(2026, 9, 28))
    assert told.premier_defaut == date(2026, 5, 28)


def test_without_a_rent_the_table_of_2026_does_not_answer(house: House) -> None:
    case = house.open_dossier()
    unknown = Fait(LAST, D("900"), None, None, False, 2)
    assert judged(house, case, unknown) is None


def test_the_first_default_is_that_of_the_debt_that_was_never_settled(house: House) -> None:
    case = house.open_dossier()
    dossier = house.dossier(case)
    arretes = [
        Arrete(date(2026, 6, 30), D("50")),
        Arrete(date(2026, 7, 31), D("0")),
        Arrete(date(2026, 8, 31), D("80")),
    ]
    with house.system() as tx:
        keep_comptes(tx, [dossier], {dossier.id: arretes})
    with house.system() as tx:
        instance = tx.session.get_one(Instance, case)
        told = judge_comptes(tx, instance, comptes_of(tx, dossier.id), date(2026, 12, 1))
    assert told is not None
    assert told.premier_defaut == date(2026, 8, 31)
    assert told.dernier.fait.mois_depuis_defaut == 3


def test_the_dated_rules_say_the_same_figures_as_the_table(house: House) -> None:
    """D3 is what judges; the rules are what the page tells: they must not disagree."""
    case = house.open_dossier()
    with house.system() as tx:
        months = whole(tx, "IMPAYE_SEUIL_MOIS", LAST)
        seuil = amount(tx, "IMPAYE_SEUIL_MONTANT", FIRST)
        age = whole(tx, "IMPAYE_ANCIENNETE", FIRST)
    cent = D("0.01")
    assert judged(house, case, fait(LAST, str(NET * months))) is True
    assert judged(house, case, fait(LAST, str(NET * months - cent))) is False
    assert judged(house, case, fait(FIRST, str(seuil), 0)) is False
    assert judged(house, case, fait(FIRST, str(seuil + cent), 0)) is True
    assert judged(house, case, fait(FIRST, "1", age)) is True
    assert judged(house, case, fait(FIRST, "1", age - 1)) is False


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 8, 31), date(2026, 9, 29), 0),
        (date(2026, 8, 31), date(2026, 9, 30), 1),
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2026, 8, 15), date(2026, 11, 14), 2),
    ],
)
def test_months_are_counted_whole(start: date, end: date, months: int) -> None:
    assert months_between(start, end) == months
