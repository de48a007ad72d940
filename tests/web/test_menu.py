"""The menu: what a trade uses, where one is, and what waits unseen."""

import re

import pytest

from tests.web.office import Desk, Office

FIRST = ["Mes tâches", "Mes rendez-vous", "Dossiers", "Échéances", "Arbitrages"]
DAILY = [*FIRST, "Messages"]
PLUS = "Plus"


def menu(desk: Desk, address: str) -> list[str]:
    """The pages that the menu offers, in its order; PLUS before those that it folds."""
    found = re.search(r'<div class="menu-pages">(.*?)menu-personne', desk.read(address), re.DOTALL)
    assert found
    return re.findall(r"(?:<a href=[^>]+>|<summary[^>]*>)([^<]+)</", found[1])


@pytest.mark.parametrize(
    ("group", "pages"),
    [
        ("MDL_TS", [*DAILY, PLUS, "Revues", "Processus"]),
        (
            "MDL_CHEF",
            [*FIRST, "Alertes", "Messages", PLUS, "Revues", "Accès", "Conservation", "Processus"],
        ),
        ("XLH_IS", [*DAILY, PLUS, "Revues", "Processus"]),
        ("XLH_PREC", ["Mes tâches", "Dossiers", "Échéances", "Comptes", "Messages", "Processus"]),
        ("XLH_RELOG", ["Mes tâches", "Dossiers", "Échéances", "Messages", "Processus"]),
        ("REFERENTE_VVC", ["Mes tâches", "Dossiers", "Échéances", "Messages", "Processus"]),
        ("DPO", ["Accès", "Conservation", "Processus"]),
        ("EDITEUR_PROCESSUS", ["Processus", "Atelier"]),
    ],
)
def test_a_trade_is_offered_the_pages_that_it_uses(
    office: Office, group: str, pages: list[str]
) -> None:
    desk = office.desk(group)
    assert menu(desk, "/processus") == pages
    for address in re.findall(r'<a href="([^"]+)"', desk.read("/processus").split("</nav>")[0]):
        assert desk.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("page", "mark"),
    [
        ("/dossiers", '<a href="/dossiers" aria-current="page">'),
        ("/dossiers/nouveau", '<a href="/dossiers" aria-current="true">'),
        ("/dossiers/rendez-vous", '<a href="/dossiers/rendez-vous" aria-current="page">'),
        ("/regles", '<a href="/processus" aria-current="true">'),
        ("/processus", '<a href="/processus" aria-current="page">'),
        ("/messages", '<a href="/messages" aria-current="page">'),
    ],
)
def test_the_menu_says_where_one_is(agnes: Desk, page: str, mark: str) -> None:
    text = agnes.read(page).split("</nav>")[0]
    assert mark in text
    assert text.count("aria-current") == 1


def test_what_is_folded_says_that_one_is_there(agnes: Desk) -> None:
    assert '<summary class="ici">Plus' in agnes.read("/processus")
    assert "<summary>Plus" in agnes.read("/dossiers")


def test_a_page_that_is_not_there_still_shows_the_way(agnes: Desk) -> None:
    answer = agnes.get("/dossiers/2026-9999")
    assert answer.status_code == 404
    assert '<a href="/taches">Mes tâches</a>' in answer.text
