"""Note a contact with the household, with one text for each class that its author writes."""

from uuid import uuid4

from sqlalchemy import select

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.given import ContactGiven, contact_problems
from engine.suivi.accompagnement.models import Contact, Note
from engine.suivi.accompagnement.opening import (
    SHARED,
    find_rendez_vous,
    lock_chain,
    require_class,
)
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe
from engine.suivi.partage.lire import open_rubrique


def record_contact(tx: Transaction, reference: str, given: ContactGiven) -> Contact:
    """Keep a contact; the rendez-vous that it was is settled with it.

    The same ``numero`` sent again by the same person gives what was kept. AnswersRefused tells
    each field's problem; NotAllowed for a class that the actor does not write.
    """
    dossier = open_rubrique(tx, reference, SHARED, write=True)
    instance = lock_chain(tx, dossier)
    kept = kept_before(tx, dossier, given.numero)
    if kept is not None:
        return kept
    errors = contact_problems(tx, given)
    if errors:
        raise AnswersRefused(errors=errors)
    contact = add_contact(tx, dossier, given)
    record(tx, instance, dossier.circle_id, "contact:recorded", contact.id)
    return contact


def kept_before(tx: Transaction, dossier: Dossier, numero: str | None) -> Contact | None:
    """The contact that was kept under that number, under the dossier's lock."""
    if not numero:
        return None
    mine = (Contact.dossier_id == dossier.id, Contact.auteur_id == tx.actor.id)
    return tx.session.scalar(select(Contact).where(Contact.numero == numero, *mine))


def add_contact(tx: Transaction, dossier: Dossier, given: ContactGiven) -> Contact:
    """The rows of a contact that was found sound: it, its texts, its rendez-vous settled."""
    assert given.jour is not None
    contact = Contact(
        id=uuid4(),
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        auteur_id=tx.actor.id,
        organisation=tx.actor.organisation,
        ecrit_le=tx.now,
        jour=given.jour,
        canal=given.canal,
        presence=given.presence,
        duree_min=given.duree_min,
        participants=list(given.participants),
        numero=given.numero or None,
    )
    tx.session.add(contact)
    tx.session.flush()
    for classe, text in given.textes.items():
        if text.strip():
            require_class(tx, dossier, classe)
            tx.session.add(text_of(tx, contact, classe, text))
    if given.rendez_vous_id is not None:
        was = find_rendez_vous(tx, dossier, given.rendez_vous_id)
        was.statut, was.contact_id = given.presence, contact.id
    return contact


def text_of(tx: Transaction, contact: Contact, classe: Classe, text: str) -> Note:
    """A text of one class about a contact, by the actor."""
    note_id = uuid4()
    return Note(
        id=note_id,
        dossier_id=contact.dossier_id,
        circle_id=contact.circle_id,
        contact_id=contact.id,
        auteur_id=tx.actor.id,
        organisation=tx.actor.organisation,
        ecrit_le=tx.now,
        jour=contact.jour,
        classe=classe.value,
        corps=seal(tx, "note", note_id, {"texte": text.strip()}),
    )
