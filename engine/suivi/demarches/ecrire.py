"""Write what is known of a démarche, keeping what it said before."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core.calendar import paris_day
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.demarches.codes import StatutDemarche, TypeDemarche, done_when_ticked
from engine.suivi.demarches.models import Demarche
from engine.suivi.dossiers.models import Dossier

KIND, BEFORE = "demarche", "demarche_avant"
DETAIL = ("montant_demande", "montant_accorde", "reference")


def demarches_of(tx: Transaction, dossier_id: UUID) -> dict[TypeDemarche, Demarche]:
    """What was said of each démarche of a dossier."""
    rows = tx.session.scalars(select(Demarche).where(Demarche.dossier_id == dossier_id))
    return {TypeDemarche(row.type): row for row in rows if row.type in TypeDemarche.__members__}


def detail_of(tx: Transaction, row: Demarche) -> dict[str, Any]:
    """montant_demande, montant_accorde (texts of decimals) and reference; what is known of them."""
    return unseal(tx, KIND, row.id, row.detail) if row.detail else {}


def state_of(tx: Transaction, row: Demarche) -> dict[str, Any]:
    """All that a row says, to be put back."""
    said = {"statut": row.statut, "depose_le": row.depose_le, "reponse_le": row.reponse_le}
    answer = {"answer_id": row.answer_id} if row.answer_id else {}
    return {**said, **answer, "detail": detail_of(tx, row)}


def put_state(tx: Transaction, row: Demarche, state: Mapping[str, Any]) -> None:
    """Have a row say that; what it said until now is what an undoing puts back."""
    before = state_of(tx, row)
    row.statut = str(state["statut"])
    row.depose_le, row.reponse_le = _day(state["depose_le"]), _day(state["reponse_le"])
    row.answer_id = UUID(str(state["answer_id"])) if state.get("answer_id") else None
    kept = {name: v for name, v in state["detail"].items() if name in DETAIL and v is not None}
    row.detail = seal(tx, KIND, row.id, kept) if kept else None
    row.avant = seal(tx, BEFORE, row.id, before)
    row.change_le, row.change_par = tx.now, tx.actor.id
    tx.session.flush()


def row_for(tx: Transaction, dossier: Dossier, kind: TypeDemarche) -> Demarche:
    """The row of that démarche, made now where nobody had said anything of it."""
    row = demarches_of(tx, dossier.id).get(kind)
    if row is None:
        row = Demarche(
            id=uuid4(),
            dossier_id=dossier.id,
            circle_id=dossier.circle_id,
            type=kind,
            statut=StatutDemarche.A_FAIRE,
            change_le=tx.now,
            change_par=tx.actor.id,
        )
        tx.session.add(row)
    return row


def tick(
    tx: Transaction,
    dossier: Dossier,
    told: Mapping[TypeDemarche, StatutDemarche | None],
    answer_id: UUID | None,
) -> None:
    """Somebody has done these: None for what a tick means by itself.

    What is known to be further (granted, a complement asked) is left as it is.
    """
    known = demarches_of(tx, dossier.id)
    for kind, statut in told.items():
        row = known.get(kind)
        if row is not None and row.statut != StatutDemarche.A_FAIRE:
            continue
        row = row or row_for(tx, dossier, kind)
        wanted = statut or done_when_ticked(kind)
        day = None if wanted is StatutDemarche.SANS_OBJET else paris_day(tx.now)
        state = {"statut": wanted, "depose_le": day, "reponse_le": None}
        put_state(tx, row, {**state, "answer_id": answer_id, "detail": detail_of(tx, row)})


def untick(tx: Transaction, dossier: Dossier, answer_id: UUID) -> None:
    """What that answer alone had ticked, and nobody has changed since, is to be done again."""
    for row in demarches_of(tx, dossier.id).values():
        if row.answer_id == answer_id:
            blank = {"depose_le": None, "reponse_le": None, "detail": detail_of(tx, row)}
            put_state(tx, row, {"statut": StatutDemarche.A_FAIRE, **blank})


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)) if value else None
