"""The project by its pages: objectives, the paper, signatures, an avenant; without JavaScript."""

import base64
import io
import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest

from engine.suivi.documents.models import Document
from engine.suivi.projets.models import Action, Objectif, Projet, Signature
from tests.engine.suivi.documents import files
from tests.web.office import Desk, Office, block, flashes
from tests.web.stories import replay

GOAL = "Préparer un dossier de demande complet"


@pytest.fixture
def place(office: Office) -> tuple[UUID, str]:
    """A household whose project is drafted; its case, and the address of its project."""
    case, address = replay(office, "acces_bail_direct", "redaction_ppal")
    return case, f"{address}/projet"


@pytest.fixture
def address(place: tuple[UUID, str]) -> str:
    return place[1]


def version(office: Office) -> Projet:
    projets: list[Projet] = office.house.rows(Projet)
    return max(projets, key=lambda one: one.version)


def prepare(office: Office, desk: Desk, address: str) -> str:
    """The version to sign is prepared; the address of its signatures."""
    at = f"{address}/versions/{version(office).id}"
    assert desk.post(f"{at}/preparation").status_code == 302
    return f"{at}/signatures"


def say_yes(desk: Desk, address: str, partie: str, **fields: str) -> Any:
    told = {"mode": "ELECTRONIQUE", "signataire": "Une personne", "je_signe": "oui", **fields}
    return desk.post(f"{address}/{partie}", None, **told)


def test_what_the_drafting_task_told_is_on_the_page(agnes: Desk, address: str) -> None:
    page = agnes.read(address)
    assert "Trouver un logement adapté." in page
    assert "En rédaction" in page and "Préparer la version à signer" in page
    assert "Projet personnalisé d’accès au logement" in page


def test_an_objective_and_its_actions_are_noted_corrected_and_ticked(
    office: Office, agnes: Desk, address: str
) -> None:
    told = {"theme": "BUDGET", "libelle": GOAL, "echeance": "31/12/2026", "statut": "A_FAIRE"}
    assert "Ajouter un objectif" in agnes.read(f"{address}/objectifs")
    gone = agnes.post(f"{address}/objectifs", None, **told)
    assert gone.status_code == 302
    action = {"responsable": "MENAGE", "libelle": "Réunir les pièces", "statut": "PLANIFIEE"}
    assert agnes.post(gone.location, None, **action).status_code == 302
    goal = next(one for one in office.house.rows(Objectif) if one.theme == "BUDGET")
    (kept,) = office.house.rows(Action)
    page = unescape(agnes.read(address))
    assert "pour le 31 décembre 2026" in page and "Réunir les pièces" in page
    ticked = {f"objectif_{goal.id}": "EN_COURS", f"action_{kept.id}": "FAITE"}
    agnes.post(f"{address}/avancees", None, **ticked)
    assert office.house.row(Objectif, goal.id).statut == "EN_COURS"
    assert office.house.row(Action, kept.id).statut == "FAITE"
    assert GOAL in agnes.read(f"{address}/objectifs/{goal.id}")
    agnes.post(f"{address}/objectifs/{goal.id}", None, **{**told, "libelle": "Tenir un budget"})
    agnes.post(f"{address}/actions/{kept.id}", None, **{**action, "responsable": "MDL"})
    page = agnes.read(address)
    assert "Tenir un budget" in page and GOAL not in page
    taken = agnes.post(f"{address}/objectifs/{goal.id}/retrait")
    assert "Annuler, le remettre" in taken.text
    assert "Tenir un budget" not in agnes.read(address)
    agnes.post(f"{address}/objectifs/{goal.id}/remise")
    assert "Tenir un budget" in agnes.read(address)


def test_what_was_typed_survives_a_refusal(agnes: Desk, address: str) -> None:
    told = {
        "theme": "",
        "libelle": GOAL,
        "cible": "Réussi",
        "echeance": "hier",
        "statut": "A_FAIRE",
    }
    refused = agnes.post(f"{address}/objectifs", None, **told)
    assert refused.status_code == 422
    assert GOAL in refused.text and "Réussi" in refused.text
    assert "Cette date ne se lit pas" in refused.text and "#champ-theme" in refused.text


def test_the_text_is_written_and_previewed_then_prepared(
    office: Office, agnes: Desk, address: str
) -> None:
    at = f"{address}/versions/{version(office).id}"
    assert "Un rendez-vous par mois." in agnes.read(at)
    told = {"presentation": "Un T3 à Dax", "langue_simple": "oui", "debut": "2026-09-21"}
    assert agnes.post(at, None, **told).status_code == 302
    preview = agnes.get(f"{at}/apercu")
    assert preview.data.startswith(b"%PDF")
    assert "sandbox" in preview.headers["Content-Security-Policy"]
    assert office.house.rows(Document) == []
    prepare(office, agnes, address)
    (document,) = office.house.rows(Document)
    page = agnes.read(address)
    assert document.sha256 in page and "À signer" in page and "en langue simple" in page
    assert agnes.get(at).status_code == 302  # it is written no more
    sent = agnes.get(f"{address.removesuffix('/projet')}/documents/{document.id}")
    assert sent.data.startswith(b"%PDF")
    assert "Dupin" not in sent.headers["Content-Disposition"]


def test_all_sign_and_the_task_is_done_by_the_same_act(
    office: Office, agnes: Desk, place: tuple[UUID, str]
) -> None:
    case, address = place
    at = prepare(office, agnes, address)
    page = agnes.read(f"{at}/MENAGE")
    assert "Signer à l’écran" in page and "Joindre le papier signé" in page
    assert say_yes(agnes, at, "MENAGE").status_code == 302
    landlord = office.desk("XLH_IS")
    assert say_yes(landlord, at, "BAILLEUR").status_code == 302
    assert "signature_ppal" in office.house.tasks(case)
    say_yes(agnes, at, "MDL")
    page = agnes.read(address)
    assert flashes(page)[-1] == "Tout le monde a signé : le projet est signé."
    assert "signature_ppal" not in office.house.tasks(case)
    assert "Signée le" in page and "Écrire un avenant" in page
    begun = agnes.post(f"{address}/versions", None, type="PPAL")
    assert begun.status_code == 302
    assert "version 2 (avenant)" in agnes.read(begun.location)


