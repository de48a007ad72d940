"""See dossiers: only those whose circle has the actor."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, or_, select

from engine.bpm.instances.models import Instance, Step
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.errors import NotFound
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role
from engine.suivi.partage.noter import note_reading

MAX_LISTED = 500
VOLETS = {"parcours_acces": "ACCES", "parcours_maintien": "MAINTIEN"}


def dossiers(
    tx: Transaction, wanted: str = "", named: Collection[UUID] = ()
) -> Sequence[tuple[Dossier, str | None, int]]:
    """Dossiers whose reference contains ``wanted``, with their référent and open steps.

    Those of ``named`` come too: their household's name was asked for (`menages/find.py`).
    """
    open_tasks = (
        select(func.count(Task.id))
        .join(DossierInstance, DossierInstance.instance_id == Task.instance_id)
        .where(
            DossierInstance.dossier_id == Dossier.id,
            # What goes on apart is not counted for those who may not know of it.
            DossierInstance.role != Role.VIOLENCES,
            Task.closed_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = tx.session.execute(
        select(Dossier, Person.name, open_tasks)
        .outerjoin(Person, Person.id == Dossier.referent_id)
        .where(
            access.visible(Dossier.circle_id, tx.actor),
            or_(
                Dossier.reference.contains(wanted.strip(), autoescape=True),
                Dossier.id.in_(list(named)),
            ),
        )
        .order_by(Dossier.reference.desc())
        .limit(MAX_LISTED)
    )
    return [(dossier, referent, count) for dossier, referent, count in rows]


def find_dossier(tx: Transaction, reference: str) -> tuple[Dossier, str | None]:
    """The dossier and its référent's name; NotFound for anyone outside its circle."""
    row = tx.session.execute(
        select(Dossier, Person.name)
        .outerjoin(Person, Person.id == Dossier.referent_id)
        .where(Dossier.reference == reference, access.visible(Dossier.circle_id, tx.actor))
    ).first()
    if row is None:
        raise NotFound(reference=reference)
    note_reading(tx, row[0])
    return row[0], row[1]


def entry_instance(tx: Transaction, dossier_id: UUID) -> Instance:
    """The case that carries a dossier from repérage to clôture."""
    instance = tx.session.scalar(
        select(Instance)
        .join(DossierInstance, DossierInstance.instance_id == Instance.id)
        .where(DossierInstance.dossier_id == dossier_id, DossierInstance.role == Role.ENTREE)
    )
    if instance is None:
        raise NotFound(dossier_id=dossier_id)
    return instance


def volets_of(tx: Transaction, dossiers: Sequence[Dossier]) -> dict[UUID, list[str]]:
    """The volets of each dossier: that of its entry, then the other once its path has begun."""
    begun = tx.session.execute(
        select(DossierInstance.dossier_id, Step.process)
        .join(Step, Step.instance_id == DossierInstance.instance_id)
        .where(
            DossierInstance.dossier_id.in_([dossier.id for dossier in dossiers]),
            Step.process.in_(VOLETS),
        )
        .distinct()
    )
    volets = {dossier.id: [dossier.volet] for dossier in dossiers}
    for dossier_id, process in begun:
        if VOLETS[process] not in volets[dossier_id]:
            volets[dossier_id].append(VOLETS[process])
    return volets


def is_whole(tx: Transaction, dossier: Dossier) -> bool:
    """False for the landlord on a restricted file: its stage and its own tasks, nothing more."""
    return not dossier.is_restreint or tx.actor.organisation == "MDL"
