"""Close a case to an organisation: one group stands in for all its trades."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import or_, select, update

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.identity.models import Membership
from engine.core.transaction import Transaction

GIVEN_BACK = {"claimed_by": None, "claimed_at": None, "draft": None, "drafted_at": None}


def close_to(
    tx: Transaction,
    instance_id: UUID,
    organisation: str,
    stand_in: str,
    groups: Iterable[str],
    people: Iterable[UUID],
) -> None:
    """Only these groups and people still see the case, and its circle's other rows.

    The open and later tasks of ``organisation`` go to ``stand_in``, without what its colleagues
    had begun to write; whoever is not named any more holds none.
    """
    groups, people = sorted(groups), list(people)
    instance = tx.session.get_one(Instance, instance_id)
    tx.writes.set(instance, stand_ins={**(instance.stand_ins or {}), organisation: stand_in})
    access.reset_circle(tx, instance.circle_id, groups, people)
    is_open = (Task.instance_id == instance_id, Task.closed_at.is_(None))
    theirs = Task.group_code.startswith(f"{organisation}_", autoescape=True)
    tx.session.execute(
        update(Task)
        .where(*is_open, theirs, Task.group_code != stand_in)
        .values(group_code=stand_in, **GIVEN_BACK)
    )
    members = select(Membership.person_id).where(Membership.group_code.in_(groups))
    stay = or_(Task.claimed_by.in_(people), Task.claimed_by.in_(members))
    tx.session.execute(
        update(Task)
        .where(*is_open, Task.claimed_by.is_not(None), ~stay)
        .values(claimed_by=None, claimed_at=None)
    )
