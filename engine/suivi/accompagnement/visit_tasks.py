"""The open tasks that a visit fulfils, and what their forms need not ask again.

A form is a visit's when it asks for the day of one: process owners may rename a task, split a
form or add questions to it, and the screen follows. What the screen knows already is given to the
form by the keys below; everything else is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from engine.bpm.diagrams.load import compiled
from engine.bpm.forms.read import Field, Form
from engine.bpm.instances.answers import form_of
from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.calendar import paris_day
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Presence
from engine.suivi.accompagnement.given import ContactGiven, RendezVousGiven
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role
from engine.suivi.garde.classes import Classe

DAYS = ("date_visite", "date_suivi", "date_suivi_budget")
TEXTS: Mapping[str, Classe] = {"synthese": Classe.PARTAGE, "note_mdl": Classe.MDL}
KNOWN = frozenset({*DAYS, *TEXTS, "presence", "prochain_rendez_vous"})


@dataclass(frozen=True)
class VisitTask:
    """An open task of a dossier whose form a visit fills."""

    task: Task
    form: Form
    holder: str | None
    is_mine: bool
    """The actor may complete it: nobody holds it, or they do."""

    @property
    def asked(self) -> Sequence[Field]:
        """The questions that the screen of a visit does not answer by itself."""
        return [field for field in self.form.fields if field.key not in KNOWN]

    @property
    def is_for_absence(self) -> bool:
        """It can be told that the household was not there."""
        return any(field.key == "presence" for field in self.form.fields)


def visit_tasks(tx: Transaction, dossier: Dossier) -> list[VisitTask]:
    """Those of the dossier that the actor sees, the earliest due first."""
    rows = tx.session.execute(
        select(Task, Instance, Person.name)
        .join(Instance, Instance.id == Task.instance_id)
        .join(DossierInstance, DossierInstance.instance_id == Task.instance_id)
        .outerjoin(Person, Person.id == Task.claimed_by)
        .where(
            DossierInstance.dossier_id == dossier.id,
            DossierInstance.role != Role.VIOLENCES,
            Task.closed_at.is_(None),
            access.visible(Task.circle_id, tx.actor),
        )
        .order_by(Task.due_on.nulls_last(), Task.name)
    )
    found = []
    for task, instance, holder in rows:
        form = form_of(compiled(tx, instance.release_id), task.form)
        if any(field.key in DAYS for field in form.fields):
            is_mine = access.may(tx.actor, access.Permission.TASK_COMPLETE, task)
            found.append(VisitTask(task, form, holder, is_mine))
    return found


def common_questions(tasks: Sequence[VisitTask]) -> list[Field]:
    """What several tasks of the actor ask in the same words: it is asked once for all of them."""
    asked = [field for one in tasks if one.is_mine for field in one.asked]
    common: dict[str, Field] = {}
    for rank, field in enumerate(asked):
        others = [other for other in asked[rank + 1 :] if other.key == field.key]
        same = all((other.kind, other.options) == (field.kind, field.options) for other in others)
        if others and same:
            common.setdefault(field.key, field)
    return list(common.values())


def known_answers(
    form: Form, contact: ContactGiven, following: RendezVousGiven | None
) -> dict[str, Any]:
    """What the screen answers to a form: the day, who was there, the texts, the next day."""
    day = contact.jour.isoformat() if contact.jour else None
    known: dict[str, Any] = dict.fromkeys(DAYS, day)
    known |= {key: contact.textes.get(classe) or None for key, classe in TEXTS.items()}
    if following and following.debut:
        known["prochain_rendez_vous"] = paris_day(following.debut).isoformat()
    asked = {field.key: field for field in form.fields}
    if "presence" in asked:
        known["presence"] = _presence(asked["presence"], contact.presence)
    return {key: value for key, value in known.items() if key in asked}


def _presence(question: Field, presence: str) -> str:
    """The form's own word: an absence that was excused is an absence where it has no other."""
    options = {value for value, _ in question.options}
    return presence if presence in options else Presence.ABSENT
