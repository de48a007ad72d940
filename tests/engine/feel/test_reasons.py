from datetime import UTC, datetime

import pytest

from engine.feel import FeelLimitError, compile, evaluate, evaluation, unary

NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)


def reasons(text, functions=None, **context):
    explained = compile(text).explain(context, now=NOW, functions=functions)
    return [(one.code, one.line, one.column) for one in explained.reasons]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("montant > 450", ("unknown_name", 1, 1)),
        ("vide > 450", ("null_operand", 1, 6)),
        ('1 +\n"a"', ("wrong_kinds", 1, 3)),
        ('1 = "a"', ("wrong_kinds", 1, 3)),
        ("-vrai", ("wrong_arguments", 1, 1)),
        ('1 in "a"', ("wrong_kinds", 1, 3)),
        ('2 between 1 and "a"', ("wrong_kinds", 1, 3)),
        ("1 / 0", ("division_by_zero", 1, 3)),
        ("0 ** -1", ("no_result", 1, 3)),
        ("calcul(1)", ("unknown_function", 1, 1)),
        ("upper case(1)", ("wrong_arguments", 1, 11)),
        ("(function(a) a)(1, 2)", ("wrong_arguments", 1, 16)),
        ('(function(a: number) a)("x")', ("wrong_type", 1, 24)),
        ("vrai(1)", ("unknown_function", 1, 1)),
        ("[1][1](2)", ("no_function", 1, 7)),
        ('date("2026-02-30")', ("not_readable", 1, 5)),
        ('@"2026-02-30"', ("not_readable", 1, 1)),
        ("sqrt(-1)", ("no_result", 1, 5)),
        ("{a: 1}.b", ("no_such_entry", 1, 8)),
        ("vide.b", ("null_path", 1, 6)),
        ("today().heure", ("no_such_property", 1, 9)),
        ("[1, 2][3]", ("no_such_position", 1, 7)),
        ("if vide then 1 else null", ("null_condition", 1, 4)),
        ('if "oui" then 1 else 2', ("no_condition", 1, 4)),
        ("true and 1", ("no_condition", 1, 6)),
        ('[1, 2]["a"]', ("no_condition", 1, 7)),
        ("some x in [1] satisfies x", ("no_condition", 1, 1)),
        ("{a: 1, a: 2}", ("entry_twice", 1, 1)),
        ("[3..1]", ("wrong_range", 1, 3)),
        ("for x in 1..1.5 return x", ("wrong_steps", 1, 11)),
        ("for x in vide return x", ("null_operand", 1, 1)),
    ],
)
def test_a_null_made_of_an_error_has_a_reason_at_its_place(text, expected):
    assert expected in reasons(text, vide=None, vrai=True)


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "vide",
        "{a: null}.a",
        "vide = null",
        "if true then null else 1",
        "[1, null][2]",
        "(function(x) x)(null)",
        "get or else(vide, 1)",
    ],
)
def test_a_null_that_was_meant_has_no_reason(text):
    assert reasons(text, vide=None) == []


def test_a_reason_carries_no_value():
    explained = compile('secret + 1 = date(secret) and get value({a: secret}, "b")').explain(
        {"secret": "Dupont"}
    )
    assert explained.value is None
    assert explained.reasons and "Dupont" not in repr(explained.reasons)


def test_a_reason_is_told_once_and_there_are_not_too_many():
    assert reasons("for x in 1..1000 return y") == [("unknown_name", 1, 25)]
    assert len(reasons("[" + ", ".join(f"n{i}" for i in range(80)) + "]")) == 50


def test_the_reasons_of_a_host_function_are_those_of_the_evaluation():
    inner = compile("inconnu + 1")
    assert ("unknown_name", 1, 1) in reasons("f()", {"f": lambda: inner({})})


def test_an_evaluation_has_one_clock_one_budget_and_one_set_of_reasons():
    with evaluation(now=NOW, functions={"f": lambda: 1}) as run:
        assert evaluate('now() - now() = duration("PT0S")', {}) is True
        assert evaluate("f()", {}) == 1
        evaluate("inconnu", {})
        unary("> autre")(1, {})
        assert [one.code for one in run.reasons] == ["unknown_name", "unknown_name", "null_operand"]
        with pytest.raises(FeelLimitError):
            for _ in range(3):
                evaluate("for x in 1..15000 return x", {})


def test_a_host_function_spends_the_budget_of_its_caller():
    heavy = compile("count(for x in 1..5000 return x)")
    with pytest.raises(FeelLimitError) as caught:
        evaluate("for x in 1..100 return f()", {}, functions={"f": lambda: heavy({})})
    assert caught.value.code == "too_many_steps"


def test_a_clock_given_inside_an_evaluation_is_that_of_the_call():
    later = datetime(2027, 1, 1, tzinfo=UTC)
    with evaluation(now=NOW):
        assert evaluate("now().year", {}, now=later) == 2027
        assert evaluate("now().year", {}) == 2026
