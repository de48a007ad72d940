"""The log of readings: written before what is protected is sent, read by the chef and the DPO."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select

from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.errors import NotAllowed
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.models import AccesExceptionnel, Consultation
from engine.suivi.partage.noter import Lue, note_reading
from engine.suivi.partage.rubriques import Rubrique

DPO = "DPO"
MAX_LISTED = 300
TACHE = "tache"


@dataclass(frozen=True)
class Lecture:
    """A line of the log: no content, and no name but the reader's."""

    le: datetime
    personne: str
    organisation: str
    reference: str
    objet: str
    is_exceptionnel: bool


def note_task(tx: Transaction, task_id: UUID) -> None:
    """The page of a task reads its dossier."""
    dossier = tx.session.scalar(
        select(Dossier)
        .join(DossierInstance, DossierInstance.dossier_id == Dossier.id)
        .join(Task, Task.instance_id == DossierInstance.instance_id)
        .where(Task.id == task_id, Dossier.is_restreint)
    )
    if dossier is not None:
        note_reading(tx, dossier, TACHE)


def write_readings(tx: Transaction, noted: Iterable[Lue]) -> None:
    """One row a part read, each with the exceptional access by which the reader is there."""
    by_access = _accesses(tx)
    rows = [
        {
            "id": uuid4(),
            "dossier_id": lue.dossier_id,
            "circle_id": lue.circle_id,
            "person_id": tx.actor.id,
            "le": tx.now,
            "objet": lue.objet,
            "acces_id": by_access.get(lue.dossier_id),
        }
        for lue in noted
    ]
    tx.writes.insert(Consultation, rows)


def read_consultations(tx: Transaction, reference: str) -> Sequence[Lecture]:
    """« Qui a consulté »: the readings of one dossier, the newest first."""
    dossier = open_rubrique(tx, reference, Rubrique.CONSULTATIONS)
    return _listed(tx, Consultation.dossier_id == dossier.id)


def read_all(tx: Transaction) -> Sequence[Lecture]:
    """The newest readings of every file, for the DPO: by reference, never by name."""
    if DPO not in tx.actor.groups:
        raise NotAllowed(person=str(tx.actor.id))
    with beyond(tx):
        return _listed(tx)


def _accesses(tx: Transaction) -> dict[UUID, UUID]:
    """The exceptional accesses that the actor has now, by dossier."""
    mine = (AccesExceptionnel.person_id == tx.actor.id, AccesExceptionnel.fin_le > tx.now)
    query = select(AccesExceptionnel.dossier_id, AccesExceptionnel.id).where(
        *mine, access.visible(AccesExceptionnel.circle_id, tx.actor)
    )
    return {dossier_id: row_id for dossier_id, row_id in tx.session.execute(query)}


def _listed(tx: Transaction, *conditions: ColumnElement[bool]) -> Sequence[Lecture]:
    rows = tx.session.execute(
        select(
            Consultation.le,
            Person.name,
            Person.organisation_code,
            Dossier.reference,
            Consultation.objet,
            Consultation.acces_id.is_not(None),
        )
        .join(Person, Person.id == Consultation.person_id)
        .join(Dossier, Dossier.id == Consultation.dossier_id)
        .where(*conditions)
        .order_by(Consultation.le.desc(), Consultation.id)
        .limit(MAX_LISTED)
    )
    return [Lecture(*row) for row in rows]
