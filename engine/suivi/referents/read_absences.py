"""Who is away, and for whom one stands in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from engine.core.calendar import paris_day
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.referents.enter_absence import may_enter_for
from engine.suivi.referents.models import Absence


@dataclass(frozen=True)
class AbsenceLue:
    """An absence that has begun, or is to come."""

    id: UUID
    person_id: UUID
    nom: str
    remplacant: str
    """Empty when nobody stands in."""
    du: date
    au: date
    is_en_cours: bool


def read_absences(tx: Transaction) -> Sequence[AbsenceLue]:
    """One's own, and those of one's people for a chef: present ones and those to come."""
    whose = [person for person, _ in may_enter_for(tx)]
    return _read(tx, Absence.person_id.in_(whose))


def replaced_by_me(tx: Transaction) -> Sequence[AbsenceLue]:
    """« Vous remplacez X jusqu’au … »: the absences during which the actor stands in today."""
    mine = _read(tx, Absence.remplacant_id == tx.actor.id)
    return [absence for absence in mine if absence.is_en_cours]


def _read(tx: Transaction, condition: ColumnElement[bool]) -> Sequence[AbsenceLue]:
    today, other = paris_day(tx.now), aliased(Person)
    rows = tx.session.execute(
        select(Absence, Person.name, other.name)
        .join(Person, Person.id == Absence.person_id)
        .outerjoin(other, other.id == Absence.remplacant_id)
        .where(condition, Absence.terminee_le.is_(None), Absence.au >= today)
        .order_by(Absence.du, Person.name)
    )
    return [
        AbsenceLue(one.id, one.person_id, name, by or "", one.du, one.au, one.du <= today)
        for one, name, by in rows
    ]
