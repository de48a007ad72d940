"""The Monday digest: what is late and what is due within seven days, for oneself and one's team.

Domain 5.8, T17: Monday 08:00 in Paris. Promised once a person and week, so that a program that
slept sends it late, until Tuesday evening; after that it would tell of a week half gone.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from engine.bpm.messages.gather import plan_forgotten
from engine.bpm.messages.inforce import template_in_force
from engine.bpm.messages.letters import Item, letter
from engine.bpm.tasks.inbox import inbox
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.access.rules import CHIEFS
from engine.core.calendar import at_paris, paris_day
from engine.core.identity.actor import SYSTEM
from engine.core.identity.models import Group, Person, Preference
from engine.core.identity.wishes import end_wishes, wishes_of
from engine.core.mail.models import Sending
from engine.core.mail.promise import MAIL, Promised, promise_sendings
from engine.core.mail.send import COMPOSERS, Composed, Composer
from engine.core.transaction import Database, Transaction

DIGEST: Final = "weekly_digest"
TEMPLATE: Final = "point_semaine"
HOUR: Final = 8
AHEAD: Final = timedelta(days=7)
STALE_HOUR: Final = 20
"""Of Tuesday: later, the digest of the week is not sent any more."""


def plan_round(database: Database, *, at: datetime | None = None) -> None:
    """The digests of this week, and what no e-mail was to tell. Run again, it adds nothing."""
    with database.transaction(SYSTEM, at=at) as tx:
        end_wishes(tx)
        plan_digests(tx)
        plan_forgotten(tx)


def plan_digests(tx: Transaction) -> None:
    """Promise this week's digest to everybody who wants one, from Monday 08:00 to its end."""
    today = paris_day(tx.now)
    monday = today - timedelta(days=today.weekday())
    due = at_paris(monday, HOUR)
    stale = at_paris(monday + timedelta(days=1), STALE_HOUR)
    if not due <= tx.now < stale:
        return
    people = tx.session.scalars(
        select(Preference.person_id)
        .join(Person, Person.id == Preference.person_id)
        .where(
            Person.closed_at.is_(None),
            Preference.has_address.is_(True),
            Preference.wants_mail.is_(True),
            Preference.wants_digest.is_(True),
        )
    )
    week = monday.isoformat()
    promise_sendings(
        tx, [Promised(DIGEST, MAIL, week, due, person, expires_at=stale) for person in people]
    )


def _compose(tx: Transaction, sending: Sending, address: str) -> Composed | None:
    """Written as the person: what they may not see is in no number. None for an empty week."""
    wishes = wishes_of(tx, tx.actor.id) if tx.actor.id else None
    today = paris_day(tx.now)
    mine = [entry.task for entry in inbox(tx) if _is_soon(entry.task, today)]
    team = _of_the_team(tx, today)
    if wishes is None or not wishes.address or not (mine or team):
        return None
    items = [Item(_when(task.due_on, today), f"{address}/taches/{task.id}") for task in mine]
    items += _team_items(team, today, address)
    head = template_in_force(tx, TEMPLATE)
    return Composed(letter(sending.id, wishes.address, head, items, address))


def _is_soon(task: Task, today: date) -> bool:
    return task.due_on is not None and task.due_on <= today + AHEAD


def _when(due_on: date | None, today: date) -> str:
    """Two words only: which task it is, its page says."""
    return LATE if due_on is not None and due_on < today else SOON


LATE, SOON = "En retard", "À faire dans les sept jours"


def _of_the_team(tx: Transaction, today: date) -> Sequence[date]:
    """For a chief, when each task of their side that they see is due; else nothing.

    Totals alone, of one's own side (domain 0.1, 13).
    """
    if not tx.actor.groups & CHIEFS:
        return []
    ours = select(Group.code).where(Group.organisation_code == tx.actor.organisation)
    found = select(Task.due_on).where(
        Task.closed_at.is_(None),
        Task.due_on <= today + AHEAD,
        Task.group_code.in_(ours),
        access.visible(Task.circle_id, tx.actor),
    )
    return [due for due in tx.session.scalars(found) if due]


def _team_items(team: Sequence[date], today: date, address: str) -> list[Item]:
    """A line of numbers: « Votre service : 3 tâches en retard, 5 dans les sept jours »."""
    if not team:
        return []
    late = sum(due < today for due in team)
    soon = len(team) - late
    told = f"Votre service\u00a0: {late} en retard, {soon} dans les sept jours"
    return [Item(told, f"{address}/dossiers")]


COMPOSERS[DIGEST] = Composer(_compose)
