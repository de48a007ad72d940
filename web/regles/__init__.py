"""Règles: the dated rules that the program applies, each with its source and its origin."""

from itertools import groupby

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from engine.core.access import Permission, require
from engine.suivi.regles.read import all_regles
from engine.suivi.tableaux.cellules import read_day
from web.display import today
from web.dossiers.dette import mots

blueprint = Blueprint("regles", __name__, url_prefix="/regles")


@blueprint.get("")
def show() -> ResponseReturnValue:
    require(g.tx, Permission.DIAGRAM_READ, None)
    on = read_day(request.args.get("au", "").strip()) or today()
    known = all_regles(g.tx)
    by_code = [list(versions) for _, versions in groupby(known, key=lambda one: one.code)]
    themes = [list(rules) for _, rules in groupby(by_code, key=lambda one: one[0].theme)]
    doubts = sum(one.origine == "A_CONFIRMER" and one.holds_on(on) for one in known)
    return render_template("regles.html", themes=themes, on=on, doubts=doubts, mots=mots)
