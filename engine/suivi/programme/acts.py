"""What people do, by the use cases of the doors, with answers made for the form at hand."""

from uuid import UUID

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.answers import form_of
from engine.bpm.instances.look import expected_events
from engine.bpm.instances.models import Instance
from engine.bpm.messages.receive import event_form, report_event
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.find import find_task
from engine.core.transaction import Transaction
from engine.suivi.dossiers.open import open_dossier, opening_form
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.programme.accompagnement import follow
from engine.suivi.programme.answers import respond
from engine.suivi.programme.households import Household
from engine.suivi.programme.look import Asked
from engine.suivi.programme.menages import furnish, tell, who_is


def spot(tx: Transaction, household: Household) -> UUID:
    """Open the household's dossier by its name and the start form; its case."""
    answers = respond(opening_form(tx), household, tx.now)
    dossier = open_dossier(tx, answers, who_is(household))
    tx.session.flush()
    furnish(tx, household, dossier.reference)
    return entry_instance(tx, dossier.id).id


def do_task(tx: Transaction, household: Household, asked: Asked) -> None:
    """Answer the task's form and complete it."""
    task = find_task(tx, asked.id)
    instance = tx.session.get_one(Instance, task.instance_id)
    form = form_of(compiled(tx, instance.release_id), task.form)
    complete_task(tx, task.id, respond(form, household, tx.now))
    tell(tx, household, instance.reference, asked.element)
    follow(tx, household, instance.reference, asked.element)


def report(
    tx: Transaction, household: Household, case: UUID, message: str, origin: str = "essai"
) -> None:
    """Tell the case what happened; nothing when it does not wait for that any more.

    ``origin`` begins the id of the message: the same one twice is received once.
    """
    instance = tx.session.get_one(Instance, case)
    release = compiled(tx, instance.release_id)
    event = next((e for e in expected_events(tx, instance, release) if e.message == message), None)
    if event is None:
        return
    answers = respond(event_form(release, event.process, event.element), household, tx.now)
    turn = household.turn(f"message/{message}")
    report_event(tx, case, event.key, f"{origin}-{case}-{message}-{turn}", answers)
