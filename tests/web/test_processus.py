"""Everybody reads how the work is done; nobody reads a case there."""

import re

import pytest
from sqlalchemy import event

from engine.bpm.dialect.sources import Source, SourceKind
from tests.diagrams import at, catch, diagram, end, path, start
from tests.house import REPERAGE
from tests.web.office import Desk, Office, without_token

MAINTIEN = "/processus/parcours_maintien"


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_PILOTE", "REFERENTE_VVC", "EDITEUR_PROCESSUS"])
def test_every_signed_in_person_reads_every_process(office: Office, group: str) -> None:
    desk = office.desk(group)
    index = desk.read("/processus")
    for process in office.house.folder.sources.processes.values():
        assert f'href="/processus/{process.id}"' in index
        assert f"<h1>{process.name}</h1>" in desk.read(f"/processus/{process.id}")
        drawing = desk.get(f"/processus/diagrammes/{process.id}.bpmn")
        assert drawing.mimetype == "application/xml"


def test_nobody_reads_them_without_signing_in_and_an_unknown_one_is_not_found(
    office: Office, agnes: Desk
) -> None:
    assert office.desk().get(MAINTIEN).status_code == 302
    assert agnes.get("/processus/inconnu").status_code == 404
    assert agnes.get("/processus/diagrammes/inconnu.bpmn").status_code == 404


def test_no_data_of_any_case_is_on_them(office: Office, agnes: Desk) -> None:
    pages = ["/processus", "/processus/a-confirmer", MAINTIEN, "/processus/entree_dispositif"]
    before = [without_token(agnes.read(page)) for page in pages]
    case, _ = office.entered()
    assert [without_token(agnes.read(page)) for page in pages] == before
    assert office.house.instance(case).reference not in "".join(before)


def test_the_page_tells_the_release_the_steps_the_delays_and_the_scenarios(agnes: Desk) -> None:
    page = agnes.read(MAINTIEN)
    for told in (
        "Version n°\u00a01 en vigueur, publiée le 6 septembre 2026",
        "Raison\u00a0: Essai",
        "Comprendre, agir, tenir.",
        'id="etape-suivi_budget"',
        "7\u00a0jours après l’ouverture de la tâche",
        "21\u00a0jours après l’accord du ménage",
        'id="decision-D5_MUTATION"',
        'id="formulaire-redaction_maintien"',
        "Un maintien sans dette",
        "chaque étape est couverte",
    ):
        assert told in page, told


def test_every_anchor_of_a_page_is_on_it(office: Office, agnes: Desk) -> None:
    for process in office.house.folder.sources.processes:
        page = agnes.read(f"/processus/{process}")
        ids = re.findall(r' id="([^"]+)"', page)
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
        assert len(ids) == len(set(ids))


def test_what_is_to_be_confirmed_comes_first_for_the_pilot(agnes: Desk, landlord: Desk) -> None:
    first, last = (
        page.index("titre-a-confirmer") < page.index("titre-entree_dispositif")
        for page in (landlord.read("/processus"), agnes.read("/processus"))
    )
    assert (first, last) == (True, False)
    page = landlord.read("/processus/a-confirmer")
    assert "règles que la fiche projet ne dit pas" in page
    assert 'href="/processus/parcours_maintien#etape-mobiliser_service"' in page
    assert "Délais dont l’origine n’est pas indiquée" not in page


def test_a_task_and_a_dossier_lead_to_their_step(office: Office, agnes: Desk) -> None:
    case, address = office.open_dossier()
    task = office.house.task(case, "information_partage").id
    step = "/processus/entree_dispositif#etape-information_partage"
    assert f'href="{step}"' in agnes.read(f"/taches/{task}")
    assert f'href="{step}"' in agnes.read(address)


def test_a_page_costs_the_same_few_statements_whatever_is_in_it(
    office: Office, agnes: Desk
) -> None:
    seen: list[str] = []
    counts = []
    event.listen(
        office.house.database.engine, "before_cursor_execute", lambda *args: seen.append(args[2])
    )
    for page in ("/processus", MAINTIEN, "/processus/a-confirmer", "/processus/mesure"):
        agnes.read(page)  # what never changes is read once
        seen.clear()
        agnes.read(page)
        counts.append(len([text for text in seen if text.lstrip().upper().startswith("SELECT")]))
    # The page of a process also asks which publication its scenarios are of, and the words of its
    # messages; every page asks what the bell says.
    assert counts == [3, 5, 3, 4]


def test_a_process_that_says_little_has_words_for_what_it_lacks(
    office: Office, agnes: Desk
) -> None:
    bare = diagram(start("d"), end("f"), path("d f"), process="essai")
    office.house.publish(Source(SourceKind.DIAGRAM, "essai", bare))
    page = agnes.read("/processus/essai")
    for told in (
        "Aucun événement n’est attendu",
        "Ce processus n’a pas de délai.",
        "Ce processus n’a pas de formulaire.",
        "Ce processus ne demande aucun barème.",
        "Aucun scénario ne passe par ce processus.",
    ):
        assert told in page
    assert 'href="/processus/essai"' in agnes.read("/processus")


def test_a_new_version_is_what_is_read(office: Office, agnes: Desk) -> None:
    for wait, delay in (("un", "5"), ("deux", "6")):
        due = f"=ajouter jours ouvres(today(), {delay})"
        parts = start("d"), catch(wait, at(due)), end("f"), path(f"d {wait} f")
        text = diagram(*parts, process="essai")
        office.house.publish(Source(SourceKind.DIAGRAM, "essai", text))
    page = agnes.read("/processus/essai")
    assert "6\u00a0jours ouvrés" in page
    assert "5\u00a0jours ouvrés" not in page
    assert "Version n°\u00a03" in page
    assert "Origine non indiquée" in page
    assert "Délais dont l’origine n’est pas indiquée" in agnes.read("/processus/a-confirmer")
    assert REPERAGE["date_reperage"] not in page
