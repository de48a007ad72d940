"""The register of processing (RGPD, art. 30): `processes/registre.yaml`, read strictly.

How long things are kept is not written there: it is read from the rules, so it never differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from engine.bpm.dialect.folder import SHIPPED
from engine.suivi.conservation.classes import Classe

FILE = SHIPPED / "registre.yaml"
TEXTES = ("nom", "finalite", "base", "personnes", "donnees", "destinataires")


@dataclass(frozen=True)
class Traitement:
    """One processing, as the law asks it to be described."""

    nom: str
    finalite: str
    base: str
    personnes: str
    donnees: str
    destinataires: str
    classes: Sequence[Classe]
    a_confirmer: Sequence[str]


@dataclass(frozen=True)
class Registre:
    """Who decides, what is done, how it is kept safe, and what is still to be done."""

    responsables: str
    a_confirmer: Sequence[str]
    traitements: Sequence[Traitement]
    securite: Sequence[str]
    a_faire: Sequence[str]


@cache
def read_registre(path: Path = FILE) -> Registre:
    """The file; ValueError when something that the law asks for is missing."""
    said: dict[str, Any] = yaml.safe_load(path.read_text())
    return Registre(
        responsables=str(said["responsables"]["texte"]).strip(),
        a_confirmer=said["responsables"]["a_confirmer"],
        traitements=[_traitement(one) for one in said["traitements"]],
        securite=said["securite"],
        a_faire=said["a_faire"],
    )


def _traitement(one: dict[str, Any]) -> Traitement:
    missing = {*TEXTES, "classes", "a_confirmer"} ^ one.keys()
    if missing or not one["classes"]:
        raise ValueError(f"{one.get('nom')} : {sorted(missing)}")
    texts = {name: str(one[name]).strip() for name in TEXTES}
    classes = [Classe(classe) for classe in one["classes"]]
    return Traitement(**texts, classes=classes, a_confirmer=one["a_confirmer"])
