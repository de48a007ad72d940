"""What a household agrees to, by its page: told by the tasks, typed, taken back, printed."""

import io

import pytest

from engine.suivi.consentements.models import Consentement
from engine.suivi.documents.models import Document
from tests.engine.suivi.documents import files
from tests.web.office import Desk, Office, flashes

SMS = {"finalite": "CONTACT_SMS", "accorde": "OUI", "mode": "ORAL", "recueilli_le": "2026-09-07"}


@pytest.fixture
def address(office: Office) -> str:
    return f"{office.entered()[1]}/accords"


def test_what_the_tasks_asked_is_there(agnes: Desk, address: str) -> None:
    page = agnes.read(address)
    assert "Partage avec XL Habitat" in page and "7 septembre 2026, en entretien au bureau" in page
    assert "Être accompagné" in page and "par écrit" in page
    assert "Pas encore demandé" in page


def test_the_sharing_ends_by_its_event_and_not_here(
    office: Office, agnes: Desk, address: str
) -> None:
    page = agnes.read(address)
    event = f"{address.removesuffix('/accords')}/evenements/"
    assert f'href="{event}' in page
    (row,) = office.house.rows(Consentement, Consentement.finalite == "PARTAGE_BAILLEUR")
    assert agnes.post(f"{address}/{row.id}/retrait").status_code == 302
    assert office.house.row(Consentement, row.id).retire_le is None
    assert agnes.post(address, None, **{**SMS, "finalite": "PARTAGE_BAILLEUR"}).status_code == 302
    assert len(office.house.rows(Consentement)) == 2


def test_an_answer_is_noted_with_its_paper_then_taken_back(
    office: Office, agnes: Desk, address: str
) -> None:
    form = {"csrf_token": agnes.csrf(), **SMS, "fichier": (io.BytesIO(files.PDF), "accord.pdf")}
    assert agnes.client.post(address, data=form).status_code == 302
    page = agnes.read(address)
    assert flashes(page) == ["L’accord est noté."]
    (document,) = office.house.rows(Document)
    assert f"/documents/{document.id}" in page
    (row,) = office.house.rows(Consentement, Consentement.finalite == "CONTACT_SMS")
    agnes.post(f"{address}/{row.id}/retrait")
    assert "Retiré le" in agnes.read(address)


def test_what_was_typed_survives_a_refusal(agnes: Desk, address: str) -> None:
    refused = agnes.post(address, None, **{**SMS, "accorde": "", "recueilli_le": "demain"})
    assert refused.status_code == 422
    assert "Dites si c’est un accord ou un refus." in refused.text
    assert '<option value="CONTACT_SMS" selected>' in refused.text


def test_the_sheet_to_print_asks_each_thing_in_one_sentence(agnes: Desk, address: str) -> None:
    page = agnes.read(f"{address}/papier")
    assert "J’accepte de recevoir un SMS" in page and "Oui" in page and "Non" in page
    assert "CIDFF" not in page


def test_the_landlord_never_reads_of_the_referente(office: Office, address: str) -> None:
    page = office.desk("XLH_IS").read(address)
    assert "CIDFF" not in page and "référente" not in page
    assert "CIDFF" not in office.desk("XLH_IS").read(f"{address}/papier?reserve=1")
    assert office.desk("XLH_PREC").get(address).status_code == 404
    assert "Noter une réponse" not in office.desk("XLH_PILOTE").read(address)
