"""Two people, or a person and the clock, at the same moment."""

import threading

import pytest

from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.models import Answer
from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.models import Task
from engine.bpm.timers.fire import fire_due_timers, fire_next_timer
from engine.core.audit.verify import is_intact
from engine.core.errors import TaskAlreadyClosed, TaskClaimedByAnother
from engine.core.identity.accounts import open_account, sign_in
from engine.core.identity.actor import SYSTEM
from engine.core.identity.models import Person
from tests.engine.bpm.use_cases.drawing import (
    RELANCE,
)
from tests.house import DAY, PARTAGE, House, together


@pytest.mark.parametrize("turn", range(3))
def test_two_people_complete_a_task_at_once_and_one_is_told(house: House, turn: int) -> None:
    case = house.open_dossier()
    task = house.task(case, "information_partage")

    def complete() -> None:
        with house.acting() as tx:
            complete_task(tx, task.id, PARTAGE)

    outcomes = together(complete, complete)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "NoneType",
        TaskAlreadyClosed.__name__,
    ]
    assert len(house.rows(Answer, Answer.element == "information_partage")) == 1
    assert house.tasks(case) == ["prediagnostic"]
    with house.system() as tx:
        assert is_intact(tx, lock_instance(tx, case))


@pytest.mark.parametrize("turn", range(3))
def test_two_people_take_a_task_at_once_and_one_has_it(house: House, turn: int) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    house.hire("COLLEGUE")

    def claim(who: str) -> str:
        with house.acting(who) as tx:
            claim_task(tx, task.id)
        return who

    outcomes = together(lambda: claim("MDL_TS"), lambda: claim("COLLEGUE"))
    (winner,) = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert [type(o) for o in outcomes if o != winner] == [TaskClaimedByAnother]
    assert house.row(Task, task.id).claimed_by == house.people[winner]


def test_a_task_completed_while_time_cancels_it_ends_in_one_way(house: House) -> None:
    """The timer holds the case while the person waits for it: nobody is killed by a deadlock."""
    house.publish(*RELANCE)
    case = house.start("relance")
    task = house.task(case, "attendre")
    held, arriving = threading.Event(), threading.Event()

    def complete() -> None:
        held.wait(5)
        with house.database.transaction(house.people["MDL_TS"], at=house.at) as tx:
            arriving.set()
            complete_task(tx, task.id, {})

    def fire() -> None:
        with house.database.transaction(SYSTEM, at=house.at + 2 * DAY) as tx:
            lock_instance(tx, case)
            held.set()
            arriving.wait(0.5)
            threading.Event().wait(0.3)
            assert fire_next_timer(tx, case) == "trop_tard"

    told, fired = together(complete, fire)
    assert fired is None
    assert isinstance(told, TaskAlreadyClosed)
    assert house.tasks(case) == ["relancer"]
    assert house.row(Task, task.id).outcome == "cancelled"


def test_two_sweeps_at_once_fire_each_timer_once(house: House) -> None:
    house.publish(*RELANCE)
    cases = [house.start("relance") for _ in range(6)]
    at = house.at + 2 * DAY

    def sweep() -> int:
        return fire_due_timers(house.database, at=at)

    assert sum(together(sweep, sweep, sweep)) == len(cases)
    assert all(house.tasks(case) == ["relancer"] for case in cases)


def test_one_person_signs_in_on_two_computers_at_once(house: House) -> None:
    with house.system() as tx:
        person = open_account(tx, "deux", "Deux", "MDL", ["MDL_TS"], "le mot de passe").id

    def arrive() -> object:
        with house.system() as tx:
            return sign_in(tx, "deux", "le mot de passe")

    assert together(arrive, arrive, arrive) == [person] * 3
    with house.system() as tx:
        assert is_intact(tx, tx.session.get_one(Person, person))


def test_the_first_two_dossiers_of_a_year_opened_at_once_have_two_references(
    house: House,
) -> None:
    opened = together(house.open_dossier, house.open_dossier, house.open_dossier)
    assert sorted(house.dossier(case).reference for case in opened) == [
        "2026-0001",
        "2026-0002",
        "2026-0003",
    ]
