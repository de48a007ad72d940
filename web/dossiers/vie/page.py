"""The tab itself, and for whom the measure is."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.derogations.ask import is_open, waiting_for
from engine.suivi.derogations.sign import read_derogations
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.motifs import nature_of
from engine.suivi.dossiers.sous_volet import set_sous_volet, told_sous_volet
from engine.suivi.dossiers.statut import statut_of
from engine.suivi.escalades.lire import alertes_of
from engine.suivi.partage.lire import may_write, open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.referents.models import RoleReferent
from engine.suivi.referents.name_others import is_by_name, may_name, possible_suppleants
from engine.suivi.referents.read import read_referents, read_suppleants
from engine.suivi.suspensions.suspend import read_suspensions
from web.alertes import mots as mots_alertes
from web.display import NATURES
from web.dossiers.menage.saisies import attempt
from web.dossiers.room import blueprint
from web.dossiers.vie import mots


@blueprint.get("/<reference>/vie")
def show_life(reference: str) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, Rubrique.VIE)
    is_mdl = g.tx.actor.organisation == "MDL"
    return render_template(
        "vie.html",
        dossier=dossier,
        mots=mots,
        statut=statut_of(g.tx, dossier),
        nature=NATURES.get(nature_of(dossier), ""),
        sous_volet=told_sous_volet(g.tx, dossier),
        suspensions=read_suspensions(g.tx, dossier),
        derogations=read_derogations(g.tx, dossier),
        is_derogation_open=is_open(g.tx),
        may_ask=is_mdl and waiting_for(g.tx, dossier.id) is None,
        writes=is_mdl and may_write(g.tx, Rubrique.VIE),
        alertes=alertes_of(g.tx, dossier),
        mots_alertes=mots_alertes,
        **_followers(dossier),
    )


@blueprint.post("/<reference>/vie/sous-volet")
def change_sous_volet(reference: str) -> ResponseReturnValue:
    wanted = request.form.get("sous_volet", "")
    if attempt(lambda: set_sous_volet(g.tx, reference, wanted)):
        flash("Choisissez un sous-volet dans la liste.", "warning")
    else:
        flash("Le sous-volet est noté.", "success")
    return redirect(url_for("dossiers.show_life", reference=reference))


def _followers(dossier: Dossier) -> dict[str, Any]:
    known = read_referents(g.tx, dossier)
    is_chef = "MDL_CHEF" in g.tx.actor.groups
    is_listed = is_by_name(g.tx, dossier)
    return {
        "presents": {one.role: one for one in known if one.au is None},
        "anciens": [one for one in known if one.au is not None],
        "is_chef": is_chef,
        "nommables": [
            role
            for role in (RoleReferent.BAILLEUR, RoleReferent.VVC)
            if may_name(g.tx, dossier, role)
        ],
        "is_listed": is_listed,
        "suppleants": read_suppleants(g.tx, dossier) if is_listed and is_chef else [],
        "possibles": {str(one): name for one, name in possible_suppleants(g.tx, dossier)},
    }
