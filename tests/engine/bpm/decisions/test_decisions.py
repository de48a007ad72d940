"""Decision tables: UNIQUE is verified, FIRST stops, COLLECT gathers, all else is refused."""

from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest

from engine.bpm.decisions.decide import NotUnique, decide
from engine.bpm.decisions.read import read_decisions
from engine.bpm.dialect.xml import Unreadable
from engine.bpm.functions import FUNCTIONS
from engine.feel import FeelError

NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def dmn(
    *rules: str, policy: str = "", inputs: str = "n", outputs: str = "avis", more: str = ""
) -> bytes:
    """A table; a rule is its tests and its results: ``< 5 | -> "A"``."""
    columns = "".join(
        f"<input><inputExpression><text>{escape(text)}</text></inputExpression></input>"
        for text in inputs.split("|")
    ) + "".join(f'<output name="{name}" />' for name in outputs.split("|"))
    lines = "".join(_rule(number, rule) for number, rule in enumerate(rules, 1))
    table = f'<decisionTable id="T" {policy and f"hitPolicy={policy!r}"} {more}>{columns}{lines}'
    return (
        f'<definitions xmlns="{DMN}"><decision id="D">{table}</decisionTable></decision>'
        "</definitions>"
    ).encode()


def _rule(number: int, rule: str) -> str:
    tests, _, results = rule.partition("->")
    cells = [("inputEntry", text) for text in tests.split("|")]
    cells += [("outputEntry", text) for text in results.split("|")]
    written = "".join(f"<{kind}><text>{escape(t.strip())}</text></{kind}>" for kind, t in cells)
    return f'<rule id="r{number}">{written}</rule>'


def run(data: bytes, **context: Any) -> tuple[Any, list[str]]:
    (table,), problems = read_decisions(data)
    assert problems == []
    return decide(table, context, NOW, FUNCTIONS)


def told(data: bytes) -> list[str]:
    return [problem.message for problem in read_decisions(data)[1]]


LADDER = ('< 5 -> "A"', '[5..10] -> "B"', '> 9 -> "C"')


@pytest.mark.parametrize(("n", "avis"), [(4, "A"), (5, "B"), (9, "B"), (11, "C"), (None, None)])
def test_the_rule_that_holds_gives_its_result(n, avis):
    assert run(dmn(*LADDER), n=n)[0] == avis


def test_two_rules_of_a_unique_table_are_an_error():
    with pytest.raises(NotUnique) as caught:
        run(dmn(*LADDER), n=10)
    assert caught.value.context == {"decision": "D", "rules": ["r2", "r3"]}


def test_the_same_result_twice_is_not_unique_either():
    with pytest.raises(NotUnique):
        run(dmn('< 5 -> "A"', '< 6 -> "A"'), n=1)


def test_first_takes_the_first_in_the_order_of_the_table():
    assert run(dmn(*LADDER, policy="FIRST"), n=10) == ("B", ["r2"])


def test_collect_gathers_in_the_order_of_the_table():
    assert run(dmn(*LADDER, policy="COLLECT"), n=10) == (["B", "C"], ["r2", "r3"])


@pytest.mark.parametrize(("policy", "nothing"), [("", None), ("FIRST", None), ("COLLECT", [])])
def test_no_rule_gives_nothing(policy, nothing):
    assert run(dmn("1 -> 1", policy=policy), n=2) == (nothing, [])


def test_several_outputs_give_a_context():
    data = dmn('"OUI" | - -> "A" | n * 2', inputs="oui | n", outputs="avis|total")
    assert run(data, oui="OUI", n=4)[0] == {"avis": "A", "total": 8}
    assert run(data, oui="NON", n=4)[0] is None


def test_several_outputs_collected_give_a_list_of_contexts():
    data = dmn("- -> 1 | 2", policy="COLLECT", outputs="a|b")
    assert run(data)[0] == [{"a": 1, "b": 2}]


@pytest.mark.parametrize(
    ("cell", "value", "holds"),
    [
        ("-", None, True),
        ("", 1, True),
        ("null", None, True),
        ('"A","B"', "B", True),
        ('not("A","B")', "C", True),
        ('not("A","B")', "A", False),
        ("> 450", "451", False),
        ("(450..500]", 450, False),
        ("? > plafond", 451, True),
        ('date("2027-01-01")', 5, False),
    ],
)
def test_a_cell_is_a_unary_test(cell, value, holds):
    assert run(dmn(f"{cell} -> true"), n=value, plafond=450)[0] is (True if holds else None)


def test_an_input_may_compute_and_ask_the_host():
    data = dmn('date("2026-09-02") -> true', inputs="ajouter jours ouvres(jour, 1)")
    assert run(data, jour=NOW.date())[0] is True


@pytest.mark.parametrize("policy", ["ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "unique", "X"])
def test_another_policy_is_refused(policy):
    assert told(dmn("1 -> 1", policy=policy)) == [
        f"La règle « {policy} » n’est pas prise en charge."
    ]


def test_an_aggregation_is_refused():
    assert told(dmn("1 -> 1", policy="COLLECT", more='aggregation="SUM"'))


@pytest.mark.parametrize(
    "data",
    [
        dmn("1 | 2 -> 1"),
        dmn("1 -> 1 | 2"),
        dmn("1 -> 1 | 2", outputs="a|a"),
        dmn("1 -> 1 | 2", outputs="a|"),
        dmn("1 +* -> 1"),
        dmn("1 -> 1 +"),
        dmn("1 -> 1", inputs="1 +"),
        dmn(*["1 -> 1"] * 1_001),
        dmn("1 -> 1").replace(b"<inputEntry>", b'<inputEntry expressionLanguage="python">'),
        dmn("1 -> 1").replace(b"<outputEntry>", b'<outputEntry expressionLanguage="groovy">'),
        dmn("1 -> 1").replace(b"<inputExpression>", b'<inputExpression expressionLanguage="juel">'),
        dmn("1 -> 1").replace(b"decisionTable", b"literalExpression"),
        dmn("1 -> 1").replace(b"<output ", b"<sortie "),
        f'<definitions xmlns="{DMN}" />'.encode(),
    ],
    ids=range(14),
)
def test_a_table_that_does_not_hold_together_is_told(data):
    assert told(data)


def test_feel_may_be_named_as_the_language():
    data = dmn("1 -> 1").replace(
        b"<inputEntry>",
        b'<inputEntry expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/">',
    )
    assert told(data) == []


@pytest.mark.parametrize(
    "data",
    [b"<definitions />", dmn().replace(b"20191111", b"20151101"), b"<html />", b"", b"[]"],
)
def test_what_is_no_dmn_is_refused(data):
    with pytest.raises(Unreadable):
        read_decisions(data)


def test_a_table_tells_all_that_it_reads():
    (table,), _ = read_decisions(dmn("? > plafond -> taux * regle(1)", inputs="montant"))
    assert table.names == {"montant", "plafond", "taux"}
    assert table.calls == {"regle"}


def test_a_cell_that_costs_too_much_is_stopped():
    with pytest.raises(FeelError):
        run(dmn("- -> count(for i in 1..1000000 return i)"))
