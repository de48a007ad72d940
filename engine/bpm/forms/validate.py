"""Answers checked on the server as the form says: nothing of the browser is believed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.bpm.forms.guards import guarded
from engine.bpm.forms.read import Field, Form
from engine.bpm.forms.rules import matches
from engine.core.errors import AnswersRefused
from engine.feel import FeelError, evaluate

MAX_TEXT = 10_000
MAX_DIGITS = 40
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,2})?", re.IGNORECASE)
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Answers:
    """Accepted answers: ``raw`` as they are kept, ``values`` typed as an expression reads them."""

    raw: dict[str, Any]
    values: dict[str, Any]


class _Wrong(ValueError):
    """A field's problem, in French."""


def validate(form: Form, given: Mapping[str, Any], now: datetime) -> Answers:
    """Check every visible field. AnswersRefused tells all problems of all fields at once."""
    values, errors = _read_all(form, given)
    visible = _visible(form, values, now)
    errors = {key: problems for key, problems in errors.items() if key in visible}
    for key, known in visible.items():
        if key not in errors:
            problems = _check(known, values.get(key))
            if problems:
                errors[key] = problems
    for key in given.keys() - {f.key for f in form.fields}:
        errors[key] = ["Ce champ n’appartient pas au formulaire."]
    if errors:
        raise AnswersRefused(errors=errors)
    return Answers(
        {key: given[key] for key in visible if values.get(key) is not None},
        {key: values.get(key) for key in visible},
    )


def _read_all(form: Form, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    values: dict[str, Any] = {}
    errors: dict[str, list[str]] = {}
    for known in form.fields:
        try:
            values[known.key] = _read(known, given.get(known.key))
        except _Wrong as wrong:
            errors[known.key] = [str(wrong)]
    return values, errors


def _read(known: Field, answer: Any) -> Any:
    if answer is None or answer == "" or answer == []:
        return None
    return READERS[known.kind](known, answer)


def _visible(form: Form, values: Mapping[str, Any], now: datetime) -> dict[str, Field]:
    """The fields to answer, in the form's order: a hidden one no longer hides those after it."""
    context = {known.key: values.get(known.key) for known in form.fields}
    visible = {}
    for known in form.fields:
        if _is_hidden(known, context, now):
            context[known.key] = None
        else:
            visible[known.key] = known
    return visible


def _is_hidden(known: Field, context: Mapping[str, Any], now: datetime) -> bool:
    if not known.hidden_when:
        return False
    try:
        return evaluate(known.hidden_when, context, now=now) is True
    except FeelError:
        return False


def _check(known: Field, value: Any) -> list[str]:
    rules = known.rules
    if value is None or (known.kind == "checkbox" and value is False):
        return ["Répondez à cette question."] if rules.get("required") else []
    problems = []
    if isinstance(value, Decimal):
        problems += _check_bounds(rules, value)
    if isinstance(value, str) and known.kind in ("textfield", "textarea"):
        problems += _check_text(rules, value)
    return problems


def _check_bounds(rules: Mapping[str, Any], value: Decimal) -> list[str]:
    problems = []
    if rules.get("min") not in (None, "") and value < Decimal(str(rules["min"])):
        problems.append(f"La valeur est au moins {_french(rules['min'])}.")
    if rules.get("max") not in (None, "") and value > Decimal(str(rules["max"])):
        problems.append(f"La valeur est au plus {_french(rules['max'])}.")
    return problems


def _check_text(rules: Mapping[str, Any], value: str) -> list[str]:
    problems = []
    if rules.get("minLength") and len(value) < int(rules["minLength"]):
        problems.append(f"Écrivez au moins {rules['minLength']} caractères.")
    if rules.get("maxLength") and len(value) > int(rules["maxLength"]):
        problems.append(f"Écrivez au plus {rules['maxLength']} caractères.")
    if rules.get("pattern") and not matches(rules["pattern"], value):
        problems.append("La réponse n’a pas la forme attendue.")
    return problems + guarded(value)


def _french(number: Any) -> str:
    return str(number).replace(".", ",")


def _read_text(_known: Field, answer: Any) -> str:
    if not isinstance(answer, str):
        raise _Wrong("Un texte est attendu.")
    if len(answer) > MAX_TEXT:
        raise _Wrong(f"Écrivez au plus {MAX_TEXT} caractères.")
    if LONE_SURROGATE.search(answer):
        raise _Wrong("Le texte contient un caractère illisible.")
    return answer


def _read_number(_known: Field, answer: Any) -> Decimal:
    try:
        if isinstance(answer, bool) or not isinstance(answer, int | float | str):
            raise ValueError
        text = str(answer).strip().replace(",", ".")  # ValueError for an endless int
        if len(text) > MAX_DIGITS or not NUMBER.fullmatch(text):
            raise ValueError
        number = Decimal(text)
        if abs(number) >= Decimal(10) ** 15:
            raise ValueError
    except ValueError:
        raise _Wrong("Un nombre est attendu.") from None
    return number


def _read_date(_known: Field, answer: Any) -> date:
    try:
        day = date.fromisoformat(answer) if isinstance(answer, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != answer or not 1900 <= day.year <= 2200:
        raise _Wrong("Une date est attendue, par exemple 31/01/2027.")
    return day


def _read_choice(known: Field, answer: Any) -> str:
    if not isinstance(answer, str) or answer not in dict(known.options):
        raise _Wrong("Choisissez une des réponses proposées.")
    return answer


def _read_choices(known: Field, answer: Any) -> list[str]:
    if not isinstance(answer, list) or len(answer) > len(known.options):
        raise _Wrong("Choisissez parmi les réponses proposées.")
    choices = [_read_choice(known, item) for item in answer]
    if len(set(choices)) < len(choices):
        raise _Wrong("Choisissez chaque réponse une fois au plus.")
    return choices


def _read_checkbox(_known: Field, answer: Any) -> bool:
    if not isinstance(answer, bool):
        raise _Wrong("Cochez ou laissez vide.")
    return answer


READERS: Mapping[str, Callable[[Field, Any], Any]] = {
    "textfield": _read_text,
    "textarea": _read_text,
    "number": _read_number,
    "date": _read_date,
    "select": _read_choice,
    "radio": _read_choice,
    "checklist": _read_choices,
    "checkbox": _read_checkbox,
}
