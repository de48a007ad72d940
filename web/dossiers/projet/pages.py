"""« Projet »: where the versions stand, the objectives and how far each is."""

from collections.abc import Mapping
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused
from engine.core.french import plural
from engine.suivi.partage.lire import may_read, may_write
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.projets.read import read_projet
from engine.suivi.projets.settle import settle_projet
from web.dossiers.accompagnement.champs import Typed, typed
from web.dossiers.projet.champs import avancee_typed
from web.dossiers.projet.mots import words
from web.dossiers.room import blueprint


@blueprint.get("/<reference>/projet")
def show_projet(reference: str) -> ResponseReturnValue:
    return show_page(reference)


@blueprint.post("/<reference>/projet/avancees")
def create_progress(reference: str) -> ResponseReturnValue:
    try:
        with g.tx.attempt():
            changed = settle_projet(g.tx, reference, avancee_typed(typed()))
    except AnswersRefused as refusal:
        return show_page(reference, refusal.errors), 422
    told = f"{plural(changed, 'avancée')} notée{'s' if changed > 1 else ''}."
    flash(told if changed else "Rien n’avait changé.", "success")
    return back(reference)


def show_page(
    reference: str,
    errors: Mapping[str, list[str]] | None = None,
    form: Typed | None = None,
    ouvert: str = "",
) -> str:
    """The whole page; ``ouvert`` is the version whose refusal was being typed."""
    read = read_projet(g.tx, reference)
    return render_template(
        "projet.html",
        dossier=read.dossier,
        read=read,
        can_write=may_write(g.tx, Rubrique.PROJET) and read.is_shared,
        can_download=may_read_papers(),
        errors=errors or {},
        form=form or Typed(),
        ouvert=ouvert,
        **words(),
    )


def may_read_papers() -> bool:
    """Whether the papers that the page names can be opened: they are documents of the dossier."""
    return may_read(g.tx, Rubrique.DOCUMENTS)


def form_page(template: str, reference: str, **about: Any) -> str:
    """A page with one form of the project."""
    read = read_projet(g.tx, reference)
    return render_template(template, dossier=read.dossier, read=read, **about, **words())


def back(reference: str, anchor: str | None = None) -> ResponseReturnValue:
    """To the project's page."""
    return redirect(url_for("dossiers.show_projet", reference=reference, _anchor=anchor))
