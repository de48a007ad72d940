"""Boxed expressions: each means what the same would mean written in FEEL."""

import pytest

from engine.feel import FeelError
from tests.engine.bpm.decisions.written import (
    context,
    decision,
    definitions,
    entry,
    literal,
    outcome,
    said,
    table,
    told,
)


def box(kind: str, name: str = "", **parts: str) -> str:
    """``<kind>`` and its parts; the iterator's name for those that go through a list."""
    inside = "".join(f"<{part}>{logic}</{part}>" for part, logic in parts.items())
    iterator = name and f' iteratorVariable="{name}"'
    return f"<{kind}{iterator}>{inside}</{kind}>"


def function(parameters: str, body: str, kind: str = "") -> str:
    formal = "".join(f'<formalParameter name="{name}" />' for name in parameters.split(","))
    return f"<functionDefinition{kind and f' kind={kind!r}'}>{formal}{body}</functionDefinition>"


def invocation(called: str, **bindings: str) -> str:
    given = "".join(
        f'<binding><parameter name="{name}" />{logic}</binding>' for name, logic in bindings.items()
    )
    return f"<invocation>{literal(called)}{given}</invocation>"


def test_a_literal_expression_is_feel():
    assert said(literal("n + 1"), n=1) == 2


def test_an_entry_of_a_context_sees_those_before_it():
    assert said(context(entry("a", literal("1")), entry("b", literal("a + n"))), n=2) == {
        "a": 1,
        "b": 3,
    }


def test_the_last_entry_without_name_is_the_result():
    assert said(context(entry("a", literal("2")), entry("", literal("a * a")))) == 4


def test_names_of_entries_may_have_spaces_and_signs():
    logic = context(
        entry("loyer + charges", literal("500")), entry("", literal("loyer + charges * 2"))
    )
    assert said(logic) == 1000


def test_an_entry_is_brought_to_its_type():
    logic = context(entry("a", literal('"x"'), "number"), entry("", literal("a = null")))
    assert said(logic) is True


def test_a_context_holds_any_box():
    logic = context(
        entry("avis", table("< 5 -> 1", "- -> 2", policy="FIRST")), entry("", literal("avis * 10"))
    )
    assert outcome(definitions(decision("D", logic)), n=3).fired == {"D": ["r1"]}
    assert said(logic, n=3) == 10


def test_a_function_definition_is_called_by_its_entry():
    logic = context(entry("carre", function("x", literal("x * x"))), entry("", literal("carre(n)")))
    assert said(logic, n=3) == 9


def test_a_function_in_a_list_gives_what_its_type_says():
    typed = function("x", literal("[x]")).replace(
        "<functionDefinition", "<functionDefinition typeRef='number'"
    )
    assert said(context(entry("f", f"<list>{typed}</list>"), entry("", literal("f[1](3)")))) == 3


def test_a_function_sees_the_names_around_it():
    logic = context(entry("f", function("x", literal("x + n"))), entry("", literal("f(1)")))
    assert said(logic, n=3) == 4


@pytest.mark.parametrize("call", ["f()", "f(1, 2)", "f(y: 1)"])
def test_a_function_that_is_called_with_other_arguments_gives_null_and_tells(call):
    logic = context(entry("f", function("x", literal("1"))), entry("", literal(call)))
    assert said(logic) is None
    assert outcome(definitions(decision("D", logic))).reasons


def test_an_invocation_names_its_arguments():
    logic = context(
        entry("f", function("a,b", literal("a - b"))),
        entry("", invocation("f", b=literal("n"), a=literal("10"))),
    )
    assert said(logic, n=3) == 7
    assert said(invocation("abs", n=literal("-3"))) == 3


@pytest.mark.parametrize("logic", [invocation("f", a=literal("1")), invocation("1 + 1")])
def test_an_invocation_of_no_function_gives_null(logic):
    assert said(logic) is None


def test_a_relation_is_a_list_of_contexts():
    logic = (
        '<relation><column name="nom" /><column name="age" typeRef="number" />'
        f"<row>{literal(chr(34) + 'A' + chr(34))}{literal('n')}</row>"
        f"<row>{literal(chr(34) + 'B' + chr(34))}{literal('null')}</row></relation>"
    )
    assert said(logic, n=4) == [{"nom": "A", "age": 4}, {"nom": "B", "age": None}]


def test_a_list_holds_its_expressions():
    logic = f"<list>{literal('1')}{context(entry('a', literal('2')))}<list /></list>"
    assert said(logic) == [1, {"a": 2}, []]


