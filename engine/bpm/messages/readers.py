"""Who a notice is told to: found once, when it is written, each person once.

The people of the trade who see the case; where somebody of them follows it, that person alone;
whoever is away is replaced. What follows and replaces means is for the rooms above: they register.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Notice, NoticeReader
from engine.bpm.tasks.models import Task
from engine.core.access.models import CircleMember
from engine.core.identity.models import Membership, Person
from engine.core.transaction import Transaction

Follows = Callable[[Transaction, UUID, Collection[str]], Mapping[str, UUID]]
"""Instance and trades: who follows that case, by trade."""
Replaces = Callable[[Transaction, Collection[UUID]], Mapping[UUID, UUID | None]]
"""People: those who are away now, each with who stands in, or None."""
FOLLOWERS: list[Follows] = []
ABSENCES: list[Replaces] = []
OWN = aliased(Membership)
# Built once: it is asked for every notice.
WHO_SEE = (
    select(Person.id, Membership.group_code)
    .outerjoin(Membership, Membership.person_id == Person.id)
    .where(
        Person.closed_at.is_(None),
        or_(
            Membership.group_code.in_(bindparam("trades", expanding=True)),
            Person.id.in_(bindparam("named", expanding=True)),
        ),
        exists().where(
            CircleMember.circle_id == bindparam("circle_id"),
            or_(CircleMember.until.is_(None), CircleMember.until > bindparam("now")),
            or_(
                CircleMember.person_id == Person.id,
                CircleMember.group_code.in_(
                    select(OWN.group_code).where(OWN.person_id == Person.id).correlate(Person)
                ),
            ),
        ),
    )
)
"""People of these trades, or these people, who are of a circle by themselves or by a trade."""
SAME: Final = timedelta(minutes=10)
"""The same words about the same case, promised together to two trades, are one message."""


@dataclass(frozen=True)
class Told:
    """One notice to write: its id, the trade, the template, and the person or task it is for."""

    id: UUID
    group: str
    template: str
    person: UUID | None = None
    task: UUID | None = None


def find_readers(
    tx: Transaction, instance: Instance, told: Sequence[Told]
) -> list[tuple[Told, UUID]]:
    """Each notice with each person it is told to. None where nobody sees the case any more."""
    trades = {one.group for one in told}
    seen = _who_see(tx, instance.circle_id, trades, {one.person for one in told if one.person})
    followed: dict[str, UUID] = {}
    for follows in FOLLOWERS:
        followed |= follows(tx, instance.id, trades)
    holders = _holders(tx, [one.task for one in told if one.task])
    chosen = {one.id: _chosen(one, seen, followed, holders) for one in told}
    teams = [seen[one.group] for one in told if one.person is None]
    away = _away(tx, set().union(*chosen.values(), *teams))
    already = _told_lately(tx, instance.id, told)
    pairs = []
    for one in told:
        for person in sorted(_present(one, chosen[one.id], away, seen[one.group])):
            if (one.template, one.task, person) not in already:
                already.add((one.template, one.task, person))
                pairs.append((one, person))
    return pairs


def _chosen(
    one: Told,
    seen: Mapping[str, set[UUID]],
    followed: Mapping[str, UUID],
    holders: Mapping[Any, Any],
) -> set[UUID]:
    """The person named, who holds the task, who follows the case, or the whole trade."""
    team = seen[one.group]
    if one.person is not None:
        return {one.person} & seen[NAMED]
    for person in (holders.get(one.task), followed.get(one.group)):
        if person in team:
            return {person}
    return team


def _present(
    one: Told, people: set[UUID], away: Mapping[UUID, UUID | None], team: set[UUID]
) -> set[UUID]:
    """Whoever is away is replaced by somebody of the trade who sees the case.

    Without anybody the team is told, save of what was for one person; and when everybody is away
    the people themselves: nothing is told to nobody.
    """
    found = set()
    for person in people:
        stand_in, met = person, {person}
        while stand_in in away:
            following = away[stand_in]
            if following is None or following not in team or following in met:
                break
            stand_in = following
            met.add(stand_in)
        if stand_in not in away:
            found.add(stand_in)
    others = team - away.keys() if people and one.person is None else set()
    return found or others or people


NAMED: Final = ""
"""Where those stand who see the case and are named, whatever their trade."""


def _who_see(
    tx: Transaction, circle_id: UUID, trades: Collection[str], named: Collection[UUID]
) -> Mapping[str, set[UUID]]:
    """The people with an open account who are of the circle, by trade; by one statement."""
    asked = {"trades": sorted(trades), "named": sorted(named)}
    rows = tx.session.execute(WHO_SEE, {**asked, "circle_id": circle_id, "now": tx.now})
    found: dict[str, set[UUID]] = defaultdict(set)
    for person, group in rows:
        if group in trades:
            found[group].add(person)
        if person in named:
            found[NAMED].add(person)
    return found


def _holders(tx: Transaction, tasks: Collection[UUID]) -> dict[UUID, UUID]:
    """Who has each task in hand."""
    if not tasks:
        return {}
    held = select(Task.id, Task.claimed_by).where(Task.id.in_(tasks), Task.claimed_by.is_not(None))
    return {task: holder for task, holder in tx.session.execute(held) if holder}


def _away(tx: Transaction, people: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Those of these people who are away, and those who should stand in for them and are away."""
    found: dict[UUID, UUID | None] = {}
    asked: set[UUID] = set()
    wanted = set(people)
    while wanted:
        asked |= wanted
        for absences in ABSENCES:
            found |= absences(tx, wanted)
        wanted = {person for person in found.values() if person} - asked
    return found


def _told_lately(
    tx: Transaction, instance_id: UUID, told: Sequence[Told]
) -> set[tuple[str, UUID | None, UUID]]:
    """What was told about this case a moment ago, to whom: somebody of two trades is told once."""
    rows = tx.session.execute(
        select(Notice.template, Notice.task_id, NoticeReader.person_id)
        .join(NoticeReader, NoticeReader.notice_id == Notice.id)
        .where(
            Notice.instance_id == instance_id,
            Notice.template.in_(sorted({one.template for one in told})),
            Notice.at > tx.now - SAME,
        )
    )
    return {(template, task, person) for template, task, person in rows}
