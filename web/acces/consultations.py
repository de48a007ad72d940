"""« Qui a consulté »: the log of readings of one dossier."""

from flask import g, render_template
from flask.typing import ResponseReturnValue

from engine.suivi.partage.lectures import read_consultations
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.acces.visites import by_visit
from web.dossiers.room import blueprint


@blueprint.get("/<reference>/consultations")
def show_consultations(reference: str) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, Rubrique.CONSULTATIONS)
    visites = by_visit(read_consultations(g.tx, reference))
    return render_template("consultations.html", dossier=dossier, visites=visites)
