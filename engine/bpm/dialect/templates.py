"""Message templates: YAML files of four fields that hold no data at all, read strictly."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import yaml

from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.xml import Unreadable
from engine.bpm.dialect.yaml_text import compose_yaml


class Urgency(StrEnum):
    """When an e-mail about it goes (domain 0.1, 14, and 5.8): `gather.py` says how."""

    DANGER = "danger"
    LEGAL = "date_legale"
    ORDINARY = "ordinaire"


class Template(NamedTuple):
    """A message: how lists name it, the subject and the text of an e-mail, how urgent it is."""

    libelle: str
    objet: str
    texte: str
    urgence: str


FIELDS: Final = Template._fields
LONGEST: Final[Mapping[str, int]] = MappingProxyType({"libelle": 80, "objet": 70, "texte": 300})
# A template is the same for every dossier, so nothing can be slipped into a mail by it.
FORBIDDEN: Final = (
    (re.compile(r"[{}$<>]|%[(s]|\[\["), "un blanc à remplir ou une balise"),
    (re.compile(r"https?:|www\.", re.I), "une adresse de page : le lien vers la tâche est ajouté"),
    (re.compile(r"\S@\S"), "une adresse de courriel"),
    (re.compile(r"\b\d{4}-\d{4}\b"), "une référence de dossier"),
    (re.compile(r"(?:\d[ .\u00a0]?){10}"), "un numéro de téléphone"),
    (re.compile(r"\b(?:M\.|Mme|Mlle|Monsieur|Madame)\s+[A-ZÀ-Ý]"), "un nom de personne"),
    (
        re.compile(r"\b(?:MDL|XL ?Habitat|Maison du Logement|CIDFF|Palier|violences?)\b", re.I),
        "le nom d’un partenaire ou du dispositif",
    ),
)


def read_template(name: str, data: bytes) -> tuple[Template, list[Problem]]:
    """A template and everything that is to be mended in it; what is missing is empty.

    Unreadable for a text that is no plain YAML.
    """
    node = compose_yaml(data)
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(1, f"Un message a {len(FIELDS)} lignes : {', '.join(FIELDS)}.")
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for key, value in node.value:
        line, field = key.start_mark.line + 1, str(key.value)
        if field not in FIELDS:
            told = f"« {field[:40]} » n’est pas un champ de message : retirez cette ligne."
            problems.append(Problem(line, name, told))
        elif field in found:
            problems.append(
                Problem(line, name, f"« {field} » est écrit deux fois : gardez une ligne.")
            )
        else:
            text = value.value if isinstance(value, yaml.ScalarNode) else ""
            found[field] = on_one_line(text)
            told_of = _urgency(text) if field == "urgence" else _text(field, text)
            problems += [Problem(line, name, message) for message in told_of]
    problems += [
        Problem(1, name, f"La ligne « {field} » manque : ajoutez-la.")
        for field in FIELDS
        if field not in found
    ]
    return Template(*(found.get(field, "") for field in FIELDS)), problems


def on_one_line(text: str) -> str:
    """Without line ends and doubled blanks; the blanks that French keeps stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def _urgency(text: str) -> Iterator[str]:
    if text.strip() not in set(Urgency):
        yield f"L’urgence est l’un de ces mots : {', '.join(Urgency)}."


def _text(field: str, text: str) -> Iterator[str]:
    if not text.strip():
        yield f"« {field} » est vide : écrivez-le."
    if len(text) > LONGEST[field]:
        yield f"« {field} » dépasse {LONGEST[field]} signes : raccourcissez-le."
    if field != "texte" and "\n" in text.strip():
        yield f"« {field} » tient sur une ligne : enlevez les retours."
    if field == "libelle":
        return  # shown to those who see the dossier, in no e-mail
    for pattern, what in FORBIDDEN:
        if pattern.search(text):
            yield f"« {field} » contient {what} : dites la même chose de tous les dossiers."


def template_of(known: Mapping[str, Mapping[str, Any]], name: str) -> Template:
    """The template of that name among files that were read; a plain one when there is none."""
    row = known.get(name)
    if row is None:
        return PLAIN
    return Template(*(str(row.get(field) or getattr(PLAIN, field)) for field in FIELDS))


PLAIN: Final = Template(
    "Message", "Un message vous attend", "Un message vous attend : ouvrez-le.", Urgency.ORDINARY
)


@cache
def readable(name: str, data: bytes) -> Template:
    """The template that a published file holds; a plain one when it cannot be read any more."""
    try:
        return read_template(name, data)[0]
    except Unreadable:
        return PLAIN
