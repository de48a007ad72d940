"""The month of a person: what is due, who is met, what time will do, what the law dates.

Only what its actor may see, by the same conditions as the pages where each thing is read. A
restricted file is there by its reference alone, for its own list too: a month is a page that one
leaves open on a desk.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, or_, select

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.look import name_of
from engine.bpm.instances.models import Instance
from engine.bpm.instances.untold import untold_of
from engine.bpm.tasks.models import Task
from engine.bpm.timers.coming import what_it_brings
from engine.bpm.timers.models import Timer
from engine.core import access
from engine.core.calendar import add_months, at_paris, paris_day
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Statut as StatutRendezVous
from engine.suivi.accompagnement.models import RendezVous
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role
from engine.suivi.dossiers.see import is_whole
from engine.suivi.partage.lire import is_told, may_read
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.procedures.delais import Limite
from engine.suivi.procedures.models import Etape
from engine.suivi.procedures.read import read_procedure
from engine.suivi.procedures.treve import treve_on

MAX_LISTED = 1_000
Row = TypeVarTuple("Row")


class Sorte(StrEnum):
    """What a line of a day is."""

    RENDEZ_VOUS = "RENDEZ_VOUS"
    TACHE = "TACHE"
    LOI = "LOI"
    ECHEANCE = "ECHEANCE"


@dataclass(frozen=True)
class Ligne:
    """Something on a day. ``nom`` is empty on a restricted file, whatever the sort."""

    sorte: Sorte
    jour: date
    reference: str
    nom: str = ""
    quand: datetime | None = None
    id: UUID | None = None
    """Of the task or of the rendez-vous."""
    suite: str = ""
    """What a timer brings first: « Un mois plus tard » alone tells little."""
    legal: Limite | Etape | None = None
    is_restreint: bool = False


@dataclass(frozen=True)
class Mois:
    """From ``premier`` to ``dernier``; the lines of each day that has some, in order."""

    premier: date
    dernier: date
    jours: Mapping[date, Sequence[Ligne]]
    treve: Sequence[tuple[date, date]]
    """The truces that the month has a day in."""
    is_mine: bool
    """Of the dossiers that the actor follows only; tasks and rendez-vous are theirs anyway."""

    @property
    def is_empty(self) -> bool:
        return not self.jours


def read_mois(tx: Transaction, day: date, *, mine: bool) -> Mois:
    """The month of ``day``. ``mine``: thresholds and legal dates of followed dossiers only."""
    first = day.replace(day=1)
    last = add_months(first, 1) - timedelta(days=1)
    by_day: dict[date, list[Ligne]] = defaultdict(list)
    order = list(Sorte)
    for line in (*_owed(tx, first, last), *_of_dossiers(tx, first, last, mine)):
        by_day[line.jour].append(line)
    for lines in by_day.values():
        lines.sort(key=lambda one: (order.index(one.sorte), one.quand or tx.now, one.reference))
    truces = {truce for edge in (first, last) if (truce := treve_on(tx, edge))}
    return Mois(first, last, by_day, sorted(truces), mine)


def follows_some(tx: Transaction) -> bool:
    """Whether the actor is the référent of a dossier: the month begins with theirs."""
    followed = Dossier.referent_id == tx.actor.id
    return tx.session.scalar(select(Dossier.id).where(followed).limit(1)) is not None


def my_tasks(tx: Transaction, first: date, last: date) -> Iterator[tuple[Task, bool, str]]:
    """Open tasks held by the actor or offered to them, due then; whether restricted, reference."""
    rows = tx.session.execute(
        select(Task, Dossier.is_restreint, DossierInstance.role, Instance.reference)
        .join(Instance, Instance.id == Task.instance_id)
        .outerjoin(DossierInstance, DossierInstance.instance_id == Instance.id)
        .outerjoin(Dossier, Dossier.id == DossierInstance.dossier_id)
        .where(
            Task.closed_at.is_(None),
            Task.due_on.between(first, last),
            or_(Task.claimed_by == tx.actor.id, Task.group_code.in_(sorted(tx.actor.groups))),
            or_(Task.claimed_by.is_(None), Task.claimed_by == tx.actor.id),
            access.visible(Task.circle_id, tx.actor),
        )
        .order_by(Task.due_on, Task.id)
        .limit(MAX_LISTED)
    )
    for task, is_restreint, role, reference in rows:
        yield task, bool(is_restreint) or role == Role.VIOLENCES, reference


def my_meetings(tx: Transaction, first: date, last: date) -> Iterator[tuple[RendezVous, Dossier]]:
    """Rendez-vous with the actor that are to come or to be told about, of those days."""
    rows = tx.session.execute(
        select(RendezVous, Dossier)
        .join(Dossier, Dossier.id == RendezVous.dossier_id)
        .where(
            RendezVous.avec_id == tx.actor.id,
            RendezVous.statut == StatutRendezVous.PREVU,
            RendezVous.debut >= at_paris(first, 0),
            RendezVous.debut < at_paris(last + timedelta(days=1), 0),
            access.visible(RendezVous.circle_id, tx.actor),
        )
        .order_by(RendezVous.debut)
        .limit(MAX_LISTED)
    )
    for meeting, dossier in rows:
        if is_told(tx, dossier):
            yield meeting, dossier


def _owed(tx: Transaction, first: date, last: date) -> Iterator[Ligne]:
    for task, is_apart, reference in my_tasks(tx, first, last):
        name = "" if is_apart else task.name
        assert task.due_on
        yield Ligne(Sorte.TACHE, task.due_on, reference, name, id=task.id, is_restreint=is_apart)
    for meeting, dossier in my_meetings(tx, first, last):
        yield Ligne(
            Sorte.RENDEZ_VOUS,
            paris_day(meeting.debut),
            dossier.reference,
            quand=meeting.debut,
            id=meeting.id,
            is_restreint=dossier.is_restreint,
        )


def _of_dossiers(tx: Transaction, first: date, last: date, mine: bool) -> Iterator[Ligne]:
    yield from _timers(tx, first, last, mine)
    if may_read(tx, Rubrique.DETTE):
        yield from _legal(tx, first, last, mine)


def _timers(tx: Transaction, first: date, last: date, mine: bool) -> Iterator[Ligne]:
    query = (
        select(Timer, Dossier, Instance.release_id)
        .join(Instance, Instance.id == Timer.instance_id)
        .join(DossierInstance, DossierInstance.instance_id == Timer.instance_id)
        .join(Dossier, Dossier.id == DossierInstance.dossier_id)
        .where(
            Timer.due_at >= at_paris(first, 0),
            Timer.due_at < at_paris(last + timedelta(days=1), 0),
            DossierInstance.role == Role.ENTREE,
            access.visible(Timer.circle_id, tx.actor),
        )
        .order_by(Timer.due_at, Timer.key)
        .limit(MAX_LISTED)
    )
    for timer, dossier, release_id in tx.session.execute(_kept(tx, query, mine)):
        release = compiled(tx, release_id)
        if not is_whole(tx, dossier) or untold_of(release).hides(timer.element):
            continue
        is_apart = dossier.is_restreint
        name = "" if is_apart else name_of(release, timer.element)
        does = () if is_apart else what_it_brings(release, timer.element)
        yield Ligne(
            Sorte.ECHEANCE,
            paris_day(timer.due_at),
            dossier.reference,
            name,
            timer.due_at,
            suite=does[0] if does else "",
            is_restreint=is_apart,
        )


def _legal(tx: Transaction, first: date, last: date, mine: bool) -> Iterator[Ligne]:
    """Hearings, evictions, and the limits that follow from the steps of each procedure."""
    query = select(Dossier).where(
        Dossier.id.in_(select(Etape.dossier_id)),
        Dossier.date_sortie.is_(None),
        access.visible(Dossier.circle_id, tx.actor),
    )
    for dossier in tx.session.scalars(_kept(tx, query, mine).order_by(Dossier.reference)).all():
        if not is_told(tx, dossier):
            continue
        procedure, is_apart = read_procedure(tx, dossier), dossier.is_restreint
        dated: list[tuple[date, Limite | Etape]] = [
            *((one.jour, one) for one in procedure.fixees),
            *((one.prudente, one) for one in procedure.a_venir),
        ]
        for day, legal in dated:
            if first <= day <= last:
                kept = None if is_apart else legal
                yield Ligne(Sorte.LOI, day, dossier.reference, legal=kept, is_restreint=is_apart)


def _kept(tx: Transaction, query: Select[*Row], mine: bool) -> Select[*Row]:
    return query.where(Dossier.referent_id == tx.actor.id) if mine else query
