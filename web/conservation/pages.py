"""The list of what ends, for the DPO and for who leads a team; the register, for everybody."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.access import Permission, require
from engine.core.errors import AnswersRefused, NotAllowed
from engine.suivi.conservation.annoncer import notice
from engine.suivi.conservation.classes import TABLES, Classe
from engine.suivi.conservation.droits import is_dpo
from engine.suivi.conservation.durees import CODES_DE, durations
from engine.suivi.conservation.lire import listed, read_line
from engine.suivi.conservation.maintenir import hold_back, let_go
from engine.suivi.conservation.registre import read_registre
from web.conservation import mots

blueprint = Blueprint("conservation", __name__, url_prefix="/conservation")
FIELDS = ("motif", "texte", "jusqu_au")


@blueprint.get("")
def index() -> ResponseReturnValue:
    return render_template(
        "conservation.html",
        a_venir=listed(g.tx),
        faites=listed(g.tx, is_done=True),
        preavis=notice(g.tx).days,
        is_dpo=is_dpo(g.tx),
        mots=mots,
    )


@blueprint.get("/registre")
def show_registre() -> ResponseReturnValue:
    require(g.tx, Permission.DIAGRAM_READ, None)
    by_class = {
        classe: sorted({objet.quoi for objet in TABLES.values() if _is_of(objet, classe)})
        for classe in Classe
    }
    return render_template(
        "registre.html",
        registre=read_registre(),
        durees=durations(g.tx),
        codes=CODES_DE,
        objets=by_class,
        mots=mots,
        classes=list(Classe),
    )


@blueprint.get("/<uuid:event_id>/maintien")
def new_maintien(event_id: UUID) -> ResponseReturnValue:
    return _maintien(event_id, {}, {})


@blueprint.post("/<uuid:event_id>/maintien")
def create_maintien(event_id: UUID) -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in FIELDS}
    try:
        with g.tx.attempt():
            hold_back(g.tx, event_id, typed)
    except AnswersRefused as refusal:
        return _maintien(event_id, typed, refusal.errors), 422
    flash("Ces données sont gardées jusqu’au jour indiqué.", "success")
    return redirect(url_for("conservation.index"))


@blueprint.post("/<uuid:event_id>/levee")
def create_levee(event_id: UUID) -> ResponseReturnValue:
    let_go(g.tx, event_id)
    flash("Ces données ne sont plus retenues : elles finiront à leur date.", "success")
    return redirect(url_for("conservation.index"))


def _maintien(event_id: UUID, typed: dict[str, str], errors: dict[str, Any]) -> str:
    line = read_line(g.tx, event_id)
    if not line.may_hold:
        raise NotAllowed(person=str(g.tx.actor.id))
    return render_template(
        "conservation_maintien.html", ligne=line, valeurs=typed, erreurs=errors, mots=mots
    )


def _is_of(objet: Any, classe: Classe) -> bool:
    return any(sort.classe is classe for sort in objet.sorts)
