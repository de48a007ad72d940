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
    ("text", "expected"),
    [
        ("-2 ** 2", 4),
        ("2 ** -1", Decimal("0.5")),
        ("2 ** 3 ** 2", 64),
        ("1 - -1", 2),
        ("--3", 3),
        ("1 < 2 = true", True),
        ("true or true and false", True),
        ("2 between 1 and 3 and true", True),
        ("1 in [1, 2] and 3 in [3]", True),
        ("-1 instance of number", True),
        ("1 + 1 in (2, 3)", True),
        ("if false then 1 else 2 + 1", 3),
        ("5 in (1..3] = false", True),
    ],
)
def test_operators_bind_as_the_grammar_says(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 in (<= 5)", True),
        ("5 in (< 5, > 5)", False),
        ("5 in ((> 3))", True),
        ("5 in < 6", True),
        ("5 in (a).b", True),
        ("5 in (1 + 2) * 2", False),
        ("5 in ]5..7[", False),
        ("6 in ]5..7[", True),
        ("5 in ([1..3], [5..7])", True),
        ("]1..3[ = (1..3)", True),
        ("(< 10) = (< 10)", True),
        ("(!= 10) = (!= 10)", True),
        ("(= 10) = [10..10]", False),
        ("5 in (!= 10)", True),
        ("[1..3[.end included", False),
        ("[]1..3[, 2][2]", 2),
        ("[3..1]", None),
    ],
)
def test_a_value_is_looked_for_in_ranges_lists_and_tests(text, expected):
    assert value(text, a={"b": [5]}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for x in 3..1 return x", [3, 2, 1]),
        ("for x in [1..3] return x", [1, 2, 3]),
        ("for x in (1..3) return x", [2]),
        ("for x in 1..2, y in x..2 return x + y", [2, 3, 4]),
        ("for x in 0..4 return if x = 0 then 1 else x * partial[-1]", [1, 1, 2, 6, 24]),
        ("for x in 1..3 return partial", [[], [[]], [[], [[]]]]),
        ('for x in @"2026-02-28"..@"2026-03-01" return x.day', [28, 1]),
        ("for x in null return x", None),
        ("for x in 1..1.5 return x", None),
        ("some x in 1..3 satisfies x = 2", True),
        ("every x in [] satisfies false", True),
        ("some x in [null, 1] satisfies x > 2", None),
        ("every x in [null, 1] satisfies x > 0", None),
    ],
)
def test_a_loop_goes_through_a_list_or_a_range(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1, 2, 3][0]", None),
        ("[1, 2, 3][4]", None),
        ("[1, 2, 3][1.5]", None),
        ("[1, 2, 3][-3]", 1),
        ("[][1]", None),
        ("5[1]", 5),
        ("5[item > 5]", []),
        ("[{a: 1}, {a: null}, {}][a = null]", [{"a": None}, {}]),
        ("[{item: 1}, {item: 2}][item = 2]", [{"item": 2}]),
        ("[[1, 2], [3]][count(item) = 1]", [[3]]),
        ("[{a: {b: 1}}, {a: {b: 2}}].a.b", [1, 2]),
        ("{a: 1, a: 2}", None),
        ("{a: 1, b: {c: a + 1}}.b.c", 2),
        ('{"a b": 1}.a b', 1),
    ],
)
def test_lists_are_filtered_and_contexts_walked(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(function(x: number) x + 1)(1)", 2),
        ("(function(x: number) x + 1)([1])", 2),
        ("(function(x: list<number>) x)(1)", [1]),
        ('(function(x: number) x = null)("a")', None),
        ("(function(x: number) x = null)(null)", True),
        ("(function(x, y) x - y)(y: 1, x: 3)", 2),
        ("(function(x, y) x)(1)", None),
        ("(function(x) x)(y: 1)", None),
        ("(function() function(x) x * 2)()(4)", 8),
        ("{n: 2, f: function(x) x * n, r: [1, 2], s: for x in r return f(x)}.s", [2, 4]),
    ],
)
def test_a_function_takes_arguments_of_its_types(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a\\nb\\t\\"c\\"\\\\"', 'a\nb\t"c"\\'),
        ('"\\u00e9\\U01F600"', "é\U0001f600"),
        ('"\\ud83d\\ude00"', "\U0001f600"),
        ('string length("\\q")', 2),
        (".5 + 1e2", Decimal("100.5")),
        ("007", 7),
        ("1 // one\n + 1 /* two\n*/", 2),
        ("1\u00a0+\u200b1\ufeff", 2),
    ],
)
def test_a_literal_is_read_to_the_letter(text, expected):
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
        ("1 +", "unexpected_end", 1, 4),
        ("1 + + 2", "unexpected_token", 1, 5),
        ("if a then\n  b", "missing_token", 2, 4),
        ("(1 + 2", "missing_closing", 1, 7),
        ("[1, 2", "missing_closing", 1, 6),
        ("[1, ]", "unexpected_token", 1, 5),
        ("f(1,)", "unexpected_token", 1, 5),
        ("{a: 1,}", "key_expected", 1, 7),
        ("{a: 1", "missing_closing", 1, 6),
        ("{1: 2}", "key_expected", 1, 2),
        ("a b", "unknown_phrase", 1, 3),
        ('1 + "abc', "unclosed_string", 1, 5),
        ("1 + 'abc'", "wrong_quote", 1, 5),
        ("1 /* one", "unclosed_comment", 1, 3),
        ("a\n# b", "unexpected_character", 2, 1),
        ("1 instance of thing", "unknown_type", 1, 15),
        ("for 1 in x return y", "name_expected", 1, 5),
        ("some x satisfies y", "missing_token", 1, 8),
        ("1 between 2", "missing_token", 1, 12),
        ("f(a: 1, 2)", "argument_unnamed", 1, 9),
        ("f(1, a: 2)", "argument_unnamed", 1, 11),
        ("f(a: 1, a: 2)", "name_twice", 1, 10),
        ("function(a, a) a", "name_twice", 1, 16),
        ("function(x) external {}", "external_function", 1, 13),
        ("1..2", "unexpected_token", 1, 2),
    ],
)
def test_a_syntax_error_says_where_it_is(text, code, line, column):
    with pytest.raises(FeelSyntaxError) as caught:
        compile(text)
    assert (caught.value.code, caught.value.line, caught.value.column) == (code, line, column)


def test_a_text_is_compiled_once():
    assert compile("a + 1") is compile("a + 1")
