"""A form-js schema as the server understands it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.words import short
from engine.bpm.dialect.xml import Unreadable
from engine.bpm.forms.json_errors import not_json
from engine.bpm.forms.rules import problems_of
from engine.feel import FeelError, placed
from engine.feel import compile as compile_feel

MAX_BYTES = 200_000
MAX_FIELDS = 200
MAX_DEPTH = 3
CLASSES = ("code", "partage", "mdl", "xlh", "vvc")
INPUTS = ("textfield", "textarea", "number", "datetime", "select", "radio", "checklist", "checkbox")
DISPLAYS = ("text", "separator", "spacer")
# What may become a variable: a choice, a date, a number, a yes or no (architecture, decision 9).
CODES = ("number", "datetime", "select", "radio", "checklist", "checkbox")
CHOICES = ("select", "radio", "checklist")
# What the editor of forms could offer, and the server could not check.
FOREIGN = {
    "html": "code HTML",
    "iframe": "page incrustée",
    "expression": "expression",
    "filepicker": "fichier joint",
    "documentPreview": "aperçu de document",
    "image": "image",
    "table": "tableau",
    "dynamiclist": "liste répétée",
    "taglist": "liste d’étiquettes",
    "button": "bouton",
}


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    key: str
    kind: str
    label: str
    classe: str
    options: tuple[tuple[str, str], ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)
    hidden_when: str = ""
    default: Any = None


@dataclass(frozen=True)
class Form:
    """A form by its id; ``schema`` is what the viewer is given, unchanged."""

    id: str
    fields: tuple[Field, ...]
    schema: Mapping[str, Any]

    @property
    def codes(self) -> frozenset[str]:
        """The keys that an expression may read."""
        return frozenset(f.key for f in self.fields if f.classe == "code")


def read_form(data: bytes) -> tuple[Form, list[Problem]]:
    """The form and what is wrong with it. Unreadable when it is not a form-js schema at all."""
    if len(data) > MAX_BYTES:
        raise Unreadable(1, "Le formulaire dépasse 200 ko : partagez-le en deux.")
    try:
        schema = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise not_json(error) from error
    if not isinstance(schema, dict) or not isinstance(schema.get("components"), list):
        raise Unreadable(1, "Ce fichier n’est pas un formulaire : prenez un fichier .form.")
    problems: list[Problem] = []
    fields = tuple(_fields(schema["components"], problems, 0))
    keys = [f.key for f in fields]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        message = (
            f"Plusieurs questions portent la clé « {short(key)} » : donnez à chacune la sienne."
        )
        problems.append(Problem(1, key, message))
    if len(fields) > MAX_FIELDS:
        message = f"Le formulaire a plus de {MAX_FIELDS} questions : partagez-le en deux."
        problems.append(Problem(1, "-", message))
    return Form(str(schema.get("id") or ""), fields, schema), problems


def _fields(components: list[Any], problems: list[Problem], depth: int) -> Iterator[Field]:
    for component in components:
        if not isinstance(component, dict):
            problems.append(Problem(1, "-", "Une partie du formulaire est illisible : retirez-la."))
            continue
        if depth > MAX_DEPTH:
            message = f"Plus de {MAX_DEPTH} groupes l’un dans l’autre : sortez-en cette question."
            problems.append(Problem(1, _called(component), message))
            continue
        kind = component.get("type")
        if kind == "group" and isinstance(component.get("components"), list):
            yield from _fields(component["components"], problems, depth + 1)
        elif kind in INPUTS:
            yield _field(component, problems)
        elif kind not in DISPLAYS:
            message = (
                f"Le composant « {FOREIGN.get(str(kind), short(str(kind)))} » n’est pas pris en "
                "charge : retirez-le, ou prenez un texte, un nombre, une date ou un choix."
            )
            problems.append(Problem(1, _called(component), message))


def _called(component: dict[str, Any]) -> str:
    return str(component.get("key") or component.get("id") or "-")


def _field(component: dict[str, Any], problems: list[Problem]) -> Field:
    key, kind = str(component.get("key") or ""), str(component["type"])
    classe = str(_part(component, "properties").get("classe") or "")
    rules, options = _part(component, "validate"), _options(component)
    name = _called(component)
    problems += [Problem(1, name, told) for told in _faults(key, kind, classe, component)]
    problems += [Problem(1, name, told) for told in problems_of(rules)]
    hidden = str(_part(component, "conditional").get("hide") or "").removeprefix("=")
    if hidden:
        try:
            compile_feel(hidden)
        except FeelError as error:
            message = f"Condition illisible, {placed(error).rstrip(' .')}."
            problems.append(Problem(1, name, message))
            hidden = ""
    return Field(
        key=key,
        kind="date" if kind == "datetime" else kind,
        label=str(component.get("label") or component.get("dateLabel") or key),
        classe=classe,
        options=options,
        rules=rules,
        hidden_when=hidden,
        default=component.get("defaultValue"),
    )


def _part(component: dict[str, Any], name: str) -> dict[str, Any]:
    part = component.get(name)
    return part if isinstance(part, dict) else {}


def _faults(key: str, kind: str, classe: str, component: dict[str, Any]) -> Iterator[str]:
    if not key:
        yield "La question n’a pas de clé : donnez-lui-en une, sans point."
    if "." in key:
        yield f"La clé « {short(key)} » contient un point : retirez-le."
    if classe not in CLASSES:
        what = f"La classe « {short(classe)} » n’existe pas" if classe else "Il manque une classe"
        yield f"{what} : dites qui lit la réponse ({', '.join(CLASSES)})."
    if classe == "code" and kind not in CODES:
        yield (
            "Un texte libre ne peut pas être de classe « code » : changez sa classe, ou posez une "
            "question à choix."
        )
    if kind in CHOICES and not _options(component):
        yield "Aucune réponse n’est proposée : ajoutez-les une à une."
    if kind == "datetime" and component.get("subtype") not in (None, "date"):
        yield "Seule une date sans heure est prise en charge : retirez l’heure."
    for part in ("properties", "validate", "conditional"):
        if not isinstance(component.get(part) or {}, dict):
            yield f"La partie « {part} » est illisible : supprimez la question, et refaites-la."


def _options(component: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    values = component.get("values")
    options = values if isinstance(values, list) else []
    return tuple(
        (str(option.get("value")), str(option.get("label") or option.get("value")))
        for option in options
        if isinstance(option, dict)
    )
