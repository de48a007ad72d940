"""What people do, by the use cases of the doors, with answers made for the form at hand."""

from uuid import UUID

from sqlalchemy import select

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.answers import form_of
from engine.bpm.instances.models import Instance
from engine.bpm.instances.start import newest
from engine.bpm.messages.models import Subscription
from engine.bpm.messages.receive import event_form, report_event
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.find import find_task
from engine.core.transaction import Transaction
from engine.suivi.dossiers.open import ROOT, open_dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.programme.answers import respond
from engine.suivi.programme.households import Household
from engine.suivi.programme.look import Asked


def spot(tx: Transaction, household: Household) -> UUID:
    """Open the household's dossier by the start form; its case."""
    release = newest(tx, ROOT)
    start = release.program.processes[ROOT].body.start()
    form = form_of(release, start.form if start else "")
    dossier = open_dossier(tx, respond(form, household, tx.now))
    tx.session.flush()
    return entry_instance(tx, dossier.id).id


def do_task(tx: Transaction, household: Household, asked: Asked) -> None:
    """Answer the task's form and complete it."""
    task = find_task(tx, asked.id)
    instance = tx.session.get_one(Instance, task.instance_id)
    form = form_of(compiled(tx, instance.release_id), task.form)
    complete_task(tx, task.id, respond(form, household, tx.now))


def report(tx: Transaction, household: Household, case: UUID, message: str) -> None:
    """Tell the case what happened; nothing when it does not wait for that any more."""
    row = tx.session.execute(
        select(Subscription.key, Subscription.process, Subscription.element)
        .where(Subscription.instance_id == case, Subscription.message == message)
        .order_by(Subscription.depth.desc(), Subscription.key)
    ).first()
    if row is None:
        return
    release = compiled(tx, tx.session.get_one(Instance, case).release_id)
    answers = respond(event_form(release, row.process, row.element), household, tx.now)
    turn = household.turn(f"message/{message}")
    report_event(tx, case, row.key, f"essai-{case}-{message}-{turn}", answers)
