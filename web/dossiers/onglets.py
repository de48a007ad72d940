"""The parts of a dossier as tabs: each person has those that the table lets them read."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, g

from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import find_dossier, is_whole, volets_of
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique


@dataclass(frozen=True)
class Onglet:
    """A tab; without a rubrique, everybody of the circle has it."""

    endpoint: str
    label: str
    rubrique: Rubrique | None = None


ONGLETS = (Onglet("dossiers.show", "Parcours"),)


@dataclass(frozen=True)
class Resume:
    """What stands above every page of a dossier."""

    referent: str | None
    volets: list[str]
    is_whole: bool
    onglets: list[Onglet]


def install(app: Flask) -> None:
    """Give templates ``resume(dossier)``."""
    app.jinja_env.globals["resume"] = resume


def resume(dossier: Dossier) -> Resume:
    """The référent's name, the volets and the tabs of a dossier, for the signed-in person."""
    _, referent = find_dossier(g.tx, dossier.reference)
    volets = volets_of(g.tx, [dossier])[dossier.id]
    return Resume(referent, volets, is_whole(g.tx, dossier), list(onglets(dossier)))


def onglets(dossier: Dossier) -> Iterator[Onglet]:
    """The tabs of this dossier for the signed-in person."""
    whole = is_whole(g.tx, dossier)
    for onglet in ONGLETS:
        if onglet.rubrique is None or (whole and may_read(g.tx, onglet.rubrique)):
            yield onglet
