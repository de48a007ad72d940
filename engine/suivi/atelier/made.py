"""Answers made for a new task, so that a story told before it was drawn can go on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from engine.bpm.forms.read import Field, Form
from engine.suivi.programme.answers import respond
from engine.suivi.programme.households import Household
from engine.suivi.programme.stories import ACCES, Story
from engine.suivi.programme.words import EXCLUSIVE, USUAL
from engine.suivi.scenarios.read import Scenario

SEED = 1


def make_answers(
    form: Form, said: Mapping[str, Any], now: datetime, option: int
) -> Mapping[str, Any]:
    """What the household of ``said`` would answer at ``now``, as a browser sends it.

    What it said elsewhere it says again; of the choices that nothing steers, ``option`` says
    which. AnswersRefused when the form's rules leave no answer that this knows how to make.
    """
    facts = {
        question.key: _choice(question, option)
        for question in form.fields
        if question.options and (option or question.key not in USUAL)
    }
    story = Story("scénario", ACCES)
    return respond(form, Household(0, SEED, story, now, {}, facts | dict(said)), now)


def said_before(scenario: Scenario, number: int) -> dict[str, Any]:
    """What was answered in a scenario before the step of that number; its later answers if not."""
    said: dict[str, Any] = {}
    for step in scenario.steps[number - 1 :]:
        said = {**_codes(step.content), **said}
    said |= _codes(scenario.answers or {})
    for step in scenario.steps[: number - 1]:
        said |= _codes(step.content)
    return said


def _codes(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Without the days: what is asked again is not asked on the same day."""
    return {key: answer for key, answer in answers.items() if not isinstance(answer, date)}


def _choice(question: Field, option: int) -> Any:
    known = [value for value, _ in question.options if value not in EXCLUSIVE]
    known = known or [value for value, _ in question.options]
    value = known[option % len(known)]
    return [value] if question.kind == "checklist" else value
