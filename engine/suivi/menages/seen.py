"""Which ménages the actor may know, and by which dossiers: the one place that decides it.

A ménage is known through a dossier that the actor sees whole. Between the two partners, the one
who has not met the household knows it once the household has agreed to the sharing (domain 0.1,
decisions 2 and 4; 3.1, secret professionnel of a CHRS).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, true

from engine.bpm.instances.models import Answer
from engine.core import access
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique

PARTENAIRES = frozenset({"MDL", "XLH"})
ACCORD = "information_partage"
"""The form by which a household is informed and agrees, or not (`processes/formulaires`)."""


@dataclass(frozen=True)
class Vu:
    """A dossier through which its ménage is known."""

    dossier_id: UUID
    reference: str
    menage_id: UUID | None
    statut: str
    is_restreint: bool


def seen(tx: Transaction, *conditions: ColumnElement[bool]) -> Sequence[Vu]:
    """The dossiers by which the actor may know who a household is, by reference.

    Who knows a household by one of its dossiers knows it in the others.
    """
    if not may_read(tx, Rubrique.IDENTITE):
        return []
    sees = (access.visible(Dossier.circle_id, tx.actor), is_told(tx))
    rows = tx.session.execute(
        select(
            Dossier.id,
            Dossier.reference,
            Dossier.menage_id,
            Dossier.statut,
            Dossier.is_restreint,
            is_own(tx).label("is_own"),
        )
        .where(*sees, *conditions)
        .order_by(Dossier.reference)
    ).all()
    known: set[UUID | None] = set()
    if any(not row.is_own for row in rows):
        theirs = select(Dossier.menage_id).where(*sees, *conditions).correlate(None)
        known = _known(tx, *sees, or_(and_(true(), *conditions), Dossier.menage_id.in_(theirs)))
    return [
        Vu(row.id, row.reference, row.menage_id, row.statut, row.is_restreint)
        for row in rows
        if row.is_own or row.id in known or row.menage_id in known
    ]


def is_told(tx: Transaction) -> ColumnElement[bool]:
    """The dossiers of which the actor reads parts at all (`partage/lire.is_told`, as a query)."""
    actor = tx.actor
    if actor.is_system or actor.organisation == "MDL" or "REFERENTE_VVC" in actor.groups:
        return true()
    return Dossier.is_restreint.is_(False)


def is_own(tx: Transaction) -> ColumnElement[bool]:
    """The dossiers that need no agreement: those of the actor's own door.

    Whoever is of neither partner is on a file's list by an agreement of its own.
    """
    organisation = tx.actor.organisation
    if organisation not in PARTENAIRES:
        return true()
    return or_(Dossier.porte == organisation, Dossier.porte.is_(None))


def _known(tx: Transaction, *conditions: ColumnElement[bool]) -> set[UUID | None]:
    """The households met, or that have agreed as last answered, and the dossiers that say so."""
    met = select(Dossier.menage_id).where(is_own(tx), *conditions)
    answers = tx.session.execute(
        select(Dossier.id, Dossier.menage_id, Answer.id, Answer.body)
        .join(DossierInstance, DossierInstance.dossier_id == Dossier.id)
        .join(Answer, Answer.instance_id == DossierInstance.instance_id)
        .where(~is_own(tx), Answer.form == ACCORD, DossierInstance.role == Role.ENTREE, *conditions)
        .order_by(Answer.at)
    )
    last = {
        dossier_id: (menage_id, unseal(tx, "answer", answer_id, body).get("accord_partage"))
        for dossier_id, menage_id, answer_id, body in answers
    }
    agreed = {d: m for d, (m, accord) in last.items() if accord == "OUI"}
    return {*tx.session.scalars(met), *agreed, *agreed.values()} - {None}


def knows(tx: Transaction, dossier: Dossier) -> bool:
    """Whether the actor, who sees this dossier whole, may know who its household is."""
    if dossier.menage_id is None:
        return bool(seen(tx, Dossier.id == dossier.id))
    return bool(seen(tx, Dossier.menage_id == dossier.menage_id))
