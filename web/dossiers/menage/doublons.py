"""Two households that look alike: said to be different, or joined by the direction; undone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.menages.merge import merge, unmerge
from engine.suivi.menages.similar import tell_alike, tell_apart
from web.dossiers.menage.saisies import attempt
from web.dossiers.room import blueprint


@blueprint.post("/<reference>/menage/distinction")
def create_difference(reference: str) -> ResponseReturnValue:
    done = "C’est noté : ce ne sont pas les mêmes personnes."
    return _do(reference, lambda: tell_apart(g.tx, reference, _other()), done)


@blueprint.post("/<reference>/menage/distinction/<uuid:row_id>/annulation")
def undo_difference(reference: str, row_id: UUID) -> ResponseReturnValue:
    done = "La comparaison est reprise."
    return _do(reference, lambda: tell_alike(g.tx, reference, row_id), done)


@blueprint.post("/<reference>/menage/fusion")
def create_merge(reference: str) -> ResponseReturnValue:
    done = "Les deux ménages sont réunis : vérifiez la composition. Cela s’annule d’un geste."
    return _do(reference, lambda: merge(g.tx, reference, _other()), done)


@blueprint.post("/<reference>/menage/fusion/<uuid:row_id>/annulation")
def undo_merge(reference: str, row_id: UUID) -> ResponseReturnValue:
    done = "La réunion est annulée : chaque dossier a retrouvé son ménage."
    return _do(reference, lambda: unmerge(g.tx, reference, row_id), done)


def _other() -> str:
    return request.form.get("autre", "")


def _do(reference: str, act: Callable[[], Any], done: str) -> ResponseReturnValue:
    """Do it and say what came of it, on the household's page."""
    errors = attempt(act)
    if errors:
        flash(" ".join(told for field in errors.values() for told in field), "warning")
    else:
        flash(done, "success")
    return redirect(url_for("dossiers.show_menage", reference=reference))
