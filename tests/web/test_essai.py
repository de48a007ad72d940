"""Trial data are told on every page, whatever was typed to start the program."""

from pathlib import Path

import pytest

from engine.core.identity.actor import SYSTEM
from engine.suivi.programme.mark import mark
from tests.house import House
from tests.web.office import Office, open_office

WARNING = "Données d’essai : ménages inventés"
PAGES = ("/taches", "/dossiers", "/messages", "/nulle-part")


def pages(office: Office) -> list[str]:
    """Pages of a signed-in person, of a stranger, and an error."""
    desk, stranger = office.desk("MDL_TS"), office.desk()
    texts = [desk.get(address).text for address in PAGES]
    return [*texts, stranger.get("/connexion").text]


@pytest.fixture
def postgres_office(postgres_house: House, tmp_path: Path) -> Office:
    """An office on a database where nothing says « essai » by itself."""
    return open_office(postgres_house, tmp_path)


def test_a_real_database_says_nothing(postgres_office: Office) -> None:
    assert [text for text in pages(postgres_office) if WARNING in text] == []


def test_a_marked_database_says_it_on_every_page(postgres_office: Office) -> None:
    with postgres_office.house.database.transaction(SYSTEM) as tx:
        mark(tx, 1, 35)
    assert [text for text in pages(postgres_office) if text.count(WARNING) != 1] == []


def test_an_embedded_database_says_it_too(office: Office) -> None:
    assert [text for text in pages(office) if text.count(WARNING) != 1] == []


def test_it_is_printed_too(office: Office) -> None:
    """What is not printed stands in the header; the warning stands before it."""
    page = office.desk("MDL_TS").get("/taches").text
    assert page.index(WARNING) < page.index('<header class="bandeau">')
