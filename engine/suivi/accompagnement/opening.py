"""Open the journal d'accompagnement of a dossier, and what one may write in it."""

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.models import Instance
from engine.core.access.rules import CHIEFS
from engine.core.errors import NotAllowed, NotFound
from engine.core.identity.actor import Actor
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.models import Contact, Note, RendezVous
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.garde.classes import (
    Classe,
    of_both_sides,
    open_classes,
    readable_classes,
    within,
    writable_classes,
)
from engine.suivi.partage.rubriques import Rubrique

SHARED = Rubrique.ACCOMPAGNEMENT


class Authored(Protocol):
    """A row that somebody wrote for an organisation."""

    auteur_id: Any
    organisation: Any


def open_journal(tx: Transaction, reference: str) -> Dossier:
    """The dossier, for whoever reads a class of its journal; NotFound, NotAllowed otherwise."""
    return open_classes(tx, reference, SHARED)


def classes_to_write(tx: Transaction, dossier: Dossier) -> list[Classe]:
    """What the actor may write here, in the order of the codes; their own drafts last."""
    allowed = writable_classes(tx, dossier, SHARED)
    return [classe for classe in Classe if classe in allowed or classe is Classe.BROUILLON]


def require_class(tx: Transaction, dossier: Dossier, classe: Classe) -> None:
    """NotAllowed unless the actor writes that class in this dossier."""
    if classe not in classes_to_write(tx, dossier):
        raise NotAllowed(classe=classe.value, person=str(tx.actor.id))


def require_author(actor: Actor, written: Authored) -> None:
    """NotAllowed unless the actor may correct what somebody wrote."""
    if not may_correct(actor, written):
        raise NotAllowed(person=str(actor.id))


def may_correct(actor: Actor, written: Authored) -> bool:
    """What was written is corrected by its author, or by the chief of the author's side."""
    is_chief = actor.organisation == written.organisation and bool(actor.groups & CHIEFS)
    is_own = written.auteur_id is not None and written.auteur_id == actor.id
    return actor.is_system or is_own or is_chief


def find_note(tx: Transaction, dossier: Dossier, note_id: UUID) -> Note:
    """A note of that dossier, of a class that the actor reads; NotFound otherwise."""
    classes = readable_classes(tx, dossier, SHARED)
    note = tx.session.scalar(
        select(Note).where(
            Note.id == note_id,
            Note.dossier_id == dossier.id,
            within(tx, dossier, Note, classes),
        )
    )
    if note is None:
        raise NotFound(note_id=note_id)
    return note


def find_contact(tx: Transaction, dossier: Dossier, contact_id: UUID) -> Contact:
    """A contact of that dossier; NotFound otherwise."""
    mine = (Contact.id == contact_id, Contact.dossier_id == dossier.id)
    side = of_both_sides(tx, dossier, Contact.organisation)
    contact = tx.session.scalar(select(Contact).where(*mine, side))
    if contact is None:
        raise NotFound(contact_id=contact_id)
    return contact


def find_rendez_vous(tx: Transaction, dossier: Dossier, rendez_vous_id: UUID) -> RendezVous:
    """A rendez-vous of that dossier; NotFound otherwise."""
    mine = (RendezVous.id == rendez_vous_id, RendezVous.dossier_id == dossier.id)
    side = of_both_sides(tx, dossier, RendezVous.organisation)
    found = tx.session.scalar(select(RendezVous).where(*mine, side))
    if found is None:
        raise NotFound(rendez_vous_id=rendez_vous_id)
    return found


def lock_chain(tx: Transaction, dossier: Dossier) -> Instance:
    """The case whose audit chain tells of the dossier, locked: its head is about to move."""
    return lock_instance(tx, entry_instance(tx, dossier.id).id)


def told_in(dossier: Dossier, classe: Classe) -> UUID | None:
    """The circle that learns of a text by the dossier's journal: what is kept for some is not."""
    return dossier.circle_id if classe is Classe.PARTAGE else None
