"""One small form a page, as a list of fields: what was typed stays when it is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.suivi.dossiers.models import Dossier
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.dossiers.menage.saisies import attempt, show, typed


@dataclass(frozen=True)
class Champ:
    """A field: a day, a choice among ``options``, or a text."""

    nom: str
    label: str
    sorte: str = "jour"
    options: Mapping[str, str] = field(default_factory=dict)
    requis: bool = True
    aide: str = ""


@dataclass(frozen=True)
class Formulaire:
    """A page with one form."""

    titre: str
    texte: str
    champs: Sequence[Champ]
    bouton: str
    fait: str
    """What is said once it is done."""

    def ask(self, dossier: Dossier, values: Mapping[str, str]) -> ResponseReturnValue:
        """The empty form; the caller has asked whether the actor may send it."""
        return self._page(dossier, values, {})

    def send(self, reference: str, act: Callable[[dict[str, str]], Any]) -> ResponseReturnValue:
        """Do it with what was typed, or show it again with what is wrong."""
        sent = typed()
        errors = attempt(lambda: act(sent))
        if errors:
            return self._page(open_rubrique(g.tx, reference, Rubrique.VIE), sent, errors)
        flash(self.fait, "success")
        return redirect(url_for("dossiers.show_life", reference=reference))

    def _page(
        self, dossier: Dossier, values: Mapping[str, str], errors: Mapping[str, list[str]]
    ) -> ResponseReturnValue:
        labels = {champ.nom: champ.label for champ in self.champs}
        return show(
            "vie_formulaire.html", values, errors, dossier=dossier, page=self, labels=labels
        )
