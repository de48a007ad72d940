"""« Ce qui viendra »: what time will do in a dossier, and another date for it."""

from collections.abc import Mapping

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.timers.coming import Coming
from engine.core.french import day_fr
from engine.suivi.dossiers.models import Dossier
from engine.suivi.echeances.deplacer import (
    find_coming,
    last_day,
    move_echeance,
    put_back_echeance,
)
from web.dossiers.menage.saisies import attempt, typed
from web.dossiers.room import blueprint

LABELS = {"jour": "Nouveau jour", "motif": "Motif"}


@blueprint.app_template_filter("cle_echeance")
def in_address(key: str) -> str:
    """A timer's key as one word of an address."""
    return key.replace("/", ".", 1)


def read_key(word: str) -> str:
    """The key again; a scope's id holds no dot."""
    return word.replace(".", "/", 1)


@blueprint.get("/<reference>/echeances/<cle>")
def new_move(reference: str, cle: str) -> ResponseReturnValue:
    return _page(*find_coming(g.tx, reference, read_key(cle)), {}, {})


@blueprint.post("/<reference>/echeances/<cle>")
def create_move(reference: str, cle: str) -> ResponseReturnValue:
    sent, key = typed(), read_key(cle)
    errors = attempt(lambda: move_echeance(g.tx, reference, key, sent))
    dossier, one = find_coming(g.tx, reference, key)
    if errors:
        return _page(dossier, one, sent, errors), 422
    flash(f"« {one.name} » aura lieu le {day_fr(one.due_at)}.", "success")
    return _back(reference)


@blueprint.post("/<reference>/echeances/<cle>/date-prevue")
def create_return(reference: str, cle: str) -> ResponseReturnValue:
    key = read_key(cle)
    one = put_back_echeance(g.tx, reference, key)
    flash(f"« {one.name} » est revenue à sa date prévue, le {day_fr(one.due_at)}.", "success")
    return _back(reference)


def _back(reference: str) -> ResponseReturnValue:
    return redirect(url_for("dossiers.show", reference=reference) + "#titre-echeances")


def _page(
    dossier: Dossier, one: Coming, values: Mapping[str, str], errors: Mapping[str, list[str]]
) -> str:
    return render_template(
        "echeance_deplacement.html",
        dossier=dossier,
        one=one,
        fin=last_day(dossier),
        valeurs=values,
        erreurs=errors,
        labels=LABELS,
    )
