"""Join two households that are one, by somebody entitled; one act undoes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import or_, select, update

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotFound
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.apart import marks_of
from engine.suivi.menages.direction import require_direction
from engine.suivi.menages.hand import lock_menages, take
from engine.suivi.menages.models import (
    Coordonnee,
    Decision,
    EtatAnterieur,
    Personne,
    RapprochementDoublon,
    Situation,
)
from engine.suivi.menages.seen import seen
from engine.suivi.menages.similar import FOUND_NONE, both
from engine.suivi.partage.rubriques import Rubrique

KIND = "rapprochement"
MOVED = (Personne, Coordonnee, Situation, EtatAnterieur)
APART = "Ces deux ménages sont « à ne pas croiser » : ils ne peuvent pas être réunis."


@dataclass(frozen=True)
class Fusion:
    """A fusion that can be undone."""

    id: UUID
    le: datetime


def merge(tx: Transaction, reference: str, other: str) -> None:
    """The household of dossier ``other`` joins the one of ``reference``, by the MDL's direction.

    Both must be known to the actor, neither restricted nor marked « à ne pas croiser » (else
    AnswersRefused, ``autre``). A person of both is kept once. What was before is kept sealed.
    """
    require_direction(tx)
    hand, theirs = both(tx, reference, other)
    kept, joined = hand.menage_id, theirs.menage_id
    assert joined is not None
    lock_menages(tx, [kept, joined])
    if not _are_all_known(tx, kept, joined):
        raise AnswersRefused(errors={"autre": [FOUND_NONE]})
    if any(joined in (mark.menage_a, mark.menage_b) for mark in marks_of(tx, kept)):
        raise AnswersRefused(errors={"autre": [APART]})
    row_id = uuid4()
    before = _move(tx, kept, joined)
    tx.session.add(
        RapprochementDoublon(
            id=row_id,
            menage_a=kept,
            menage_b=joined,
            decision=Decision.FUSION,
            par=tx.actor.id,
            le=tx.now,
            etat_avant=seal(tx, KIND, row_id, before),
        )
    )
    record(tx, hand.instance, hand.dossier.circle_id, "menage:merged", hand.dossier.reference)


def fusions(tx: Transaction, dossier: Dossier) -> Sequence[Fusion]:
    """The fusions of a household that can be undone, the newest first."""
    query = select(RapprochementDoublon).where(
        RapprochementDoublon.menage_a == dossier.menage_id,
        RapprochementDoublon.decision == Decision.FUSION,
        RapprochementDoublon.annule_le.is_(None),
    )
    rows = tx.session.scalars(query.order_by(RapprochementDoublon.le.desc()))
    return [Fusion(row.id, row.le) for row in rows]


def unmerge(tx: Transaction, reference: str, row_id: UUID) -> None:
    """Each household is again as it was; what was written since stays where it was written."""
    require_direction(tx)
    hand = take(tx, reference, Rubrique.COMPOSITION)
    row = tx.session.get(RapprochementDoublon, row_id, populate_existing=True)
    is_ours = row is not None and row.menage_a == hand.menage_id
    if row is None or not is_ours or row.etat_avant is None or row.annule_le is not None:
        raise NotFound(row_id=row_id)
    lock_menages(tx, [row.menage_a, row.menage_b])
    before = unseal(tx, KIND, row.id, row.etat_avant)
    for model in (Dossier, *MOVED):
        ids = [UUID(one) for one in before[model.__tablename__]]
        back = update(model).where(model.id.in_(ids), model.menage_id == row.menage_a)
        tx.session.execute(back.values(menage_id=row.menage_b))
    for one, person in before["personne_de"].items():
        whose = update(Coordonnee).where(Coordonnee.id == UUID(one))
        tx.session.execute(whose.values(personne_id=UUID(person)))
    tx.session.expire_all()
    tx.writes.set(row, annule_le=tx.now)
    record(tx, hand.instance, hand.dossier.circle_id, "menage:unmerged", reference)


def _are_all_known(tx: Transaction, *menages: UUID) -> bool:
    """Read after the wait: each has dossiers still, all known to the actor, none restricted."""
    of_them = Dossier.menage_id.in_(menages)
    known = seen(tx, of_them, Dossier.is_restreint.is_(False))
    with beyond(tx):
        every = tx.session.scalars(select(Dossier.id).where(of_them)).all()
    return len(known) == len(every) and {vu.menage_id for vu in known} == set(menages)


def _move(tx: Transaction, kept: UUID, joined: UUID) -> dict[str, Any]:
    """All of ``joined`` goes to ``kept``, but the persons it has already; what was moved."""
    twins = _twins(tx, kept, joined)
    before: dict[str, Any] = {"personne_de": {}}
    for model in (Dossier, *MOVED):
        rows = select(model.id).where(model.menage_id == joined, model.id.not_in(list(twins)))
        ids = tx.session.scalars(rows).all()
        before[model.__tablename__] = [str(one) for one in ids]
    for row in tx.session.scalars(
        select(Coordonnee).where(Coordonnee.personne_id.in_(list(twins)))
    ):
        assert row.personne_id is not None
        before["personne_de"][str(row.id)] = str(row.personne_id)
        row.personne_id = twins[row.personne_id]
    tx.session.flush()
    for model in (Dossier, *MOVED):
        moved = [UUID(one) for one in before[model.__tablename__]]
        change = update(model).where(model.id.in_(moved)).values(menage_id=kept)
        tx.session.execute(change)
    return before


def _twins(tx: Transaction, kept: UUID, joined: UUID) -> dict[UUID, UUID]:
    """The persons of ``joined`` that ``kept`` has already, by their marks."""
    marked = or_(Personne.marque_usage.is_not(None), Personne.marque_naissance.is_not(None))
    rows = tx.session.execute(
        select(
            Personne.id, Personne.menage_id, Personne.marque_usage, Personne.marque_naissance
        ).where(Personne.menage_id.in_([kept, joined]), marked, Personne.retiree_le.is_(None))
    ).all()
    ours = {m: row.id for row in rows if row.menage_id == kept for m in row[2:] if m}
    theirs = [row for row in rows if row.menage_id == joined]
    return {row.id: ours[m] for row in theirs for m in row[2:] if m in ours}
