"""What the rows of a rehearsal say of each dossier: read once, by column, for the counts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Incident, Instance, Step
from engine.bpm.messages.models import Notice
from engine.bpm.tasks.models import Task
from engine.core.audit.models import AuditEntry
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role
from engine.suivi.dossiers.motifs import nature_of

ACCORD = "accord_menage"
"""The form by which a household enters (domain 0.1, 1)."""
FIN = "sortie_prononcee"
CHANGED = "date_fin_modifiee"
KEPT = frozenset({"timer:fired", "message:received"})


@dataclass(frozen=True)
class Fait:
    """A task: its step, form and trade, when it was asked, and done (None: not done)."""

    element: str
    form: str
    group: str
    opened: datetime
    done: datetime | None


@dataclass
class Releve:
    """One dossier and the rows of its case."""

    nom: str
    """What a fault calls it: numbers have gaps drawn by chance, ranks have none."""
    reference: str
    volet: str
    statut: str
    ouvert: datetime
    date_entree: date | None
    date_fin_max: date | None
    date_sortie: date | None
    motif: str | None
    nature: str | None
    stand_ins: Mapping[str, str]
    ended: datetime | None
    entered: datetime | None = None
    """When the accord was written down: the twelve months are watched from then on."""
    left: datetime | None = None
    """When the exit was pronounced."""
    changed: datetime | None = None
    """When its last day was changed."""
    told: dict[tuple[str, str], list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """Template, trade: when."""
    faits: list[Fait] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    audited: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """What fired or was received, by its element or message: when."""

    def trades(self, group: str) -> set[str]:
        """The trade, and the one that stands in for it on a file closed to it."""
        return {group, self.stand_ins.get(group.partition("_")[0], group)}


def read_releves(tx: Transaction) -> Sequence[Releve]:
    """Every dossier, in the order in which they were opened."""
    found: dict[UUID, Releve] = {}
    rows = tx.session.execute(
        select(Dossier, Instance.id, Instance.stand_ins, Instance.ended_at)
        .join(DossierInstance, DossierInstance.dossier_id == Dossier.id)
        .join(Instance, Instance.id == DossierInstance.instance_id)
        .where(DossierInstance.role == Role.ENTREE)
        .order_by(Dossier.ouvert_le, Dossier.reference)
    )
    for one, case, stand_ins, ended in rows:
        nature = nature_of(one)
        found[case] = Releve(
            f"dossier {len(found) + 1}", one.reference, one.volet, one.statut, one.ouvert_le,
            one.date_entree, one.date_fin_max, one.date_sortie, one.motif_sortie,
            nature.value if nature else None, stand_ins or {}, ended,
        )  # fmt: skip
    _read_tasks(tx, found)
    _read_steps(tx, found)
    _read_told(tx, found)
    return list(found.values())


def open_incidents(tx: Transaction) -> Sequence[tuple[str, str]]:
    """Element and code of every automatic step where a case is stuck."""
    wanted = select(Incident.element, Incident.code).where(Incident.resolved_at.is_(None))
    return [(element, code) for element, code in tx.session.execute(wanted)]


def _read_tasks(tx: Transaction, found: Mapping[UUID, Releve]) -> None:
    columns = (Task.element, Task.form, Task.group_code, Task.opened_at, Task.closed_at)
    rows = tx.session.execute(
        select(Task.instance_id, Task.outcome, *columns).order_by(Task.opened_at, Task.element)
    )
    for case, outcome, element, form, group, opened, closed in rows:
        releve = found.get(case)
        done = closed if outcome == "done" else None
        if releve is not None:
            releve.faits.append(Fait(element, form, group, opened, done))
            if form == ACCORD and done and releve.date_entree:
                releve.entered = done


def _read_steps(tx: Transaction, found: Mapping[UUID, Releve]) -> None:
    columns = (Step.instance_id, Step.element, Step.outcome, Step.left_at)
    wanted = (Step.element == FIN) | (Step.outcome == "passed")
    for case, element, outcome, left in tx.session.execute(select(*columns).where(wanted)):
        releve = found.get(case)
        if releve is not None and outcome == "passed":
            releve.passed.add(element)
        elif releve is not None:
            releve.left = left


def _read_told(tx: Transaction, found: Mapping[UUID, Releve]) -> None:
    notices = select(Notice.instance_id, Notice.template, Notice.group_code, Notice.at)
    for case, template, group, at in tx.session.execute(notices.order_by(Notice.at)):
        if case in found:
            found[case].told[template, group].append(at)
    entries = select(AuditEntry.chain_id, AuditEntry.subject, AuditEntry.at)
    rows = tx.session.execute(entries.where(AuditEntry.tag.in_(KEPT)).order_by(AuditEntry.at))
    for case, subject, at in rows:
        if case in found:
            found[case].audited[subject].append(at)
            if subject == CHANGED:
                found[case].changed = at
