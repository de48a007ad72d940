"""« Ce qui viendra » on a dossier, and another date for it."""

import re
from datetime import date
from html import unescape

import pytest

from engine.bpm.timers.models import Timer
from engine.core.calendar import at_paris, paris_day
from tests.house import DAY
from tests.web.office import Desk, Office, flashes


def links(page: str) -> dict[str, str]:
    """The address of « Déplacer » of each coming thing, by its name."""
    found = re.findall(r'<a href="([^"]+)" aria-label="Déplacer l’échéance «\s([^"]+)\s»">', page)
    return {unescape(name): address for address, name in found}


def plain(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def bilan(desk: Desk, address: str) -> str:
    return links(desk.read(address))["Quatre mois après l’entrée"]


def test_the_dossier_tells_what_will_come_and_what_it_will_do(office: Office) -> None:
    _, address = office.entered()
    page = plain(office.desk("MDL_TS").read(address))
    assert "Ce qui viendra" in page
    assert "7 janvier 2027 à 8 h" in page
    assert "Puis : Prévenir le travailleur social" in page


def test_a_chief_moves_a_date_and_takes_it_back(office: Office) -> None:
    case, address = office.entered()
    chief = office.desk("MDL_CHEF")
    move = bilan(chief, address)
    sent = chief.post(move, jour="25/01/2027", motif="La famille est absente en janvier.")
    assert sent.status_code == 302
    page = chief.read(address)
    assert any("25 janvier 2027" in flash for flash in flashes(page))
    assert "La famille est absente en janvier." in page and "a déplacé l’échéance" in page
    (row,) = office.house.rows(Timer, Timer.instance_id == case, Timer.planned_at.is_not(None))
    assert row.due_at == at_paris(date(2027, 1, 25))
    assert chief.post(f"{move}/date-prevue").status_code == 302
    assert "a remis l’échéance" in chief.read(address)
    assert not office.house.rows(Timer, Timer.planned_at.is_not(None))


def test_the_other_partner_reads_that_it_moved_and_not_why(office: Office) -> None:
    _, address = office.entered()
    chief = office.desk("MDL_CHEF")
    chief.post(bilan(chief, address), jour="25/01/2027", motif="La famille est absente.")
    page = office.desk("XLH_PILOTE").read(address)
    assert "Déplacée" in page and "La famille est absente" not in page


def test_what_was_typed_survives_a_refusal(office: Office) -> None:
    _, address = office.entered()
    chief = office.desk("MDL_CHEF")
    for day, why in (("08/09/2027", "La mesure finit"), ("01/01/2020", "jour à venir")):
        sent = chief.post(bilan(chief, address), jour=day, motif="Congés")
        assert sent.status_code == 422
        assert day in sent.text and "Congés" in sent.text and why in sent.text
    assert "pourquoi la date change" in chief.post(bilan(chief, address), jour="25/01/2027").text


def test_the_reminders_of_the_twelve_months_are_never_put_off(office: Office) -> None:
    """Domain 5.8, T01 and T02: the cap is told in time whatever anybody moves."""
    case, address = office.entered()
    chief = office.desk("MDL_CHEF")
    wanted = (Timer.element.like("seuil%"), Timer.element != "seuil_m4")
    guarded = office.house.rows(Timer, Timer.instance_id == case, *wanted)
    assert len(guarded) == 7
    for row in guarded:
        move = f"{address}/echeances/{row.key.replace('/', '.')}"
        later = f"{paris_day(row.due_at + DAY):%d/%m/%Y}"
        sent = chief.post(move, jour=later, motif="Congés")
        assert sent.status_code == 422, row.element
        sooner = f"{paris_day(row.due_at - DAY):%d/%m/%Y}"
        assert chief.post(move, jour=sooner, motif="Congés").status_code == 302, row.element


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_IS"])
def test_others_read_the_dates_and_are_offered_no_move(office: Office, group: str) -> None:
    _, address = office.entered()
    move = bilan(office.desk("MDL_CHEF"), address)
    desk = office.desk(group)
    assert links(desk.read(address)) == {}
    assert desk.get(move).status_code == 403
    assert desk.post(move, jour="25/01/2027", motif="Congés").status_code == 403
    assert desk.post(f"{move}/date-prevue").status_code == 403


def test_a_date_that_has_come_meanwhile_says_so(office: Office) -> None:
    _, address = office.entered()
    chief = office.desk("MDL_CHEF")
    move = bilan(chief, address)
    office.house.time_passes(at_paris(paris_day(office.house.at)) + 200 * DAY)
    assert chief.get(move).status_code == 302
    assert any("n’est plus attendue" in flash for flash in flashes(chief.read(address)))
