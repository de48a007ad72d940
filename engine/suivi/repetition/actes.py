"""What people do in a rehearsal, by the use cases of the doors; nothing is written beside."""

from collections.abc import Mapping
from uuid import UUID

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.answers import form_of
from engine.bpm.instances.look import expected_events
from engine.bpm.instances.models import Instance
from engine.bpm.messages.receive import event_form, report_event
from engine.bpm.tasks.complete import complete_task
from engine.core.transaction import Transaction
from engine.suivi.dossiers.open import open_dossier, opening_form
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.programme.answers import respond
from engine.suivi.programme.households import Household
from engine.suivi.referents.enter_absence import enter_absence
from engine.suivi.repetition.gens import Absence
from engine.suivi.repetition.regard import Asked


def spot(tx: Transaction, household: Household) -> UUID:
    """Open the household's dossier by the start form, without a name; its case."""
    dossier = open_dossier(tx, respond(opening_form(tx), household, tx.now))
    tx.session.flush()
    return entry_instance(tx, dossier.id).id


def do_task(tx: Transaction, household: Household, asked: Asked) -> None:
    """Answer the task's form and complete it."""
    form = form_of(compiled(tx, asked.release_id), asked.form)
    complete_task(tx, asked.id, respond(form, household, tx.now))


def report(tx: Transaction, household: Household, case: UUID, message: str) -> None:
    """Tell the case what happened; nothing when it does not wait for that any more."""
    instance = tx.session.get_one(Instance, case)
    release = compiled(tx, instance.release_id)
    event = next((e for e in expected_events(tx, instance, release) if e.message == message), None)
    if event is None:
        return
    answers = respond(event_form(release, event.process, event.element), household, tx.now)
    turn = household.turn(f"message/{message}")
    report_event(tx, case, event.key, f"repetition-{case}-{message}-{turn}", answers)


def leave(tx: Transaction, absence: Absence, gens: Mapping[str, UUID]) -> None:
    """The person enters their absence on its first day, and who stands in."""
    days = {"du": f"{absence.du:%d/%m/%Y}", "au": f"{absence.au:%d/%m/%Y}"}
    named = {"remplacant": str(gens[absence.remplacant])} if absence.remplacant else {}
    enter_absence(tx, {**days, **named})
