"""Answers made for any form by its own rules."""

import json
from datetime import date
from typing import Any

import pytest

from engine.bpm.dialect.folder import Folder
from engine.bpm.forms.read import Form, read_form
from engine.bpm.forms.validate import validate
from engine.core.errors import AnswersRefused
from engine.suivi.programme.answers import respond
from engine.suivi.programme.households import Household, draw_households
from tests.engine.suivi.conftest import NOW, TODAY


@pytest.fixture
def household() -> Household:
    return draw_households(1, 36, 1, TODAY)[0]


def made(*components: dict[str, Any]) -> Form:
    form, problems = read_form(json.dumps({"id": "f", "components": components}).encode())
    assert problems == []
    return form


def asked(kind: str, key: str, hide: str = "", **validate: Any) -> dict[str, Any]:
    choices = {"values": [{"value": value, "label": value} for value in ("A", "B")]}
    return {
        "type": kind,
        "key": key,
        "label": key,
        "properties": {"classe": "partage"},
        "validate": {"required": True, **validate},
        **({"conditional": {"hide": hide}} if hide else {}),
        **(choices if kind in ("radio", "select", "checklist") else {}),
    }


def test_every_form_of_the_house_can_be_answered_by_every_household(folder: Folder) -> None:
    for one in draw_households(35, 36, 1, TODAY):
        for form in folder.sources.forms.values():
            answers = respond(form, one, NOW)
            assert validate(form, answers, NOW).raw == answers


def test_a_form_that_nobody_knows_is_answered_by_its_rules(household: Household) -> None:
    form = made(
        asked("radio", "choix"),
        asked("checklist", "plusieurs"),
        asked("textfield", "code_postal", pattern="[0-9]{5}"),
        asked("textarea", "long", minLength=200, maxLength=220),
        asked("number", "petit", max=-3),
        asked("number", "juste", min="0.25", max="0.25"),
        asked("checkbox", "coche"),
        asked("datetime", "jour"),
        asked("textfield", "jamais", hide='=choix = "A" or choix = "B"'),
    )
    answers = respond(form, household, NOW)
    assert "jamais" not in answers
    assert answers["juste"] == 0.25
    assert date.fromisoformat(answers["jour"]) == TODAY


def test_an_option_that_the_form_no_longer_has_is_not_given(household: Household) -> None:
    answers = respond(made(asked("radio", "accord_partage")), household, NOW)
    assert answers["accord_partage"] in ("A", "B")


def test_a_rule_that_leaves_no_answer_is_a_refusal(household: Household) -> None:
    form = made(asked("textfield", "impossible", pattern="z{40}"))
    with pytest.raises(AnswersRefused):
        respond(form, household, NOW)
