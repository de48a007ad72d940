"""The shared synthesis of one dossier: it writes itself, its référent corrects it."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from engine.core.errors import AnswersRefused, NotAllowed
from engine.suivi.garde.textes import CONSIGNE
from engine.suivi.menages.errors import ChangedMeanwhile
from engine.suivi.revues.errors import LigneReduite
from engine.suivi.revues.find import find_revue
from engine.suivi.revues.read import LigneLue, find_fiche, lignes, may_write_synthese
from engine.suivi.revues.write import MAX_TEXT, write_synthese
from web.errors import sentence_of
from web.revues.room import blueprint, words


@blueprint.get("/<numero>/syntheses/<reference>")
def edit_synthese(numero: str, reference: str) -> ResponseReturnValue:
    return _page(numero, reference, MultiDict())


@blueprint.post("/<numero>/syntheses/<reference>")
def create_synthese(numero: str, reference: str) -> ResponseReturnValue:
    try:
        with g.tx.attempt():
            version = request.form.get("version", 0, int)
            write_synthese(g.tx, numero, reference, version, request.form.get("texte", ""))
    except AnswersRefused as refusal:
        return _page(numero, reference, request.form, refusal.errors), 422
    except ChangedMeanwhile as refusal:
        return _page(numero, reference, request.form, told=sentence_of(refusal)), 409
    flash(f"La synthèse du dossier {reference} est enregistrée.", "success")
    following = _next(lignes(g.tx, find_revue(g.tx, numero)), reference)
    if following is None:
        return redirect(url_for("revues.show", numero=numero))
    return redirect(url_for("revues.edit_synthese", numero=numero, reference=following))


def _next(read: list[LigneLue], reference: str) -> str | None:
    """The next dossier of the actor whose synthesis is missing, those after this one first."""
    mine = [
        one.reference for one in read if one.is_missing and one.dossier.referent_id == g.tx.actor.id
    ]
    after = [one for one in mine if one > reference]
    return next(iter([*after, *mine]), None)


def _page(
    numero: str,
    reference: str,
    typed: MultiDict[str, str],
    errors: dict[str, list[str]] | None = None,
    told: str = "",
) -> str:
    revue = find_revue(g.tx, numero)
    _, fiche = find_fiche(g.tx, revue, reference)
    if not may_write_synthese(g.tx):
        raise NotAllowed(person=str(g.tx.actor.id))
    if fiche.ligne.is_reduite:
        raise LigneReduite(reference=reference)
    known = typed or MultiDict({"texte": fiche.ligne.synthese or fiche.brouillon})
    return render_template(
        "revue_synthese.html",
        revue=revue,
        fiche=fiche,
        ligne=fiche.ligne,
        known=known,
        errors=errors or {},
        told=told,
        max_text=MAX_TEXT,
        consigne=CONSIGNE,
        **words(),
    )
