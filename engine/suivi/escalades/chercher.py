"""Alertes transmises as rows: two sources, one statement, paged and counted by the database."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, null, select, union_all
from sqlalchemy import true as always

from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Notice
from engine.bpm.messages.notices import NEW_TASK
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.audit.models import AuditEntry
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.escalades.models import RETARD, Alerte
from engine.suivi.escalades.suites import first_act, waits
from engine.suivi.partage.demander import MODELE
from engine.suivi.partage.lire import are_told

PARCOURS = "PARCOURS"
"""The code of what a diagram told by itself."""
NO_ALERT = (NEW_TASK, MODELE, "revue_a_preparer")


class Sorte(StrEnum):
    """What an alert is about."""

    RETARD = "RETARD"
    """A late task (D6)."""
    RAPPEL = "RAPPEL"
    """A date of the records (D7)."""
    PARCOURS = "PARCOURS"
    """A limit of the path (its diagram)."""


@dataclass(frozen=True)
class Criteres:
    """What a list is narrowed to; what is empty narrows nothing."""

    attendue: bool | None = None
    """Those that nothing has followed yet; or only the others."""
    sorte: Sorte | None = None
    metier: str = ""
    reference: str = ""
    """A part of the reference of the dossier, or of the review."""
    dossier_id: UUID | None = None


class Compte(NamedTuple):
    """How many alerts of one sort, to one trade, that are awaited or not."""

    sorte: str
    metier: str
    attendue: bool
    nombre: int


def find(tx: Transaction, criteres: Criteres, *, first: int, most: int) -> list[Any]:
    """The last ones first: (the row told, case, task, dossier, what was done), by one statement.

    ``first``: how many are passed over; ``most``: how many at most.
    """
    told = _told(tx)
    act = first_act(tx, told)
    done = and_(AuditEntry.chain_id == told.c.instance_id, AuditEntry.number == act)
    query = _beside(tx, select(told, Instance, Task, Dossier, AuditEntry), told)
    query = query.outerjoin(AuditEntry, done).where(*_conditions(told, act, criteres))
    page = query.order_by(told.c.le.desc(), told.c.id).offset(first).limit(most)
    return list(tx.session.execute(page))


def count(tx: Transaction, criteres: Criteres) -> list[Compte]:
    """How many there are, by one statement."""
    told = _told(tx)
    act = first_act(tx, told)
    said = (_sorte(told).label("sorte"), told.c.metier, waits(told, act).label("attendue"))
    rows = _beside(tx, select(*said), told).where(*_conditions(told, act, criteres)).subquery()
    by = (rows.c.sorte, rows.c.metier, rows.c.attendue)
    counted = select(*by, func.count()).group_by(*by)
    return [Compte(*row) for row in tx.session.execute(counted)]


def _told(tx: Transaction) -> Any:
    """What the tables decided, and what diagrams told that no table had: visible to the actor."""
    decided = select(
        Alerte.id,
        Alerte.instance_id,
        Alerte.task_id,
        Alerte.code,
        Alerte.modele,
        Alerte.group_code.label("metier"),
        Alerte.person_id,
        Alerte.le,
        Alerte.reference_le,
        Alerte.jours,
    ).where(Alerte.est_transmise, access.visible(Alerte.circle_id, tx.actor))
    same = select(Alerte.id).where(
        Alerte.instance_id == Notice.instance_id,
        Alerte.modele == Notice.template,
        Alerte.group_code == Notice.group_code,
        Alerte.est_transmise,
    )
    by_paths = select(
        Notice.id,
        Notice.instance_id,
        Notice.task_id,
        literal(PARCOURS),
        Notice.template,
        Notice.group_code,
        Notice.person_id,
        Notice.at,
        null(),
        null(),
    ).where(
        Notice.template.not_in(NO_ALERT),
        access.visible(Notice.circle_id, tx.actor),
        ~same.exists(),
    )
    return union_all(decided, by_paths).subquery("transmise")


def _beside(tx: Transaction, query: Select[Any], told: Any) -> Select[Any]:
    """Each with its case, its task and its dossier, where the actor may know of it.

    On a file that the landlord does not read, it knows of what it was told itself.
    """
    theirs = told.c.metier.in_(sorted(tx.actor.groups))
    return (
        query.select_from(told)
        .join(Instance, Instance.id == told.c.instance_id)
        .outerjoin(Task, Task.id == told.c.task_id)
        .outerjoin(DossierInstance, DossierInstance.instance_id == Instance.id)
        .outerjoin(Dossier, Dossier.id == DossierInstance.dossier_id)
        .where(Dossier.id.is_(None) | are_told(tx) | theirs)
    )


def _sorte(told: Any) -> ColumnElement[str]:
    return case(
        (told.c.code == RETARD, Sorte.RETARD.value),
        (told.c.code == PARCOURS, Sorte.PARCOURS.value),
        else_=Sorte.RAPPEL.value,
    )


def _conditions(told: Any, act: Any, criteres: Criteres) -> list[ColumnElement[bool]]:
    reference = func.coalesce(Dossier.reference, Instance.reference)
    awaited = waits(told, act)
    asked = {
        "attendue": awaited if criteres.attendue else ~awaited,
        "sorte": _sorte(told) == criteres.sorte,
        "metier": told.c.metier == criteres.metier,
        "reference": reference.contains(criteres.reference, autoescape=True),
        "dossier_id": Dossier.id == criteres.dossier_id,
    }
    kept = [one for name, one in asked.items() if getattr(criteres, name) not in (None, "")]
    return [*kept, always()]
