"""The simulation alone, as the page asks for it while one types; without JavaScript, the page."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.regles.read import whole
from web.display import today
from web.dossiers.dette.calcul import simulate
from web.dossiers.dette.pages import dette_of, show_page
from web.dossiers.room import blueprint


@blueprint.get("/<reference>/dette/simulation")
def show_simulation(reference: str) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, Rubrique.DETTE)
    asked = {name: request.args.get(name, "") for name in ("montant", "mensualite", "nombre")}
    par = "nombre" if request.args.get("par") == "nombre" else "mensualite"
    found = simulate(**asked, par=par, most=whole(g.tx, "PLAN_ECHEANCES_MAX", today()))
    if request.headers.get("HX-Request"):
        return render_template("_dette_simulation.html", simulation=found, dossier=dossier)
    return show_page(dossier, dette_of(dossier), simulation=found)
