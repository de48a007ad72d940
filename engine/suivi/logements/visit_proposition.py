"""The household has seen a home that is proposed to it, or has not after all."""

from uuid import UUID

from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused, NotFound
from engine.core.transaction import Transaction
from engine.suivi.logements.codes import OUVERTES, StatutProposition
from engine.suivi.logements.hold import hold, read_one_day
from engine.suivi.logements.models import Proposition
from engine.suivi.logements.rows import row_of


def visit_proposition(
    tx: Transaction, reference: str, proposition_id: UUID, typed: str
) -> Proposition:
    """Note the day of the visit; AnswersRefused (``visitee``) for a day before the proposition."""
    held = hold(tx, reference)
    row = _open(row_of(tx, Proposition, held.dossier, proposition_id))
    said = typed or paris_day(tx.now).isoformat()
    jour = read_one_day(tx, "visitee", said, ask="", latest=True)
    if jour < row.proposee_le:
        raise AnswersRefused(errors={"visitee": ["La visite précède la proposition."]})
    row.visitee_le, row.statut = jour, StatutProposition.VISITEE
    tx.flush()
    record(tx, held.instance, held.dossier.circle_id, "proposition:visited", row.id, ["visitee_le"])
    return row


def unvisit_proposition(tx: Transaction, reference: str, proposition_id: UUID) -> Proposition:
    """It was noted by mistake."""
    held = hold(tx, reference)
    row = _open(row_of(tx, Proposition, held.dossier, proposition_id))
    row.visitee_le, row.statut = None, StatutProposition.PROPOSEE
    tx.flush()
    record(
        tx, held.instance, held.dossier.circle_id, "proposition:unvisited", row.id, ["visitee_le"]
    )
    return row


def _open(row: Proposition) -> Proposition:
    """Once it is answered, its visit is no longer told here."""
    if row.statut not in OUVERTES:
        raise NotFound(row_id=row.id)
    return row
