from datetime import UTC, date, datetime

import pytest

from engine.feel import FeelSyntaxError, YearsMonths, evaluation, unary


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("-", 1, True),
        ("", None, True),
        ("< 5", 4, True),
        ("< 5", "a", None),
        ("!= 5", 5, False),
        ("[1..3]", 3, True),
        ("[1..3)", 3, False),
        ("> 1, < 0", -1, True),
        ('"A", "B"', "B", True),
        ('not("A", "B")', "C", True),
        ('not("A", "B")', "A", False),
        ("not(null)", 1, True),
        ("null", None, True),
        ("true", True, True),
        ("true", False, False),
        ("? > 2 and ? < 5", 3, True),
        ("not(? > 2)", 3, False),
        ('starts with(?, "A")', "AB", True),
        ("liste", "b", True),
        ("seuil > 5", "anything", True),
        ("seuil", 10, True),
    ],
)
def test_a_cell_accepts_a_value(text, given, expected):
    assert unary(text)(given, {"liste": ["a", "b"], "seuil": 10}) is expected


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("not((1..3])", 1, True),
        ("not(< 5, [7..9])", 8, False),
        ("not(1) and true", 2, False),
        ("not(true) or ? = 2", 2, True),
        ("]1..3[, > 10", 2, True),
        ("? in (< 5, > 10)", 7, False),
        ("= 5", 5, True),
        ("(< 5)", 4, True),
        ('date("2026-09-01")', None, False),
        ('["A", "B"], "C"', "B", True),
    ],
)
def test_a_cell_follows_the_grammar_of_unary_tests(text, given, expected):
    assert unary(text)(given, {}) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-", ()),
        ("", ()),
        ("< 5", (5,)),
        ("[1..3]", (1, 3)),
        ("]1..3[, > 10", (1, 3, 10)),
        ('"A", "B"', ("A", "B")),
        ('not("A", "B")', ("A", "B")),
        ('["A", "B"]', ("A", "B")),
        ("(< 5 + 1)", (6,)),
        ('>= date("2026-09-01")', (date(2026, 9, 1),)),
        ('< @"P9M"', (YearsMonths(9),)),
        ("true", (True,)),
        ("null", (None,)),
        ("> seuil", None),
        ("? > 5", None),
        ("not(? > 5)", None),
        ("< today()", None),
        ("< plafond()", None),
    ],
)
def test_the_edges_of_a_cell_are_the_constants_it_compares_with(text, expected):
    assert unary(text).edges == expected


def test_the_clock_is_no_edge_even_where_there_is_one():
    with evaluation(now=datetime(2026, 9, 1, tzinfo=UTC)):
        assert unary("< today()").edges is None


def test_the_names_of_a_cell_do_not_hold_its_input():
    assert unary("? > seuil, regle(plafond)").names == {"seuil", "plafond"}
    assert unary("? > seuil, regle(plafond)").calls == {"regle"}


def test_a_broken_cell_is_refused():
    with pytest.raises(FeelSyntaxError):
        unary("1, ,2")