def test_a_drawn_signature_is_kept_and_shown(office: Office, agnes: Desk, address: str) -> None:
    at = prepare(office, agnes, address)
    drawing = "data:image/png;base64," + base64.b64encode(files.png()).decode()
    assert say_yes(agnes, at, "MENAGE", je_signe="", trace=drawing).status_code == 302
    (row,) = office.house.rows(Signature)
    assert b"PNG" not in row.corps
    shown = agnes.get(f"{address}/signatures/{row.id}/apercu")
    assert shown.data.startswith(b"\x89PNG") and shown.mimetype == "image/png"
    assert f"/signatures/{row.id}/apercu" in agnes.read(address)


def test_the_signed_paper_is_kept_as_a_document(office: Office, agnes: Desk, address: str) -> None:
    at = prepare(office, agnes, address)
    told = {"mode": "MANUSCRITE_SCAN", "signataire_papier": "Mme Dupin", "jour": "2026-10-05"}
    form = {"csrf_token": agnes.csrf(), **told, "fichier": (io.BytesIO(files.PDF), "scan.pdf")}
    assert agnes.client.post(f"{at}/BAILLEUR", data=form).status_code == 302
    assert len(office.house.rows(Document)) == 2
    assert "Papier signé" in agnes.read(address)


def test_a_signature_that_lacks_something_is_refused_and_the_name_stays(
    office: Office, agnes: Desk, address: str
) -> None:
    at = prepare(office, agnes, address)
    refused = agnes.post(f"{at}/MENAGE", None, mode="ELECTRONIQUE", signataire="Mme Dupin")
    assert refused.status_code == 422
    assert "Mme Dupin" in refused.text and "cochez « Je signe »" in refused.text
    for partie in ("CIDFF", "../MENAGE", "AUTRE"):
        assert agnes.get(f"{at}/{partie}").status_code == 404
    assert office.desk("XLH_IS").post(f"{at}/MDL", None, mode="ELECTRONIQUE").status_code == 403


def test_a_refusal_is_noted_and_the_writing_goes_on(
    office: Office, agnes: Desk, address: str
) -> None:
    at = prepare(office, agnes, address).removesuffix("/signatures")
    assert agnes.post(f"{at}/refus").status_code == 422
    assert agnes.post(f"{at}/refus", None, motif="DUREE").status_code == 302
    page = agnes.read(address)
    assert "pas d’accord sur la durée" in page and "Écrire le projet" in page
    agnes.post(f"{address}/versions", None, type="PPAL")
    again = prepare(office, agnes, address).removesuffix("/signatures")
    back = agnes.post(f"{again}/reprise")
    assert back.status_code == 302 and "version 3" in agnes.read(back.location)


def test_the_task_is_offered_with_what_the_page_knows(
    office: Office, agnes: Desk, place: tuple[UUID, str]
) -> None:
    case, address = place
    at = prepare(office, agnes, address)
    say_yes(agnes, at, "MENAGE")
    task = office.house.task(case, "signature_ppal")
    known = block(agnes.read(f"/taches/{task.id}"), "valeurs")
    assert known["signataires"] == ["MENAGE"]
    assert known["mode_signature"] == "ELECTRONIQUE"


def test_each_trade_finds_what_it_may(office: Office, address: str) -> None:
    assert "Ajouter un objectif" in office.desk("XLH_IS").read(address)
    for group in ("XLH_PILOTE", "XLH_RELOG"):
        page = office.desk(group).read(address)
        assert "Trouver un logement adapté." in page
        assert "Ajouter un objectif" not in page and "Enregistrer les avancées" not in page
    assert office.desk("XLH_PREC").get(address).status_code == 404
    assert office.desk("REFERENTE_VVC").get(address).status_code == 404


def test_nothing_personal_is_in_the_addresses_nor_the_title(agnes: Desk, address: str) -> None:
    page = agnes.read(address)
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert title and title[1].split(" – ")[0] == "Projet"


def test_a_visit_ticks_how_far_objectives_and_actions_are(office: Office, agnes: Desk) -> None:
    _, dossier = replay(office, "acces_bail_direct", "visite_j45")
    (goal,) = office.house.rows(Objectif)
    told = {"responsable": "MENAGE", "libelle": "Réunir les pièces", "statut": "PLANIFIEE"}
    agnes.post(f"{dossier}/projet/objectifs/{goal.id}/actions", None, **told)
    (action,) = office.house.rows(Action)
    page = agnes.read(f"{dossier}/visite")
    assert "Objectifs du projet" in page and "Réunir les pièces" in page
    visit = {"jour": office.house.at.date().isoformat(), "canal": "VAD", "presence": "HONORE"}
    ticked = {f"objectif_{goal.id}": "ATTEINT", f"action_{action.id}": "FAITE"}
    assert agnes.post(f"{dossier}/visite", None, **visit, **ticked).status_code == 302
    assert office.house.row(Objectif, goal.id).statut == "ATTEINT"
    assert office.house.row(Action, action.id).statut == "FAITE"
    assert "Objectifs du projet" not in agnes.read(f"{dossier}/visite")
    refused = agnes.post(f"{dossier}/visite", None, **visit, **{f"objectif_{goal.id}": "FINI"})
    assert refused.status_code == 422
