"""Whom the list of a dossier names: one by one, or by their team."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, delete, or_, select, update

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.access.models import CircleMember
from engine.core.db import add_rows
from engine.core.identity.models import Membership
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role

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
        give_back(tx, dossier, Task.claimed_by == former)
    _replace_apart(tx, dossier, former, person)


def _replace_apart(tx: Transaction, dossier: Dossier, former: UUID | None, person: UUID) -> None:
    """The list of the dossier's volet, where it has one, follows its référent (domain 4.8)."""
    with beyond(tx):
        apart = (
            select(Instance)
            .join(DossierInstance, DossierInstance.instance_id == Instance.id)
            .where(DossierInstance.dossier_id == dossier.id, DossierInstance.role == Role.VIOLENCES)
        )
        for instance in tx.session.scalars(apart).all():
            mine = CircleMember.circle_id == instance.circle_id
            gone = (mine, CircleMember.person_id.in_([one for one in (former, person) if one]))
            tx.session.execute(delete(CircleMember).where(*gone))
            row = {"id": uuid4(), "circle_id": instance.circle_id, "person_id": person}
            add_rows(tx.session, CircleMember, [{**row, "group_code": None}])
            held = (Task.instance_id == instance.id, Task.claimed_by == former)
            tx.session.execute(update(Task).where(*held).values(claimed_by=None, claimed_at=None))


def named(tx: Transaction, dossier: Dossier) -> set[UUID]:
    """The persons whom a dossier's list names, those admitted for some hours left out."""
    query = select(CircleMember.person_id).where(
        CircleMember.circle_id == dossier.circle_id,
        CircleMember.person_id.is_not(None),
        CircleMember.until.is_(None),
    )
    return {person for person in tx.session.scalars(query) if person}


def _set(tx: Transaction, dossier: Dossier, groups: Iterable[str], people: set[UUID]) -> None:
    """Another list; whoever is not of it any more holds no task of the dossier."""
    groups = sorted(groups)
    access.reset_circle(tx, dossier.circle_id, groups, sorted(people))
    members = select(Membership.person_id).where(Membership.group_code.in_(groups))
    stay = or_(Task.claimed_by.in_(people), Task.claimed_by.in_(members))
    give_back(tx, dossier, ~stay)


def give_back(tx: Transaction, dossier: Dossier, whose: ColumnElement[bool]) -> None:
    """The open tasks of a dossier, its volet's left out, that those people hold are free again."""
    cases = select(DossierInstance.instance_id).where(
        DossierInstance.dossier_id == dossier.id, DossierInstance.role != Role.VIOLENCES
    )
    held = (Task.instance_id.in_(cases), Task.closed_at.is_(None), Task.claimed_by.is_not(None))
    tx.session.execute(update(Task).where(*held, whose).values(claimed_by=None, claimed_at=None))
