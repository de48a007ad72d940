import pytest

from engine.feel import FeelSyntaxError, compile, evaluate, names, unary


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("date de naissance + 1", {"date de naissance": 1}, 2),
        ("date  de\nnaissance + 1", {"date de naissance": 1}, 2),
        ("in stock > 2", {"in stock": 3}, True),
        ("for x in in a list return x", {"in a list": [1]}, [1]),
        ("count(date and x)", {"date and x": [1]}, 1),
        ("profit/perte * 2", {"profit/perte": 4}, 8),
        ("a-b", {"a-b": 9, "a": 1, "b": 5}, 9),
        ("a - b", {"a-b": 9, "a": 1, "b": 5}, -4),
        ("a b c", {"a b": 1, "a b c": 2}, 2),
        ("a b + c", {"a b": 1, "a b c": 2, "c": 3}, 4),
        ("l'âge + l’âge", {"l'âge": 1, "l’âge": 2}, 3),
        ("taux 2.5", {"taux 2.5": 7}, 7),
        ("m.first name", {"m": {"first name": "z"}}, "z"),
        ('l[first name = "z"].the age', {"l": [{"first name": "z", "the age": 3}]}, [3]),
        ("`a b` + 1", {"a b": 2}, 3),
        ("{a b: 1, c: a b + 1}.c", {}, 2),
        ("{a b: {c d: 1}}.a b.c d", {}, 1),
        ("[{a b: 1}, {a b: 2}][a b = 2]", {}, [{"a b": 2}]),
        ("for a b in 1..2 return a b * 2", {}, [2, 4]),
        ("some a-b in [1] satisfies a-b = 1", {}, True),
        ("(function(a b: number) a b)(a b: 3)", {}, 3),
        ("{a b: function(x) x, r: a b(1)}.r", {}, 1),
        ("{foo+bar: 1}", {}, {"foo+bar": 1}),
        ('{"": 1}', {}, {"": 1}),
    ],
)
def test_a_name_may_have_spaces_and_signs_where_it_is_known(text, context, expected):
    assert evaluate(text, context) == expected


def test_a_compiled_text_is_told_the_names():
    known = frozenset({"date de naissance", "ressources.total"})
    expression = compile("date de naissance > ressources.total", known)
    assert expression.names == known
    assert unary("> date de naissance", known).names == {"date de naissance"}


def test_a_name_nobody_knows_is_no_name():
    with pytest.raises(FeelSyntaxError) as caught:
        compile("date de naissance")
    assert caught.value.code == "unknown_phrase"


def test_a_name_is_known_as_far_as_its_scope_goes():
    assert evaluate("[{a-b: 1, c: a-b}, a-b]", {"a": 5, "b": 2}) == [{"a-b": 1, "c": 1}, 3]


def test_the_names_read_are_those_of_the_caller():
    assert names("{a b: x, c: a b + y}") == {"x", "y"}
