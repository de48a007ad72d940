"""« Dossiers à ne pas croiser »: for the MDL's direction alone."""

from collections.abc import Mapping
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import NotFound
from engine.suivi.menages.direction import require_direction
from engine.suivi.menages.keep_apart import keep_apart, lift, read_marks
from engine.suivi.menages.read import read_menage
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.dossiers.menage.saisies import attempt, show, typed
from web.dossiers.room import blueprint


@blueprint.get("/<reference>/menage/croisements")
def show_marks(reference: str) -> ResponseReturnValue:
    return _page(reference, {"autre": request.args.get("autre", "")}, {})


@blueprint.post("/<reference>/menage/croisements")
def create_mark(reference: str) -> ResponseReturnValue:
    sent = typed()
    errors = attempt(
        lambda: keep_apart(g.tx, reference, sent.get("autre", ""), sent.get("motif", ""))
    )
    if errors:
        return _page(reference, sent, errors)
    flash("Ces deux ménages ne se croiseront pas.", "success")
    return redirect(url_for("dossiers.show_marks", reference=reference))


@blueprint.post("/<reference>/menage/croisements/<uuid:row_id>/levee")
def lift_mark(reference: str, row_id: UUID) -> ResponseReturnValue:
    lift(g.tx, reference, row_id)
    flash("La mention est levée.", "success")
    return redirect(url_for("dossiers.show_marks", reference=reference))


def _page(
    reference: str, values: Mapping[str, str], errors: Mapping[str, list[str]]
) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, Rubrique.IDENTITE)
    require_direction(g.tx)
    if read_menage(g.tx, dossier) is None:
        raise NotFound(reference=reference)
    marks = read_marks(g.tx, dossier)
    return show("menage_croisements.html", values, errors, dossier=dossier, marques=marks)
