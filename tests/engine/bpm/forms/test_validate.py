"""Answers are checked again on the server: nothing of the browser is believed."""

import json
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from engine.bpm.forms.read import read_form
from engine.bpm.forms.validate import Answers, validate
from engine.core.errors import AnswersRefused

NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)
CHOICES = [{"value": "OUI", "label": "oui"}, {"value": "NON", "label": "non"}]


def field(kind: str, key: str = "a", hide: str = "", **rules: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "key": key,
        "properties": {"classe": "mdl"},
        "validate": rules,
        "conditional": {"hide": hide} if hide else None,
        "values": CHOICES,
    }


def answer(given: dict[str, Any], *components: dict[str, Any]) -> Answers:
    schema = {"id": "f", "components": list(components)}
    form, problems = read_form(json.dumps(schema).encode())
    assert problems == []
    return validate(form, given, NOW)


def value(given: Any, kind: str, **rules: Any) -> Any:
    return answer({"a": given}, field(kind, **rules)).values["a"]


def refusals(given: dict[str, Any], *components: dict[str, Any]) -> dict[str, list[str]]:
    with pytest.raises(AnswersRefused) as caught:
        answer(given, *components)
    return caught.value.errors


@pytest.mark.parametrize(
    ("kind", "given", "read"),
    [
        ("textfield", " Bonjour ’ ", " Bonjour ’ "),
        ("textarea", "a\nb", "a\nb"),
        ("number", 12, Decimal(12)),
        ("number", 0.1, Decimal("0.1")),
        ("number", "1847,33", Decimal("1847.33")),
        ("number", "-3.50", Decimal("-3.50")),
        ("number", 1e3, Decimal(1000)),
        ("datetime", "2027-01-31", date(2027, 1, 31)),
        ("radio", "OUI", "OUI"),
        ("select", "NON", "NON"),
        ("checklist", ["NON", "OUI"], ["NON", "OUI"]),
        ("checkbox", True, True),
        ("checkbox", False, False),
        *((kind, nothing, None) for kind in ("textfield", "number", "datetime", "radio")
          for nothing in (None, "")),
        ("checklist", [], None),
    ],
)  # fmt: skip
def test_an_answer_is_read_by_its_type(kind, given, read):
    found = value(given, kind)
    assert found == read
    assert type(found) is type(read)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("textfield", 12),
        ("textfield", True),
        ("textfield", {"a": 1}),
        ("textfield", "x" * 10_001),
        ("textfield", "\ud800"),
        ("number", "douze"),
        ("number", "1 000"),
        ("number", "1_000"),
        ("number", "١٢"),
        ("number", "1,2,3"),
        ("number", "0x10"),
        ("number", True),
        ("number", [1]),
        ("number", "NaN"),
        ("number", "sNaN"),
        ("number", "Infinity"),
        ("number", float("nan")),
        ("number", float("inf")),
        ("number", 10**5_000),
        ("number", "9" * 1_000_000),
        ("number", "1e999999999"),
        ("number", 10**15),
        ("datetime", "31/01/2027"),
        ("datetime", "2027-02-30"),
        ("datetime", "20270131"),
        ("datetime", "2027-W05-7"),
        ("datetime", "2027-01-31T08:00:00"),
        ("datetime", "0001-01-01"),
        ("datetime", "9999-12-31"),
        ("datetime", 20270131),
        ("radio", "AUTRE"),
        ("radio", ["OUI"]),
        ("radio", True),
        ("select", "oui"),
        ("checklist", "OUI"),
        ("checklist", ["AUTRE"]),
        ("checklist", ["OUI", "OUI"]),
        ("checklist", ["OUI"] * 100_000),
        ("checklist", [["OUI"]]),
        ("checkbox", "true"),
        ("checkbox", 1),
    ],
    ids=range(41),
)
def test_what_is_of_another_type_is_refused_quickly(kind, given):
    began = time.perf_counter()
    assert list(refusals({"a": given}, field(kind))) == ["a"]
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize(
    ("kind", "rules", "good", "bad"),
    [
        ("number", {"min": 0}, 0, "-0,01"),
        ("number", {"max": 450}, 450, "450.01"),
        ("number", {"min": "0.5"}, "0,5", 0.49),
        ("textfield", {"minLength": 3}, "abc", "ab"),
        ("textfield", {"maxLength": 3}, "abc", "abcd"),
        ("textfield", {"pattern": "[0-9]{5}"}, "40100", "401000"),
        ("textfield", {"pattern": "(a|a)*b"}, "aab", "a" * 9_000),
        ("textfield", {"required": True}, "x", ""),
        ("checklist", {"required": True}, ["OUI"], []),
        ("checkbox", {"required": True}, True, False),
        ("radio", {"required": True}, "OUI", None),
    ],
)
def test_each_rule_is_kept_at_its_very_edge(kind, rules, good, bad):
    began = time.perf_counter()
    value(good, kind, **rules)
    assert list(refusals({"a": bad}, field(kind, **rules))) == ["a"]
    assert time.perf_counter() - began < 0.5


def test_every_problem_of_every_field_is_told_at_once():
    found = refusals(
        {"n": "x", "autre": 1}, field("number", "n"), field("textfield", "t", required=True)
    )
    assert found == {
        "n": ["Un nombre est attendu."],
        "t": ["Répondez à cette question."],
        "autre": ["Ce champ n’appartient pas au formulaire."],
    }


HIDING = (field("radio"), field("textfield", "b", '=a != "OUI"', required=True))


def test_a_visible_field_is_required():
    assert list(refusals({"a": "OUI"}, *HIDING)) == ["b"]


def test_a_hidden_field_is_neither_required_nor_kept():
    accepted = answer({"a": "NON", "b": "glissé"}, *HIDING)
    assert accepted.raw == {"a": "NON"}
    assert accepted.values == {"a": "NON"}


def test_a_hidden_field_may_hold_nonsense():
    assert answer({"a": "NON", "b": [1]}, *HIDING).values == {"a": "NON"}


def test_a_hidden_answer_does_not_hide_another_question():
    chained = (*HIDING, field("textfield", "c", '=b = "cache"', required=True))
    assert list(refusals({"a": "NON", "b": "cache"}, *chained)) == ["c"]


def test_a_condition_counts_numbers_and_dates():
    late = field("textfield", "b", '=a <= date("2027-01-01")')
    assert "b" in answer({"a": "2027-01-02"}, field("datetime"), late).values
    assert "b" not in answer({"a": "2027-01-01"}, field("datetime"), late).values


def test_a_condition_that_costs_too_much_hides_nothing():
    slow = field("textfield", "b", "=count(for i in 1..1000000 return i) > 0")
    assert "b" in answer({}, slow).values


def test_the_raw_answer_is_kept_as_it_was_given():
    accepted = answer({"a": "1847,33"}, field("number"))
    assert accepted.raw == {"a": "1847,33"}


def test_answers_not_given_are_not_kept():
    assert answer({"a": ""}, field("textfield")).raw == {}


def test_deep_answers_are_refused():
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    assert list(refusals({"a": deep, "b": deep}, field("textfield"))) == ["a", "b"]


@pytest.mark.parametrize("key", ["__class__", "", "a.b", "\ud800", "a" * 10_000])
def test_a_key_of_no_field_is_refused(key):
    assert list(refusals({key: 1}, field("textfield"))) == [key]
