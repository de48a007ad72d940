"""« Accès exceptionnel motivé »: four hours of a restricted file, for a substitute who says why.

Source: domain 4.7 and 0.1, decision 5. Whoever was not named learns nothing: not that the file
exists, nor that a name is missing from its list.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.instances.advance import lock_instance
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.core.outbox.promise import promise
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.apart import barred_people
from engine.suivi.partage.models import AccesExceptionnel
from engine.suivi.partage.rubriques import EQUIPE_MDL
from engine.suivi.referents.models import Suppleant

DUREE = timedelta(hours=4)
MOTIF_MIN = 10
MODELE = "acces_exceptionnel"
PREVENUS = ("MDL_TS", "MDL_CHEF")
"""The référent (the only one of the team on the list) and the chef; the DPO has a page of them."""
WHY = "Dites pourquoi, en dix signes au moins : le chef de service et le DPO le liront."


def may_ask(tx: Transaction) -> bool:
    """Whether the actor's trade may be a substitute at all."""
    return bool(tx.actor.groups & EQUIPE_MDL)


def ask_access(tx: Transaction, reference: str, motif: str) -> None:
    """Open the file to the actor for four hours, and tell it at once.

    AnswersRefused (``motif``) without a reason; NotFound for an absent reference and for a file
    that has not named the actor, alike. Nothing more is opened to whoever sees the file already.
    """
    if not may_ask(tx):
        raise NotAllowed(person=str(tx.actor.id))
    if len(motif.strip()) < MOTIF_MIN:
        raise AnswersRefused(errors={"motif": [WHY]})
    person_id = tx.actor.id
    assert person_id is not None
    with beyond(tx):
        dossier = _named(tx, reference.strip(), person_id)
        if _is_seen(tx, dossier):
            return
        fin = tx.now + DUREE
        access.admit(tx, dossier.circle_id, person_id, fin)
        tx.flush()
    row_id = uuid4()
    sealed = seal(tx, "motif_acces", row_id, {"motif": motif.strip()})
    ids = {"id": row_id, "dossier_id": dossier.id, "circle_id": dossier.circle_id}
    opened = {"person_id": person_id, "motif": sealed, "ouvert_le": tx.now, "fin_le": fin}
    tx.writes.insert(AccesExceptionnel, [{**ids, **opened}])
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    case = {"instance_id": str(instance.id), "circle_id": str(dossier.circle_id)}
    told = [("tell", {**case, "group": group, "template": MODELE}) for group in PREVENUS]
    promise(tx, told)
    promise(tx, [("close_access", {"acces_id": str(row_id)})], at=fin)
    record(tx, instance, dossier.circle_id, "acces:opened", row_id)


def _named(tx: Transaction, reference: str, person_id: UUID) -> Dossier:
    """The restricted file of that reference that has named this person, who may still know it."""
    dossier = tx.session.scalar(
        select(Dossier)
        .join(Suppleant, Suppleant.dossier_id == Dossier.id)
        .where(
            Dossier.reference == reference,
            Dossier.is_restreint,
            Suppleant.person_id == person_id,
            Suppleant.retire_le.is_(None),
        )
        .limit(1)
    )
    is_barred = (
        dossier is not None
        and dossier.menage_id is not None
        and person_id in barred_people(tx, dossier.menage_id)
    )
    if dossier is None or is_barred:
        raise NotFound(reference=reference)
    return dossier


def _is_seen(tx: Transaction, dossier: Dossier) -> bool:
    mine = (Dossier.id == dossier.id, access.visible(Dossier.circle_id, tx.actor))
    return tx.session.scalar(select(Dossier.id).where(*mine)) is not None
