"""Note a contact, or correct one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused
from engine.suivi.accompagnement.correct_contact import correct_contact
from engine.suivi.accompagnement.given import MAX_TEXT
from engine.suivi.accompagnement.opening import (
    SHARED,
    classes_to_write,
    find_contact,
    require_author,
)
from engine.suivi.accompagnement.read_journal import notes_about
from engine.suivi.accompagnement.record_contact import record_contact
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe
from engine.suivi.partage.lire import open_rubrique
from web.display import today
from web.dossiers.accompagnement.champs import Typed, contact_typed, typed
from web.dossiers.accompagnement.mots import words
from web.dossiers.room import blueprint


@blueprint.get("/<reference>/accompagnement/contacts")
def new_contact(reference: str) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, SHARED, write=True)
    known = {"jour": today().isoformat(), "canal": "TELEPHONE", "presence": "HONORE"}
    return _page(dossier, Typed({**known, "numero": uuid4().hex}))


@blueprint.post("/<reference>/accompagnement/contacts")
def create_contact(reference: str) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, SHARED, write=True)
    form = typed()
    try:
        with g.tx.attempt():
            given = contact_typed(form, classes_to_write(g.tx, dossier))
            record_contact(g.tx, reference, given)
    except AnswersRefused as refusal:
        return _page(dossier, form, refusal.errors), 422
    flash("Le contact est noté.", "success")
    return redirect(url_for("dossiers.show_journal", reference=reference))


@blueprint.get("/<reference>/accompagnement/contacts/<uuid:contact_id>")
def edit_contact(reference: str, contact_id: UUID) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, SHARED, write=True)
    contact = find_contact(g.tx, dossier, contact_id)
    require_author(g.tx.actor, contact)
    known = Typed(
        {
            "jour": contact.jour.isoformat(),
            "canal": contact.canal or "",
            "presence": contact.presence,
            "duree_min": str(contact.duree_min or ""),
        }
    )
    known.setlist("participants", contact.participants)
    texts = {note.row.classe: note for note in notes_about(g.tx, dossier, contact)}
    for classe in classes_to_write(g.tx, dossier):
        note = texts.get(classe)
        if note is None or note.is_correctable:  # a colleague's text is theirs to correct
            known[f"texte_{classe}"] = note.texte if note else ""
    return _page(dossier, known, contact_id=contact_id)


@blueprint.post("/<reference>/accompagnement/contacts/<uuid:contact_id>")
def create_contact_correction(reference: str, contact_id: UUID) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, SHARED, write=True)
    form = typed()
    try:
        with g.tx.attempt():
            given = contact_typed(form, classes_to_write(g.tx, dossier))
            correct_contact(g.tx, reference, contact_id, given)
    except AnswersRefused as refusal:
        return _page(dossier, form, refusal.errors, contact_id), 422
    flash("Le contact est corrigé ; ce qui était écrit reste lisible dessous.", "success")
    return redirect(url_for("dossiers.show_journal", reference=reference))


def _page(
    dossier: Dossier,
    form: Typed,
    errors: Mapping[str, Any] | None = None,
    contact_id: UUID | None = None,
) -> str:
    offered = [c for c in classes_to_write(g.tx, dossier) if c is not Classe.BROUILLON]
    if contact_id is not None:
        offered = [c for c in offered if f"texte_{c}" in form]
    return render_template(
        "journal_contact.html",
        dossier=dossier,
        form=form,
        errors=errors or {},
        contact_id=contact_id,
        offered=offered,
        max_text=MAX_TEXT,
        **words(),
    )
