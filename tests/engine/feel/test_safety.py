import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

from engine.feel import FeelError, FeelLimitError, evaluate, json_text, to_json, to_text, unary
from tests.engine.feel.fuzz import CONTEXT, TEXTS

NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)
TWICE = "a0: [1, 1], " + ", ".join(f"a{i}: [a{i - 1}, a{i - 1}]" for i in range(1, 40))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1" + " " * 10_000, "text_too_long"),
        ("(" * 100 + "1" + ")" * 100, "too_deep"),
        ("[" * 100, "too_deep"),
        ("{f: function(n) f(n + 1), r: f(1)}.r", "calls_too_deep"),
        ("for a in 1..1000, b in 1..1000 return a", "too_many_steps"),
        ("some a in 1..1000, b in 1..1000 satisfies false", "too_many_steps"),
        ("for a in 1..1000000000 return a", "list_too_long"),
        ("2 ** 7000", "exponent_too_large"),
        ("9 ** 6144 * 9 ** 6144", "number_too_large"),
        ("1e99999", "number_too_large"),
        ('number("1e99999")', "number_too_large"),
        ("string join(for i in 1..99 return long, long)", "string_too_long"),
        ('matches("a", long)', "pattern_too_long"),
        (r'matches("a", "\p{L}{1,300}")', "pattern_too_long"),
        ("{" + TWICE + "}", "result_too_large"),
        ("string({" + TWICE + "})", "too_many_steps"),
        ("{" + TWICE + ", z: 5 in a39}.z", "too_many_steps"),
        ("{" + TWICE + ", z: count(flatten(a39))}.z", "too_many_steps"),
    ],
)
def test_each_budget_is_kept(text, code):
    started = time.perf_counter()
    with pytest.raises(FeelLimitError) as caught:
        evaluate(text, {"long": "x" * 90_000})
    assert caught.value.code == code
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    "body",
    [
        " / ".join(["7"] * 900),
        " and ".join(["true"] * 2000),
        "items[item = items[item = 3]]",
        "some x in items satisfies x = 500",
        "items = items",
        "500 in items",
        "rows.a.b.c",
        "items instance of list<number>",
        "2.345678901234567890123456789012345 ** 6143.4",
        "exp(1.234567890123456789)",
        "log(1.234567890123456789)",
        "stddev(items)",
        "median(items)",
        "distinct values(items)",
        "sort(items, function(x, y) x > y)",
        'matches(long, "(.{0,30}x){30}z")',
        'matches("a", "(a|b)*(a|b)*(a|b)*" + string(i))',
        'split(long, "x")',
        'replace(long, "x", "yy")',
        'replace(long, "x?", "' + "$0" * 500 + '")',
        "string(rows)",
        'range("[1..3]")',
        "substring(long, 1e6144)",
        'string(@"2026-01-01T00:00:00@Europe/Paris" + duration("PT" + string(i) + "H"))',
        'context put(rows[1], "z", i)',
        "unknown(i)",
        "partial",
    ],
)
def test_a_loop_of_anything_ends_soon(body):
    context = {
        "items": list(range(300)),
        "rows": [{"a": i} for i in range(300)],
        "long": "x" * 9_000,
    }
    started = time.process_time()
    with pytest.raises(FeelLimitError):
        evaluate(f"for i in 1..99999 return {body}", context)
    assert time.process_time() - started < 1


def test_a_pattern_that_traps_other_engines_costs_nothing():
    started = time.perf_counter()
    assert evaluate('matches(a, "^(a+)+$")', {"a": "a" * 5000 + "b"}) is False
    assert time.perf_counter() - started < 1


def test_a_long_flat_expression_is_no_deep_one():
    assert evaluate("1" + " + 1" * 2000, {}) == 2001
    assert evaluate("if a then 1 else " * 400 + "2", {"a": False}) == 2


@pytest.mark.parametrize(
    "text",
    [
        '__import__("os").system("touch {mark}")',
        "eval(\"open('{mark}', 'w')\")",
        "exec(\"open('{mark}', 'w')\")",
        'open("{mark}", "w")',
        "().__class__.__bases__",
        '"".__class__.__mro__[1].__subclasses__()',
        '"{{0.__class__}}".format(a)',
        "a.__class__",
        "a.__dict__",
        "[a][item.__class__ != null]",
        "`__builtins__`",
        'get value(a, "__class__")',
        "(function(x) x).__globals__",
        "today.__self__",
        'function(x) external {{java: {{class: "java.lang.Runtime"}}}}',
        'date("2026-01-01").__reduce__()',
        "lambda: 1",
        "a := 1",
        "import os",
        "[x for x in ().__class__]",
    ],
)
def test_an_attack_runs_nothing(text, tmp_path):
    mark = tmp_path / "mark"
    attack = text.format(mark=mark)
    with suppress(FeelError):
        assert not evaluate(attack, {"a": {"b": 1}}, now=NOW)
    assert not Path(mark).exists()


@settings(max_examples=400, deadline=None, database=None)
@given(TEXTS)
def test_any_text_ends_with_a_value_or_a_feel_error(text):
    for run in (
        lambda: evaluate(text, CONTEXT, now=NOW),
        lambda: unary(text)(1, CONTEXT, now=NOW),
    ):
        try:
            result = run()
        except FeelError as error:
            assert error.code and error.line >= 1 and error.column >= 1
        else:
            to_text(result)
            to_json(result)
            json_text(result)
