"""Complete the scenarios that fail because a step is new or gone, as drafts to be read again."""

from engine.bpm.dialect.sources import Key, SourceKind
from engine.bpm.workshop.drafts import DraftChanged, save_draft
from engine.bpm.workshop.models import Draft
from engine.bpm.workshop.shelf import files_in_force
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Transaction
from engine.suivi.atelier.attempt import Novelty
from engine.suivi.atelier.completer import Completed, Completer
from engine.suivi.atelier.proposal import Proposal
from engine.suivi.atelier.turn import Turn
from engine.suivi.scenarios.run import emptying, open_stage

NOT_YOURS = "Quelqu’un d’autre a un brouillon de ce scénario : il n’a pas été changé."
CHANGED = "Ce scénario a un autre brouillon que celui qui a été joué : il n’a pas été changé."


def novelty_of(tx: Transaction, proposal: Proposal) -> Novelty:
    """The tasks that are new in a proposal, and those that are gone."""
    before = proposal.folder.holding(files_in_force(tx).values())
    return Novelty.between(before.sources, proposal.folder.sources)


def complete_scenarios(turn: Turn, proposal: Proposal) -> None:
    """Complete the scenarios that the turn asks for, and save them as drafts of who asked.

    A draft of somebody else, or one that was not played, is left as it is: that is told.
    """
    with turn.database.transaction(SYSTEM, read_only=True, at=turn.at) as tx:
        novelty = novelty_of(tx, proposal)
    kept = [file for file in proposal.folder.files if file.kind is SourceKind.SCENARIO]
    texts = {file.name: file.data for file in kept}
    wanted = [one for one in proposal.scenarios if one.file in turn.to_complete]
    late: dict[str, str] = {}
    with open_stage(proposal.folder) as stage, emptying(stage) as empty:
        completer = Completer(stage, empty, novelty)
        scenarios = turn.in_time(wanted, late)
        done = [completer.complete(one, texts[one.file]) for one in scenarios]
    with turn.ending(turn.asked_by or SYSTEM) as (tx, told):
        told["failures"] = {one.file: one.fault for one in done if one.fault} | late
        told["completed"] = []
        for one in done if "outdated" not in told else ():
            if one.data is None:
                continue
            if fault := _save(tx, one, one.data):
                told["failures"][one.file] = fault
            else:
                told["completed"].append(one.file)


def _save(tx: Transaction, done: Completed, data: bytes) -> str:
    """Keep the new text as a draft; why not, in French."""
    key: Key = (SourceKind.SCENARIO, done.file)
    draft = tx.session.get(Draft, key)
    if draft is not None and draft.updated_by != tx.actor.id:
        return NOT_YOURS
    try:
        save_draft(tx, key, data, done.played)
    except DraftChanged:
        return CHANGED
    return ""
