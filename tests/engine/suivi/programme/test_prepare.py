"""Trial data: all of them or none, never beside real accounts, and marked for good."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

import engine.migrations
from engine.bpm.dialect.folder import Folder
from engine.core.crypto import Keyring, new_key
from engine.core.db import make_engine
from engine.core.identity.accounts import open_account, sign_in
from engine.core.identity.actor import SYSTEM
from engine.core.identity.models import Person
from engine.core.transaction import Database
from engine.migrations import upgrade
from engine.suivi.dossiers.models import Dossier
from engine.suivi.programme import prepare
from engine.suivi.programme.mark import Standing, standing
from engine.suivi.programme.people import COLLEAGUES
from engine.suivi.programme.prepare import RealAccounts, prepare_trial
from engine.suivi.setup import settle_groups


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two households are enough here."""
    monkeypatch.setattr(prepare, "HOUSEHOLDS", 2)
    monkeypatch.setattr(prepare, "MONTHS", 2)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database where nobody is yet."""
    url = f"sqlite:///{tmp_path / 'palier.sqlite'}"
    upgrade(url)
    database = Database(url, Keyring({1: new_key()}, {1: new_key()}))
    yield database
    database.dispose()


def found(database: Database) -> tuple[Standing, int, int]:
    with database.transaction(SYSTEM, read_only=True) as tx:
        people, dossiers = (tx.session.query(model).count() for model in (Person, Dossier))
        return standing(tx), people, dossiers


def test_they_are_put_in_once(database: Database, folder: Folder, tmp_path: Path) -> None:
    aside, told = tmp_path / "aside", []
    prepare_trial(database, folder, aside, "essai", lambda *counts: told.append(counts))
    assert found(database) == (Standing.TRIAL, len(COLLEAGUES), 2)
    assert told[-1] == (2, 2)
    assert not aside.exists()
    with database.transaction(SYSTEM) as tx:
        assert sign_in(tx, "agnes", "essai")
    told.clear()
    prepare_trial(database, folder, aside, "essai", lambda *counts: told.append(counts))
    assert (found(database), told) == ((Standing.TRIAL, len(COLLEAGUES), 2), [])


def test_an_interruption_leaves_nothing(database: Database, folder: Folder, tmp_path: Path) -> None:
    aside = tmp_path / "aside"

    def interrupt(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare_trial(database, folder, aside, "essai", interrupt)
    assert found(database) == (Standing.EMPTY, 0, 0)
    aside.mkdir()  # as a kill leaves it
    (aside / "essai.sqlite").write_text("half")
    prepare_trial(database, folder, aside, "essai", lambda *_: None)
    assert found(database) == (Standing.TRIAL, len(COLLEAGUES), 2)


def test_they_refuse_a_database_with_accounts(
    database: Database, folder: Folder, tmp_path: Path
) -> None:
    with database.transaction(SYSTEM) as tx:
        settle_groups(tx, folder)
        open_account(tx, "vraie", "Vraie Personne", "MDL", ["MDL_TS"], "mot de passe")
    with pytest.raises(RealAccounts):
        prepare_trial(database, folder, tmp_path / "aside", "essai", lambda *_: None)
    assert found(database) == (Standing.REAL, 1, 0)


@pytest.mark.parametrize(("people", "is_marked"), [(1, True), (0, False)])
def test_an_embedded_database_of_before_is_marked(
    tmp_path: Path, people: int, is_marked: bool
) -> None:
    url = f"sqlite:///{tmp_path / 'before.sqlite'}"
    base = make_engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(engine.migrations.__file__).parent))
    with base.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        if people:
            connection.execute(text("insert into organisation values ('MDL', 'Maison')"))
            connection.execute(
                text(
                    "insert into person (id, login, name, organisation_code, password_hash,"
                    " audit_head, audit_length) values ('0', 'a', 'A', 'MDL', '', '', 0)"
                )
            )
        command.upgrade(config, "head")
        marks = connection.execute(text("select id from donnees_essai")).all()
    base.dispose()
    assert bool(marks) is is_marked
