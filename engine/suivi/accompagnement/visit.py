"""Write up a visit at once: the contact, the follow-up task, the next rendez-vous.

One screen, and nothing asked twice (decision 9 of 0.1). The objectives and the démarches of the
dossier join here: their rooms give what is ticked to `VisitGiven` as further fields, and are
called between `add_contact` and the tasks, in this same transaction.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.bpm.forms.validate import validate
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.models import Task
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, EngineError
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.given import (
    ContactGiven,
    Errors,
    RendezVousGiven,
    contact_problems,
    rendez_vous_problems,
)
from engine.suivi.accompagnement.models import Contact, RendezVous
from engine.suivi.accompagnement.opening import SHARED, lock_chain
from engine.suivi.accompagnement.plan_rendez_vous import add_rendez_vous
from engine.suivi.accompagnement.record_contact import add_contact, kept_before
from engine.suivi.accompagnement.visit_tasks import (
    TEXTS,
    VisitTask,
    known_answers,
    visit_tasks,
)
from engine.suivi.demarches.keep_demarche import tick_demarches
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.projets.settle import Avancee, avancee_problems, settle_ticked

FOLLOWING = "prochain_"


class VisitTaskClosed(EngineError):
    """A task that the visit fulfils was done, cancelled or taken by somebody in the meantime."""

    code = "visit_task_closed"


@dataclass(frozen=True)
class VisitGiven:
    """A visit as it was typed. ``taches``: for each task to complete, the answers it asks."""

    contact: ContactGiven
    taches: Mapping[UUID, Mapping[str, Any]] = field(default_factory=dict)
    prochain: RendezVousGiven | None = None
    avancee: Avancee = field(default_factory=Avancee)
    """How far objectives and actions are, for those that were ticked."""
    demarches: Collection[str] = ()
    """The lines of the checklist that were done, by their type."""


@dataclass(frozen=True)
class Visit:
    """What was written; ``is_new`` is False when it had been sent before."""

    contact: Contact
    done: list[Task]
    prochain: RendezVous | None
    is_new: bool = True


def record_visit(tx: Transaction, reference: str, given: VisitGiven) -> Visit:
    """Keep the contact, fix the next rendez-vous and complete the tasks, or nothing of it.

    AnswersRefused tells every problem at once: of the contact by its field, of the next
    rendez-vous as ``prochain_<field>``, of a task as ``tache_<id>_<key>``. VisitTaskClosed when a
    task is not to be done any more: sent again without it, the rest is kept.
    """
    dossier = open_rubrique(tx, reference, SHARED, write=True)
    instance = lock_chain(tx, dossier)
    kept = kept_before(tx, dossier, given.contact.numero)
    if kept is not None:
        return Visit(kept, [], None, is_new=False)
    wanted = _still_open(visit_tasks(tx, dossier), given)
    answers = {one.task.id: _answers(one, given) for one in wanted}
    errors = _problems(tx, given, wanted, answers)
    if errors:
        raise AnswersRefused(errors=errors)

    contact = add_contact(tx, dossier, given.contact)
    settle_ticked(tx, dossier, given.avancee)
    if given.demarches:
        tick_demarches(tx, dossier, given.demarches)
    following = add_rendez_vous(tx, dossier, given.prochain) if given.prochain else None
    record(tx, instance, dossier.circle_id, "visit:recorded", contact.id)
    done = [complete_task(tx, one.task.id, answers[one.task.id]) for one in wanted]
    return Visit(contact, done, following)


def _still_open(found: list[VisitTask], given: VisitGiven) -> list[VisitTask]:
    mine = {one.task.id: one for one in found if one.is_mine}
    gone = [task_id for task_id in given.taches if task_id not in mine]
    if gone:
        raise VisitTaskClosed(tasks=sorted(map(str, gone)))
    return [mine[task_id] for task_id in given.taches]


def _answers(one: VisitTask, given: VisitGiven) -> dict[str, Any]:
    typed = {field.key for field in one.asked}
    answers = {key: v for key, v in given.taches[one.task.id].items() if key in typed}
    return answers | known_answers(one.form, given.contact, given.prochain)


def _problems(
    tx: Transaction,
    given: VisitGiven,
    wanted: list[VisitTask],
    answers: Mapping[UUID, Mapping[str, Any]],
) -> Errors:
    errors = contact_problems(tx, given.contact) | avancee_problems(given.avancee)
    if given.prochain:
        told = rendez_vous_problems(tx, given.prochain)
        errors |= {f"{FOLLOWING}{name}": problems for name, problems in told.items()}
    for one in wanted:
        try:
            validate(one.form, answers[one.task.id], tx.now)
        except AnswersRefused as refusal:
            for key, problems in refusal.errors.items():
                # The day is the contact's, and its problem is told there already.
                if key in TEXTS:
                    errors.setdefault(f"texte_{TEXTS[key]}", problems)
                elif any(field.key == key for field in one.asked):
                    errors[f"tache_{one.task.id}_{key}"] = problems
    return errors
