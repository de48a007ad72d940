"""The DPO's page and its neighbours: who reads what of it, and what is never on it."""

import io
import re
from html import unescape

import pikepdf
import pytest

from engine.core import access
from engine.suivi.conservation.models import Evenement, Maintien
from engine.suivi.dossiers.models import Dossier
from tests.engine.suivi.conservation.story import NOM, daily, ends, planted
from tests.web.office import Desk, Office, flashes

HOLD = {"motif": "RECLAMATION", "texte": "Une réclamation est en cours.", "jusqu_au": "31/12/2027"}


def text(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def one_event(office: Office) -> Evenement:
    (event,) = office.house.rows(Evenement, Evenement.execute_le.is_(None))
    assert isinstance(event, Evenement)
    return event


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_IS", "XLH_PREC", "XLH_RELOG", "REFERENTE_VVC"])
def test_the_list_is_for_the_dpo_and_for_who_leads(office: Office, group: str) -> None:
    assert office.desk(group).get("/conservation").status_code == 403


def test_the_dpo_sees_references_and_dates_and_no_case(each_office: Office) -> None:
    reference = planted(each_office.house)
    daily(each_office.house)
    dpo = each_office.desk("DPO")
    assert dpo.get("/").headers["Location"] == "/conservation"
    page = dpo.read("/conservation")
    assert reference in page and "7 oct. 2026" in text(page)
    assert NOM not in page and f"/dossiers/{reference}" not in page
    for place in (f"/dossiers/{reference}", f"/dossiers/{reference}/menage"):
        assert dpo.get(place).status_code == 404
    assert reference not in dpo.read("/dossiers") + dpo.read("/dossiers?recherche=2026")
    assert "Garder" not in page
    assert dpo.get(f"/conservation/{one_event(each_office).id}/maintien").status_code == 403


def test_each_partner_sees_its_own_clock(each_office: Office) -> None:
    reference = planted(each_office.house)
    daily(each_office.house)
    assert reference in each_office.desk("XLH_PILOTE").read("/conservation")
    assert reference not in each_office.desk("MDL_CHEF").read("/conservation")


def test_something_is_kept_back_for_a_reason_then_let_go(each_office: Office) -> None:
    planted(each_office.house)
    daily(each_office.house)
    event, pilote = one_event(each_office), each_office.desk("XLH_PILOTE")
    address = f"/conservation/{event.id}"
    refused = pilote.post(f"{address}/maintien", **{**HOLD, "texte": "non", "jusqu_au": "hier"})
    assert refused.status_code == 422
    assert "Donnez un jour à venir" in refused.text and ">non</textarea>" in refused.text
    kept = pilote.post(f"{address}/maintien", **HOLD)
    assert kept.status_code == 302
    page = text(pilote.read("/conservation"))
    assert "Gardé jusqu’au 31 déc. 2027" in page and "Une réclamation est en cours." in page
    told = text(each_office.desk("DPO").read("/conservation"))
    assert "Gardé jusqu’au" in told and "est en cours." not in told.replace(
        "Une réclamation", "", 1
    )
    ends(each_office.house, 40)
    assert not one_event(each_office).is_done
    assert flashes(_followed(pilote, f"{address}/levee")) != []
    assert daily(each_office.house).finies == 1
    assert each_office.house.rows(Maintien)[0].leve_le is not None


def _followed(desk: Desk, address: str) -> str:
    sent = desk.post(address)
    return desk.read(sent.headers["Location"])


def test_another_s_clock_is_not_held(office: Office) -> None:
    planted(office.house)
    daily(office.house)
    address = f"/conservation/{one_event(office).id}/maintien"
    assert office.desk("MDL_CHEF").post(address, **HOLD).status_code == 404
    assert office.desk("MDL_TS").post(address, **HOLD).status_code == 403


def test_what_was_done_is_told_without_a_name(each_office: Office) -> None:
    reference = planted(each_office.house)
    ends(each_office.house, 0, 31)
    for group in ("DPO", "XLH_PILOTE"):
        page = each_office.desk(group).read("/conservation")
        assert reference in page and "Les notes\xa0: 1" in unescape(page)
        assert NOM not in page
    assert each_office.desk("XLH_PILOTE").get(f"/dossiers/{reference}").status_code == 404


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_IS", "DPO", "EDITEUR_PROCESSUS"])
def test_the_register_is_read_by_everybody_with_the_durations_of_the_rules(
    office: Office, group: str
) -> None:
    page = text(office.desk(group).read("/conservation/registre"))
    assert "24 mois après le dernier contact, une fois le dossier clos." in page
    assert "Jusqu’à la fin du suivi." in page
    assert "L’analyse d’impact (AIPD) est obligatoire et reste à faire" in page
    assert "À confirmer" in page


def test_a_person_is_given_a_document_by_the_direction_alone(each_office: Office) -> None:
    reference = planted(each_office.house)
    address = f"/dossiers/{reference}/droit-d-acces"
    for group, status in (("MDL_TS", 403), ("XLH_PILOTE", 403), ("DPO", 404)):
        assert each_office.desk(group).get(address).status_code == status
    chef = each_office.desk("MDL_CHEF")
    page = chef.read(address)
    person = re.search(r'name="personne" id="personne-1" value="([^"]+)"', page)
    assert person
    refused = chef.post(address, personne=person[1], format="pdf")
    assert refused.status_code == 422 and "vérifié qui demande" in refused.text
    sent = chef.post(address, personne=person[1], format="pdf", verifie="1")
    assert (sent.status_code, sent.mimetype) == (200, "application/pdf")
    assert sent.headers["Cache-Control"] == "no-store"
    assert pikepdf.open(io.BytesIO(sent.data)).Root.MarkInfo.Marked
    data = chef.post(address, personne=person[1], format="json", verifie="1")
    assert data.get_json()["personne"] == f"Mme Marie {NOM}"
    assert "a remis à une personne ce qui est gardé d’elle" in chef.read(f"/dossiers/{reference}")


def test_a_restricted_dossier_is_on_no_list_of_who_may_not_know_it(each_office: Office) -> None:
    house = each_office.house
    reference = planted(house)
    daily(house)
    event = one_event(each_office)
    with house.system() as tx:
        tx.session.get_one(Evenement, event.id).is_restreint = True
        access.reset_circle(tx, event.circle_id, ["MDL_CHEF"])
    pilote = each_office.desk("XLH_PILOTE")
    assert reference not in pilote.read("/conservation")
    assert pilote.get(f"/conservation/{event.id}/maintien").status_code == 404
    assert reference in each_office.desk("DPO").read("/conservation")


def test_one_that_was_restricted_since_it_was_announced_is_on_it_no_more(
    each_office: Office,
) -> None:
    """At once: the list itself is written anew by the next day's run."""
    house = each_office.house
    reference = planted(house)
    daily(house)
    event, pilote = one_event(each_office), each_office.desk("XLH_PILOTE")
    assert reference in pilote.read("/conservation")
    with house.system() as tx:
        tx.session.get_one(Dossier, event.dossier_id).is_restreint = True
        access.reset_circle(tx, event.circle_id, ["MDL_CHEF"])
    assert reference not in pilote.read("/conservation")
    assert pilote.get(f"/conservation/{event.id}/maintien").status_code == 404
