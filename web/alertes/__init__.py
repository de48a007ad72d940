"""Alertes transmises: a chef's page over every file; a dossier's are on « Vie du dossier »."""

from collections.abc import Sequence

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from engine.suivi.escalades.lire import AlerteLue, all_alertes
from web.alertes import mots

blueprint = Blueprint("alertes", __name__, url_prefix="/alertes")


@blueprint.get("")
def index() -> ResponseReturnValue:
    found = all_alertes(g.tx)
    asked = {name: request.args.get(name, "") for name in ("suite", "quoi", "metier", "dossier")}
    return render_template(
        "alertes.html",
        alertes=[one for one in found if is_asked(one, asked)],
        total=len(found),
        attendues=sum(one.suite.is_waiting for one in found),
        asked=asked,
        metiers=metiers(found),
        mots=mots,
    )


def is_asked(one: AlerteLue, asked: dict[str, str]) -> bool:
    """Whether a line passes the filters; one that is not known filters nothing."""
    suite, quoi = asked["suite"], asked["quoi"]
    return (
        (suite not in mots.SUITES or one.suite.is_waiting == (suite == "attendue"))
        and (quoi not in mots.QUOI or mots.kind(one) == quoi)
        and (asked["metier"] in ("", one.metier))
        and asked["dossier"].strip() in one.reference
    )


def metiers(found: Sequence[AlerteLue]) -> Sequence[str]:
    """The trades that were told, to choose from."""
    return sorted({one.metier for one in found})
