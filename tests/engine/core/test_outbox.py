"""Promises: made with the act, kept once, whatever breaks."""

import pickle
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from engine.core.access.models import Circle
from engine.core.db import add_rows
from engine.core.errors import NotFound
from engine.core.outbox.models import Job
from engine.core.outbox.promise import promise
from engine.core.outbox.relay import LEASE, LONGEST_WAIT, Handler, relay
from engine.core.transaction import Transaction
from tests.house import House, together


def effect(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Something that can be counted."""
    add_rows(tx.session, Circle, [{"id": uuid4()}])


def broken(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    effect(tx, job_id, payload)
    tx.session.flush()
    raise RuntimeError("la boîte aux lettres est pleine")


def promised(house: House, *kinds: str) -> None:
    with house.system() as tx:
        promise(tx, [(kind, {}) for kind in kinds])


def keep(house: House, **handlers: Handler) -> int:
    return relay(house.database, {"essai": effect, **handlers}, at=house.at)


def effects(house: House) -> int:
    return len(house.rows(Circle))


def test_a_promise_exists_only_if_the_act_does(house: House) -> None:
    with pytest.raises(RuntimeError), house.system() as tx:
        promise(tx, [("essai", {})])
        raise RuntimeError
    assert keep(house) == 0
    promised(house, "essai")
    assert keep(house) == 1


def test_a_promise_is_kept_once(house: House) -> None:
    promised(house, "essai")
    assert [keep(house), keep(house)] == [1, 0]
    assert effects(house) == 1
    (job,) = house.rows(Job)
    assert (job.done_at, job.failure, job.attempts) == (house.at, None, 1)


def test_a_broken_promise_leaves_no_effect_and_does_not_stop_the_others(house: House) -> None:
    promised(house, "essai", "casse", "essai")
    assert keep(house, casse=broken) == 2
    assert effects(house) == 2
    (job,) = house.rows(Job, Job.kind == "casse")
    assert (job.done_at, job.failure) == (None, "RuntimeError")


def test_a_promise_of_an_unknown_kind_waits_for_the_program_that_knows_it(house: House) -> None:
    promised(house, "inconnu", "essai")
    assert keep(house) == 1
    house.at += LONGEST_WAIT
    assert keep(house, inconnu=effect) == 1


def test_a_broken_promise_is_tried_again_later_and_later(house: House) -> None:
    promised(house, "casse")
    waits = []
    for _ in range(12):
        keep(house, casse=broken)
        (job,) = house.rows(Job)
        waits.append(job.due_at - house.at)
        assert keep(house, casse=broken) == 0
        house.at = job.due_at
    assert waits[:3] == [timedelta(seconds=20), timedelta(seconds=40), timedelta(seconds=80)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert keep(house, casse=effect) == 1


def test_a_promise_broken_for_weeks_still_does_not_stop_the_others(house: House) -> None:
    promised(house, "casse")
    with house.system() as tx:
        tx.session.execute(update(Job).values(attempts=5_000))
    promised(house, "essai")
    assert keep(house, casse=broken) == 1
    assert effects(house) == 1


def test_a_lease_left_by_a_dead_worker_is_taken_again_when_it_expires(house: House) -> None:
    promised(house, "essai")
    with house.system() as tx:
        dead = {"lease": uuid4(), "leased_until": tx.now + LEASE, "attempts": 1}
        tx.session.execute(update(Job).values(**dead))
    assert keep(house) == 0
    house.at += LEASE + timedelta(seconds=1)
    assert keep(house) == 1
    assert effects(house) == 1


def test_who_lost_the_lease_does_not_keep_the_promise_a_second_time(house: House) -> None:
    """The slow holder comes back after another has taken its batch over."""
    promised(house, "lent", "essai")

    def slow(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
        tx.session.execute(update(Job).where(Job.kind == "essai").values(lease=uuid4()))

    with house.system() as tx:
        tx.session.execute(
            update(Job).where(Job.kind == "lent").values(due_at=tx.now - timedelta(1))
        )
    assert keep(house, lent=slow) == 1
    assert effects(house) == 0
    house.at += LEASE + timedelta(seconds=1)
    assert keep(house, lent=slow) == 1
    assert effects(house) == 1


def test_two_relays_at_once_keep_each_promise_once(house: House) -> None:
    promised(house, *["essai"] * 20)
    assert sum(together(*[lambda: keep(house)] * 3)) == 20
    assert effects(house) == 20


def test_the_oldest_promises_come_first_and_a_batch_has_an_end(house: House) -> None:
    seen: list[str] = []

    def note(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
        seen.append(payload["jour"])

    for day in ("lundi", "mardi", "mercredi"):
        with house.system() as tx:
            promise(tx, [("note", {"jour": day})])
        house.at += timedelta(days=1)
    assert relay(house.database, {"note": note}, at=house.at, batch=2) == 2
    assert seen == ["lundi", "mardi"]


def test_what_is_promised_for_later_waits(house: House) -> None:
    promised(house, "essai")
    assert relay(house.database, {"essai": effect}, at=house.at - timedelta(seconds=1)) == 0


def test_what_kills_its_worker_does_not_keep_the_others_from_being_kept(house: House) -> None:
    """A promise that no process survives is begun again and again; it is not always the first."""

    class Killed(BaseException):
        """As a kill -9: nothing of ours runs after it."""

    def deadly(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
        raise Killed

    promised(house, "mortel", *["essai"] * 10)
    with house.system() as tx:  # the oldest, so that it leads every batch
        tx.session.execute(
            update(Job).where(Job.kind == "mortel").values(due_at=tx.now - timedelta(1))
        )
    for _ in range(30):
        with suppress(Killed):
            keep(house, mortel=deadly)
        house.at += LEASE + timedelta(seconds=1)
    assert effects(house) == 10


def test_a_slow_promise_does_not_hold_the_worker_for_ever(house: House) -> None:
    """What was not begun in time is given back at once, as if it had not been taken."""

    def slow(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
        time.sleep(0.2)

    promised(house, *["lent"] * 5)
    handlers = {"lent": slow}
    assert relay(house.database, handlers, at=house.at, seconds=0.1) == 1
    left = house.rows(Job, Job.done_at.is_(None))
    assert [(job.lease, job.leased_until, job.attempts) for job in left] == [(None, None, 0)] * 4
    assert relay(house.database, handlers, at=house.at) == 4


def test_a_refusal_goes_whole_from_one_process_to_another() -> None:
    told = pickle.loads(pickle.dumps(NotFound(reference="MDL-1")))
    assert (type(told), told.context) == (NotFound, {"reference": "MDL-1"})
