from datetime import UTC, date, datetime

import pytest

from engine.feel import (
    Allowed,
    ContextType,
    FeelSyntaxError,
    ListType,
    compile,
    evaluate,
    evaluation,
    json_text,
    type_named,
    unary,
)

NUMBER, STRING = type_named("number"), type_named("string")
NAMED = {"tMontants": ListType(NUMBER), "mes.tPersonne": ContextType({"nom": STRING})}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 instance of number", True),
        ("null instance of number", False),
        ("null instance of Any", False),
        ("null instance of Null", True),
        ('@"P1D" instance of days and time duration', True),
        ('@"P1Y" instance of days and time duration', False),
        ("[1, null] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("[[1]] instance of list<list<number>>", True),
        ("[] instance of list", True),
        ("[1..3] instance of range<number>", True),
        ("[1..3] instance of range<string>", False),
        ('{a: 1, b: "x"} instance of context<a: number>', True),
        ("{a: 1} instance of context<a: number, b c: string>", False),
        ("{b c: null} instance of context<b c: string>", True),
        ("count instance of function", True),
        ("(function() 1) instance of function<>->number", True),
        ("(function(a: string, b) 1) instance of function<string>->number", False),
        ("(function(a: number) a) instance of function<number>->Any", True),
        ("(function(a: number) a) instance of function<number>->number", False),
        ("(function(a: context<x: number>) 1) instance of "
         "function<context<x: number, y: number>>->Any", True),
        ("(function(a: context<x: number, y: number>) 1) instance of "
         "function<context<x: number>>->Any", False),
        ("[1] instance of tMontants", True),
        ('["a"] instance of tMontants', False),
        ('{nom: "Ada"} instance of mes.tPersonne', True),
        ("[{nom: 1}] instance of list<mes.tPersonne>", False),
    ],
)  # fmt: skip
def test_instance_of_answers_for_every_type(text, expected):
    assert evaluate(text, {}, types=NAMED) is expected


def test_a_type_is_known_where_it_is_given():
    assert compile("x instance of tMontants", types=NAMED)({"x": [1]}) is True
    with pytest.raises(FeelSyntaxError) as caught:
        compile("x instance of tMontants")
    assert caught.value.code == "unknown_type"


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("number", 1, 1),
        ("number", [1], 1),
        ("number", "a", None),
        ("number", ["a"], None),
        ("number", None, None),
        ("list<number>", 1, [1]),
        ("list<number>", ["a"], None),
        ("list<string>", None, None),
        ("date and time", date(2026, 9, 1), datetime(2026, 9, 1, tzinfo=UTC)),
        ("date", date(2026, 9, 1), date(2026, 9, 1)),
        ("context<a: number>", {"a": 1, "b": 2}, {"a": 1, "b": 2}),
        ("context<a: number>", {"b": 2}, None),
        ("Any", [1], [1]),
    ],
)
def test_a_value_is_brought_to_its_declared_type(name, given, expected):
    assert type_named(name).coerce(given) == expected


def test_what_does_not_conform_leaves_a_reason_without_the_value():
    with evaluation() as run:
        NUMBER.coerce("Dupont")
    assert [(one.code, one.detail) for one in run.reasons] == [
        ("wrong_type", {"expected": "number", "found": "string"})
    ]


def test_allowed_values_narrow_a_type():
    grade = Allowed(STRING, unary('"A", "B"'))
    assert (grade.fits("A"), grade.fits("C"), grade.fits(1)) == (True, False, False)
    assert (grade.coerce(["B"]), grade.coerce("C"), grade.coerce(None)) == ("B", None, None)
    assert ListType(grade).coerce(["A", "C"]) is None
    with evaluation() as run:
        grade.coerce("C")
    assert [one.code for one in run.reasons] == ["not_allowed"]


@pytest.mark.parametrize("text", ["nombre", "list<>", "list<number", "number<string>", "", "if"])
def test_a_text_that_names_no_type_is_refused(text):
    with pytest.raises(FeelSyntaxError):
        type_named(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/3", "0.3333333333333333333333333333333333"),
        ("12345678901234567890.10", "12345678901234567890.1"),
        ("1e6000", "1e+6000"),
        ('["é\\"", null, true]', '["é\\"", null, true]'),
        ('{a: @"2026-09-01", b: @"P1DT2H"}', '{"a": "2026-09-01", "b": "P1DT2H"}'),
        ('@"2026-09-01T08:00:00@Europe/Paris"', '"2026-09-01T08:00:00+02:00"'),
        ('@"2026-12-01T08:00:00@Europe/Paris"', '"2026-12-01T08:00:00+01:00"'),
        ('@"2026-09-01T08:00:00"', '"2026-09-01T08:00:00"'),
        ("[1..3)", '"[1..3)"'),
        ("(< 3)", '"(..3)"'),
        ("(!= 3)", '"(!=3)"'),
        ("count", "null"),
    ],
)
def test_json_keeps_every_digit_and_writes_dates_as_iso_8601(text, expected):
    assert json_text(evaluate(text, {})) == expected
