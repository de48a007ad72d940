"""What follows the signatures: the version is signed, the one before replaced, the task done."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import EngineError, NotFound
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.dossiers.see import VOLETS
from engine.suivi.projets.codes import ModeSignature, StatutProjet
from engine.suivi.projets.models import Projet, Signature
from engine.suivi.projets.opening import OF_VOLET, find_projet, open_projet, versions_of
from engine.suivi.projets.parties import required_parties

FORM = "signature_ppal"
"""The form by which the diagrams ask for the signatures, in both volets."""


@dataclass(frozen=True)
class TacheSignature:
    """The open task « Signer le projet », with what the signatures answer to its form."""

    task: Task
    answers: dict[str, Any]
    is_mine: bool
    """The actor may complete it."""


def signatures_of(tx: Transaction, projet: Projet) -> Sequence[Signature]:
    """The signatures of a version, in the order in which they were given."""
    mine = select(Signature).where(Signature.projet_id == projet.id)
    return list(tx.session.scalars(mine.order_by(Signature.ecrit_le, Signature.id)))


def conclude(
    tx: Transaction, dossier: Dossier, projet: Projet, signed: Sequence[Signature]
) -> None:
    """Nothing while a party is missing; then the version is signed and its task done.

    A task that the actor may not do stays open: the page offers it to whoever may.
    """
    missing = set(required_parties(tx, dossier)) - {one.partie for one in signed}
    if missing:
        return
    mark_signed(tx, projet, signed, versions_of(tx, dossier))
    instance = lock_chain(tx, dossier)
    record(tx, instance, dossier.circle_id, "projet:signed", projet.id)
    waiting = signature_task(tx, dossier, projet)
    if waiting and waiting.is_mine:
        with suppress(EngineError), tx.attempt():  # a form that asks more is left to its task
            complete_task(tx, waiting.task.id, waiting.answers)


def mark_signed(
    tx: Transaction, projet: Projet, signed: Sequence[Signature], versions: Sequence[Projet]
) -> None:
    """This version holds from the day of its last signature; of ``versions``, all those of the
    dossier, the one before of its type was replaced."""
    projet.statut, projet.signe_le = StatutProjet.SIGNE, max(one.jour for one in signed)
    for other in versions:
        is_before = other.type == projet.type and other.version < projet.version
        if is_before and other.statut == StatutProjet.SIGNE:
            other.statut, other.fini_le = StatutProjet.AVENANT, tx.now
    tx.session.flush()


def complete_signature(tx: Transaction, reference: str, projet_id: UUID) -> Task | None:
    """Do the open task « Signer le projet » by what the signatures tell; NotFound without one.

    A version that lacks no signature any more (the file was restricted since, or the rule has
    changed) is signed first; None when no task waits for it.
    """
    dossier = open_projet(tx, reference)
    lock_chain(tx, dossier)
    projet = find_projet(tx, dossier, projet_id)
    if projet.awaits_signatures:
        conclude(tx, dossier, projet, signatures_of(tx, projet))
        if projet.statut == StatutProjet.SIGNE:
            return None
    waiting = signature_task(tx, dossier, projet)
    if waiting is None or projet.statut != StatutProjet.SIGNE:
        raise NotFound(projet_id=projet_id)
    return complete_task(tx, waiting.task.id, waiting.answers)


def signature_task(tx: Transaction, dossier: Dossier, projet: Projet) -> TacheSignature | None:
    """The open task that waits for these signatures, when the actor sees it."""
    tasks = tx.session.scalars(
        select(Task)
        .join(DossierInstance, DossierInstance.instance_id == Task.instance_id)
        .where(
            DossierInstance.dossier_id == dossier.id,
            Task.form == FORM,
            Task.closed_at.is_(None),
            access.visible(Task.circle_id, tx.actor),
        )
        .order_by(Task.opened_at)
    )
    task = next((one for one in tasks if asks_for(one.process, projet.type)), None)
    if task is None:
        return None
    is_mine = access.may(tx.actor, access.Permission.TASK_COMPLETE, task)
    return TacheSignature(task, _answers(signatures_of(tx, projet)), is_mine)


def asks_for(process: str, type: str) -> bool:
    """Whether a process is of the volet of that type; one that we do not know may be."""
    return process not in VOLETS or OF_VOLET[VOLETS[process]] == type


def _answers(signed: Sequence[Signature]) -> dict[str, Any]:
    on_paper = all(one.mode == ModeSignature.MANUSCRITE_SCAN for one in signed)
    return {
        "date_signature": max((one.jour.isoformat() for one in signed), default=None),
        "signataires": [one.partie for one in signed],
        "mode_signature": "PAPIER" if on_paper else "ELECTRONIQUE",
    }
