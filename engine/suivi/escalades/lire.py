"""Alertes transmises: who was told, when, and what they did then.

Two sources, one list: what tables D6 and D7 decided, and what a diagram's own reminders told.
Nothing is said of a file to those who are not on its list; the other partner's people are a trade,
never a name (domain 0.1, 13).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select

from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Notice
from engine.bpm.messages.notices import NEW_TASK
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.errors import NotAllowed
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.escalades.models import RETARD, Alerte
from engine.suivi.escalades.suites import Gens, Suite, suite_of
from engine.suivi.partage.demander import MODELE
from engine.suivi.partage.lire import is_told

CHEFS = frozenset({"MDL_CHEF", "XLH_PILOTE"})
PARCOURS = "PARCOURS"
"""The code of what a diagram told by itself."""
NO_ALERT = (NEW_TASK, MODELE, "revue_a_preparer")
MAX_LISTED = 300


@dataclass(frozen=True)
class AlerteLue:
    """One line: what about, to whom, when, and what came of it."""

    reference: str
    code: str
    modele: str
    tache: str
    """The name of the late task; empty for a date, or where it may not be known."""
    task_id: UUID | None
    """The task to open, while it is open."""
    metier: str
    personne: str
    """Empty for a trade, and for the other partner's people."""
    le: datetime
    reference_le: date | None
    jours: int | None
    suite: Suite

    @property
    def is_late_task(self) -> bool:
        return self.code == RETARD


@dataclass(frozen=True)
class _Row:
    """An alert of either source, before it is told in words."""

    instance_id: UUID
    reference: str
    dossier: Dossier | None
    task: Task | None
    code: str
    modele: str
    metier: str
    person_id: UUID | None
    le: datetime
    reference_le: date | None = None
    jours: int | None = None


def all_alertes(tx: Transaction) -> Sequence[AlerteLue]:
    """Those of every file that a chef sees, the last first; NotAllowed for anybody else."""
    if not CHEFS & tx.actor.groups:
        raise NotAllowed(person=str(tx.actor.id))
    return _read(tx, None)


def alertes_of(tx: Transaction, dossier: Dossier) -> Sequence[AlerteLue]:
    """Those of one dossier whose life the actor was allowed to open, the last first."""
    return _read(tx, dossier)


def _read(tx: Transaction, dossier: Dossier | None) -> Sequence[AlerteLue]:
    decided = [_decided(*row) for row in tx.session.execute(_of(Alerte, tx, dossier))]
    known = {(row.instance_id, row.modele, row.metier, row.person_id) for row in decided}
    told = [
        row
        for found in tx.session.execute(_of(Notice, tx, dossier))
        if (row := _by_diagram(*found))
        and (row.instance_id, row.modele, row.metier, row.person_id) not in known
    ]
    rows = [row for row in [*decided, *told] if _is_for(tx, row)]
    rows = sorted(rows, key=lambda row: row.le, reverse=True)[:MAX_LISTED]
    return list(_in_words(tx, rows))


def _of(
    model: type[Alerte] | type[Notice], tx: Transaction, dossier: Dossier | None
) -> Select[tuple[Alerte | Notice, Instance, Task | None, Dossier | None]]:
    when = Alerte.le if model is Alerte else Notice.at
    query: Select[tuple[Alerte | Notice, Instance, Task | None, Dossier | None]] = (
        select(model, Instance, Task, Dossier)  # type: ignore[assignment]
        .join(Instance, Instance.id == model.instance_id)
        .outerjoin(Task, Task.id == model.task_id)
        .outerjoin(DossierInstance, DossierInstance.instance_id == Instance.id)
        .outerjoin(Dossier, Dossier.id == DossierInstance.dossier_id)
        .where(access.visible(model.circle_id, tx.actor))  # type: ignore[arg-type]
        .order_by(when.desc())
        .limit(MAX_LISTED)
    )
    if model is Alerte:
        query = query.where(Alerte.est_transmise)
    else:
        query = query.where(Notice.template.not_in(NO_ALERT))
    return query if dossier is None else query.where(Dossier.id == dossier.id)


def _decided(row: Alerte, instance: Instance, task: Task | None, dossier: Dossier | None) -> _Row:
    told = (row.code, row.modele, row.group_code, row.person_id, row.le)
    of = (instance.id, instance.reference, dossier, task)
    return _Row(*of, *told, row.reference_le, row.jours)


def _by_diagram(
    row: Notice, instance: Instance, task: Task | None, dossier: Dossier | None
) -> _Row:
    told = (PARCOURS, row.template, row.group_code, row.person_id, row.at)
    return _Row(instance.id, instance.reference, dossier, task, *told)


def _is_for(tx: Transaction, row: _Row) -> bool:
    """On a file that the landlord does not read, it knows of what it was told itself."""
    if row.dossier is None or is_told(tx, row.dossier):
        return True
    return row.metier in tx.actor.groups


def _in_words(tx: Transaction, rows: Sequence[_Row]) -> Iterator[AlerteLue]:
    gens = Gens(tx, {row.instance_id for row in rows}, min((r.le for r in rows), default=tx.now))
    for row in rows:
        task = row.task
        knows = task is not None and (
            row.dossier is None
            or is_told(tx, row.dossier)
            or task.group_code in tx.actor.groups
        )
        yield AlerteLue(
            reference=row.reference,
            code=row.code,
            modele=row.modele,
            tache=task.name if task is not None and knows else "",
            task_id=task.id if task is not None and knows and task.is_open else None,
            metier=row.metier,
            personne=gens.name(row.person_id),
            le=row.le,
            reference_le=row.reference_le,
            jours=row.jours,
            suite=suite_of(gens, row.instance_id, task, row.metier, row.person_id, row.le),
        )


