"""Mes tâches: list, take, give back, complete."""

import pytest
from sqlalchemy import event

from engine.bpm.instances.models import Answer, Step
from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.draft import save_draft
from engine.bpm.tasks.find import find_task
from engine.bpm.tasks.inbox import inbox
from engine.bpm.tasks.models import Task
from engine.bpm.tasks.release import release_task
from engine.core.audit.models import AuditEntry
from engine.core.errors import (
    AnswersRefused,
    NotAllowed,
    NotFound,
    TaskAlreadyClosed,
    TaskClaimedByAnother,
)
from engine.core.outbox.models import Job
from tests.engine.bpm.use_cases.drawing import (
    RELANCE,
    diagram,
    end,
    form,
    path,
    start,
    user,
)
from tests.house import DAY, MONDAY, PARTAGE, House

# --- the inbox ---------------------------------------------------------------


def listed(house: House, group: str) -> list[str]:
    with house.acting(group) as tx:
        return [entry.task.element for entry in inbox(tx)]


def test_the_inbox_shows_the_tasks_of_my_trade_only(house: House) -> None:
    house.open_dossier()
    assert listed(house, "MDL_TS") == ["information_partage"]
    assert listed(house, "MDL_CHEF") == []
    assert listed(house, "REFERENTE_VVC") == []


def test_the_most_urgent_task_comes_first_and_those_without_date_last(house: House) -> None:
    due = '=date("2026-10-0{}")'
    house.publish(
        diagram(
            "sans_date",
            start(),
            user("sans_date_t", "vide"),
            end(),
            path("debut", "sans_date_t", "fin"),
        ),
        diagram(
            "tard",
            start(),
            user("tard_t", "vide", due=due.format(9)),
            end(),
            path("debut", "tard_t", "fin"),
        ),
        diagram(
            "tot",
            start(),
            user("tot_t", "vide", due=due.format(2)),
            end(),
            path("debut", "tot_t", "fin"),
        ),
        form("vide"),
    )
    for root in ("sans_date", "tard", "tot"):
        house.start(root)
    assert listed(house, "MDL_TS") == ["tot_t", "tard_t", "sans_date_t"]


def test_a_task_is_late_from_the_day_after_its_last_day(house: House) -> None:
    house.open_dossier()
    with house.acting() as tx:
        (entry,) = inbox(tx)
    assert entry.task.due_on is not None
    assert not entry.is_late(entry.task.due_on)
    assert entry.is_late(entry.task.due_on + DAY)


def test_the_inbox_costs_one_statement_however_many_tasks(house: House) -> None:
    for _ in range(3):
        house.open_dossier()
    seen: list[str] = []
    with house.acting() as tx:
        event.listen(
            house.database.engine, "before_cursor_execute", lambda *args: seen.append(args[2])
        )
        entries = inbox(tx)
        names = [(entry.reference, entry.holder, entry.task.name) for entry in entries]
    assert len(names) == 3
    assert len([text for text in seen if text.lstrip().upper().startswith("SELECT")]) == 1


def test_the_inbox_names_who_holds_a_task(house: House) -> None:
    case = house.open_dossier()
    with house.acting() as tx:
        claim_task(tx, house.task(case, "information_partage").id)
    with house.acting() as tx:
        (entry,) = inbox(tx)
    assert entry.holder == "Travailleur social MDL"


# --- to see and to be allowed -------------------------------------------------


