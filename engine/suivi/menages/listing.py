"""Whom the list of a dossier names: one by one, or by their team."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update

from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.access.models import CircleMember
from engine.core.identity.models import Membership
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance

EQUIPE = "MDL_TS"


def list_by_name(tx: Transaction, dossier: Dossier) -> None:
    """The MDL's team leaves the dossier's list; its référent is named there."""
    groups = access.groups_of(tx, dossier.circle_id) - {EQUIPE}
    people = named(tx, dossier) | ({dossier.referent_id} if dossier.referent_id else set())
    _set(tx, dossier, groups, people)


def replace_named(tx: Transaction, dossier: Dossier, former: UUID | None, person: UUID) -> None:
    """``person`` is on the list in the place of ``former``, who holds no task of it any more."""
    groups = access.groups_of(tx, dossier.circle_id)
    _set(tx, dossier, groups, (named(tx, dossier) - {former}) | {person})
    if former is not None:
        _give_back(tx, dossier, Task.claimed_by == former)


def named(tx: Transaction, dossier: Dossier) -> set[UUID]:
    """The persons whom a dossier's list names."""
    query = select(CircleMember.person_id).where(
        CircleMember.circle_id == dossier.circle_id, CircleMember.person_id.is_not(None)
    )
    return {person for person in tx.session.scalars(query) if person}


def _set(tx: Transaction, dossier: Dossier, groups: Iterable[str], people: set[UUID]) -> None:
    """Another list; whoever is not of it any more holds no task of the dossier."""
    groups = sorted(groups)
    access.reset_circle(tx, dossier.circle_id, groups, sorted(people))
    members = select(Membership.person_id).where(Membership.group_code.in_(groups))
    stay = or_(Task.claimed_by.in_(people), Task.claimed_by.in_(members))
    _give_back(tx, dossier, ~stay)


def _give_back(tx: Transaction, dossier: Dossier, whose: ColumnElement[bool]) -> None:
    cases = select(DossierInstance.instance_id).where(DossierInstance.dossier_id == dossier.id)
    held = (Task.instance_id.in_(cases), Task.closed_at.is_(None), Task.claimed_by.is_not(None))
    tx.session.execute(update(Task).where(*held, whose).values(claimed_by=None, claimed_at=None))
