"""A late task is told to one person after another, each once, on working days."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select, update

from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Notice, NoticeReader
from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.audit.models import AuditEntry
from engine.core.calendar import add_ouvres, at_paris
from engine.core.errors import DatabaseSilent
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.escalades import balayer, transmettre
from engine.suivi.escalades.balayer import sweep
from engine.suivi.escalades.models import Alerte
from engine.suivi.escalades.transmettre import Sujet
from engine.suivi.procedures.models import Etape, TypeEtape
from engine.suivi.referents.enter_absence import enter_absence
from engine.suivi.referents.models import Suppleant
from tests.house import House, together

DUE = date(2026, 9, 7)


@pytest.fixture
def late(house: House) -> tuple[UUID, UUID]:
    """A dossier with one open task of the MDL's team, due on Monday 7 September 2026."""
    case = house.open_dossier()
    (task,) = house.rows(Task, Task.instance_id == case, Task.closed_at.is_(None))
    with house.system() as tx:
        tx.session.execute(update(Task).where(Task.id == task.id).values(due_on=DUE))
    return case, task.id


def pass_days(house: House, count: int, hour: int = 9) -> int:
    """Each working day until ``count`` after the due date, swept; how many were told that day."""
    house.at = at_paris(add_ouvres(DUE, count), hour)
    return look(house)


def look(house: House) -> int:
    told = sweep(house.database, at=house.at)
    house.keep_promises()
    return told


def told(house: House, case: UUID) -> list[tuple[str, UUID | None]]:
    """Whom the notices about lateness tell, in their order."""
    wanted = (Notice.instance_id == case, Notice.template.like("retard_%"))
    rows = sorted(house.rows(Notice, *wanted), key=lambda one: (one.at, one.template))
    return [(one.group_code, one.person_id) for one in rows]


def test_the_referent_then_the_team_then_the_chef_then_the_pilote(
    house: House, late: tuple[UUID, UUID]
) -> None:
    case, _ = late
    mate = house.hire("camille")
    referent = house.people["MDL_TS"]
    assert pass_days(house, 0) == 0
    assert [pass_days(house, n) for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)] == [
        1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0,
    ]  # fmt: skip
    assert told(house, case) == [
        ("MDL_TS", referent), ("MDL_TS", mate), ("MDL_CHEF", None), ("XLH_PILOTE", None),
    ]  # fmt: skip


