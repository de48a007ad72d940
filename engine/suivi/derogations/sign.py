"""Sign a request for a longer measure: once for each partner; the first refusal closes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.advance import lock_instance
from engine.bpm.messages.models import Subscription
from engine.bpm.messages.receive import receive_message
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import NotAllowed, NotFound
from engine.core.identity.models import Person
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.derogations.ask import KIND, is_open
from engine.suivi.derogations.errors import DerogationClose, DerogationFermee, MesureFinie
from engine.suivi.derogations.models import Derogation, SignatureDerogation, StatutDerogation
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance, is_whole

SIGNERS = {"MDL_CHEF": "MDL", "XLH_PILOTE": "XLH"}
MESSAGE = "date_fin_modifiee"


@dataclass(frozen=True)
class Signature:
    """What one partner answered."""

    partie: str
    nom: str
    is_accord: bool
    le: datetime


@dataclass(frozen=True)
class DerogationLue:
    """A request as its reader may see it: on a restricted file, the landlord reads no reason."""

    id: UUID
    reference: str
    ancienne_date: date
    nouvelle_date: date
    statut: str
    demandee_le: datetime
    motif: str
    situation: str
    signatures: Sequence[Signature]
    is_mine_to_sign: bool


def sign_derogation(tx: Transaction, row_id: UUID, *, accepts: bool) -> Derogation:
    """The actor's partner answers. Both have accepted: the last day moves, in this transaction.

    It moves by the event that the diagrams already hear, so that every reminder follows. NotFound
    outside the circle, NotAllowed for another trade, DerogationClose when it was answered by this
    partner or is closed, DerogationFermee while the rule is closed, MesureFinie when the case no
    longer waits for it.
    """
    row, dossier = _find(tx, row_id)
    parties = {SIGNERS[group] for group in SIGNERS.keys() & tx.actor.groups}
    if len(parties) != 1:
        raise NotAllowed(row_id=row_id)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    tx.session.refresh(row)
    (partie,) = parties
    given = {one.partie: one.is_accord for one in _signatures(tx, row.id)}
    if row.statut != StatutDerogation.DEMANDEE or partie in given:
        raise DerogationClose(row_id=row_id)
    if accepts and not is_open(tx):
        raise DerogationFermee(row_id=row_id)
    signature = SignatureDerogation(
        derogation_id=row.id,
        partie=partie,
        circle_id=row.circle_id,
        person_id=tx.actor.id,
        is_accord=accepts,
        le=tx.now,
    )
    tx.session.add(signature)
    record(tx, instance, dossier.circle_id, "exemption:signed", dossier.reference)
    if not accepts:
        _close(tx, row, StatutDerogation.REFUSEE)
    elif given.get("MDL" if partie == "XLH" else "XLH"):
        _close(tx, row, StatutDerogation.ACCORDEE)
        _move_the_end(tx, dossier, row)
    tx.session.flush()
    return row


def read_derogations(tx: Transaction, dossier: Dossier | None = None) -> Sequence[DerogationLue]:
    """Those of a dossier, the last first; without one, those that wait, of every visible file."""
    mine = Derogation.statut == StatutDerogation.DEMANDEE
    if dossier is not None:
        mine = Derogation.dossier_id == dossier.id
    rows = tx.session.execute(
        select(Derogation, Dossier)
        .join(Dossier, Dossier.id == Derogation.dossier_id)
        .where(mine, access.visible(Derogation.circle_id, tx.actor))
        .order_by(Derogation.demandee_le.desc())
    ).all()
    return [_told(tx, row, of) for row, of in rows]


def _told(tx: Transaction, row: Derogation, dossier: Dossier) -> DerogationLue:
    whole = is_whole(tx, dossier)
    signatures = _signatures(tx, row.id)
    parties = {SIGNERS[group] for group in SIGNERS.keys() & tx.actor.groups}
    waits = row.statut == StatutDerogation.DEMANDEE
    return DerogationLue(
        row.id,
        dossier.reference,
        row.ancienne_date,
        row.nouvelle_date,
        row.statut,
        row.demandee_le,
        row.motif if whole else "",
        unseal(tx, KIND, row.id, row.contenu)["situation"] if whole else "",
        signatures,
        waits and bool(parties - {one.partie for one in signatures}),
    )


def _find(tx: Transaction, row_id: UUID) -> tuple[Derogation, Dossier]:
    found = tx.session.execute(
        select(Derogation, Dossier)
        .join(Dossier, Dossier.id == Derogation.dossier_id)
        .where(Derogation.id == row_id, access.visible(Derogation.circle_id, tx.actor))
    ).first()
    if found is None:
        raise NotFound(row_id=row_id)
    return found[0], found[1]


def _signatures(tx: Transaction, row_id: UUID) -> list[Signature]:
    rows = tx.session.execute(
        select(SignatureDerogation, Person.name)
        .outerjoin(Person, Person.id == SignatureDerogation.person_id)
        .where(SignatureDerogation.derogation_id == row_id)
        .order_by(SignatureDerogation.le)
    )
    return [Signature(one.partie, name or "", one.is_accord, one.le) for one, name in rows]


def _close(tx: Transaction, row: Derogation, statut: StatutDerogation) -> None:
    row.statut, row.close_le = statut, tx.now


def _move_the_end(tx: Transaction, dossier: Dossier, row: Derogation) -> None:
    tx.flush()
    waits = (
        Subscription.message == MESSAGE,
        Subscription.correlation_key == dossier.reference,
    )
    if tx.session.scalar(select(Subscription.key).where(*waits).limit(1)) is None:
        raise MesureFinie(reference=dossier.reference)
    said = {"date_fin_max": row.nouvelle_date.isoformat(), "motif": "DEROGATION"}
    receive_message(tx, f"derogation:{row.id}", MESSAGE, dossier.reference, said)
