"""Logement: the proposition that waits, the home, the démarches, the transfer, the mediations."""

from collections.abc import Mapping

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.demarches.checklist import read_checklist
from engine.suivi.dossiers.models import Dossier
from engine.suivi.logements.read import days_left, read_logements
from engine.suivi.logements.steps import open_steps
from engine.suivi.partage.lire import may_read, may_write, open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.display import today
from web.dossiers.logement import mots
from web.dossiers.room import blueprint

Errors = Mapping[str, list[str]]


@blueprint.get("/<reference>/logement")
def show_logement(reference: str) -> ResponseReturnValue:
    return show_page(open_rubrique(g.tx, reference, Rubrique.LOGEMENT))


def show_page(
    dossier: Dossier, *, typed: Mapping[str, str] | None = None, errors: Errors | None = None
) -> str:
    """The whole page; what was typed in one of its forms stays there when it was refused."""
    found = read_logements(g.tx, dossier)
    reads = may_read(g.tx, Rubrique.DEMARCHES)
    return render_template(
        "logement.html",
        dossier=dossier,
        suivi=found,
        restent=days_left(found, today()),
        steps=open_steps(g.tx, dossier),
        checklist=read_checklist(g.tx, dossier) if reads else None,
        is_open=dossier.date_sortie is None,
        can_write=may_write(g.tx, Rubrique.LOGEMENT),
        can_tick=reads and may_write(g.tx, Rubrique.DEMARCHES),
        mots=mots,
        typed=typed or {},
        errors=errors or {},
    )


def refused(reference: str, typed: Mapping[str, str], errors: Errors) -> ResponseReturnValue:
    """The page again, with what was typed and what is wrong with it."""
    dossier = open_rubrique(g.tx, reference, Rubrique.LOGEMENT)
    return show_page(dossier, typed=typed, errors=errors), 422


def back(reference: str, anchor: str) -> ResponseReturnValue:
    """To the part of the page where one was."""
    return redirect(url_for("dossiers.show_logement", reference=reference, _anchor=anchor))
