"""One debt, one account, two days: 31 December 2026 and 1 January 2027 (domain 3.3, 5.7 D3)."""

from datetime import date

from tests.walks.entry import by_the_landlord, enter
from tests.walks.plan import LOCATAIRE
from tests.walks.walk import Walk
from tests.web.office import Office

LAST, FIRST = date(2026, 12, 31), date(2027, 1, 1)
STEP = "Donner l’état du compte"


def test_the_same_file_on_the_last_day_of_2026_and_on_the_first_of_2027(
    each_office: Office,
) -> None:
    """600 €: under two months of net rent (620), over 450 €."""
    walk = owing_600(each_office)
    walk.on(LAST)
    page = walk.reads("XLH_PREC", "/dette")
    assert "Dette 600,00 € Impayé Non constitué régime jusqu’au 31/12/2026" in page
    assert "À signaler" not in page
    assert walk.opened("XLH_PREC", STEP)["date_fait"] == "2026-12-20"
    walk.on(FIRST)
    page = walk.reads("XLH_PREC", "/dette")
    assert "Dette 600,00 € Impayé Constitué depuis le 1er janvier 2027 au plus tard" in page
    assert "(régime depuis le 01/01/2027, à confirmer)" in page
    assert "À signaler à la CAF ou à la MSA avant le 1er mars 2027" in page
    known = walk.does("XLH_PREC", STEP)
    assert (known["date_fait"], known["dette"], known["loyer_net"]) == ("2027-01-01", 600, 310)
    assert walk.asked("XLH_PREC") == ["Signaler à la CAF ou à la MSA"]  # the table agrees
    assert "Pour le 1 mars 2027" in walk.reads("XLH_PREC").replace("1er", "1")


def test_looked_at_in_2026_nothing_is_to_be_told_to_the_caf(each_office: Office) -> None:
    walk = owing_600(each_office)
    walk.on(LAST)
    known = walk.does("XLH_PREC", STEP)
    assert known["date_arrete"] == "2026-12-20"
    assert walk.asked("XLH_PREC") == []  # the table says no, and the step of the debt ends there
    walk.on(FIRST)
    assert "Constitué depuis le 1er janvier 2027" in walk.reads("XLH_PREC", "/dette")


def owing_600(office: Office) -> Walk:
    walk = by_the_landlord(office, "IMPAYE")
    enter(walk, "XLH_IS", dette_loyer="OUI", dette_montant=600)
    walk.posts("XLH_IS", "/dette/compte", reference=LOCATAIRE)
    walk.on(date(2026, 12, 21))
    walk.imports(
        f"{LOCATAIRE};30/11/2026;300,00;520,00;;210,00;;",
        f"{LOCATAIRE};20/12/2026;600,00;520,00;;210,00;;",
    )
    return walk
