"""Late tasks: who table D6 wants told, from the task, the procedure and the file (domain 5.7)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core.calendar import count_ouvres, paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.escalades.destinataires import Cas
from engine.suivi.escalades.models import RETARD
from engine.suivi.escalades.tables import D6, Ligne, ask, number, text
from engine.suivi.escalades.transmettre import Seuil, Sujet
from engine.suivi.procedures.models import Etape, StatutEtape, TypeEtape

SANS_PROCEDURE = "AUCUN"
PAR_DEFAUT = "retard_tache"
GIVEN = ("type_tache", "retard_jours_ouvres", "stade_procedure", "sensible")
Asked = dict[tuple[str, int, str, bool], list[Ligne]]
"""What the table said, by what it was given: asked once a sweep."""
CASE = (
    select(Task, Instance, Dossier)
    .join(Instance, Instance.id == Task.instance_id)
    .outerjoin(DossierInstance, DossierInstance.instance_id == Instance.id)
    .outerjoin(Dossier, Dossier.id == DossierInstance.dossier_id)
)


def late_tasks(tx: Transaction) -> Iterator[Sujet]:
    """Every open task past its day, with the thresholds that it has reached."""
    late = (Task.closed_at.is_(None), Task.due_on < paris_day(tx.now))
    rows: Sequence[Any] = tx.session.execute(CASE.where(*late).order_by(Task.due_on)).all()
    stages = stages_of(tx, {dossier.id for _, _, dossier in rows if dossier is not None})
    asked = Asked()
    for task, instance, dossier in rows:
        yield _sujet(tx, task, instance, dossier, stages, asked)


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
    return _sujet(
        tx, task, instance, dossier, stages_of(tx, {dossier.id} if dossier else set()), Asked()
    )


def stages_of(tx: Transaction, dossiers: Collection[UUID]) -> Mapping[UUID, str]:
    """How far the landlord's procedure has gone, for these dossiers that have one."""
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
    stages: Mapping[UUID, str],
    asked: Asked,
) -> Sujet:
    assert task.due_on is not None
    late = count_ouvres(task.due_on, paris_day(tx.now))
    is_sensible = instance.is_apart or (dossier is not None and dossier.is_restreint)
    stade = stages.get(dossier.id, SANS_PROCEDURE) if dossier else SANS_PROCEDURE
    key = (side_of(task.group_code), late, stade, is_sensible)
    if key not in asked:
        given = dict(zip(GIVEN, (key[0], number(late), *key[2:]), strict=True))
        asked[key] = ask(tx, D6, given) if late else []
    seuils = [
        Seuil(rule, RETARD, text(said, "destinataire"), text(said, "modele") or PAR_DEFAUT)
        for rule, said in asked[key]
    ]
    cas = Cas(instance, dossier, task.group_code, task.claimed_by)
    objet = f"tache:{task.id}:{task.due_on}"
    return Sujet(objet, cas, task.due_on, late, seuils, task.id, is_ladder=True)
