"""The forms of a process: each question with its kind, its answers, and who reads it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from engine.bpm.forms.read import Field, Form
from engine.bpm.telling.conditions import tell_condition
from engine.bpm.telling.model import Question, Section, ToldForm
from engine.bpm.telling.vocabulary import Vocabulary

KINDS: Final[Mapping[str, str]] = {
    "textfield": "texte court",
    "textarea": "texte long",
    "number": "nombre",
    "date": "date",
    "select": "un choix dans une liste",
    "radio": "un choix",
    "checklist": "un ou plusieurs choix",
    "checkbox": "case à cocher",
}
# What `forms/share.py` does, in words.
READERS: Final[Mapping[str, str]] = {
    "code": "L’organisation qui a répondu ; oriente la suite du parcours",
    "partage": "Les deux partenaires",
    "mdl": "La MDL seule",
    "xlh": "XL Habitat seul",
    "vvc": "La MDL seule, quand elle a répondu",
}
LIMITS: Final[Mapping[str, str]] = {
    "min": "{} au moins",
    "max": "{} au plus",
    "minLength": "{} signes au moins",
    "maxLength": "{} signes au plus",
}


def tell_forms(
    section: Section, forms: Mapping[str, Form], vocabulary: Vocabulary
) -> tuple[ToldForm, ...]:
    """The forms that the steps show, in their order."""
    shown: dict[str, list[tuple[str, str]]] = {}
    for step in section.every():
        if step.form in forms:
            shown.setdefault(step.form, []).append((step.id, step.name))
    return tuple(_form(forms[key], steps, vocabulary) for key, steps in shown.items())


def _form(form: Form, steps: list[tuple[str, str]], vocabulary: Vocabulary) -> ToldForm:
    own = Vocabulary({**vocabulary.fields, **_by_key(form.fields)}, vocabulary.words)
    questions = tuple(_question(field, own) for field in form.fields)
    return ToldForm(form.id, steps[0][1], questions, tuple(steps))


def _by_key(fields: Iterable[Field]) -> dict[str, Field]:
    return {field.key: field for field in fields}


def _question(field: Field, vocabulary: Vocabulary) -> Question:
    hidden = tell_condition(field.hidden_when, vocabulary) if field.hidden_when else None
    return Question(
        key=field.key,
        label=field.label,
        kind=KINDS[field.kind],
        is_required=bool(field.rules.get("required")),
        readers=READERS.get(field.classe, ""),
        options=tuple(label for _, label in field.options),
        limits=_limits(field.rules),
        hidden=hidden,
    )


def _limits(rules: Mapping[str, Any]) -> str:
    told = [
        words.format(str(rules[rule]).replace(".", ","))
        for rule, words in LIMITS.items()
        if rules.get(rule) not in (None, "")
    ]
    return ", ".join(told)
