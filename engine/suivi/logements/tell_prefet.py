"""A period of a bail glissant: when it ends by the convention, and when the préfet was told."""

from uuid import UUID

from sqlalchemy import select

from engine.bpm.messages.models import Subscription
from engine.bpm.messages.receive import receive_message
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotFound
from engine.core.transaction import Transaction
from engine.suivi.logements.hold import hold, read_one_day
from engine.suivi.logements.models import Examen, Occupation
from engine.suivi.logements.rows import row_of

MOVED = "periode_modifiee"


def tell_prefet(tx: Transaction, reference: str, examen_id: UUID, typed: str) -> Examen:
    """Note the day when the préfet was told (CCH L.442-8-3); nothing typed takes it back."""
    held = hold(tx, reference)
    row = row_of(tx, Examen, held.dossier, examen_id)
    row.prefet_informe_le = (
        read_one_day(tx, "prefet", typed, ask="", latest=True) if typed.strip() else None
    )
    tx.flush()
    record(tx, held.instance, held.dossier.circle_id, "prefet:told", row.id, ["prefet_informe_le"])
    return row


def move_echeance(tx: Transaction, reference: str, examen_id: UUID, typed: str) -> Examen:
    """The end of a period as the convention fixes it. NotFound once it was examined."""
    held = hold(tx, reference)
    row = row_of(tx, Examen, held.dossier, examen_id)
    if row.realise_le is not None:
        raise NotFound(row_id=examen_id)
    ask = "Indiquez la fin de la période."
    jour = read_one_day(tx, "echeance", typed, ask=ask, latest=False)
    bail = tx.session.get_one(Occupation, row.occupation_id).date_bail
    if bail is not None and jour <= bail:
        raise AnswersRefused(errors={"echeance": ["La période finit après le début du bail."]})
    row.echeance = jour
    tx.flush()
    record(tx, held.instance, held.dossier.circle_id, "examen:moved", row.id, ["echeance"])
    _tell_case(tx, held.dossier.reference, row)
    return row


def _tell_case(tx: Transaction, reference: str, row: Examen) -> None:
    """What the diagram waits for follows the new date; nothing where it waits no more."""
    waits = select(Subscription.key).where(
        Subscription.message == MOVED, Subscription.correlation_key == reference
    )
    if tx.session.scalar(waits.limit(1)) is not None:
        said = {"fin_periode": row.echeance.isoformat()}
        receive_message(tx, f"{MOVED}:{row.id}:{tx.now.isoformat()}", MOVED, reference, said)
