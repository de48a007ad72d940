"""A half-filled form: kept for whoever works on the task, and for nobody else."""

import pytest

from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.draft import read_draft, save_draft
from engine.bpm.tasks.find import find_task
from engine.bpm.tasks.models import Task
from engine.bpm.tasks.release import release_task
from engine.core.errors import AnswersRefused
from tests.house import PARTAGE, House


def test_a_task_given_back_keeps_its_draft_for_the_next_colleague(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    house.hire("COLLEGUE")
    with house.acting() as tx:
        claim_task(tx, task.id)
        save_draft(tx, task.id, {"accord_partage": "OUI"})
    with house.acting() as tx:
        release_task(tx, task.id)
    with house.acting("COLLEGUE") as tx:
        taken = claim_task(tx, task.id)
        assert read_draft(tx, taken) == {"accord_partage": "OUI"}


def test_a_draft_is_not_readable_in_the_database(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    with house.acting() as tx:
        save_draft(tx, task.id, {"note": "Mme Dupont"})
    assert b"Dupont" not in house.row(Task, task.id).draft


def test_a_draft_without_end_is_refused(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    with pytest.raises(AnswersRefused), house.acting() as tx:
        save_draft(tx, task.id, {"note": "x" * 100_001})


def test_a_completed_task_keeps_no_draft(house: House) -> None:
    case = house.open_dossier()
    task = house.task(case, "information_partage")
    with house.acting() as tx:
        save_draft(tx, task.id, {"accord_partage": "OUI"})
    house.do(case, "information_partage", PARTAGE)
    assert house.row(Task, task.id).draft is None


def drafted(house: House, who: str) -> object:
    (task,) = house.rows(Task)
    with house.acting(who) as tx:
        return read_draft(tx, find_task(tx, task.id))


def test_the_partner_does_not_read_a_draft(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    with house.acting() as tx:
        save_draft(tx, task.id, {"accord_partage": "OUI"})
    assert drafted(house, "MDL_TS") == {"accord_partage": "OUI"}
    assert drafted(house, "XLH_PILOTE") == {}
    assert drafted(house, "MDL_CHEF") == {}


def test_the_draft_of_a_task_that_i_hold_is_mine_alone(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    house.hire("COLLEGUE")
    with house.acting() as tx:
        claim_task(tx, task.id)
        save_draft(tx, task.id, {"accord_partage": "OUI"})
    assert drafted(house, "COLLEGUE") == {}
    assert drafted(house, "MDL_TS") == {"accord_partage": "OUI"}
