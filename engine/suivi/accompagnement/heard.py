"""A visit or a monthly follow-up told by the form of its task is in the journal too.

Whoever answers it in « Mes tâches » does not type it again. A visit written on its own screen has
made its contact already: the answer is tied to it, so that a correction of either side is one.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.instances.heard import Said, hears
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Canal, Presence
from engine.suivi.accompagnement.correct_note import change_text
from engine.suivi.accompagnement.former import keep_former
from engine.suivi.accompagnement.models import Contact, Note
from engine.suivi.accompagnement.visit_tasks import DAYS, TEXTS
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role

# How the household was met, where the form says so by being what it is.
HEARD: Mapping[str, Canal | None] = {
    "compte_rendu_visite": Canal.VAD,
    "suivi_mensuel": None,
    "suivi_budget": None,
}


@hears(*HEARD)
def hear_visit(tx: Transaction, said: Said) -> None:
    """Keep a contact of the day that the form tells, with its texts; or correct it."""
    jour = next((said.raw[key] for key in DAYS if key in said.raw), None)
    if jour is None:
        return
    known = _contact_of(tx, said)
    if known is not None:
        _follow(tx, known, said, date.fromisoformat(jour))
        return
    dossier = tx.session.scalar(
        select(Dossier)
        .join(DossierInstance, DossierInstance.dossier_id == Dossier.id)
        .where(
            DossierInstance.instance_id == said.instance.id, DossierInstance.role != Role.VIOLENCES
        )
    )
    if dossier is not None and said.corrects_id is None:
        _keep(tx, dossier, said, date.fromisoformat(jour))


def _contact_of(tx: Transaction, said: Said) -> Contact | None:
    """The contact of the answer that is corrected, or the one that a visit has just written."""
    if said.corrects_id is not None:
        return tx.session.scalar(select(Contact).where(Contact.answer_id == said.corrects_id))
    return next(
        (
            row
            for row in tx.session.identity_map.values()
            if isinstance(row, Contact)
            and row.ecrit_le == tx.now
            and row.circle_id == said.instance.circle_id
        ),
        None,
    )


def _follow(tx: Transaction, contact: Contact, said: Said, jour: date) -> None:
    if said.corrects_id is None:
        contact.answer_id = contact.answer_id or said.answer_id
        return
    contact.answer_id = said.answer_id
    presence = str(said.raw.get("presence", contact.presence))
    if (contact.jour, contact.presence) != (jour, presence):
        keep_former(tx, contact, {"jour": contact.jour, "presence": contact.presence})
        contact.jour, contact.presence = jour, presence
    stand = (Note.contact_id == contact.id, Note.retire_le.is_(None))
    notes = {note.classe: note for note in tx.session.scalars(select(Note).where(*stand))}
    for key, text in _texts(said.raw).items():
        if TEXTS[key] in notes:
            change_text(tx, notes[TEXTS[key]], text)
        else:
            tx.writes.insert(Note, [_text(tx, contact_row(contact), key, text)])


def _keep(tx: Transaction, dossier: Dossier, said: Said, jour: date) -> None:
    row = {
        "id": uuid4(),
        "dossier_id": dossier.id,
        "circle_id": dossier.circle_id,
        "auteur_id": tx.actor.id,
        "organisation": tx.actor.organisation,
        "ecrit_le": tx.now,
        "jour": jour,
    }
    contact: dict[str, Any] = {
        **row,
        "canal": HEARD[said.form],
        "presence": str(said.raw.get("presence", Presence.HONORE)),
        "participants": [],
        "answer_id": said.answer_id,
    }
    tx.writes.insert(Contact, [contact])
    texts = _texts(said.raw)
    tx.writes.insert(Note, [_text(tx, row, key, text) for key, text in texts.items()])


def contact_row(contact: Contact) -> dict[str, Any]:
    """What a text about that contact has in common with it."""
    names = ("id", "dossier_id", "circle_id", "auteur_id", "organisation", "ecrit_le", "jour")
    return {name: getattr(contact, name) for name in names}


def _texts(raw: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(raw[key]) for key in TEXTS if str(raw.get(key) or "").strip()}


def _text(tx: Transaction, row: Mapping[str, Any], key: str, text: str) -> dict[str, Any]:
    note_id: UUID = uuid4()
    return {
        **row,
        "id": note_id,
        "contact_id": row["id"],
        "classe": TEXTS[key].value,
        "corps": seal(tx, "note", note_id, {"texte": text.strip()}),
    }
