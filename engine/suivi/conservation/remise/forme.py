"""The shape of what is given to a person, and how values are said in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.core.french import day_fr, instant_fr
from engine.suivi.conservation.classes import Classe

Champs = list[tuple[str, str]]


@dataclass(frozen=True)
class Element:
    """One thing that is kept, and each of its fields in words."""

    titre: str
    champs: Champs


@dataclass(frozen=True)
class Section:
    """Things of one kind: where they come from, and how long they are kept."""

    titre: str
    classe: Classe
    source: str
    elements: Sequence[Element]


@dataclass(frozen=True)
class Remise:
    """Everything that may be given to one person of a household (RGPD, art. 15)."""

    personne: str
    reference: str
    etabli_le: date
    sections: Sequence[Section]
    durees: Mapping[Classe, str]
    non_compris: Sequence[str] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """Texts, lists and mappings alone: the JSON, and what the paper is made of."""
        return {
            "titre": "Ce que le programme garde de vous",
            "personne": self.personne,
            "dossier": self.reference,
            "etabli_le": day_fr(self.etabli_le),
            "sections": [self._section(one) for one in self.sections],
            "non_compris": list(self.non_compris),
        }

    def as_json(self) -> bytes:
        return json.dumps(self.as_data(), ensure_ascii=False, indent=2).encode()

    def _section(self, section: Section) -> dict[str, Any]:
        return {
            "titre": section.titre,
            "source": section.source,
            "conservation": self.durees[section.classe],
            "elements": [
                {"titre": one.titre, "champs": [list(pair) for pair in one.champs]}
                for one in section.elements
            ],
        }


def dit(value: Any) -> str:
    """A value of any column, in words as far as its kind tells."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return instant_fr(value)
    if isinstance(value, date):
        return day_fr(value)
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, Mapping):
        return " ; ".join(f"{libelle(k)} : {dit(v)}" for k, v in value.items() if dit(v))
    if isinstance(value, list | tuple):
        return ", ".join(told for one in value if (told := dit(one)))
    text = str(value)
    return libelle(text).lower() if text.isupper() and "_" in text else text


def libelle(name: str) -> str:
    """A column's name as a label: « date_bail » is « Date bail »."""
    return name.replace("_", " ").capitalize()


def champs(**values: Any) -> Champs:
    """The pairs of label and value that say something; ``_`` in a name is a space."""
    return [(libelle(name), told) for name, value in values.items() if (told := dit(value))]
