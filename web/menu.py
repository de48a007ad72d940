"""The way about: the pages that a trade uses, the daily ones first, and where one is."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, g, request

from engine.core.access import Permission, may
from engine.core.identity.actor import Actor
from engine.suivi.arbitrages.read import READERS
from engine.suivi.escalades.lire import CHEFS
from engine.suivi.partage.relire import count_to_reread, may_reread
from engine.suivi.partage.rubriques import ECRITURE, LECTURE, Rubrique
from web.display import actor
from web.messages.room import bell

LEADERS = frozenset({"DPO", "MDL_CHEF", "XLH_PILOTE"})
"""Who watches over what ends (web/conservation)."""
ASIDE = frozenset({"EDITEUR_PROCESSUS", "DPO"})
"""Trades that follow no household: no task, no dossier and no message ever comes to them."""
RARE = frozenset({"revues.index", "acces.index", "conservation.index", "processus.index"})
ROW = 7
"""As many pages as stand on one row of 1,280 pixels, beside a long name: beyond, RARE is folded."""
# Pages of one room that are read as a part of another page of the menu.
PLACES = {
    "dossiers.show_unknown": "messages.index",
    "dossiers.show_mine": "dossiers.show_mine",
}
ROOMS = {
    "taches": "taches.show",
    "dossiers": "dossiers.index",
    "hebergements": "dossiers.index",
    "arbitrages": "arbitrages.show",
    "alertes": "alertes.index",
    "echeances": "echeances.show",
    "messages": "messages.index",
    "revues": "revues.index",
    "comptes": "comptes.new",
    "acces": "acces.index",
    "conservation": "conservation.index",
    "processus": "processus.index",
    "regles": "processus.index",
    "atelier": "atelier.index",
}


@dataclass(frozen=True)
class Entree:
    """A page of the menu; ``current`` is « page » on it, « true » on a page below it, or empty."""

    label: str
    endpoint: str
    current: str
    to_do: int = 0
    """How many things wait there, where nothing else tells it."""
    to_do_said: str = ""
    """What they are, said after the number."""


@dataclass(frozen=True)
class Menu:
    """What is on the row, and what is folded under « Plus »: nothing for most trades."""

    row: list[Entree]
    more: list[Entree]

    @property
    def is_in_more(self) -> bool:
        """Whether the page that is shown is one of those folded."""
        return any(page.current for page in self.more)

    @property
    def to_do(self) -> list[Entree]:
        """Those folded where something waits."""
        return [page for page in self.more if page.to_do]


def install(app: Flask) -> None:
    """Give templates ``menu()``."""
    app.jinja_env.globals["menu"] = menu


def menu() -> Menu:
    """The pages offered to the signed-in person; error pages ask it too, after the request."""
    person = actor()
    if person is None:
        return Menu([], [])
    here = PLACES.get(request.endpoint or "") or ROOMS.get(request.blueprint or "", "")
    pages = [
        Entree(label, endpoint, _current(endpoint, here), *_to_do(endpoint))
        for label, endpoint in _offered(person)
    ]
    folded = RARE if len(pages) > ROW else frozenset[str]()
    return Menu(
        [page for page in pages if page.endpoint not in folded],
        [page for page in pages if page.endpoint in folded],
    )


def _offered(person: Actor) -> Iterator[tuple[str, str]]:
    groups = person.groups
    follows = bool(groups - ASIDE)
    if follows:
        yield "Mes tâches", "taches.show"
    if groups & ECRITURE[Rubrique.ACCOMPAGNEMENT]:
        yield "Mes rendez-vous", "dossiers.show_mine"
    if follows:
        yield "Dossiers", "dossiers.index"
        yield "Échéances", "echeances.show"
    if groups & READERS:
        yield "Arbitrages", "arbitrages.show"
    if groups & CHEFS:
        yield "Alertes", "alertes.index"
    if groups & LECTURE[Rubrique.REVUE]:
        yield "Revues", "revues.index"
    if "XLH_PREC" in groups:
        yield "Comptes", "comptes.new"
    if follows:
        yield "Messages", "messages.index"
    if "MDL_CHEF" in groups or "DPO" in groups:
        yield "Accès", "acces.index"
    if groups & LEADERS:
        yield "Conservation", "conservation.index"
    yield "Processus", "processus.index"
    if may(person, Permission.DIAGRAM_EDIT, None):
        yield "Atelier", "atelier.index"


def _current(endpoint: str, here: str) -> str:
    if endpoint != here:
        return ""
    return "page" if request.endpoint == endpoint else "true"


def _to_do(endpoint: str) -> tuple[int, str]:
    """The bell; and nobody is written to when a file is opened exceptionally: the menu tells it."""
    tx = g.get("tx")
    if endpoint == "messages.index":
        unread = bell()
        return unread, "non lus" if unread > 1 else "non lu"
    if endpoint != "acces.index" or tx is None or not may_reread(tx):
        return 0, ""
    return count_to_reread(tx), "à relire"
