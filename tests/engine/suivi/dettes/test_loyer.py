"""A new unpaid rent, seen on an imported account, is told to the case: once, where it waits."""

from datetime import date

from engine.bpm.messages.models import Message
from engine.suivi.dettes.comptes import keep_comptes
from engine.suivi.dettes.loyer import report_rent
from tests.engine.suivi.dettes.story import account, keep, linked, maintien, on
from tests.house import House

PAID, UNPAID = "310.00", "0.00"


def told(house: House) -> list[str]:
    return [row.name for row in house.rows(Message, Message.name == "loyer_impaye_nouveau")]


def come(house: House, case: object, day: date, paye: str) -> bool:
    """One more account; whether the case was told."""
    dossier = house.dossier(case)
    with house.system() as tx:
        keep_comptes(tx, [dossier], {dossier.id: [account(day, "900.00", paye)]})
    with house.system() as tx:
        return report_rent(tx, tx.session.merge(dossier))


def test_the_first_unpaid_month_after_a_paid_one_is_told_once(house: House) -> None:
    case = maintien(house)
    linked(house, case)
    on(house, date(2026, 12, 2))
    assert not come(house, case, date(2026, 10, 31), PAID)
    assert come(house, case, date(2026, 11, 30), UNPAID)
    assert "reagir_impaye" in house.tasks(case) or told(house)
    assert not come(house, case, date(2026, 11, 30), UNPAID), "the same file again"
    on(house, date(2027, 1, 2))
    assert not come(house, case, date(2026, 12, 31), UNPAID), "it is not new any more"
    assert told(house) == ["loyer_impaye_nouveau"]


def test_accounts_that_do_not_say_what_was_paid_tell_nothing(house: House) -> None:
    case = maintien(house)
    linked(house, case)
    on(house, date(2026, 12, 2))
    keep(house, case, account(date(2026, 10, 31), "900.00"), account(date(2026, 11, 30), "1200.00"))
    with house.system() as tx:
        assert not report_rent(tx, tx.session.merge(house.dossier(case)))


def test_where_no_case_waits_for_it_nothing_is_left(house: House) -> None:
    case = house.open_dossier()
    on(house, date(2026, 12, 2))
    assert not come(house, case, date(2026, 10, 31), PAID)
    assert not come(house, case, date(2026, 11, 30), UNPAID)
    assert told(house) == []
