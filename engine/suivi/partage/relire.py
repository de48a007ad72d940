"""« Accès à relire »: after an exceptional access, the chef de service says what it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select

from engine.bpm.instances.advance import lock_instance
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.core.identity.models import Person
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.direction import is_direction, require_direction
from engine.suivi.partage.lectures import DPO
from engine.suivi.partage.models import AccesExceptionnel, Avis

MAX_LISTED = 200


@dataclass(frozen=True)
class AccesLu:
    """An exceptional access, as the direction and the DPO read it."""

    row: AccesExceptionnel
    reference: str
    personne: str
    motif: str
    is_ouvert: bool


def may_reread(tx: Transaction) -> bool:
    """Whether the actor reads the accesses: the MDL's direction, and the DPO."""
    return is_direction(tx) or DPO in tx.actor.groups


def read_accesses(tx: Transaction) -> Sequence[AccesLu]:
    """The accesses that are still to be read again first, then the newest; NotAllowed otherwise."""
    if not may_reread(tx):
        raise NotAllowed(person=str(tx.actor.id))
    query = (
        select(AccesExceptionnel, Dossier.reference, Person.name)
        .join(Dossier, Dossier.id == AccesExceptionnel.dossier_id)
        .join(Person, Person.id == AccesExceptionnel.person_id)
        .order_by(AccesExceptionnel.relu_le.is_not(None), AccesExceptionnel.ouvert_le.desc())
        .limit(MAX_LISTED)
    )
    if DPO in tx.actor.groups:  # of no file's list: who entered, and why, whatever the file
        with beyond(tx):
            return _read(tx, query)
    return _read(tx, query.where(access.visible(AccesExceptionnel.circle_id, tx.actor)))


def count_to_reread(tx: Transaction) -> int:
    """How many accesses nobody has read again, of those that the actor reads; NotAllowed else.

    One's own is not counted: another one of the direction reads it again.
    """
    if not may_reread(tx):
        raise NotAllowed(person=str(tx.actor.id))
    waiting = select(func.count(AccesExceptionnel.id)).where(AccesExceptionnel.relu_le.is_(None))
    if DPO in tx.actor.groups:
        with beyond(tx):
            return tx.session.scalar(waiting) or 0
    mine = (
        AccesExceptionnel.person_id != tx.actor.id,
        access.visible(AccesExceptionnel.circle_id, tx.actor),
    )
    return tx.session.scalar(waiting.where(*mine)) or 0


def review_access(tx: Transaction, acces_id: UUID, avis: str) -> None:
    """The direction's word on an access that has ended; AnswersRefused (``avis``) for another.

    NotFound for an access of a file that is not seen, one's own, or one read again already.
    """
    require_direction(tx)
    if avis not in set(Avis):
        raise AnswersRefused(errors={"avis": ["Choisissez l’un des deux avis."]})
    row = _find(tx, acces_id)
    instance = lock_instance(tx, entry_instance(tx, row.dossier_id).id)
    row = _find(tx, acces_id)  # after the wait
    tx.writes.set(row, avis=avis, relu_le=tx.now, relu_par=tx.actor.id)
    record(tx, instance, row.circle_id, "acces:reviewed", row.id)


def _find(tx: Transaction, acces_id: UUID) -> AccesExceptionnel:
    mine = (AccesExceptionnel.id == acces_id, AccesExceptionnel.person_id != tx.actor.id)
    row = tx.session.scalar(
        select(AccesExceptionnel)
        .where(
            *mine,
            AccesExceptionnel.relu_le.is_(None),
            access.visible(AccesExceptionnel.circle_id, tx.actor),
        )
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound(acces_id=acces_id)
    return row


def _read(tx: Transaction, query: Select[AccesExceptionnel, str, str]) -> Sequence[AccesLu]:
    rows = tx.session.execute(query)
    return [
        AccesLu(
            row,
            reference,
            name,
            unseal(tx, "motif_acces", row.id, row.motif)["motif"],
            row.ferme_le is None and row.fin_le > tx.now,
        )
        for row, reference, name in rows
    ]
