"""Correct a contact: its codes, and the texts about it that the actor may correct."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.correct_note import change_text
from engine.suivi.accompagnement.former import keep_former
from engine.suivi.accompagnement.given import ContactGiven, contact_problems
from engine.suivi.accompagnement.models import Contact, Note
from engine.suivi.accompagnement.opening import (
    SHARED,
    find_contact,
    lock_chain,
    require_author,
    require_class,
)
from engine.suivi.accompagnement.record_contact import text_of
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe
from engine.suivi.partage.lire import open_rubrique

CODES = ("jour", "canal", "presence", "duree_min", "participants")


def correct_contact(
    tx: Transaction, reference: str, contact_id: UUID, given: ContactGiven
) -> Contact:
    """Replace what differs; what it said before stays readable below it.

    A text that is emptied is refused: it is withdrawn by itself, with a reason.
    """
    dossier = open_rubrique(tx, reference, SHARED, write=True)
    instance = lock_chain(tx, dossier)  # what is read from here on is the last that was written
    contact = find_contact(tx, dossier, contact_id)
    require_author(tx.actor, contact)
    errors = contact_problems(tx, given)
    notes = texts_about(tx, contact, given)
    for classe, text in given.textes.items():
        if classe in notes and not text.strip():
            errors[f"texte_{classe}"] = ["Pour l’effacer de la vue, retirez la note."]
    if errors:
        raise AnswersRefused(errors=errors)
    changed = _change_codes(tx, contact, given)
    for classe, text in given.textes.items():
        if _change(tx, dossier, contact, notes.get(classe), classe, text):
            changed.append(classe)
    if changed:
        record(tx, instance, dossier.circle_id, "contact:corrected", contact.id)
    return contact


def texts_about(tx: Transaction, contact: Contact, given: ContactGiven) -> dict[Classe, Note]:
    """The texts about a contact that stand, of the classes that were given."""
    found = tx.session.scalars(
        select(Note).where(
            Note.contact_id == contact.id,
            Note.retire_le.is_(None),
            Note.classe.in_([classe.value for classe in given.textes]),
        )
    )
    return {Classe(note.classe): note for note in found}


def _change_codes(tx: Transaction, contact: Contact, given: ContactGiven) -> list[str]:
    wanted: dict[str, Any] = {name: getattr(given, name) for name in CODES}
    wanted["participants"] = list(given.participants)
    before = {name: getattr(contact, name) for name in CODES}
    changed = [name for name in CODES if before[name] != wanted[name]]
    if changed:
        keep_former(tx, contact, {name: before[name] for name in changed})
        for name in changed:
            setattr(contact, name, wanted[name])
    return changed


def _change(
    tx: Transaction,
    dossier: Dossier,
    contact: Contact,
    note: Note | None,
    classe: Classe,
    text: str,
) -> bool:
    if note is not None:
        require_author(tx.actor, note)
        return change_text(tx, note, text)
    if not text.strip():
        return False
    require_class(tx, dossier, classe)
    tx.session.add(text_of(tx, contact, classe, text))
    return True
