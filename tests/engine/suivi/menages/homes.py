"""Households of a house: opened by somebody, with what a page would send."""

from typing import Any
from uuid import UUID

from engine.bpm.instances.models import Instance
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.open import open_dossier
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.read import MenageLu, read_menage
from engine.suivi.menages.settle import Qui
from tests.house import PARTAGE, REPERAGE, House

MARIE = {
    "civilite": "MME",
    "nom": "Dupin",
    "prenom": "Marie",
    "nom_naissance": "Lartigue",
    "date_naissance": "12/03/1985",
}
JEAN = {"civilite": "M", "nom": "Dupin", "prenom": "Jean", "lien": "COTITULAIRE"}
LEA = {"nom": "Dupin", "prenom": "Léa", "lien": "ENFANT_MINEUR", "date_naissance": "01/09/2020"}


def open_for(house: House, group: str = "MDL_TS", known: str = "", **who: str) -> str:
    """A dossier for a new household (Marie Dupin's) or for that of ``known``; its reference."""
    qui = Qui(reference=known, typed={} if known else {**MARIE, **who})
    with house.acting(group) as tx:
        return open_dossier(tx, REPERAGE, qui).reference


def agree(house: House, reference: str, accord: str = "OUI") -> UUID:
    """The household has answered to the sharing; its case."""
    (case,) = house.rows(Instance, Instance.reference == reference)
    (element,) = [name for name in house.tasks(case.id) if name.startswith("information_partage")]
    house.do(case.id, element, {**PARTAGE, "accord_partage": accord})
    return case.id


def shared(house: House, group: str = "MDL_TS", **who: str) -> str:
    """A dossier whose household has agreed to the sharing."""
    reference = open_for(house, group, **who)
    agree(house, reference)
    return reference


def restrict(house: House, reference: str) -> None:
    """The dossier becomes restricted, by the pré-diagnostic."""
    (case,) = house.rows(Instance, Instance.reference == reference)
    house.do(case.id, "prediagnostic", DANGER)


DANGER = {
    "date_prediagnostic": "2026-09-07",
    "situation_logement": "CHRS",
    "difficultes": ["RESSOURCES"],
    "danger": "AVERE",
    "adhesion": "OUI",
    "territoire": "DANS",
    "avis_prediagnostic": "FAVORABLE",
}


def read(house: House, reference: str, group: str = "MDL_TS") -> MenageLu | None:
    """The household as somebody reads it."""
    with house.acting(group) as tx:
        return read_menage(tx, find_dossier(tx, reference)[0])


def dossier_of(house: House, reference: str) -> Any:
    (row,) = house.rows(Dossier, Dossier.reference == reference)
    return row