def test_a_file_that_cannot_be_told_does_not_hold_up_the_others(
    house: House, late: tuple[UUID, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    case, _ = late
    house.open_dossier()
    with house.system() as tx:
        tx.session.execute(update(Task).where(Task.closed_at.is_(None)).values(due_on=DUE))

    def transmit(tx: Transaction, instance: Instance, sujet: Sujet) -> int:
        if instance.id != case:
            raise ZeroDivisionError
        return transmettre.transmit(tx, instance, sujet)

    monkeypatch.setattr(balayer, "transmit", transmit)
    assert pass_days(house, 1) == 1
    monkeypatch.undo()
    assert look(house) == 1


def test_a_base_that_falls_silent_ends_the_sweep_whole(
    house: House, late: tuple[UUID, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def transmit(*_: object) -> int:
        raise DatabaseSilent

    monkeypatch.setattr(balayer, "transmit", transmit)
    with pytest.raises(DatabaseSilent):
        pass_days(house, 1)
    monkeypatch.undo()
    assert look(house) == 1


def test_a_team_of_one_is_not_told_twice(house: House, late: tuple[UUID, UUID]) -> None:
    """Nobody stands in, and nobody else is of the trade."""
    case, _ = late
    assert [pass_days(house, n) for n in (1, 3, 5)] == [1, 0, 1]
    assert told(house, case) == [("MDL_TS", house.people["MDL_TS"]), ("MDL_CHEF", None)]
    untold = house.rows(Alerte, Alerte.est_transmise.is_(False))
    assert [one.niveau for one in untold] == ["REMPLACANT"]


def test_who_has_claimed_it_is_told_before_the_referent(
    house: House, late: tuple[UUID, UUID]
) -> None:
    case, task = late
    mate = house.hire("camille")
    with house.acting("camille") as tx:
        claim_task(tx, task)
    pass_days(house, 1)
    assert told(house, case) == [("MDL_TS", mate)]


def test_the_absent_is_stood_in_for(house: House, late: tuple[UUID, UUID]) -> None:
    case, _ = late
    mate = house.hire("camille")
    house.hire("dominique")
    with house.acting() as tx:
        days = {"du": "2026-09-07", "au": "2026-09-30", "remplacant": str(mate)}
        enter_absence(tx, days)
    pass_days(house, 1)
    assert told(house, case) == [("MDL_TS", mate)]
    pass_days(house, 3)
    assert told(house, case) == [("MDL_TS", mate)]


def test_whoever_was_named_beforehand_is_the_replacement(
    house: House, late: tuple[UUID, UUID]
) -> None:
    case, _ = late
    mate = house.hire("camille")
    house.hire("dominique")
    dossier = house.dossier(case)
    with house.system() as tx:
        named = {"nomme_par": None, "nomme_le": tx.now, "retire_le": None}
        ids = {"dossier_id": dossier.id, "circle_id": dossier.circle_id}
        tx.session.add(Suppleant(id=uuid4(), person_id=mate, **ids, **named))
    assert [pass_days(house, n) for n in (1, 3)] == [1, 1]
    assert told(house, case)[1] == ("MDL_TS", mate)


def readers(house: House, task: UUID) -> list[UUID]:
    """Who was told that the task is late, each time that they were."""
    found = house.rows(NoticeReader, NoticeReader.notice_id.in_(
        select(Notice.id).where(Notice.task_id == task, Notice.template.like("retard_%"))
    ))  # fmt: skip
    return [one.person_id for one in found]


def test_who_stands_in_for_a_colleague_is_not_told_again_in_their_name(
    house: House, late: tuple[UUID, UUID]
) -> None:
    """The référent was told the first day; the absent colleague's notice would reach them too."""
    _, task = late
    mate, referent = house.hire("camille"), house.people["MDL_TS"]
    house.hire("dominique")
    with house.acting("dominique") as tx:
        enter_absence(tx, {"du": "2026-09-07", "au": "2026-09-30", "remplacant": str(referent)})
    pass_days(house, 1)
    pass_days(house, 3)
    assert sorted(readers(house, task)) == sorted([referent, mate])


def test_who_was_away_when_the_team_was_told_is_told_at_the_next_degree(
    house: House, late: tuple[UUID, UUID]
) -> None:
    """Nobody stands in for the référent: the team is told, without those who are away that day."""
    _, task = late
    mate, back = house.hire("camille"), house.hire("dominique")
    with house.acting() as tx:
        enter_absence(tx, {"du": "2026-09-07", "au": "2026-09-30"})
    with house.acting("dominique") as tx:
        enter_absence(tx, {"du": "2026-09-07", "au": "2026-09-08"})
    pass_days(house, 1)
    assert readers(house, task) == [mate]
    pass_days(house, 3)
    assert sorted(readers(house, task)) == sorted([mate, back])


def test_with_the_replacement_away_too_the_rest_of_the_team_is_told(
    house: House, late: tuple[UUID, UUID]
) -> None:
    """Nobody stands in for who stands in: the notice does not wait for somebody who is away."""
    _, task = late
    second, third = house.hire("camille"), house.hire("dominique")
    with house.acting() as tx:
        enter_absence(tx, {"du": "2026-09-07", "au": "2026-09-30", "remplacant": str(second)})
    with house.acting("camille") as tx:
        enter_absence(tx, {"du": "2026-09-08", "au": "2026-09-30"})
    pass_days(house, 1)
    assert readers(house, task) == [third]


def test_what_was_told_is_found_again_without_reading_its_case(
    house: House, late: tuple[UUID, UUID]
) -> None:
    """A sweep with nothing new asks as many things of five late tasks as of one."""
    pass_days(house, 1)
    once = statements(house)
    for _ in range(4):
        case = house.open_dossier()
        with house.system() as tx:
            mine = (Task.instance_id == case, Task.closed_at.is_(None))
            tx.session.execute(update(Task).where(*mine).values(due_on=DUE))
    assert look(house) == 4
    assert statements(house) == once


def statements(house: House) -> int:
    """How many statements a sweep sends that finds nothing to tell."""
    sent: list[str] = []

    def add(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(house.database.engine, "before_cursor_execute", add)
    assert sweep(house.database, at=house.at) == 0
    event.remove(house.database.engine, "before_cursor_execute", add)
    return len(sent)


def test_every_threshold_is_halved_from_the_assignation(
    house: House, late: tuple[UUID, UUID]
) -> None:
    case, _ = late
    house.hire("camille")
    dossier = house.dossier(case)
    with house.system() as tx:
        step = {"answer_id": None, "delai": None, "decision": None, "fin": None}
        step |= {"has_proof": False, "notee_par": None, "statut": "NOTEE", "notee_le": tx.now}
        ids = {"dossier_id": dossier.id, "circle_id": dossier.circle_id}
        kind = {"type": TypeEtape.ASSIGNATION, "jour": DUE}
        tx.session.add(Etape(id=uuid4(), **ids, **kind, **step))
    assert [pass_days(house, n) for n in (1, 2, 3, 4, 5, 6)] == [1, 1, 1, 0, 1, 0]
    assert told(house, case)[2:] == [("MDL_CHEF", None), ("XLH_PILOTE", None)]


def test_nobody_is_told_on_a_week_end_a_holiday_or_at_night(
    house: House, late: tuple[UUID, UUID]
) -> None:
    for at in (
        datetime(2026, 9, 12, 8, tzinfo=UTC),
        datetime(2026, 9, 13, 8, tzinfo=UTC),
        datetime(2026, 11, 11, 9, tzinfo=UTC),
        datetime(2026, 9, 14, 5, 59, tzinfo=UTC),
        datetime(2026, 9, 14, 16, tzinfo=UTC),
    ):
        house.at = at
        assert look(house) == 0, at
    house.at = datetime(2026, 9, 14, 6, tzinfo=UTC)
    assert look(house) > 0


def test_a_task_done_in_time_tells_nobody(house: House, late: tuple[UUID, UUID]) -> None:
    case, task = late
    house.at = at_paris(DUE)
    with house.system() as tx:
        row = tx.session.get_one(Task, task)
        row.closed_at, row.outcome = tx.now, "done"
    assert pass_days(house, 12) == 0
    assert told(house, case) == []


def test_seen_late_for_the_first_time_every_level_is_told_at_once_and_never_again(
    house: House, late: tuple[UUID, UUID]
) -> None:
    case, _ = late
    house.hire("camille")
    assert pass_days(house, 12) == 4
    assert [look(house) for _ in range(3)] == [0, 0, 0]
    assert len(told(house, case)) == 4


def test_two_sweeps_at_the_same_moment_tell_once(house: House, late: tuple[UUID, UUID]) -> None:
    case, _ = late
    house.at = at_paris(add_ouvres(DUE, 1), 9)
    done = together(*[lambda: sweep(house.database, at=house.at)] * 2)
    assert sum(done) == 1
    house.keep_promises()
    assert len(told(house, case)) == 1


def test_what_was_told_is_in_the_journal_without_a_name(
    house: House, late: tuple[UUID, UUID]
) -> None:
    case, _ = late
    pass_days(house, 1)
    (entry,) = house.rows(AuditEntry, AuditEntry.chain_id == case, AuditEntry.tag == "alert:sent")
    assert (entry.subject, entry.actor_id) == ("RETARD", None)


def test_a_restricted_file_tells_only_its_list(house: House, late: tuple[UUID, UUID]) -> None:
    """XL Habitat's pilote is not of this list: ten days late, nobody of the landlord knows."""
    case, _ = late
    mate = house.hire("camille")
    dossier = house.dossier(case)
    with house.system() as tx:
        row = tx.session.get_one(Dossier, dossier.id)
        row.is_restreint = True
        access.reset_circle(tx, row.circle_id, ["MDL_CHEF"], [house.people["MDL_TS"]])
    for n in (1, 3, 5, 10, 20):
        pass_days(house, n)
    assert told(house, case) == [("MDL_TS", house.people["MDL_TS"]), ("MDL_CHEF", None)]
    assert mate not in [person for _, person in told(house, case)]


def test_a_deadline_that_moves_begins_the_ladder_again(
    house: House, late: tuple[UUID, UUID]
) -> None:
    _, task = late
    pass_days(house, 1)
    later = DUE + timedelta(days=28)
    with house.system() as tx:
        tx.session.execute(update(Task).where(Task.id == task).values(due_on=later))
    assert pass_days(house, 3) == 0
    house.at = at_paris(add_ouvres(later, 1), 9)
    assert look(house) == 1
    with house.system() as tx:
        rows = tx.session.scalars(select(Alerte.reference_le).order_by(Alerte.le)).all()
    assert rows == [DUE, later]
