"""The rows of this room, of one dossier, in the order in which they came."""

from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from engine.core.errors import NotFound
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.logements.codes import OUVERTES, EtatMutation, StatutProposition
from engine.suivi.logements.models import (
    DuDossier,
    Examen,
    Logement,
    Mutation,
    Occupation,
    Proposition,
)

Row = TypeVar("Row", bound=DuDossier)


def rows_of(tx: Transaction, model: type[Row], dossier_id: UUID) -> list[Row]:
    """Those of a dossier, the oldest first."""
    found = tx.session.scalars(select(model).where(model.dossier_id == dossier_id))
    return sorted(found, key=lambda row: (row.note_le, str(row.id)))


def row_of(tx: Transaction, model: type[Row], dossier: Dossier, row_id: UUID) -> Row:
    """One of them; NotFound for that of another dossier."""
    found = tx.session.get(model, row_id)
    if found is None or found.dossier_id != dossier.id:
        raise NotFound(row_id=row_id)
    return found


def told_by(
    tx: Transaction, model: type[Row], column: InstrumentedAttribute[Any], answer_id: UUID | None
) -> Row | None:
    """The row that a corrected answer had told by that column; None when nothing is corrected."""
    if answer_id is None:
        return None
    return tx.session.scalar(select(model).where(column == answer_id))


def propositions_of(tx: Transaction, dossier_id: UUID) -> list[Proposition]:
    """Propositions by their day, then as they were written."""
    return sorted(
        rows_of(tx, Proposition, dossier_id), key=lambda one: (one.proposee_le, one.note_le)
    )


def unanswered(tx: Transaction, dossier_id: UUID) -> Proposition | None:
    """The last proposition that nobody has answered."""
    found = [one for one in propositions_of(tx, dossier_id) if one.statut in OUVERTES]
    return found[-1] if found else None


def accepted_logement(tx: Transaction, dossier_id: UUID) -> Logement | None:
    """The home that the household has accepted last."""
    said_yes = StatutProposition.ACCEPTEE
    found = [one for one in propositions_of(tx, dossier_id) if one.statut == said_yes]
    return tx.session.get_one(Logement, found[-1].logement_id) if found else None


def occupations_of(tx: Transaction, dossier_id: UUID) -> list[Occupation]:
    """Occupations as they came; the last that is not over is the present one."""
    return rows_of(tx, Occupation, dossier_id)


def chosen_occupation(tx: Transaction, dossier_id: UUID) -> Occupation | None:
    """A mode chosen whose keys nobody has told yet."""
    found = [o for o in occupations_of(tx, dossier_id) if o.entree_le is None and o.fin is None]
    return found[-1] if found else None


def lived_in(tx: Transaction, dossier_id: UUID) -> Occupation | None:
    """The home whose keys are given, or about to be."""
    found = [o for o in occupations_of(tx, dossier_id) if o.entree_le and o.fin is None]
    return found[-1] if found else None


def examens_of(tx: Transaction, occupation: Occupation) -> list[Examen]:
    """The periods of a bail glissant, the first first."""
    rows = tx.session.scalars(select(Examen).where(Examen.occupation_id == occupation.id))
    return sorted(rows, key=lambda one: one.echeance)


def mutation_in(tx: Transaction, dossier_id: UUID, etat: EtatMutation) -> Mutation | None:
    """The last transfer that stands there."""
    found = [one for one in rows_of(tx, Mutation, dossier_id) if one.etat == etat]
    return found[-1] if found else None
