"""Late tasks: who table D6 wants told, from the task, the procedure and the file (domain 5.7)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core.calendar import count_ouvres, paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.escalades.destinataires import Cas
from engine.suivi.escalades.models import RETARD
from engine.suivi.escalades.tables import D6, Asking, text
from engine.suivi.escalades.transmettre import Seuil, Sujet, unwritten
from engine.suivi.procedures.models import Etape, StatutEtape, TypeEtape

SANS_PROCEDURE = "AUCUN"
PAR_DEFAUT = "retard_tache"
GIVEN = ("type_tache", "retard_jours_ouvres", "stade_procedure", "sensible")
CASE = (
    select(Task, Instance, Dossier)
    .join(Instance, Instance.id == Task.instance_id)
    .outerjoin(DossierInstance, DossierInstance.instance_id == Instance.id)
    .outerjoin(Dossier, Dossier.id == DossierInstance.dossier_id)
)
# By column: most of what is late was told before, and its case need not be read.
LATE = CASE.with_only_columns(
    Task.id, Task.group_code, Task.due_on, Instance.is_apart, Dossier.id, Dossier.is_restreint
).where(Task.closed_at.is_(None), Task.due_on < bindparam("today"))


@dataclass(frozen=True)
class _Retard:
    """What of a late task the table is asked by."""

    task_id: UUID
    metier: str
    due_on: date
    is_apart: bool
    dossier_id: UUID | None
    is_restreint: bool | None

    @property
    def objet(self) -> str:
        return f"tache:{self.task_id}:{self.due_on}"

    def seuils(self, late: int, stades: Mapping[UUID, str], asking: Asking) -> list[Seuil]:
        """The thresholds reached by so many working days."""
        stade = stades.get(self.dossier_id, SANS_PROCEDURE) if self.dossier_id else SANS_PROCEDURE
        is_sensible = self.is_apart or bool(self.is_restreint)
        values = (side_of(self.metier), late, stade, is_sensible)
        return [
            Seuil(rule, RETARD, text(said, "destinataire"), text(said, "modele") or PAR_DEFAUT)
            for rule, said in (asking(dict(zip(GIVEN, values, strict=True))) if late else [])
        ]


def late_tasks(tx: Transaction) -> Iterator[Sujet]:
    """Every open task past its day that has reached a threshold of which nothing was written."""
    today = paris_day(tx.now)
    rows: Sequence[Any] = tx.session.execute(LATE, {"today": today}).all()
    late = [_Retard(*row) for row in rows]
    stades = stages_of(tx, {one.dossier_id for one in late if one.dossier_id})
    asking = Asking(tx, D6)
    reached = {
        one.objet: one.seuils(count_ouvres(one.due_on, today), stades, asking) for one in late
    }
    new = unwritten(tx, reached)
    wanted = [one.task_id for one in late if one.objet in new]
    if not wanted:
        return
    rows = tx.session.execute(CASE.where(Task.id.in_(wanted)).order_by(Task.due_on, Task.id)).all()
    for task, instance, dossier in rows:
        yield _sujet(tx, task, instance, dossier, stades, asking)


def late_task(tx: Transaction, task_id: UUID) -> Sujet | None:
    """The same for one task, read again; None once it is done, or no longer late."""
    row: Any = tx.session.execute(
        CASE.where(Task.id == task_id), execution_options={"populate_existing": True}
    ).first()
    if row is None or not row[0].is_open or row[0].due_on is None:
        return None
    if row[0].due_on >= paris_day(tx.now):
        return None
    task, instance, dossier = row
    stades = stages_of(tx, {dossier.id} if dossier else set())
    return _sujet(tx, task, instance, dossier, stades, Asking(tx, D6))


def stages_of(tx: Transaction, dossiers: Collection[UUID]) -> Mapping[UUID, str]:
    """How far the landlord's procedure has gone, for these dossiers that have one."""
    if not dossiers:
        return {}
    counts = (Etape.dossier_id.in_(dossiers), Etape.statut == StatutEtape.NOTEE)
    found: dict[UUID, list[Etape]] = defaultdict(list)
    for row in tx.session.scalars(select(Etape).where(*counts)):
        found[row.dossier_id].append(row)
    return {key: stage(rows) for key, rows in found.items()}


def stage(etapes: Sequence[Etape]) -> str:
    """The furthest of these steps, in the order of a procedure, after the last DESISTEMENT."""
    order = list(TypeEtape)
    given_up = [e.jour for e in etapes if e.type == TypeEtape.DESISTEMENT]
    since = [e for e in etapes if e.type != TypeEtape.DESISTEMENT]
    if given_up:
        since = [e for e in since if e.jour > max(given_up)]
    kinds = [TypeEtape(e.type) for e in since]
    return max(kinds, key=order.index, default=SANS_PROCEDURE)


def side_of(metier: str) -> str:
    """Whose task it is: the landlord's, or the MDL's (with the référente unique)."""
    return "XLH" if metier.startswith("XLH_") else "MDL"


def _sujet(
    tx: Transaction,
    task: Task,
    instance: Instance,
    dossier: Dossier | None,
    stades: Mapping[UUID, str],
    asking: Asking,
) -> Sujet:
    assert task.due_on is not None
    is_restreint = dossier is not None and dossier.is_restreint
    of = dossier.id if dossier else None
    one = _Retard(task.id, task.group_code, task.due_on, instance.is_apart, of, is_restreint)
    late = count_ouvres(task.due_on, paris_day(tx.now))
    cas = Cas(instance, dossier, task.group_code, task.claimed_by)
    seuils = one.seuils(late, stades, asking)
    return Sujet(one.objet, cas, task.due_on, late, seuils, task.id, is_ladder=True)
