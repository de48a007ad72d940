"""What happened is recorded once, and for good."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from engine.bpm.instances.advance import lock_instance
from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.complete import complete_task
from engine.core.audit.models import AuditEntry
from engine.core.audit.verify import is_intact
from engine.core.db import make_engine
from tests.house import DAY, PARTAGE, House


def lived(house: House) -> UUID:
    """A case with a few entries in its chain."""
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    house.time_passes(house.at + 40 * DAY)
    return case


def intact(house: House, case: UUID) -> bool:
    with house.system() as tx:
        return is_intact(tx, lock_instance(tx, case))


def entries(house: House, case: UUID) -> list[AuditEntry]:
    found = house.rows(AuditEntry, AuditEntry.chain_id == case)
    return sorted(found, key=lambda entry: entry.number)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET tag = 'autre'",
        "UPDATE audit_entry SET number = number",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE number = 2",
    ],
)
def test_the_audit_refuses_to_be_changed(house: House, statement: str) -> None:
    lived(house)
    with pytest.raises(DBAPIError, match="append-only"), house.system() as tx:
        tx.session.execute(text(statement))


def test_the_audit_refuses_to_be_emptied(postgres_house: House) -> None:
    lived(postgres_house)
    with pytest.raises(DBAPIError, match="append-only"), owner(postgres_house) as connection:
        connection.execute(text("TRUNCATE audit_entry CASCADE"))


@pytest.mark.parametrize("column", ["id", "chain_id, number"])
def test_the_audit_refuses_to_be_replaced(sqlite_house: House, column: str) -> None:
    lived(sqlite_house)
    columns = "id, chain_id, number, at, actor_id, circle_id, tag, subject, fields, hash"
    replace = f"INSERT OR REPLACE INTO audit_entry ({columns}) SELECT "
    kept = columns if column == "id" else columns.replace("id, chain_id", "id + 1000, chain_id", 1)
    with pytest.raises(DBAPIError, match="append-only"), sqlite_house.system() as tx:
        tx.session.execute(text(f"{replace}{kept.replace('tag', chr(39) + 'autre' + chr(39))} "
                                "FROM audit_entry LIMIT 1"))  # fmt: skip


def test_the_chain_of_a_case_is_whole(house: House) -> None:
    case = lived(house)
    assert [(entry.number, entry.tag) for entry in entries(house, case)] == [
        (1, "case:started"),
        (2, "task:completed"),
        (3, "timer:fired"),
        (4, "timer:fired"),
    ]
    assert intact(house, case)


def test_who_acted_is_in_the_entry(house: House) -> None:
    case = lived(house)
    person = house.people["MDL_TS"]
    assert [entry.actor_id for entry in entries(house, case)] == [person, person, None, None]


@contextmanager
def owner(house: House) -> Iterator[Connection]:
    """Whoever holds the database itself, and not only the program's account."""
    engine = make_engine(house.url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_entry SET tag = 'task:released' WHERE number = 2",
        "UPDATE audit_entry SET actor_id = NULL WHERE number = 1",
        "UPDATE audit_entry SET fields = '[]' WHERE number = 1",
        "DELETE FROM audit_entry WHERE number = 4",
        "DELETE FROM audit_entry WHERE number = 2",
        "UPDATE instance SET audit_length = 3",
    ],
)
def test_tampering_is_seen(house: House, tampering: str) -> None:
    case = lived(house)
    with owner(house) as connection:
        if house.is_sqlite:
            for verb in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER audit_refuses_{verb}"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        connection.execute(text(tampering))
    assert not intact(house, case)


def test_a_refused_act_is_not_recorded(house: House) -> None:
    case = house.open_dossier()
    task = house.task(case, "information_partage")
    with pytest.raises(RuntimeError), house.acting() as tx:
        claim_task(tx, task.id)
        raise RuntimeError
    assert [entry.tag for entry in entries(house, case)] == ["case:started"]
    assert intact(house, case)


def test_two_acts_of_one_transaction_are_two_links_of_the_chain(house: House) -> None:
    case = house.open_dossier()
    task = house.task(case, "information_partage")
    with house.acting() as tx:
        claim_task(tx, task.id)
        complete_task(tx, task.id, PARTAGE)
    assert [entry.tag for entry in entries(house, case)][1:] == ["task:claimed", "task:completed"]
    assert intact(house, case)


def test_an_entry_holds_the_names_of_the_fields(house: House) -> None:
    case = lived(house)
    assert entries(house, case)[1].fields == sorted(PARTAGE)
