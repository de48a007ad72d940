"""The parts of a dossier as tabs: each person has those that the table lets them read."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask, g

from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.motifs import nature_of
from engine.suivi.dossiers.see import find_dossier, is_whole, volets_of
from engine.suivi.dossiers.sous_volet import told_sous_volet
from engine.suivi.dossiers.statut import statut_of
from engine.suivi.menages.read import read_menage
from engine.suivi.partage.lire import is_told, may_read
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.violences.lire import volet_instance
from web.display import NATURES


@dataclass(frozen=True)
class Onglet:
    """A tab; without a rubrique, everybody of the circle has it."""

    endpoint: str
    label: str
    rubrique: Rubrique | None = None
    others: frozenset[Rubrique] = frozenset()
    """Further parts that the page shows: whoever reads one of them has the tab."""


# Notes are kept for one side, or for a list: each reads its own on the same page.
ECRITS = frozenset({Rubrique.NOTES_BAILLEUR, Rubrique.VIOLENCES})
SPECIFIQUE = "Accompagnement spécifique"
ONGLETS = (
    Onglet("dossiers.show", "Parcours"),
    Onglet("dossiers.show_menage", "Ménage", Rubrique.IDENTITE),
    Onglet("dossiers.show_life", "Vie du dossier", Rubrique.VIE),
    Onglet("dossiers.show_journal", "Accompagnement", Rubrique.ACCOMPAGNEMENT, ECRITS),
    Onglet("dossiers.show_logement", "Logement", Rubrique.LOGEMENT),
    Onglet("dossiers.show_dette", "Dette", Rubrique.DETTE),
    Onglet("dossiers.show_projet", "Projet", Rubrique.PROJET),
    Onglet("dossiers.show_accords", "Accords", Rubrique.CONSENTEMENTS),
    Onglet("dossiers.show_specifique", SPECIFIQUE, Rubrique.VIOLENCES),
    Onglet("dossiers.show_documents", "Documents", Rubrique.DOCUMENTS, ECRITS),
    Onglet("dossiers.show_consultations", "Consultations", Rubrique.CONSULTATIONS),
)


@dataclass(frozen=True)
class Resume:
    """What stands above every page of a dossier."""

    referent: str | None
    volets: list[str]
    is_whole: bool
    onglets: list[Onglet]
    menage: str
    """Who the household is, for those who may know it; empty otherwise."""
    statut: str
    """Where it stands, in the programme's eleven words."""
    sous_volet: str
    """For those who may know it; empty otherwise, and for an ordinary one."""
    nature: str
    """How it ended; empty while it goes on."""


def install(app: Flask) -> None:
    """Give templates ``resume(dossier)``."""
    app.jinja_env.globals["resume"] = resume


def resume(dossier: Dossier) -> Resume:
    """The référent's name, the volets and the tabs of a dossier, for the signed-in person."""
    _, referent = find_dossier(g.tx, dossier.reference)
    volets = volets_of(g.tx, [dossier])[dossier.id]
    menage = read_menage(g.tx, dossier)
    called = menage.nom_long if menage else ""
    return Resume(
        referent,
        volets,
        is_whole(g.tx, dossier),
        list(onglets(dossier)),
        called,
        statut_of(g.tx, dossier),
        told_sous_volet(g.tx, dossier),
        NATURES.get(nature_of(dossier), ""),
    )


def onglets(dossier: Dossier) -> Iterator[Onglet]:
    """The tabs of this dossier for the signed-in person."""
    told = is_told(g.tx, dossier)
    for onglet in ONGLETS:
        # This one is there for those on a list of its own, where there is one at all.
        if onglet.label == SPECIFIQUE and volet_instance(g.tx, dossier) is None:
            continue
        parts = onglet.others | {onglet.rubrique}
        if None in parts or (told and any(may_read(g.tx, part) for part in parts if part)):
            yield onglet
