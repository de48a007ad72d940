"""Alertes transmises: who was told, when, and what they did then.

Two sources, one list: what tables D6 and D7 decided, and what a diagram's own reminders told.
Nothing is said of a file to those who are not on its list; the other partner's people are a trade,
never a name (domain 0.1, 13).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from engine.core.errors import NotAllowed
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.escalades.chercher import PARCOURS, Compte, Criteres, Sorte, count, find
from engine.suivi.escalades.models import RETARD
from engine.suivi.escalades.suites import Gens, Suite, suite_of
from engine.suivi.partage.lire import is_told

CHEFS = frozenset({"MDL_CHEF", "XLH_PILOTE"})
PAGE: Final = 50
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

    @property
    def sorte(self) -> Sorte:
        if self.code in (RETARD, PARCOURS):
            return Sorte(self.code)
        return Sorte.RAPPEL


def read_alertes(tx: Transaction, criteres: Criteres, page: int = 1) -> Sequence[AlerteLue]:
    """Those of every file that a chef sees, the last first; NotAllowed for anybody else.

    PAGE + 1 lines at most of a page: one too many says that there are more.
    """
    _require_chef(tx)
    return list(_in_words(tx, find(tx, criteres, first=(page - 1) * PAGE, most=PAGE + 1)))


def count_alertes(tx: Transaction, criteres: Criteres) -> Sequence[Compte]:
    """How many there are by sort, trade and what followed; NotAllowed as above."""
    _require_chef(tx)
    return count(tx, criteres)


def alertes_of(tx: Transaction, dossier: Dossier) -> Sequence[AlerteLue]:
    """Those of one dossier whose life the actor was allowed to open, the last first."""
    rows = find(tx, Criteres(dossier_id=dossier.id), first=0, most=MAX_LISTED)
    return list(_in_words(tx, rows))


def _require_chef(tx: Transaction) -> None:
    if not CHEFS & tx.actor.groups:
        raise NotAllowed(person=str(tx.actor.id))


def _in_words(tx: Transaction, rows: Sequence[Any]) -> Iterator[AlerteLue]:
    gens = Gens(tx)
    for row in rows:
        instance, task, dossier = row.Instance, row.Task, row.Dossier
        knows = task is not None and (
            dossier is None or is_told(tx, dossier) or task.group_code in tx.actor.groups
        )
        yield AlerteLue(
            reference=dossier.reference if dossier is not None else instance.reference,
            is_dossier=dossier is not None,
            code=row.code,
            modele=row.modele,
            tache=task.name if knows else "",
            task_id=task.id if knows and task.is_open else None,
            metier=row.metier,
            personne=gens.told(row.metier, row.person_id),
            le=row.le,
            reference_le=row.reference_le,
            jours=row.jours,
            suite=suite_of(gens, instance, task, row.le, row.AuditEntry),
        )
