"""Write a version of the project, prepare it to be signed, take it back, note a refusal."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused
from engine.suivi.documents.types import PDF
from engine.suivi.projets.contenu import TEXTES, read_contenu
from engine.suivi.projets.models import Projet
from engine.suivi.projets.opening import find_projet, open_projet
from engine.suivi.projets.prepare import (
    file_name,
    frozen,
    prepare_projet,
    print_version,
    refuse_projet,
    take_back,
)
from engine.suivi.projets.write_draft import require_draft, start_draft, write_draft
from web.dossiers.accompagnement.champs import Typed, typed
from web.dossiers.projet.champs import brouillon_typed
from web.dossiers.projet.pages import back, form_page, show_page
from web.dossiers.room import blueprint

VERSIONS = "/<reference>/projet/versions"
VERSION = f"{VERSIONS}/<uuid:projet_id>"
MISSING = " Des caractères que le papier ne sait pas écrire y sont remplacés par « � »."


@blueprint.post(VERSIONS)
def create_version(reference: str) -> ResponseReturnValue:
    projet = start_draft(g.tx, reference, typed().get("type", ""))
    return redirect(url_for("dossiers.edit_version", reference=reference, projet_id=projet.id))


@blueprint.get(VERSION)
def edit_version(reference: str, projet_id: UUID) -> ResponseReturnValue:
    projet = find_projet(g.tx, open_projet(g.tx, reference), projet_id)
    require_draft(projet)
    contenu = read_contenu(g.tx, projet)
    known = Typed({name: getattr(contenu, name) for name in TEXTES})
    known["langue_resume"] = contenu.langue_resume
    for name in ("debut", "fin"):
        day = getattr(projet, name)
        known[name] = day.isoformat() if day else ""
    if projet.langue_simple:
        known["langue_simple"] = "oui"
    return _draft(reference, projet, known)


@blueprint.post(VERSION)
def create_version_text(reference: str, projet_id: UUID) -> ResponseReturnValue:
    projet, form = find_projet(g.tx, open_projet(g.tx, reference), projet_id), typed()
    try:
        with g.tx.attempt():
            write_draft(g.tx, reference, projet_id, brouillon_typed(form))
    except AnswersRefused as refusal:
        return _draft(reference, projet, form, refusal.errors), 422
    flash("Le projet est enregistré.", "success")
    return back(reference)


@blueprint.get(f"{VERSION}/apercu")
def show_version_preview(reference: str, projet_id: UUID) -> ResponseReturnValue:
    """The paper that would be made of a draft: it is kept nowhere."""
    dossier = open_projet(g.tx, reference)
    projet = find_projet(g.tx, dossier, projet_id)
    require_draft(projet)
    printed = print_version(g.tx, dossier, projet, frozen(g.tx, dossier, projet))
    g.is_document = True
    headers = {"Content-Disposition": f'inline; filename="{file_name(dossier, projet)}"'}
    return Response(printed.data, mimetype=PDF, headers=headers)


@blueprint.post(f"{VERSION}/preparation")
def create_preparation(reference: str, projet_id: UUID) -> ResponseReturnValue:
    try:
        with g.tx.attempt():
            _, printed = prepare_projet(g.tx, reference, projet_id)
    except AnswersRefused as refusal:
        return show_page(reference, refusal.errors), 422
    told = "La version à signer est prête : lisez-la avec le ménage, puis signez."
    flash(told if printed.is_whole else told + MISSING, "success")
    return back(reference)


@blueprint.post(f"{VERSION}/reprise")
def undo_preparation(reference: str, projet_id: UUID) -> ResponseReturnValue:
    following = take_back(g.tx, reference, projet_id)
    flash("La rédaction reprend, avec ce qui était écrit.", "success")
    return redirect(url_for("dossiers.edit_version", reference=reference, projet_id=following.id))


@blueprint.post(f"{VERSION}/refus")
def create_version_refusal(reference: str, projet_id: UUID) -> ResponseReturnValue:
    form = typed()
    try:
        with g.tx.attempt():
            refuse_projet(g.tx, reference, projet_id, form.get("motif", ""))
    except AnswersRefused as refusal:
        return show_page(reference, refusal.errors, form, str(projet_id)), 422
    flash("Le refus est noté. Une nouvelle version peut être écrite.", "success")
    return back(reference)


def _draft(
    reference: str,
    projet: Projet,
    form: Typed,
    errors: Mapping[str, list[str]] | None = None,
) -> str:
    return form_page(
        "projet_version.html", reference, projet=projet, form=form, errors=errors or {}
    )
