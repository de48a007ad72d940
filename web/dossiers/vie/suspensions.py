"""Suspend a measure, take it up again."""

from uuid import UUID

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.core.french import day_fr
from engine.suivi.suspensions.suspend import (
    cancel,
    find_suspension,
    require_suspender,
    resume,
    suspend,
)
from web.display import today
from web.dossiers.room import blueprint
from web.dossiers.vie import mots
from web.dossiers.vie.champs import Champ, Formulaire

SUSPEND = Formulaire(
    "Suspendre la mesure",
    "La suspension ne prolonge pas la mesure : la date de fin reste la même. XL Habitat en lit les "
    "dates, pas le motif.",
    (
        Champ("du", "Premier jour", aide="Par exemple 12/09/2026."),
        Champ("au", "Dernier jour", requis=False, aide="Laissez vide s’il n’est pas connu."),
        Champ("motif", "Motif", "choix", mots.SUSPENSIONS),
    ),
    "Suspendre",
    "La mesure est suspendue ; sa date de fin n’a pas changé.",
)
RESUME = Formulaire(
    "Reprendre la mesure",
    "Le jour où l’accompagnement reprend.",
    (Champ("reprise", "Jour de la reprise", aide="Par exemple 12/10/2026."),),
    "Reprendre",
    "La reprise est notée.",
)


@blueprint.get("/<reference>/vie/suspensions/nouvelle")
def new_suspension(reference: str) -> ResponseReturnValue:
    return SUSPEND.ask(require_suspender(g.tx, reference), {"du": day_fr(today(), "dd/MM/y")})


@blueprint.post("/<reference>/vie/suspensions/nouvelle")
def create_suspension(reference: str) -> ResponseReturnValue:
    return SUSPEND.send(reference, lambda sent: suspend(g.tx, reference, sent))


@blueprint.get("/<reference>/vie/suspensions/<uuid:row_id>/reprise")
def new_resumption(reference: str, row_id: UUID) -> ResponseReturnValue:
    dossier = require_suspender(g.tx, reference)
    find_suspension(g.tx, dossier, row_id)
    return RESUME.ask(dossier, {"reprise": day_fr(today(), "dd/MM/y")})


@blueprint.post("/<reference>/vie/suspensions/<uuid:row_id>/reprise")
def create_resumption(reference: str, row_id: UUID) -> ResponseReturnValue:
    return RESUME.send(reference, lambda sent: resume(g.tx, reference, row_id, sent))


@blueprint.post("/<reference>/vie/suspensions/<uuid:row_id>/retrait")
def cancel_suspension(reference: str, row_id: UUID) -> ResponseReturnValue:
    cancel(g.tx, reference, row_id)
    flash("Cette suspension était une erreur : elle n’est plus comptée.", "success")
    return redirect(url_for("dossiers.show_life", reference=reference))
