"""Late tasks: who table D6 wants told, from the task, the procedure and the file (domain 5.7)."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core.calendar import count_ouvres, paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.escalades.destinataires import Cas
from engine.suivi.escalades.models import RETARD
from engine.suivi.escalades.tables import D6, ask, number, text
from engine.suivi.escalades.transmettre import Seuil, Sujet
from engine.suivi.procedures.models import Etape, StatutEtape, TypeEtape

SANS_PROCEDURE = "AUCUN"
PAR_DEFAUT = "retard_tache"
CASE = (
    select(Task, Instance, Dossier)
    .join(Instance, Instance.id == Task.instance_id)
    .outerjoin(DossierInstance, DossierInstance.instance_id == Instance.id)
    .outerjoin(Dossier, Dossier.id == DossierInstance.dossier_id)
)


def late_tasks(tx: Transaction) -> Iterator[Sujet]:
    """Every open task past its day, with the thresholds that it has reached."""
    late = (Task.closed_at.is_(None), Task.due_on < paris_day(tx.now))
    for task, instance, dossier in tx.session.execute(
        CASE.where(*late).order_by(Task.due_on, Task.id)
    ):
        yield _sujet(tx, task, instance, dossier)


def late_task(tx: Transaction, task_id: UUID) -> Sujet | None:
    """The same for one task, read again; None once it is done, or no longer late."""
    row = tx.session.execute(
        CASE.where(Task.id == task_id), execution_options={"populate_existing": True}
    ).first()
    if row is None or not row[0].is_open or row[0].due_on is None:
        return None
    return _sujet(tx, *row) if row[0].due_on < paris_day(tx.now) else None


def stage_of(tx: Transaction, dossier: Dossier | None) -> str:
    """How far the landlord's procedure has gone since it last was given up; AUCUN without one."""
    if dossier is None:
        return SANS_PROCEDURE
    counts = (Etape.dossier_id == dossier.id, Etape.statut == StatutEtape.NOTEE)
    return stage(tx.session.scalars(select(Etape).where(*counts)).all())


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


def _sujet(tx: Transaction, task: Task, instance: Instance, dossier: Dossier | None) -> Sujet:
    assert task.due_on is not None
    late = count_ouvres(task.due_on, paris_day(tx.now))
    given = {
        "type_tache": side_of(task.group_code),
        "retard_jours_ouvres": number(late),
        "stade_procedure": stage_of(tx, dossier),
        "sensible": instance.is_apart or (dossier is not None and dossier.is_restreint),
    }
    seuils = [
        Seuil(rule, RETARD, text(said, "destinataire"), text(said, "modele") or PAR_DEFAUT)
        for rule, said in (ask(tx, D6, given) if late else [])
    ]
    cas = Cas(instance, dossier, task.group_code, task.claimed_by)
    objet = f"tache:{task.id}:{task.due_on}"
    return Sujet(objet, cas, task.due_on, late, seuils, task.id, is_ladder=True)
