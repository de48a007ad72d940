"""Bring a waiting timer to another day, for a reason; or back to the day that is planned."""

from datetime import date, datetime
from uuid import UUID, uuid4

from engine.bpm.diagrams.load import compiled
from engine.bpm.dialect.model import Node
from engine.bpm.instances.advance import advance, lock_instance
from engine.bpm.instances.models import Instance
from engine.bpm.instances.untold import untold_of
from engine.bpm.runtime import moving, schedule
from engine.bpm.runtime.case import Case
from engine.bpm.timers.models import TimerMove
from engine.core import access
from engine.core.audit.record import record
from engine.core.calendar import PARIS, paris_day
from engine.core.errors import AnswersRefused, TimerNotWaiting
from engine.core.french import NBSP, day_fr
from engine.core.sealed import seal
from engine.core.transaction import Transaction

DAY = "jour"


def move_timer(
    tx: Transaction, instance_id: UUID, key: str, day: date, reason: str, *, latest: date | None
) -> None:
    """Make the timer due on ``day``, at its planned hour in Paris; AnswersRefused, by field.

    Refused: a day that is past, one after ``latest`` (and after the planned day), and for what
    guards a limit (`Node.only_earlier`, every timer of a case apart) one after the planned day.
    TimerNotWaiting when it has fired meanwhile. The move outlives a correction or a new variable:
    the planned date changes behind it, and is shown (`schedule.rearm`).
    """
    instance, seen = _take(tx, instance_id), []

    def move(case: Case) -> None:
        node, armed = _waiting(tx, instance, case, key)
        earlier = node.only_earlier or instance.is_apart
        to = _on_day(schedule.planned(armed), day)
        _require_possible(tx, to, schedule.planned(armed), latest, earlier)
        moving.move(case, key, to, earlier=earlier)
        seen.append((node.id, armed, moving.timer_of(case, key)[1]))

    advance(tx, instance, move)
    _keep(tx, instance, key, *seen[0], reason)
    record(tx, instance, instance.circle_id, "timer:moved", seen[0][0])


def put_back_timer(tx: Transaction, instance_id: UUID, key: str) -> None:
    """Undo: the timer is due again when the diagram says. One that is past by then fires next."""
    instance, seen = _take(tx, instance_id), []

    def put_back(case: Case) -> None:
        node, armed = _waiting(tx, instance, case, key)
        moving.move(case, key, None, earlier=False)
        seen.append((node.id, armed, moving.timer_of(case, key)[1]))

    advance(tx, instance, put_back)
    _keep(tx, instance, key, *seen[0], "")
    record(tx, instance, instance.circle_id, "timer:put_back", seen[0][0])


def _take(tx: Transaction, instance_id: UUID) -> Instance:
    instance = lock_instance(tx, instance_id)
    access.require(tx, access.Permission.TIMER_MOVE, instance)
    return instance


def _waiting(
    tx: Transaction, instance: Instance, case: Case, key: str
) -> tuple[Node, schedule.Armed]:
    try:
        node, armed = moving.timer_of(case, key)
    except (LookupError, ValueError) as error:
        raise TimerNotWaiting(key=key) from error
    if untold_of(compiled(tx, instance.release_id)).hides(node.id):
        raise TimerNotWaiting(key=key)
    return node, armed


def _on_day(planned: datetime, day: date) -> datetime:
    return datetime.combine(day, planned.astimezone(PARIS).time(), PARIS)


def _require_possible(
    tx: Transaction, to: datetime, planned: datetime, latest: date | None, earlier: bool
) -> None:
    day, plan = paris_day(to), paris_day(planned)
    wrong = ""
    if to <= tx.now:
        wrong = "Choisissez un jour à venir."
    elif earlier and day > plan:
        wrong = (
            f"Cette échéance garde une limite{NBSP}: on peut l’avancer, pas la reculer après le "
            f"{day_fr(plan)}."
        )
    elif latest is not None and day > max(latest, plan):
        wrong = f"La mesure finit le {day_fr(latest)}{NBSP}: choisissez un jour avant."
    if wrong:
        raise AnswersRefused(errors={DAY: [wrong]})


def _keep(
    tx: Transaction,
    instance: Instance,
    key: str,
    element: str,
    before: schedule.Armed,
    after: schedule.Armed,
    reason: str,
) -> None:
    """The row that says who, when and why."""
    row_id, content = uuid4(), {"reason": reason}
    kind, apart = "timer_move", instance.is_apart
    row = {
        "id": row_id,
        "instance_id": instance.id,
        "circle_id": instance.circle_id,
        "key": key,
        "element": element,
        "planned_at": schedule.planned(before),
        "before_at": before["due"],
        "after_at": after["due"],
        "reason": seal(tx, kind, row_id, content, apart=apart) if reason else None,
        "actor_id": tx.actor.id,
        "at": tx.now,
    }
    tx.writes.insert(TimerMove, [row])
