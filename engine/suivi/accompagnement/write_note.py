"""Write a note of one class in the journal of a dossier."""

from uuid import uuid4

from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.given import MAX_TEXT
from engine.suivi.accompagnement.models import Note
from engine.suivi.accompagnement.opening import lock_chain, open_journal, require_class, told_in
from engine.suivi.garde.classes import Classe
from engine.suivi.garde.textes import check_texts


def write_note(tx: Transaction, reference: str, classe: Classe, text: str) -> Note:
    """Keep a text, sealed, for those who read its class; a personal draft for its author alone.

    AnswersRefused tells what is wrong with the text; NotAllowed for a class not one's own.
    """
    dossier = open_journal(tx, reference)
    require_class(tx, dossier, classe)
    instance = lock_chain(tx, dossier)
    if not text.strip():
        raise AnswersRefused(errors={"texte": ["Écrivez la note."]})
    check_texts({"texte": text}, MAX_TEXT)
    note_id = uuid4()
    note = Note(
        id=note_id,
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        auteur_id=tx.actor.id,
        organisation=tx.actor.organisation,
        ecrit_le=tx.now,
        jour=paris_day(tx.now),
        classe=classe.value,
        corps=seal(tx, "note", note_id, {"texte": text.strip()}),
    )
    tx.session.add(note)
    record(tx, instance, told_in(dossier, classe), "note:written", note.id)
    return note
