"""What the household's pages share: what was typed, a version, and a refusal that loses nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused, NotFound
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.errors import ChangedMeanwhile
from engine.suivi.menages.read import read_menage
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.dossiers.menage.mots import MOTS

CHANGED = (
    "Un collègue vient de modifier ces informations. Comparez avec la page du ménage, puis "
    "enregistrez de nouveau si votre saisie est la bonne."
)


def open_household(reference: str, rubrique: Rubrique) -> Dossier:
    """A dossier of which the person writes that part, and whose household they know."""
    dossier = open_rubrique(g.tx, reference, rubrique, write=True)
    if read_menage(g.tx, dossier) is None:
        raise NotFound(reference=reference)
    return dossier


def typed() -> dict[str, str]:
    """The fields that the page sent, without its token."""
    return {key: text for key, text in request.form.items() if key != "csrf_token"}


def version() -> int:
    """The version that the page had shown; what is no number is none that exists."""
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def attempt(act: Callable[[], Any]) -> Mapping[str, list[str]] | None:
    """Do it, or leave nothing and give what was wrong, by field; None when it is done."""
    try:
        with g.tx.attempt():
            act()
    except AnswersRefused as refusal:
        return refusal.errors
    except ChangedMeanwhile:
        return {"": [CHANGED]}
    return None


def show(
    template: str, values: Mapping[str, str], errors: Mapping[str, list[str]], **context: Any
) -> ResponseReturnValue:
    """A form with what is in it; 422 when something was wrong, 409 when a colleague was faster."""
    page = render_template(template, valeurs=values, erreurs=errors, mots=MOTS, **context)
    return page, (409 if "" in errors else 422) if errors else 200
