"""The list of reviews, and one of them: its preparation, then its minutes."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from engine.core.errors import AnswersRefused, NotAllowed
from engine.suivi.dossiers.statut import statuts
from engine.suivi.revues.codes import Etat
from engine.suivi.revues.convene import MAX_AGENDA, convene
from engine.suivi.revues.find import find_revue, textes_of
from engine.suivi.revues.read import (
    lignes,
    may_decide,
    may_write_synthese,
    open_tasks,
    revues,
    totals,
)
from web.revues.room import LABELS, blueprint, day_in, words


@blueprint.get("")
def index() -> ResponseReturnValue:
    return _list(MultiDict())


@blueprint.post("")
def create() -> ResponseReturnValue:
    if not may_decide(g.tx):
        raise NotAllowed(person=str(g.tx.actor.id))
    agenda = request.form.get("ordre_du_jour", "")
    try:
        with g.tx.attempt():
            jour = day_in(request.form.get("date_revue", ""), "date_revue")
            if jour is None:
                raise AnswersRefused(errors={"date_revue": ["Choisissez une date."]})
            revue = convene(g.tx, jour, agenda)
    except AnswersRefused as refusal:
        return _list(request.form, refusal.errors), 422
    flash("La revue est convoquée. Les référents sont prévenus.", "success")
    return redirect(url_for("revues.show", numero=revue.numero))


@blueprint.get("/<numero>")
def show(numero: str) -> ResponseReturnValue:
    revue = find_revue(g.tx, numero)
    read = lignes(g.tx, revue)
    mine = [task for task in open_tasks(g.tx, revue) if task.group_code in g.tx.actor.groups]
    return render_template(
        "revue.html",
        revue=revue,
        textes=textes_of(g.tx, revue),
        lignes=read,
        totaux=totals(read),
        manquent=[one for one in read if one.is_missing],
        taches=mine,
        ecrit_synthese=may_write_synthese(g.tx),
        decide=may_decide(g.tx),
        statuts=statuts(g.tx, [one.dossier for one in read]),
        is_past=revue.etat in (Etat.COMPTE_RENDU, Etat.TERMINEE),
        **words(),
    )


def _list(typed: MultiDict[str, str], errors: dict[str, list[str]] | None = None) -> str:
    known = revues(g.tx)
    return render_template(
        "revues.html",
        revues=known,
        can_convene=may_decide(g.tx) and all(one.etat == Etat.TERMINEE for one in known),
        typed=typed,
        errors=errors or {},
        labels=LABELS,
        max_agenda=MAX_AGENDA,
        **words(),
    )
