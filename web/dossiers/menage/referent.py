"""Who follows a dossier: named by the MDL's direction."""

from collections.abc import Mapping

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.menages.direction import require_direction
from engine.suivi.menages.name_referent import name_referent, possible_referents
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.dossiers.menage.saisies import attempt, show, typed
from web.dossiers.room import blueprint


@blueprint.get("/<reference>/referent")
def show_referent(reference: str) -> ResponseReturnValue:
    return _page(reference, {}, {})


@blueprint.post("/<reference>/referent")
def change_referent(reference: str) -> ResponseReturnValue:
    sent = typed()
    errors = attempt(lambda: name_referent(g.tx, reference, sent.get("referent", "")))
    if errors:
        return _page(reference, sent, errors)
    flash("Le référent est désigné ; il voit le dossier et ses tâches.", "success")
    return redirect(url_for("dossiers.show", reference=reference))


def _page(
    reference: str, values: Mapping[str, str], errors: Mapping[str, list[str]]
) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, Rubrique.IDENTITE)
    require_direction(g.tx)
    people = {str(person): name for person, name in possible_referents(g.tx)}
    chosen = {"referent": str(dossier.referent_id or ""), **values}
    return show("menage_referent.html", chosen, errors, dossier=dossier, personnes=people)