@pytest.mark.parametrize(
    ("test", "result"), [("n > 1", "A"), ("n > 5", "B"), ("null", "B"), ('"oui"', None)]
)
def test_a_conditional_chooses(test, result):
    logic = box(
        "conditional", **{"if": literal(test), "then": literal('"A"'), "else": literal('"B"')}
    )
    assert said(logic, n=3) == result


@pytest.mark.parametrize(
    ("source", "match", "kept"),
    [
        ("[1, 2, 3]", "item > 1", [2, 3]),
        ("[{a: 1}, {a: 2}]", "a = 2", [{"a": 2}]),
        ("[1, 2]", "item > n", []),
        ("[1, 2]", "null", []),
        ("null", "true", None),
        ("[1, 2]", '"oui"', None),
    ],
)
def test_a_filter_keeps_what_matches(source, match, kept):
    logic = box("filter", **{"in": literal(source), "match": literal(match)})
    assert said(logic, n=9) == kept


@pytest.mark.parametrize(
    ("source", "body", "made"),
    [
        ("[1, 2]", "un reste * 2", [2, 4]),
        ("[]", "1", []),
        ("[1..3]", "un reste + n", [10, 11, 12]),
        ("[1, 2, 3]", "sum([un reste]) + count(partial)", [1, 3, 5]),
        ("null", "1", None),
    ],
)
def test_a_loop_makes_a_list(source, body, made):
    logic = box("for", "un reste", **{"in": literal(source), "return": literal(body)})
    assert said(logic, n=9) == made


@pytest.mark.parametrize(
    ("kind", "test", "holds"),
    [
        ("some", "x > 2", True),
        ("some", "x > 3", False),
        ("every", "x > 0", True),
        ("every", "x > 1", False),
        ("every", "if x > 1 then null else true", None),
        ("some", 'if x > 1 then true else "non"', None),
    ],
)
def test_a_quantified_expression_looks_at_each_item(kind, test, holds):
    logic = box(kind, "x", **{"in": literal("[1, 2, 3]"), "satisfies": literal(test)})
    assert said(logic) is holds


def test_an_expression_is_brought_to_the_type_that_it_says():
    assert said(literal("[4]", type="number")) == 4
    refused = outcome(definitions(decision("D", literal('"x"', type="number"))))
    assert refused.value is None
    assert [reason.code for reason in refused.reasons] == ["wrong_type"]


def test_loops_of_boxes_share_one_budget():
    inner = box("for", "j", **{"in": literal("[1..1000]"), "return": literal("j")})
    logic = box("for", "i", **{"in": literal("[1..1000]"), "return": inner})
    with pytest.raises(FeelError, match="steps"):
        said(logic)


@pytest.mark.parametrize(
    ("logic", "word"),
    [
        (literal("1 +"), "illisible"),
        (literal(""), "illisible"),
        (literal("1") + literal("2"), "Une seule expression"),
        (context(entry("", literal("1")), entry("a", literal("2"))), "vient en dernier"),
        (
            context(entry("a", literal("1")), entry("a", literal("2"))),
            "« a » est donné deux fois : changez l’un des deux.",
        ),
        (context(entry("a", "")), "Il manque une formule ou une table : ajoutez-la."),
        (function("x,x", literal("1")), "« x » est donné deux fois"),
        (function("x", literal("1"), "Java"), "Une fonction s’écrit en FEEL : retirez « Java »."),
        (function("x", literal("1"), "PMML"), "Une fonction s’écrit en FEEL : retirez « PMML »."),
        ("<relation><column name='a' /><row /></relation>", "une case par colonne"),
        (box("conditional", **{"if": literal("true")}), "« then »"),
        (
            box("for", **{"in": literal("[]"), "return": literal("1")}),
            "Il manque le nom de chaque élément parcouru : écrivez-le.",
        ),
        (box("filter", **{"in": literal("[]")}), "« match »"),
        ("<list>" * 30 + "</list>" * 30, "Plus de 20 expressions"),
        ("<literalExpression><importedValues /></literalExpression>", "un autre fichier"),
        ("<invocation><binding /></invocation>", "nom du paramètre"),
    ],
)
def test_a_box_that_does_not_hold_together_is_told(logic, word):
    assert any(word in message for message in told(definitions(decision("D", logic))))


def test_a_decision_without_logic_gives_null():
    assert said("") is None
