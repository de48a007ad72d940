"""What is held of a file by somebody whose exceptional access has ended."""

from datetime import timedelta

from sqlalchemy import select

from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.models import Task
from engine.suivi.partage.demander import ask_access
from tests.walls.planted import REPLACED, Planted

HOURS = timedelta(hours=4)


def test_a_task_taken_during_the_access_is_free_again_after_it(each_planted: Planted) -> None:
    """Its référent could not do it otherwise, nor whoever took it: they see it no more."""
    house, victim = each_planted.house, each_planted.victim
    circle = each_planted.circle(victim)
    with house.system() as tx:
        waits = select(Task).where(Task.circle_id == circle, Task.closed_at.is_(None))
        task = tx.session.scalars(waits).first()
        assert task is not None
        task.group_code, task_id = "MDL_TS", task.id  # offered to social workers
    with house.acting(REPLACED) as tx:
        ask_access(tx, victim, "Rendez-vous au tribunal ce matin")
    with house.acting(REPLACED) as tx:
        claim_task(tx, task_id)
    house.at += HOURS - timedelta(minutes=1)
    house.keep_promises()
    assert house.row(Task, task_id).claimed_by == house.people[REPLACED]
    house.at += timedelta(minutes=1)
    house.keep_promises()
    assert house.row(Task, task_id).claimed_by is None
    with house.acting("MDL_TS") as tx:
        claim_task(tx, task_id)
