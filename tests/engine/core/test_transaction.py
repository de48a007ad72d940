"""One use case, one transaction, one actor, one instant."""

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, StatementError

from engine.core import clock
from engine.core.access import open_circle
from engine.core.access.models import Circle, CircleMember
from engine.core.errors import SignInRefused
from engine.core.identity.actor import SYSTEM
from engine.core.identity.models import Person
from engine.core.outbox.models import Job
from engine.core.outbox.promise import promise
from tests.house import House

WRITES = re.compile(r"\.(commit|rollback)\(|(engine|connection|session)\.begin\(")


def test_a_naive_instant_never_reaches_the_database(house: House) -> None:
    job = Job(id=uuid4(), kind="essai", payload={}, due_at=datetime(2026, 9, 7, 8))  # noqa: DTZ001  # refused below
    with pytest.raises(StatementError, match="naive datetime"), house.system() as tx:
        tx.session.add(job)


def test_an_instant_comes_back_in_utc_wherever_it_was_written(house: House) -> None:
    local = datetime(2026, 9, 7, 10, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2)))
    job_id = uuid4()
    with house.system() as tx:
        tx.session.add(Job(id=job_id, kind="essai", payload={}, due_at=local, promised_at=house.at))
    found = house.row(Job, job_id).due_at
    assert found == local
    assert found.tzinfo is UTC


def test_a_read_only_transaction_cannot_write(house: House) -> None:
    with (
        pytest.raises(DBAPIError, match=r"read-?only"),
        house.database.transaction(SYSTEM, read_only=True) as tx,
    ):
        open_circle(tx, ["MDL_TS"])
    with house.system() as tx:
        open_circle(tx, ["MDL_TS"])
    assert len(house.rows(Circle)) == 1


def test_what_is_refused_leaves_nothing_behind(house: House) -> None:
    with pytest.raises(RuntimeError), house.system() as tx:
        open_circle(tx, ["MDL_TS"], [house.people["MDL_CHEF"]])
        promise(tx, [("essai", {})])
        tx.session.flush()
        raise RuntimeError
    assert [house.rows(table) for table in (Circle, CircleMember, Job)] == [[], [], []]


def test_what_an_attempt_wrote_goes_and_the_rest_stays(house: House) -> None:
    with house.system() as tx:
        promise(tx, [("avant", {})])
        with pytest.raises(RuntimeError), tx.attempt():
            promise(tx, [("pendant", {})])
            raise RuntimeError
        promise(tx, [("apres", {})])
    assert sorted(job.kind for job in house.rows(Job)) == ["apres", "avant"]


def test_an_attempt_that_fails_after_it_changed_what_it_had_added_tells_its_own_fault(
    house: House,
) -> None:
    with house.system() as tx:
        promise(tx, [("avant", {})])
        with pytest.raises(RuntimeError, match="its own"), tx.attempt():
            added = Job(id=uuid4(), kind="pendant", payload={}, due_at=tx.now, promised_at=tx.now)
            tx.session.add(added)
            tx.session.flush()
            tx.writes.set(added, due_at=tx.now + timedelta(days=1))
            raise RuntimeError("its own")
    assert [job.kind for job in house.rows(Job)] == ["avant"]


def test_a_change_of_an_object_is_written_at_the_end_without_asking(house: House) -> None:
    with house.system() as tx:
        tx.session.get_one(Person, house.people["MDL_TS"]).name = "Autre nom"
    assert house.row(Person, house.people["MDL_TS"]).name == "Autre nom"


def test_a_use_case_sees_one_instant_from_its_first_line_to_its_last(house: House) -> None:
    before = clock.now()
    with house.database.transaction(SYSTEM) as tx:
        assert before <= tx.now <= clock.now()
        assert tx.now == tx.now
    with house.system() as tx:
        assert tx.now == house.at


def test_the_actor_of_a_transaction_has_the_groups_of_the_person(house: House) -> None:
    with house.acting("MDL_CHEF") as tx:
        assert tx.actor.groups == {"MDL_CHEF"}
        assert (tx.actor.organisation, tx.actor.is_system) == ("MDL", False)


def test_a_closed_account_does_nothing_any_more(house: House) -> None:
    with house.system() as tx:
        tx.session.execute(
            update(Person).where(Person.id == house.people["MDL_TS"]).values(closed_at=tx.now)
        )
    with pytest.raises(SignInRefused), house.acting("MDL_TS"):
        pass


def test_a_transaction_prints_no_key_and_no_memory(house: House) -> None:
    with house.system() as tx:
        assert house.key.hex() not in repr(tx)
        assert "memory" not in repr(tx)


def test_only_the_transaction_commits() -> None:
    home = Path(__file__).parents[3]
    files = [file for room in ("engine", "web", "workers") for file in (home / room).rglob("*.py")]
    committing = [
        str(file.relative_to(home))
        for file in files
        if WRITES.search(file.read_text()) and "node_modules" not in file.parts
    ]
    assert sorted(committing) == ["engine/core/transaction.py", "engine/migrations/__init__.py"]