def test_a_stranger_does_not_learn_that_the_task_exists(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    for act in (find_task, claim_task, release_task):
        with pytest.raises(NotFound), house.acting("REFERENTE_VVC") as tx:
            act(tx, task.id)
    with pytest.raises(NotFound), house.acting("REFERENTE_VVC") as tx:
        complete_task(tx, task.id, PARTAGE)
    with pytest.raises(NotFound), house.acting("REFERENTE_VVC") as tx:
        save_draft(tx, task.id, {})


def test_a_partner_sees_the_task_of_another_trade_but_may_not_do_it(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    with house.acting("XLH_PILOTE") as tx:
        assert find_task(tx, task.id).element == "information_partage"
    with pytest.raises(NotAllowed), house.acting("XLH_PILOTE") as tx:
        claim_task(tx, task.id)
    with pytest.raises(NotAllowed), house.acting("XLH_PILOTE") as tx:
        complete_task(tx, task.id, PARTAGE)
    with pytest.raises(NotAllowed), house.acting("XLH_PILOTE") as tx:
        save_draft(tx, task.id, {"accord_partage": "OUI"})


# --- take and give back ------------------------------------------------------


def test_a_task_that_i_take_is_mine(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    with house.acting() as tx:
        claim_task(tx, task.id)
    taken = house.row(Task, task.id)
    assert (taken.claimed_by, taken.claimed_at) == (house.people["MDL_TS"], house.at)


def test_a_task_that_a_colleague_holds_can_neither_be_taken_nor_done(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    house.hire("COLLEGUE")
    with house.acting() as tx:
        claim_task(tx, task.id)
    with pytest.raises(TaskClaimedByAnother), house.acting("COLLEGUE") as tx:
        claim_task(tx, task.id)
    with pytest.raises(TaskClaimedByAnother), house.acting("COLLEGUE") as tx:
        complete_task(tx, task.id, PARTAGE)
    assert house.row(Task, task.id).claimed_by == house.people["MDL_TS"]


def test_only_who_holds_a_task_gives_it_back(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    with pytest.raises(NotAllowed), house.acting() as tx:
        release_task(tx, task.id)
    house.hire("COLLEGUE")
    with house.acting() as tx:
        claim_task(tx, task.id)
    with pytest.raises(NotAllowed), house.acting("COLLEGUE") as tx:
        release_task(tx, task.id)


# --- complete ----------------------------------------------------------------


def test_a_completed_task_closes_and_the_next_one_opens(house: House) -> None:
    case = house.open_dossier()
    task = house.task(case, "information_partage")
    house.at = MONDAY + DAY
    house.do(case, "information_partage", PARTAGE)
    closed = house.row(Task, task.id)
    assert (closed.outcome, closed.closed_by, closed.closed_at) == (
        "done",
        house.people["MDL_TS"],
        house.at,
    )
    assert house.tasks(case) == ["prediagnostic"]


def test_what_is_given_back_after_completion_is_closed(house: House) -> None:
    case = house.open_dossier()
    assert not house.do(case, "information_partage", PARTAGE).is_open


def test_refused_answers_leave_no_trace(house: House) -> None:
    case = house.open_dossier()
    task, before = house.task(case, "information_partage"), house.instance(case)
    counts = [len(house.rows(model)) for model in (Answer, AuditEntry, Job, Step, Task)]
    with pytest.raises(AnswersRefused) as refusal, house.acting() as tx:
        complete_task(tx, task.id, {"accord_partage": "PEUT_ETRE"})
    assert "accord_partage" in refusal.value.errors
    assert counts == [len(house.rows(model)) for model in (Answer, AuditEntry, Job, Step, Task)]
    assert house.instance(case).state == before.state
    assert house.row(Task, task.id).is_open


def test_a_field_that_the_form_does_not_have_is_refused(house: House) -> None:
    task = house.task(house.open_dossier(), "information_partage")
    with pytest.raises(AnswersRefused) as refusal, house.acting() as tx:
        complete_task(tx, task.id, {**PARTAGE, "decision": "ENTREE"})
    assert list(refusal.value.errors) == ["decision"]


def test_a_task_is_completed_once(house: House) -> None:
    case = house.open_dossier()
    task = house.task(case, "information_partage")
    house.do(case, "information_partage", PARTAGE)
    for act in (claim_task, release_task):
        with pytest.raises(TaskAlreadyClosed), house.acting() as tx:
            act(tx, task.id)
    with pytest.raises(TaskAlreadyClosed), house.acting() as tx:
        complete_task(tx, task.id, PARTAGE)
    assert len(house.rows(Answer, Answer.element == "information_partage")) == 1


# --- time closes tasks -------------------------------------------------------


def test_a_task_that_time_has_cancelled_is_closed_and_says_so(house: House) -> None:
    house.publish(*RELANCE)
    case = house.start("relance")
    task = house.task(case, "attendre")
    with house.acting() as tx:
        save_draft(tx, task.id, {})
    house.time_passes(house.at + 2 * DAY)
    closed = house.row(Task, task.id)
    assert (closed.outcome, closed.closed_by, closed.draft) == ("cancelled", None, None)
    assert closed.closed_at == house.at
    assert house.tasks(case) == ["relancer"]
    with pytest.raises(TaskAlreadyClosed), house.acting() as tx:
        complete_task(tx, task.id, {})
