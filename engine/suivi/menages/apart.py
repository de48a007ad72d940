"""« Dossiers à ne pas croiser »: what the marks of a household forbid."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from engine.core.access.models import CircleMember
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.errors import NotAssignable
from engine.suivi.menages.models import Incompatibilite, MotifIncompatibilite


def refuse_barred(tx: Transaction, menage_id: UUID, person_id: UUID) -> None:
    """NotAssignable when that person already follows a household that this one must not cross."""
    if person_id in barred_people(tx, menage_id):
        raise NotAssignable


def barred_people(tx: Transaction, menage_id: UUID) -> frozenset[UUID]:
    """Who may not follow this household: the référents of those that it must not cross.

    Between AUTEUR and VICTIME, everybody whom a list names too: the lists are disjoint
    (domain 4.8).
    """
    barred: set[UUID] = set()
    for mark in marks_of(tx, menage_id):
        other = other_of(mark, menage_id)
        barred |= referents_of(tx, other)
        if mark.motif == MotifIncompatibilite.AUTEUR_VICTIME:
            barred |= named_of(tx, other)
    return frozenset(barred)


def marks_of(tx: Transaction, menage_id: UUID) -> Sequence[Incompatibilite]:
    """The marks of a household that hold."""
    mine = or_(Incompatibilite.menage_a == menage_id, Incompatibilite.menage_b == menage_id)
    query = select(Incompatibilite).where(mine, Incompatibilite.levee_le.is_(None))
    with beyond(tx):
        return tx.session.scalars(query.order_by(Incompatibilite.posee_le)).all()


def is_listed_by_name(tx: Transaction, menage_id: UUID) -> bool:
    """Between AUTEUR and VICTIME the MDL's team sees neither file: people are named one by one."""
    motif = MotifIncompatibilite.AUTEUR_VICTIME
    return any(mark.motif == motif for mark in marks_of(tx, menage_id))


def other_of(mark: Incompatibilite, menage_id: UUID) -> UUID:
    """The other household of a mark."""
    return mark.menage_b if mark.menage_a == menage_id else mark.menage_a


def referents_of(tx: Transaction, menage_id: UUID) -> set[UUID]:
    """Who follows, or has followed, a dossier of this household."""
    query = select(Dossier.referent_id).where(Dossier.menage_id == menage_id)
    with beyond(tx):
        return {person for person in tx.session.scalars(query) if person}


def named_of(tx: Transaction, menage_id: UUID) -> set[UUID]:
    """Whom the list of a dossier of this household names."""
    query = (
        select(CircleMember.person_id)
        .join(Dossier, Dossier.circle_id == CircleMember.circle_id)
        .where(Dossier.menage_id == menage_id, CircleMember.person_id.is_not(None))
    )
    with beyond(tx):
        return {person for person in tx.session.scalars(query) if person}
