import pytest

from engine.feel import FeelSyntaxError, unary


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


def test_the_names_of_a_cell_do_not_hold_its_input():
    assert unary("? > seuil, regle(plafond)").names == {"seuil", "plafond"}
    assert unary("? > seuil, regle(plafond)").calls == {"regle"}


def test_a_broken_cell_is_refused():
    with pytest.raises(FeelSyntaxError):
        unary("1, ,2")
