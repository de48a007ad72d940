"""Mes tâches: what is listed, in which order, and what is said when nothing is."""

import re
from datetime import timedelta

import pytest

from tests.house import DAY, MONDAY, PARTAGE, REPERAGE
from tests.web.office import Desk, Office

DUE = MONDAY + 21 * DAY
"""When the pre-diagnostic of a household met on MONDAY is due, by the diagram."""


def listed(page: str) -> list[str]:
    """The rows of the list: the task and the dossier."""
    rows = re.findall(r"<strong>([^<]+)</strong>\s*<small>Dossier (\S+?)[ <]", page)
    return [f"{name} {reference}" for name, reference in rows]


def test_an_empty_list_says_that_work_will_come_here(agnes: Desk, landlord: Desk) -> None:
    page = agnes.read("/taches")
    assert "Aucune tâche pour le moment. Ce qui attend votre métier arrivera ici." in page
    assert "Ouvrir un dossier" in page
    assert "Ouvrir un dossier" not in landlord.read("/taches")


def test_the_most_urgent_comes_first_and_is_said_in_words(office: Office, agnes: Desk) -> None:
    first, _ = office.open_dossier()
    office.house.do(first, "information_partage", PARTAGE)  # a pre-diagnostic, in 15 working days
    office.house.at = MONDAY + 28 * DAY
    office.open_dossier(date_reperage="2026-10-05")
    office.house.at = MONDAY + 30 * DAY
    page = agnes.read("/taches")
    assert listed(page)[0] == "Pré-diagnostic social 2026-0001"
    assert len(listed(page)) == 2
    assert "2\xa0tâches, dont 1 en retard" in page
    assert "En retard de 9\xa0jours" in page


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-7, "Pour le 28 sept. 2026"),
        (-6, "Lundi 28 septembre"),
        (-2, "Lundi 28 septembre"),
        (-1, "Demain"),
        (0, "Aujourd’hui"),
        (1, "En retard de 1\xa0jour<"),
        (2, "En retard de 2\xa0jours<"),
    ],
)
def test_a_due_date_is_told_as_people_say_it(
    office: Office, agnes: Desk, days: int, words: str
) -> None:
    case, _ = office.open_dossier()
    office.house.do(case, "information_partage", PARTAGE)
    assert office.house.task(case, "prediagnostic").due_on == DUE.date()
    office.house.at = DUE + days * DAY
    assert words in agnes.read("/taches")


def test_the_day_is_the_day_in_paris(office: Office, agnes: Desk) -> None:
    case, _ = office.open_dossier()
    office.house.do(case, "information_partage", PARTAGE)
    midnight_in_paris = DUE.replace(hour=22)
    office.house.at = midnight_in_paris - timedelta(minutes=1)
    assert "Aujourd’hui" in agnes.read("/taches")
    office.house.at = midnight_in_paris
    assert "En retard de 1\xa0jour" in agnes.read("/taches")


def test_views_and_search_narrow_the_list(office: Office, agnes: Desk) -> None:
    case, _ = office.open_dossier()
    office.open_dossier()
    task = office.house.task(case, "information_partage").id
    agnes.post(f"/taches/{task}/prise-en-charge")
    for query, expected in (
        ("vue=toutes", ["2026-0001", "2026-0002"]),
        ("vue=miennes", ["2026-0001"]),
        ("vue=equipe", ["2026-0002"]),
        ("recherche=0002", ["2026-0002"]),
        ("recherche=ACCORD+de+partage", ["2026-0001", "2026-0002"]),
        ("vue=inconnue", ["2026-0001", "2026-0002"]),
    ):
        rows = [row.rsplit(" ", 1)[1] for row in listed(agnes.read(f"/taches?{query}"))]
        assert sorted(rows) == expected, query


def test_filters_that_leave_nothing_say_so_and_keep_what_was_typed(
    office: Office, agnes: Desk
) -> None:
    office.open_dossier()
    page = agnes.read("/taches?recherche=%3Cscript%3E&vue=miennes")
    assert "Aucune tâche avec ces filtres." in page
    assert "Voir la tâche" in page
    assert 'value="&lt;script&gt;"' in page
    assert "<script>" not in page


def test_a_task_is_open_to_its_group_and_read_only_to_the_others(office: Office) -> None:
    case, _ = office.assessed()
    task = office.house.task(case, "avis_bailleur").id
    assert "Terminer la tâche" in office.desk("XLH_PILOTE").read(f"/taches/{task}")
    page = office.desk("MDL_TS").read(f"/taches/{task}")
    assert "Terminer la tâche" not in page
    assert "Cette tâche est confiée à un autre métier : Pilote XL Habitat." in page
    assert listed(office.desk("MDL_TS").read("/taches")) == []


def test_messages_tell_what_came_and_nothing_when_nothing_did(office: Office, agnes: Desk) -> None:
    assert "Aucun message pour le moment." in agnes.read("/messages")
    case, _ = office.open_dossier()
    office.house.do(case, "information_partage", PARTAGE)
    office.house.time_passes(MONDAY + 20 * DAY)
    page = agnes.read("/messages")
    assert "pré-diagnostic attendu" in page
    assert "2026-0001" in page
    assert "2026-0001" not in office.desk("REFERENTE_VVC").read("/messages")


def test_a_task_names_its_household_to_those_who_may_know_it(office: Office, agnes: Desk) -> None:
    agnes.post("/dossiers", REPERAGE, nom="Dupin", prenom="Marie", civilite="MME")
    (address,) = re.findall(r'<a class="tache" href="([^"]+)"', agnes.read("/taches"))
    assert "<b>Mme Dupin</b> · 2026-0001" in agnes.read("/taches")
    assert "<strong>Mme Dupin</strong>" in agnes.read(address)
    office.house.keep_promises()
    assert "Mme Dupin" in agnes.read("/messages")
    assert "<title>Recueillir l’accord de partage – Palier</title>" in agnes.read(address)
    # the household has not agreed to the sharing
    farid = office.desk("XLH_IS")
    assert "Dupin" not in farid.read("/dossiers") + farid.read("/messages")
