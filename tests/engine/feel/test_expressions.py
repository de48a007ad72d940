from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.feel import FeelError, FeelSyntaxError, compile, evaluate, names


def value(text, **context):
    return evaluate(text, context)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 ** 2", 19),
        ("(1 + 2) * -3", -9),
        ("10 / 4", Decimal("2.5")),
        ('"a" + "b"', "ab"),
        ('if 1 > 2 then "a" else if 2 > 1 then "b" else "c"', "b"),
        ("for x in 1..3 return x * x", [1, 4, 9]),
        ("some x in [1, 2] satisfies x > 1", True),
        ("every x in [1, 2] satisfies x > 1", False),
        ("[1, 2, 3][item >= 2]", [2, 3]),
        ("[1, 2, 3][-1]", 3),
        ("[{a: 1}, {a: 2}].a", [1, 2]),
        ("[{a: 1, b: 5}, {a: 2, b: 6}][a = 2].b", [6]),
        ("5 in (1, > 4)", True),
        ("5 in (4..5)", False),
        ("5 between 1 and 5", True),
        ("(function(x, y) x - y)(y: 1, x: 3)", 2),
        ("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r", 120),
        ('date("2026-09-01") instance of date', True),
        ("[1] instance of list<number>", True),
        ('matches("Été", "^\\w+$")', True),
        ('replace("0612", "(\\d\\d)(\\d\\d)", "$1 $2")', "06 12"),
        ("sort([3, 1, 2], function(a, b) a > b)", [3, 2, 1]),
    ],
)
def test_an_expression_has_its_value(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "unknown",
        "unknown.name",
        "1 + null",
        '1 + "a"',
        "1 / 0",
        "1 < null",
        '1 < "a"',
        "sqrt(-1)",
        'date("2026-02-30")',
        "no such name(1)",
        "count()",
        '"a"()',
        'upper case("a", "b")',
        "substring(1, 2)",
    ],
)
def test_a_semantic_error_gives_null(text):
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true and null", None),
        ("false and null", False),
        ("true or null", True),
        ("false or null", None),
        ("not(null)", None),
        ("true and 1", None),
        ("null = null", True),
        ("1 = null", False),
        ('1 = "1"', None),
        ("if null then 1 else 2", 2),
    ],
)
def test_logic_has_three_values(text, expected):
    assert value(text) == expected and type(value(text)) is not int


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("montant > seuil", {"montant", "seuil"}),
        ("menage.ressources.total + 1", {"menage"}),
        ("for x in dettes return x.montant + frais", {"dettes", "frais"}),
        ("{a: b, c: a}.c", {"b"}),
        ("{a: a + 1}", {"a"}),
        ("some x in xs, y in x satisfies y = z", {"xs", "z"}),
        ("dettes[item.montant > seuil]", {"dettes", "seuil"}),
        ("(function(p) p + q)(1)", {"q"}),
        ("`date de naissance` < today()", {"date de naissance"}),
        ('date(date) + duration("P1M")', {"date"}),
        ("count([1, 2])", set()),
    ],
)
def test_the_names_read_are_known_without_evaluating(text, expected):
    assert names(text) == expected


def test_a_host_function_may_have_spaces_in_its_name():
    expression = compile("ajouter jours ouvres(depart, 2 + 3) > depart")
    assert expression.calls == {"ajouter jours ouvres"}
    assert expression.names == {"depart"}
    given = {"ajouter jours ouvres": lambda day, count: day + timedelta(days=int(count))}
    assert expression({"depart": date(2026, 9, 1)}, functions=given) is True
    assert expression({"depart": date(2026, 9, 1)}) is None


def test_what_a_host_function_gives_becomes_a_feel_value():
    assert evaluate("f() + 0.5", {}, functions={"f": lambda: 1}) == Decimal("1.5")


def test_what_a_host_function_raises_reaches_the_caller():
    def refuse():
        raise FeelError("no_rule", "no such rule")

    def fail():
        raise KeyError("rule")

    with pytest.raises(FeelError) as caught:
        evaluate("1 +\n  regle()", {}, functions={"regle": refuse})
    assert (caught.value.code, caught.value.line, caught.value.column) == ("no_rule", 2, 8)
    with pytest.raises(KeyError):
        evaluate("regle()", {}, functions={"regle": fail})


def test_a_variable_may_have_the_name_of_a_built_in_function():
    assert evaluate("date > date(text)", {"date": date(2026, 9, 1), "text": "2026-08-31"}) is True


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("1 +", "unexpected_token", 1, 4),
        ("if a then\n  b", "unexpected_token", 2, 4),
        ("a b", "unexpected_token", 1, 3),
        ('1 + "abc', "unclosed_string", 1, 5),
        ("a\n# b", "unexpected_character", 2, 1),
        ("1 instance of thing", "unknown_type", 1, 20),
        ("for 1 in x return y", "name_expected", 1, 5),
        ("function(x) external {}", "external_function", 1, 13),
    ],
)
def test_a_syntax_error_says_where_it_is(text, code, line, column):
    with pytest.raises(FeelSyntaxError) as caught:
        compile(text)
    assert (caught.value.code, caught.value.line, caught.value.column) == (code, line, column)


def test_a_text_is_compiled_once():
    assert compile("a + 1") is compile("a + 1")
