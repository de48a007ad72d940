"""The arbitrage on one page: every file that waits for a decision of both partners.

Only visible files, and their ranks among them. Each partner gives its avis before it reads the
other's: two opinions are worth more than one and an echo (domain 0.1, 2). On a restricted file
the landlord reads the reference and the stage (0.1, 4).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Answer
from engine.bpm.tasks.context import context_of
from engine.bpm.tasks.models import Task
from engine.bpm.timers.models import Timer
from engine.core import access
from engine.core.calendar import paris_day
from engine.core.errors import NotAllowed
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.arbitrages.avis import AVIS, Avis, read_avis
from engine.suivi.arbitrages.raisons import INPUTS, reasons
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role, Statut
from engine.suivi.dossiers.see import is_whole
from engine.suivi.dossiers.sous_volet import SousVolet
from engine.suivi.dossiers.statut import UN_MOIS
from engine.suivi.menages.find import names_of

READERS = frozenset({"MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_PILOTE"})
STAGES = {
    "avis_mdl": "AVIS",
    "avis_bailleur": "AVIS",
    "decision_conjointe": "DESACCORD",
    "conditions_entree": "CONDITIONS",
    "reprise_ajournement": "AJOURNEMENT",
    "revue_attente": "ATTENTE",
}
VIOLENCES = "VIOLENCES"
DECIDED = frozenset({*AVIS, "decision_conjointe"})


@dataclass
class Attendu:
    """A file that waits. What its reader may not know is empty."""

    dossier: Dossier
    etape: str
    nom: str = ""
    motifs: Sequence[str] = ()
    proposition: str = ""
    raisons: Sequence[str] = ()
    avis: Sequence[Avis] = ()
    taches: list[Task] = field(default_factory=list)
    """The open tasks of the actor's own trade."""
    pour_le: date | None = None
    rang: int = 0
    """On the waiting list, among the files that the reader sees."""
    is_prioritaire: bool = False
    depuis: datetime | None = None


def read_arbitrages(tx: Transaction) -> Mapping[str, Sequence[Attendu]]:
    """The files by stage: AVIS, DESACCORD, CONDITIONS, AJOURNEMENT, ATTENTE.

    The waiting list has victims of violence first, then the oldest decision; nothing says which
    they are, and the landlord reads no date there. NotAllowed for other trades.
    """
    if not READERS & tx.actor.groups:
        raise NotAllowed(person=str(tx.actor.id))
    cases = _waiting(tx)
    answers = _answers(tx, list(cases))
    names = names_of(tx, [dossier.id for dossier, _ in cases.values()])
    by_stage: dict[str, list[Attendu]] = {stage: [] for stage in STAGES.values()}
    for case, (dossier, tasks) in cases.items():
        read = _attendu(tx, dossier, tasks, answers[case])
        read.nom = names.get(dossier.id, "")
        by_stage[read.etape].append(read)
    for stage, read_there in by_stage.items():
        read_there.sort(key=_rank if stage == "ATTENTE" else _due)
    for rank, read in enumerate(by_stage["ATTENTE"], 1):
        read.rang = rank
    return by_stage


def _waiting(tx: Transaction) -> dict[UUID, tuple[Dossier, list[Task]]]:
    """By case: its dossier, and the tasks that wait for a decision (none during the month)."""
    seen = (
        access.visible(Dossier.circle_id, tx.actor),
        Dossier.statut == Statut.REPERE,
        DossierInstance.role == Role.ENTREE,
    )
    linked = select(Dossier, DossierInstance.instance_id).join(
        DossierInstance, DossierInstance.dossier_id == Dossier.id
    )
    tasks = tx.session.execute(
        linked.add_columns(Task)
        .join(Task, Task.instance_id == DossierInstance.instance_id)
        .where(*seen, Task.closed_at.is_(None), Task.form.in_(list(STAGES)))
        .order_by(Dossier.reference)
    )
    cases: dict[UUID, tuple[Dossier, list[Task]]] = {}
    for dossier, case, task in tasks:
        cases.setdefault(case, (dossier, []))[1].append(task)
    months = tx.session.execute(
        linked.join(Timer, Timer.instance_id == DossierInstance.instance_id)
        .where(*seen, Timer.element == UN_MOIS)
        .order_by(Dossier.reference)
    )
    for dossier, case in months:
        cases.setdefault(case, (dossier, []))
    return cases


def _answers(tx: Transaction, cases: Sequence[UUID]) -> dict[UUID, list[tuple[Answer, Any]]]:
    """What was answered before and at the decision, in order, opened for this page alone."""
    forms = ("reperage", "prediagnostic", *DECIDED)
    rows = tx.session.scalars(
        select(Answer)
        .where(
            Answer.instance_id.in_(cases),
            Answer.form.in_(forms),
            access.visible(Answer.circle_id, tx.actor),
        )
        .order_by(Answer.at)
    )
    found = defaultdict(list)
    for row in rows:
        found[row.instance_id].append((row, unseal(tx, "answer", row.id, row.body)))
    return found


def _attendu(
    tx: Transaction, dossier: Dossier, tasks: list[Task], answers: list[tuple[Answer, Any]]
) -> Attendu:
    read = Attendu(dossier, STAGES[tasks[0].form] if tasks else "ATTENTE")
    found = (body.get("motifs", []) for row, body in answers if row.form == "reperage")
    motifs: list[str] = next(found, [])
    is_victim = dossier.is_restreint or dossier.sous_volet == SousVolet.VVC
    read.is_prioritaire = is_victim or VIOLENCES in motifs
    read.depuis = max((row.at for row, _ in answers if row.form in DECIDED), default=None)
    read.taches = [task for task in tasks if task.group_code in tx.actor.groups]
    is_told = is_whole(tx, dossier)
    if tx.actor.organisation == "MDL" or read.etape != "ATTENTE":
        read.pour_le = min((task.due_on for task in tasks if task.due_on), default=None)
    read.avis = read_avis(tx, dossier, answers, is_told=is_told)
    if read.etape == "ATTENTE" and tx.actor.organisation != "MDL":
        # Beside its rank, a date would tell who goes before their turn.
        read.avis = [replace(avis, le=None) for avis in read.avis]
    if is_told:
        is_mdl = tx.actor.organisation == "MDL"
        read.motifs = [code for code in motifs if is_mdl or code != VIOLENCES]
        known = context_of(tx, tasks[0], INPUTS) if tasks else {}
        read.proposition = str(known.get("proposition") or "")
        read.raisons = reasons(known, is_mdl=is_mdl)
    return read


def _rank(read: Attendu) -> tuple[bool, float]:
    return not read.is_prioritaire, read.depuis.timestamp() if read.depuis else 0.0


def _due(read: Attendu) -> tuple[date, str]:
    return read.pour_le or date.max, read.dossier.reference


def is_late(tx: Transaction, read: Attendu) -> bool:
    """Whether the day by which it was asked for has passed."""
    return read.pour_le is not None and read.pour_le < paris_day(tx.now)
