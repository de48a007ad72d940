"""Open a dossier: first who it is, then the repérage; and name the household of an old dossier.

Three steps without a row written before the last: who, which of those who look alike, repérage.
What was typed goes from page to page in the page itself, never in an address.
"""

import re
from collections.abc import Mapping
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.access import Permission, require
from engine.core.errors import AnswersRefused, NotAllowed
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.open import open_dossier, opening_form
from engine.suivi.hebergements.begin import Retenu, begin_dossier, read_retenu
from engine.suivi.menages.errors import MenageRestreint, NotAssignable
from engine.suivi.menages.match import candidates, cherchee
from engine.suivi.menages.seen import knows
from engine.suivi.menages.settle import Qui, name_menage
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.display import today
from web.dossiers.menage import mots
from web.dossiers.menage.saisies import show, typed
from web.dossiers.room import blueprint
from web.errors import SENTENCES
from web.formulaires import Questionnaire, posted_answers

WHO = ("civilite", "nom", "prenom", "nom_naissance", "date_naissance")
NEW = "nouveau"
IS_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Errors = Mapping[str, list[str]]


@blueprint.get("/nouveau")
def new() -> ResponseReturnValue:
    require(g.tx, Permission.CASE_START, None)
    known = _heberge(request.args.get("heberge", ""))
    return _ask_who({**known.qui, "heberge": str(known.id)} if known else {}, {}, None)


@blueprint.post("/nouveau")
def new_step() -> ResponseReturnValue:
    """From who to those who look alike, from there to the repérage, or back."""
    require(g.tx, Permission.CASE_START, None)
    asked = _compare(None)
    if asked is not None:
        return asked
    known = _heberge(request.form.get("heberge", ""))
    answers = {**(known.reperage if known else {}), **posted_answers()}
    return _ask_reperage(Questionnaire(opening_form(g.tx).schema, answers))


@blueprint.post("")
def create() -> ResponseReturnValue:
    require(g.tx, Permission.CASE_START, None)
    if not request.form.get("nom") and _chosen() in ("", NEW):
        return _ask_who(typed(), {"nom": ["Dites d’abord qui est le ménage."]}, None)
    answers = posted_answers()
    try:
        with g.tx.attempt():
            dossier = open_dossier(g.tx, answers, _qui())
            known = _heberge(request.form.get("heberge", ""))
            if known:
                begin_dossier(g.tx, known.id, dossier, is_new=_chosen() in ("", NEW))
    except AnswersRefused as refusal:
        if refusal.errors.keys() & set(WHO):
            return _ask_who(typed(), refusal.errors, None)
        return _ask_reperage(Questionnaire(opening_form(g.tx).schema, answers, refusal.errors)), 422
    except (MenageRestreint, NotAssignable) as refusal:
        return _ask_who(typed(), {"menage": [SENTENCES[refusal.code][1]]}, None)
    flash(f"Le dossier {dossier.reference} est ouvert.", "success")
    return redirect(url_for("dossiers.show", reference=dossier.reference))


@blueprint.get("/<reference>/menage/nouveau")
def new_menage(reference: str) -> ResponseReturnValue:
    return _ask_who({}, {}, _nameless(reference))


@blueprint.post("/<reference>/menage/nouveau")
def create_menage(reference: str) -> ResponseReturnValue:
    dossier = _nameless(reference)
    asked = _compare(dossier)
    if asked is not None:
        return asked
    try:
        with g.tx.attempt():
            name_menage(g.tx, reference, _qui())
    except AnswersRefused as refusal:
        return _ask_who(typed(), refusal.errors, dossier)
    except (MenageRestreint, NotAssignable) as refusal:
        return _ask_who(typed(), {"menage": [SENTENCES[refusal.code][1]]}, dossier)
    flash("Le ménage est nommé.", "success")
    return redirect(url_for("dossiers.show_menage", reference=reference))


def _nameless(reference: str) -> Dossier:
    """A dossier whose household nobody has named, for somebody who may."""
    dossier = open_rubrique(g.tx, reference, Rubrique.IDENTITE, write=True)
    if dossier.menage_id is not None or not knows(g.tx, dossier):
        raise NotAllowed(reference=reference)
    return dossier


def _compare(dossier: Dossier | None) -> ResponseReturnValue | None:
    """The page before the last one; None once it is settled who it is."""
    if "modifier" in request.form:
        return _ask_who(typed(), {}, dossier)
    try:
        wanted = cherchee(g.tx, typed())
    except AnswersRefused as refusal:
        return _ask_who(typed(), refusal.errors, dossier)
    found = candidates(g.tx, wanted)
    if not found or _chosen():
        return None
    is_asked_again = "choix" in request.form
    errors = {"menage": ["Dites si c’est l’un de ces ménages."]} if is_asked_again else {}
    return show(
        "menage_choix.html",
        {**_who(), "reponses": request.form.get("reponses", "")},
        errors,
        candidats=found,
        dossier=dossier,
        age=mots.age,
        jour=today(),
    )


def _ask_who(
    values: Mapping[str, str], errors: Errors, dossier: Dossier | None
) -> ResponseReturnValue:
    return show("nouveau.html", values, errors, dossier=dossier)


def _ask_reperage(questionnaire: Questionnaire) -> str:
    return render_template(
        "menage_reperage.html", questionnaire=questionnaire, qui=_who(), menage=_chosen()
    )


def _who() -> dict[str, str]:
    """The fields of « Qui ? », to be carried to the next page."""
    return {key: request.form.get(key, "") for key in (*WHO, "heberge")}


def _heberge(text: str) -> Retenu | None:
    """The hosted household that this opening begins from, when it begins from one."""
    return read_retenu(g.tx, UUID(text)) if IS_ID.fullmatch(text) else None


def _chosen() -> str:
    """The reference that was chosen among those who look alike, NEW, or nothing."""
    return request.form.get("menage", "")


def _qui() -> Qui:
    chosen = _chosen()
    return Qui(reference="" if chosen == NEW else chosen, typed=_who())
