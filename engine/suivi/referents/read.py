"""Who follows a dossier, and who has followed it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from engine.core import access
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.referents.models import Referent, Suppleant


@dataclass(frozen=True)
class ReferentLu:
    """Somebody who follows, or has followed, a dossier."""

    role: str
    nom: str
    du: date
    au: date | None
    motif: str
    nomme_par: str
    """Empty when the program did it by itself."""


@dataclass(frozen=True)
class SuppleantLu:
    """Somebody named beforehand to stand in on the file."""

    id: UUID
    nom: str


def read_referents(tx: Transaction, dossier: Dossier) -> Sequence[ReferentLu]:
    """By role, those in charge first, then the former ones, the last first."""
    namer = aliased(Person)
    rows = tx.session.execute(
        select(Referent, Person.name, namer.name)
        .join(Person, Person.id == Referent.person_id)
        .outerjoin(namer, namer.id == Referent.nomme_par)
        .where(Referent.dossier_id == dossier.id, access.visible(Referent.circle_id, tx.actor))
        .order_by(Referent.role, Referent.du.desc(), Referent.nomme_le.desc())
    )
    read = [
        ReferentLu(row.role, name, row.du, row.au, row.motif, by or "") for row, name, by in rows
    ]
    return sorted(read, key=lambda one: one.au is not None)


def read_suppleants(tx: Transaction, dossier: Dossier) -> Sequence[SuppleantLu]:
    """Who is named beforehand on the file."""
    rows = tx.session.execute(
        select(Suppleant.id, Person.name)
        .join(Person, Person.id == Suppleant.person_id)
        .where(
            Suppleant.dossier_id == dossier.id,
            Suppleant.retire_le.is_(None),
            access.visible(Suppleant.circle_id, tx.actor),
        )
        .order_by(Person.name)
    )
    return [SuppleantLu(row_id, name) for row_id, name in rows]


def suppleants_of(tx: Transaction, dossier_id: UUID) -> set[UUID]:
    """The persons named beforehand on a file, without asking who reads."""
    named = (Suppleant.dossier_id == dossier_id, Suppleant.retire_le.is_(None))
    return set(tx.session.scalars(select(Suppleant.person_id).where(*named)))
