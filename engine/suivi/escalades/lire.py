"""Alertes transmises: who was told, when, and what they did then.

Two sources, one list: what tables D6 and D7 decided, and what a diagram's own reminders told.
Nothing is said of a file to those who are not on its list; the other partner's people are a trade,
never a name (domain 0.1, 13).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

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
    is_dossier: bool
    """False for what is about a review."""
    code: str
    modele: str
    tache: str
    """The name of the late task; empty for a date, or where it may not be known."""
    task_id: UUID | None
    """The task to open, while it is open."""
    metier: str
    personne: str
    """Who was told, or who is of the trade that was; empty for the other partner's people."""
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
    decided = [_decided(*row) for row in _of(tx, Alerte, Alerte.le, dossier, Alerte.est_transmise)]
    known = {(row.instance_id, row.modele, row.metier) for row in decided}
    alerts = Notice.template.not_in(NO_ALERT)
    by_paths = [_by_path(*row) for row in _of(tx, Notice, Notice.at, dossier, alerts)]
    others = [r for r in by_paths if (r.instance_id, r.modele, r.metier) not in known]
    rows = [row for row in [*decided, *others] if _is_for(tx, row)]
    rows = sorted(rows, key=lambda row: row.le, reverse=True)[:MAX_LISTED]
    return list(_in_words(tx, rows))


def _of(
    tx: Transaction,
    model: Any,
    when: Any,
    dossier: Dossier | None,
    condition: ColumnElement[bool] | InstrumentedAttribute[bool],
) -> Sequence[Any]:
    """The last rows of one source, each with its case, its task and its dossier."""
    query = (
        select(model, Instance, Task, Dossier)
        .join(Instance, Instance.id == model.instance_id)
        .outerjoin(Task, Task.id == model.task_id)
        .outerjoin(DossierInstance, DossierInstance.instance_id == Instance.id)
        .outerjoin(Dossier, Dossier.id == DossierInstance.dossier_id)
        .where(access.visible(model.circle_id, tx.actor), condition)
        .order_by(when.desc())
        .limit(MAX_LISTED)
    )
    if dossier is not None:
        query = query.where(Dossier.id == dossier.id)
    return tx.session.execute(query).all()


def _decided(row: Alerte, instance: Instance, task: Task | None, dossier: Dossier | None) -> _Row:
    return _Row(
        instance.id,
        instance.reference,
        dossier,
        task,
        code=row.code,
        modele=row.modele,
        metier=row.group_code,
        person_id=row.person_id,
        le=row.le,
        reference_le=row.reference_le,
        jours=row.jours,
    )


def _by_path(row: Notice, instance: Instance, task: Task | None, dossier: Dossier | None) -> _Row:
    return _Row(
        instance.id,
        instance.reference,
        dossier,
        task,
        code=PARCOURS,
        modele=row.template,
        metier=row.group_code,
        person_id=row.person_id,
        le=row.at,
    )


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
            row.dossier is None or is_told(tx, row.dossier) or task.group_code in tx.actor.groups
        )
        yield AlerteLue(
            reference=row.dossier.reference if row.dossier is not None else row.reference,
            is_dossier=row.dossier is not None,
            code=row.code,
            modele=row.modele,
            tache=task.name if task is not None and knows else "",
            task_id=task.id if task is not None and knows and task.is_open else None,
            metier=row.metier,
            personne=gens.told(row.metier, row.person_id),
            le=row.le,
            reference_le=row.reference_le,
            jours=row.jours,
            suite=suite_of(gens, row.instance_id, task, row.metier, row.person_id, row.le),
        )
