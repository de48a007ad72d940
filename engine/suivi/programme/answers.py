"""Answers made for any form by its own schema, steered where the household's story says so."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from engine.bpm.forms.read import Field, Form
from engine.bpm.forms.rules import matches
from engine.bpm.forms.validate import validate
from engine.core.calendar import next_ouvre, paris_day, previous_ouvre
from engine.suivi.programme.households import Household
from engine.suivi.programme.people import weighted
from engine.suivi.programme.words import (
    ANY_TEXT,
    DATES,
    EXCLUSIVE,
    NUMBERS,
    SAMPLES,
    TEXTS,
    USUAL,
)

OPTIONAL_TEXT = 0.5
"""How often somebody writes more than is asked."""


def respond(form: Form, household: Household, now: datetime) -> dict[str, Any]:
    """What somebody answers at ``now``: the visible fields only, as a browser sends them.

    AnswersRefused when the form's rules leave no answer that this knows how to make.
    """
    given = {}
    for question in form.fields:
        turn = household.turn(question.key)
        luck = household.luck("réponse", question.key, turn)
        steered = household.steered(question.key, turn)
        given[question.key] = _answer(question, steered, luck, paris_day(now))
    return validate(form, given, now).raw


def _answer(question: Field, steered: Any, luck: Random, today: date) -> Any:
    if steered is not None and _accepts(question, steered):
        return steered
    return MAKERS[question.kind](question, luck, today)


def _accepts(question: Field, answer: Any) -> bool:
    """An option that the form still has; anything for a field without options."""
    if not question.options:
        return bool(isinstance(answer, str) == (question.kind in ("textfield", "textarea")))
    known = {value for value, _ in question.options}
    if question.kind == "checklist":
        return isinstance(answer, list) and known.issuperset(answer)
    return answer in known


def _choose(question: Field, luck: Random, _today: date) -> str:
    known = [value for value, _ in question.options]
    usual = {value: w for value, w in USUAL.get(question.key, {}).items() if value in known}
    return weighted(luck, usual or dict.fromkeys(known, 1.0))


def _tick(question: Field, luck: Random, today: date) -> list[str]:
    known = [value for value, _ in question.options if value not in EXCLUSIVE]
    if question.key in USUAL or not known:
        return [_choose(question, luck, today)]
    ticked = luck.sample(known, min(len(known), luck.randint(1, 3)))
    return [value for value in known if value in ticked]


def _number(question: Field, luck: Random, _today: date) -> int | float:
    low, high = NUMBERS.get(question.key, (1, 20))
    least, most = (_bound(question.rules, side) for side in ("min", "max"))
    value = Decimal(luck.randint(low, high))
    if least is not None:
        value = max(value, least)
    if most is not None:
        value = min(value, most)
    return int(value) if value == value.to_integral_value() else float(value)


def _bound(rules: Mapping[str, Any], side: str) -> Decimal | None:
    bound = rules.get(side)
    return None if bound in (None, "") else Decimal(str(bound))


def _day(question: Field, luck: Random, today: date) -> str:
    low, high = DATES.get(question.key, (0, 0))
    day = today + timedelta(days=luck.randint(low, high))
    return (next_ouvre(day) if low >= 0 else previous_ouvre(day)).isoformat()


def _write(question: Field, luck: Random, _today: date) -> str | None:
    rules = question.rules
    if not rules.get("required") and luck.random() > OPTIONAL_TEXT:
        return None
    text = luck.choice(TEXTS.get(question.key, ANY_TEXT))
    if rules.get("pattern"):
        text = next((s for s in SAMPLES if matches(rules["pattern"], s)), text)
    text = text.ljust(int(rules.get("minLength") or 0), ".")
    return text[: int(rules.get("maxLength") or len(text))]


MAKERS: Mapping[str, Callable[[Field, Random, date], Any]] = {
    "textfield": _write,
    "textarea": _write,
    "number": _number,
    "date": _day,
    "select": _choose,
    "radio": _choose,
    "checklist": _tick,
    "checkbox": lambda *_: True,
}
