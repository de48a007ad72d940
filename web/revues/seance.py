"""The page of the session: one dossier after another, the decision typed live."""

from itertools import chain

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from engine.core.errors import AnswersRefused
from engine.suivi.derogations.ask import is_open
from engine.suivi.menages.errors import ChangedMeanwhile
from engine.suivi.revues.codes import Decision, RaisonFin
from engine.suivi.revues.find import find_revue
from engine.suivi.revues.read import Fiche, LigneLue, find_fiche, lignes, may_decide
from engine.suivi.revues.write import MAX_TEXT, Decide, decide
from web.errors import sentence_of
from web.revues.room import blueprint, day_in, words


@blueprint.get("/<numero>/seance")
def show_session(numero: str) -> ResponseReturnValue:
    """The first dossier of which nothing is decided, else the first."""
    read = lignes(g.tx, find_revue(g.tx, numero))
    left = [one for one in read if one.decision is None] or read
    if not left:
        flash("Aucun dossier dans cette revue pour le moment.", "info")
        return redirect(url_for("revues.show", numero=numero))
    place = url_for("revues.show_line", numero=numero, reference=left[0].reference)
    return redirect(place)


@blueprint.get("/<numero>/seance/<reference>")
def show_line(numero: str, reference: str) -> ResponseReturnValue:
    return _page(numero, reference)


@blueprint.post("/<numero>/decisions/<reference>")
def create_decision(numero: str, reference: str) -> ResponseReturnValue:
    """From the page without a script, or live, as JSON."""
    typed = MultiDict(_sent()) if request.is_json else request.form
    try:
        with g.tx.attempt():
            ligne = decide(g.tx, numero, reference, _version(typed), _read(typed))
    except AnswersRefused as refusal:
        if request.is_json:
            return {"message": " ".join(chain(*refusal.errors.values()))}, 422
        return _page(numero, reference, typed, refusal.errors), 422
    except ChangedMeanwhile as refusal:
        if request.is_json:
            return {"message": sentence_of(refusal)}, 409
        return _page(numero, reference, typed, told=sentence_of(refusal)), 409
    if request.is_json:
        return {"version": ligne.version}, 201
    return redirect(_after(numero, reference))


def _sent() -> dict[str, str]:
    sent = request.get_json()
    if not isinstance(sent, dict):
        raise BadRequest
    return {name: str(value) for name, value in sent.items()}


def _version(typed: MultiDict[str, str]) -> int:
    return typed.get("version", 0, int)


def _read(typed: MultiDict[str, str]) -> Decide:
    try:
        decision = Decision(typed["decision"]) if typed.get("decision") else None
        raison = RaisonFin(typed["raison"]) if typed.get("raison") else None
    except ValueError:
        raise BadRequest from None
    day = day_in(typed.get("a_revoir_le", ""), "a_revoir_le")
    return Decide(decision, raison, day, typed.get("releve", ""))


def _after(numero: str, reference: str) -> str:
    """The dossier that follows, or the review once all are seen."""
    read = [one.reference for one in lignes(g.tx, find_revue(g.tx, numero))]
    at = read.index(reference) + 1
    if at < len(read):
        return url_for("revues.show_line", numero=numero, reference=read[at])
    return url_for("revues.show", numero=numero)


def _page(
    numero: str,
    reference: str,
    typed: MultiDict[str, str] | None = None,
    errors: dict[str, list[str]] | None = None,
    told: str = "",
) -> str:
    revue = find_revue(g.tx, numero)
    read, fiche = find_fiche(g.tx, revue, reference)
    at = read.index(fiche.ligne)
    return render_template(
        "revue_seance.html",
        revue=revue,
        lignes=read,
        rang=at + 1,
        avant=read[at - 1] if at else None,
        apres=read[at + 1] if at + 1 < len(read) else None,
        fiche=fiche,
        ligne=fiche.ligne,
        known=typed if typed is not None else _known(fiche),
        is_typed=typed is not None,
        errors=errors or {},
        told=told,
        can_write=revue.is_written and may_decide(g.tx),
        decided=_count(read),
        max_text=MAX_TEXT,
        can_derogate=is_open(g.tx),
        in_measure=fiche.ligne.dossier.date_entree is not None,
        **words(),
    )


def _known(fiche: Fiche) -> MultiDict[str, str]:
    ligne = fiche.ligne
    day = ligne.a_revoir_le.isoformat() if ligne.a_revoir_le else ""
    said = {"decision": ligne.decision, "raison": ligne.raison, "a_revoir_le": day}
    return MultiDict({name: value or "" for name, value in said.items()} | {"releve": ligne.releve})


def _count(read: list[LigneLue]) -> int:
    return sum(one.decision is not None for one in read)
