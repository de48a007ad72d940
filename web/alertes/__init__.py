"""Alertes transmises: a chef's page over every file; a dossier's are on « Vie du dossier »."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.escalades.chercher import Compte, Criteres, Sorte
from engine.suivi.escalades.lire import PAGE, count_alertes, read_alertes
from web.alertes import mots

blueprint = Blueprint("alertes", __name__, url_prefix="/alertes")
MOST_PAGES = 200
AWAITED = {"attendue": True, "faite": False, "toutes": None}


@blueprint.get("")
def index() -> ResponseReturnValue:
    """What is still awaited; the rest on request."""
    asked = _asked()
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    counted = count_alertes(g.tx, Criteres(reference=asked["dossier"]))
    found = read_alertes(g.tx, _criteres(asked), page)
    return render_template(
        "alertes.html",
        alertes=found[:PAGE],
        page=page,
        has_more=len(found) > PAGE,
        asked=asked,
        suites=_counts(counted, asked, "suite", mots.SUITES),
        quoi=_counts(counted, asked, "quoi", {"": "De toute sorte", **mots.QUOI}),
        metiers=sorted({one.metier for one in counted} | {asked["metier"]} - {""}),
        address=lambda **changed: _address({**asked, **changed}),
        mots=mots,
    )


def _asked() -> dict[str, str]:
    """The filters of the address; one that is not known filters nothing."""
    asked = {name: request.args.get(name, "").strip() for name in ("metier", "dossier")}
    suite, quoi = request.args.get("suite", ""), request.args.get("quoi", "")
    return {
        "suite": suite if suite in AWAITED else "attendue",
        "quoi": quoi if quoi in mots.QUOI else "",
        **asked,
    }


def _criteres(asked: dict[str, str]) -> Criteres:
    return Criteres(
        attendue=AWAITED[asked["suite"]],
        sorte=Sorte(asked["quoi"]) if asked["quoi"] else None,
        metier=asked["metier"],
        reference=asked["dossier"],
    )


def _address(asked: dict[str, Any]) -> str:
    """This page with these filters, those that change nothing left out."""
    usual = {"suite": "attendue", "page": 1}
    kept = {key: value for key, value in asked.items() if value and value != usual.get(key)}
    return url_for("alertes.index", **kept)


def _counts(
    counted: Sequence[Compte], asked: dict[str, str], name: str, choices: dict[str, str]
) -> list[tuple[str, str, int]]:
    """Each choice of a filter, in words, with how many lines it would show beside the others."""
    shown = [(code, words, {**asked, name: code}) for code, words in choices.items()]
    return [
        (code, words, sum(one.nombre for one in counted if _is_shown(one, wanted)))
        for code, words, wanted in shown
    ]


def _is_shown(one: Compte, wanted: dict[str, str]) -> bool:
    return (
        AWAITED[wanted["suite"]] in (None, one.attendue)
        and wanted["quoi"] in ("", one.sorte)
        and wanted["metier"] in ("", one.metier)
    )
