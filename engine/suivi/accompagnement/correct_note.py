"""Correct a note: what it said is kept, and the page says that it was changed."""

from uuid import UUID

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.former import keep_former
from engine.suivi.accompagnement.given import MAX_TEXT
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


def correct_note(tx: Transaction, reference: str, note_id: UUID, text: str) -> Note:
    """Another text for a note that was not withdrawn; its class stays.

    Refused: an empty text (a note is withdrawn, not emptied), and what `check_texts` refuses.
    """
    dossier = open_journal(tx, reference)
    instance = lock_chain(tx, dossier)  # what is read from here on is the last that was written
    note = find_note(tx, dossier, note_id)
    require_author(tx.actor, note)
    check_texts({"texte": text}, MAX_TEXT)
    if note.retire_le is not None or not text.strip():
        raise AnswersRefused(errors={"texte": ["Pour l’effacer de la vue, retirez la note."]})
    if change_text(tx, note, text):
        record(tx, instance, told_in(dossier, Classe(note.classe)), "note:corrected", note.id)
    return note


def change_text(tx: Transaction, note: Note, text: str) -> bool:
    """Replace the text and keep the former one; False when it says the same."""
    before = unseal(tx, "note", note.id, note.corps)
    if before["texte"] == text.strip():
        return False
    keep_former(tx, note, before)
    note.corps = seal(tx, "note", note.id, {"texte": text.strip()})
    return True
