"""Types that a file defines, and the values that are brought to them (DMN 1.5, 10.3.2.9.4)."""

from datetime import UTC, date, datetime

import pytest

from tests.engine.bpm.decisions.written import (
    asks,
    component,
    decision,
    definitions,
    given,
    item,
    literal,
    needs,
    outcome,
    told,
    value,
)

TYPES = (
    item("tCouleur", "string", allowed='"rouge", "vert"'),
    item("tCouleurs", "tCouleur", many=True),
    item("tPaire", "number", many=True, whole="count(?) = 2"),
    item("tPersonne", "", component("prénom", "string"),
         component("âge révolu", "number", allowed="[0..120]")),
    item("tMenage", "tPersonne", many=True),
    item("tAutreCouleur", "tCouleur", allowed='"bleu"'),
    item("tLointain", "", component("a", "", component("b", "tCouleur"))),
)  # fmt: skip


def brought(type: str, text: str) -> object:
    return value(definitions(*TYPES, decision("D", literal(text), type=type)))


ADA = {"prénom": "Ada", "âge révolu": 36}


@pytest.mark.parametrize(
    ("type", "text", "result"),
    [
        ("number", "1", 1),
        ("number", '"1"', None),
        ("number", "[1]", 1),
        ("number", "[1, 2]", None),
        ("Any", "[1]", [1]),
        ("string", "null", None),
        ("date and time", 'date("2026-09-01")', datetime(2026, 9, 1, tzinfo=UTC)),
        ("dateTime", 'date("2026-09-01")', datetime(2026, 9, 1, tzinfo=UTC)),
        ("date", 'date("2026-09-01")', date(2026, 9, 1)),
        ("list&lt;number&gt;", "1", [1]),
        ("tCouleur", '"rouge"', "rouge"),
        ("tCouleur", '"bleu"', None),
        ("tCouleur", '["vert"]', "vert"),
        ("tCouleurs", '"rouge"', ["rouge"]),
        ("tCouleurs", '["rouge", "bleu"]', None),
        ("tPaire", "[1, 2]", [1, 2]),
        ("tPaire", "[1, 2, 3]", None),
        ("tAutreCouleur", '"bleu"', "bleu"),
        ("tAutreCouleur", '"rouge"', None),
        ("tPersonne", '{prénom: "Ada", âge révolu: 36}', ADA),
        ("tPersonne", '{prénom: "Ada", âge révolu: 360}', None),
        ("tPersonne", '{prénom: "Ada"}', None),
        ("tMenage", '{prénom: "Ada", âge révolu: 36}', [ADA]),
        ("tLointain", '{a: {b: "vert"}}', {"a": {"b": "vert"}}),
        ("tLointain", '{a: {b: "bleu"}}', None),
    ],
)
def test_a_result_is_brought_to_the_type_of_its_variable(type, text, result):
    assert brought(type.replace("&lt;", "<").replace("&gt;", ">"), text) == result


def test_a_value_that_is_not_of_its_type_is_told():
    data = definitions(decision("D", literal("1 + 1"), type="string"))
    assert [reason.code for reason in outcome(data).reasons] == ["wrong_type"]


@pytest.mark.parametrize(("n", "seen"), [(3, 3), ([3], 3), ("3", None), (30, None)])
def test_an_input_is_brought_to_its_type(n, seen):
    data = definitions(
        item("tPetit", "number", allowed="< 10"),
        given("n", "tPetit"),
        decision("D", literal("n"), asks("n")),
    )
    assert value(data, n=n) == seen


def test_the_parts_of_a_type_are_names():
    data = definitions(
        *TYPES, given("qui", "tPersonne"), decision("D", literal("qui.âge révolu + 1"), asks("qui"))
    )
    assert value(data, qui=ADA) == 37


def test_a_file_names_its_types_in_feel():
    data = definitions(*TYPES, decision("D", literal('["rouge"] instance of tCouleurs')))
    assert value(data) is True


def test_a_function_item_is_the_type_of_a_function():
    function = '<functionItem outputTypeRef="number"><parameters name="a" typeRef="number" />'
    data = definitions(
        item("tRegle", "", f"{function}</functionItem>"),
        decision("D", literal("[f(1), f(2)]"), needs("f")),
        decision("f", literal('function(x) if x = 1 then 10 else "dix"'), type="tRegle"),
    )
    assert value(data) == [10, None]


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ((item("a", "a"),), "se définit par lui-même"),
        ((item("a", "b"), item("b", "a")), "se définit par lui-même"),
        ((item("a", "inconnu"),), "Le type « inconnu » n’existe pas"),
        ((item("a", "number"), item("a", "string")), "Deux types portent le nom « a » : changez"),
        ((item("", "number"),), "Un type n’a pas de nom : donnez-lui-en un"),
        ((item("a", "number", allowed="1 +"),), "illisible"),
        ((item("a", "number").replace("<typeRef", '<x typeLanguage="XSD" /><typeRef'),), "FEEL"),
        (tuple(item(f"t{n}", f"t{n - 1}") for n in range(60, 0, -1)), "trop loin"),
    ],
)  # fmt: skip
def test_a_type_that_does_not_hold_together_is_told(parts, word):
    messages = told(definitions(*parts, decision("D", literal("1"), type="number")))
    assert any(word in message for message in messages)


def test_an_unknown_type_of_a_variable_is_told():
    (message,) = told(definitions(decision("D", literal("1"), type="nombre")))
    assert message.startswith(
        "Le type « nombre » n’existe pas : prenez string, number, boolean ou date"
    )
