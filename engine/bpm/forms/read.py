"""A form-js schema as the server understands it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.bpm.dialect.model import Problem
from engine.bpm.forms.rules import problems_of
from engine.feel import FeelError, placed
from engine.feel import compile as compile_feel

MAX_BYTES = 200_000
MAX_FIELDS = 200
CLASSES = ("code", "partage", "mdl", "xlh", "vvc")
INPUTS = ("textfield", "textarea", "number", "datetime", "select", "radio", "checklist", "checkbox")
DISPLAYS = ("text", "separator", "spacer")
# What may become a variable: a choice, a date, a number, a yes or no (architecture, decision 9).
CODES = ("number", "datetime", "select", "radio", "checklist", "checkbox")
CHOICES = ("select", "radio", "checklist")


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
    """The form and what is wrong with it. ValueError when it is not a form-js schema at all."""
    if len(data) > MAX_BYTES:
        raise ValueError("Le formulaire dépasse 200 ko.")
    try:
        schema = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"Le formulaire n’est pas du JSON : {error}.") from error
    if not isinstance(schema, dict) or not isinstance(schema.get("components"), list):
        raise ValueError("Le fichier n’est pas un formulaire form-js.")
    problems: list[Problem] = []
    fields = tuple(_fields(schema["components"], problems, 0))
    keys = [f.key for f in fields]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        problems.append(Problem(1, key, "Deux champs portent cette clé."))
    if len(fields) > MAX_FIELDS:
        problems.append(Problem(1, "-", f"Plus de {MAX_FIELDS} champs."))
    return Form(str(schema.get("id") or ""), fields, schema), problems


def _fields(components: list[Any], problems: list[Problem], depth: int) -> Iterator[Field]:
    for component in components:
        if not isinstance(component, dict) or depth > 3:
            problems.append(Problem(1, "-", "Composant illisible ou trop imbriqué."))
            continue
        kind = component.get("type")
        if kind == "group" and isinstance(component.get("components"), list):
            yield from _fields(component["components"], problems, depth + 1)
        elif kind in INPUTS:
            yield _field(component, problems)
        elif kind not in DISPLAYS:
            name = str(component.get("key") or component.get("id") or "-")
            problems.append(Problem(1, name, f"Le composant « {kind} » n’est pas pris en charge."))


def _field(component: dict[str, Any], problems: list[Problem]) -> Field:
    key, kind = str(component.get("key") or ""), str(component["type"])
    classe = str(_part(component, "properties").get("classe") or "")
    rules, options = _part(component, "validate"), _options(component)
    problems += [Problem(1, key or "-", told) for told in _faults(key, kind, classe, component)]
    problems += [Problem(1, key or "-", told) for told in problems_of(rules)]
    hidden = str(_part(component, "conditional").get("hide") or "").removeprefix("=")
    if hidden:
        try:
            compile_feel(hidden)
        except FeelError as error:
            problems.append(Problem(1, key, f"Condition illisible, {placed(error)}"))
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
    if not key or "." in key:
        yield "Un champ porte une clé simple."
    if classe not in CLASSES:
        yield f"La classe est à choisir entre {', '.join(CLASSES)}."
    if classe == "code" and kind not in CODES:
        yield "Un texte libre ne peut pas être de classe « code »."
    if kind in CHOICES and not _options(component):
        yield "Aucune réponse n’est proposée (values)."
    if kind == "datetime" and component.get("subtype") not in (None, "date"):
        yield "Seule une date est prise en charge, sans heure."
    for part in ("properties", "validate", "conditional"):
        if not isinstance(component.get(part) or {}, dict):
            yield f"La partie « {part} » est illisible."


def _options(component: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    values = component.get("values")
    options = values if isinstance(values, list) else []
    return tuple(
        (str(option.get("value")), str(option.get("label") or option.get("value")))
        for option in options
        if isinstance(option, dict)
    )
