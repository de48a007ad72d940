"""What people do in a rehearsal, by the use cases of the doors; nothing is written beside."""

from collections.abc import Mapping
from uuid import UUID

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.answers import form_of
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


def leave(tx: Transaction, absence: Absence, gens: Mapping[str, UUID]) -> None:
    """The person enters their absence on its first day, and who stands in."""
    days = {"du": f"{absence.du:%d/%m/%Y}", "au": f"{absence.au:%d/%m/%Y}"}
    named = {"remplacant": str(gens[absence.remplacant])} if absence.remplacant else {}
    enter_absence(tx, {**days, **named})
