"""Withdraw a note with a reason: it is not shown any more, and it is not destroyed."""

from uuid import UUID

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.models import Note
from engine.suivi.accompagnement.opening import (
    find_note,
    lock_chain,
    open_journal,
    require_author,
    told_in,
)
from engine.suivi.garde.classes import Classe
from engine.suivi.garde.textes import check_texts

MAX_REASON = 300


def withdraw_note(tx: Transaction, reference: str, note_id: UUID, reason: str) -> Note:
    """From now on the journal says when the note was withdrawn and why, not what it said."""
    dossier = open_journal(tx, reference)
    instance = lock_chain(tx, dossier)  # what is read from here on is the last that was written
    note = find_note(tx, dossier, note_id)
    require_author(tx.actor, note)
    if not reason.strip():
        raise AnswersRefused(errors={"motif": ["Dites pourquoi la note est retirée."]})
    check_texts({"motif": reason}, MAX_REASON)
    if note.retire_le is not None:
        return note
    note.retire_le, note.retire_par = tx.now, tx.actor.id
    note.motif_retrait = seal(tx, "retrait_note", note.id, {"motif": reason.strip()})
    record(tx, instance, told_in(dossier, Classe(note.classe)), "note:withdrawn", note.id)
    return note
