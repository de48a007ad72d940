"""Decision tables: which rules hold, what each hit policy makes of them, what is refused."""

import time
from decimal import Decimal

import pytest

from engine.bpm.decisions.hit import NotSame, NotUnique
from engine.bpm.decisions.reading.read import read_decisions
from engine.feel import FeelError
from tests.engine.bpm.decisions.written import NOW, alone, found, outcome, told, value

LADDER = ('< 5 -> "A"', '[5..10] -> "B"', '> 9 -> "C"')


@pytest.mark.parametrize(("n", "avis"), [(4, "A"), (5, "B"), (9, "B"), (11, "C"), (None, None)])
def test_the_rule_that_holds_gives_its_result(n, avis):
    assert value(alone(*LADDER), n=n) == avis


# --- one answer --------------------------------------------------------------


def test_two_rules_of_a_unique_table_are_an_error():
    with pytest.raises(NotUnique) as caught:
        value(alone(*LADDER), n=10)
    assert caught.value.context == {"decision": "D", "rules": ["r2", "r3"]}


def test_the_same_result_twice_is_not_unique_either():
    with pytest.raises(NotUnique):
        value(alone('< 5 -> "A"', '< 6 -> "A"'), n=1)


def test_any_takes_the_one_result_of_several_rules():
    data = alone('< 5 -> "A" | 1', '< 9 -> "A" | 2 - 1', policy="ANY", outputs="a|b")
    told = outcome(data, n=1)
    assert told.value == {"a": "A", "b": 1}
    assert told.fired == {"D": ["r1", "r2"]}


def test_any_with_different_results_is_an_error():
    data = alone('< 5 -> "A" | 1', '< 9 -> "A" | 2', policy="ANY", outputs="a|b")
    with pytest.raises(NotSame) as caught:
        value(data, n=1)
    assert caught.value.context == {"decision": "D", "rules": ["r1", "r2"]}


def test_first_takes_the_first_in_the_order_of_the_table():
    told = outcome(alone(*LADDER, policy="FIRST"), n=10)
    assert (told.value, told.fired) == ("B", {"D": ["r2"]})


PRIORITIES = ('> 0 -> "refus"', '> 1 -> "accord"', '> 2 -> "attente"')
ORDER = 'avis : string : "accord", "attente", "refus"'


@pytest.mark.parametrize(("n", "avis"), [(1, "refus"), (2, "accord"), (3, "accord"), (0, None)])
def test_priority_takes_the_most_important_of_the_listed_values(n, avis):
    assert value(alone(*PRIORITIES, policy="PRIORITY", outputs=ORDER), n=n) == avis


def test_priority_of_equals_takes_the_first_of_the_table():
    data = alone("- -> 1 | 2", "- -> 1 | 3", policy="PRIORITY", outputs="a :  : 2, 1|b")
    assert value(data, n=0) == {"a": 1, "b": 2}


def test_priority_looks_at_the_first_output_before_the_second():
    rules = ('- -> "b" | "x"', '- -> "a" | "y"', '- -> "a" | "x"')
    data = alone(*rules, policy="PRIORITY", outputs='p :  : "a", "b"|q :  : "x", "y"')
    assert value(data, n=0) == {"p": "a", "q": "x"}


# --- several answers ---------------------------------------------------------


@pytest.mark.parametrize("policy", ["RULE ORDER", "COLLECT"])
def test_results_are_gathered_in_the_order_of_the_table(policy):
    told = outcome(alone(*LADDER, policy=policy), n=10)
    assert (told.value, told.fired) == (["B", "C"], {"D": ["r2", "r3"]})


def test_results_are_gathered_in_the_order_of_their_values():
    data = alone(*PRIORITIES, policy="OUTPUT ORDER", outputs=ORDER)
    assert value(data, n=3) == ["accord", "attente", "refus"]
    assert value(data, n=2) == ["accord", "refus"]


@pytest.mark.parametrize(
    ("cumul", "result"), [("SUM", Decimal("6.5")), ("MIN", 0), ("MAX", 3), ("COUNT", 4)]
)
def test_collected_results_are_added_up(cumul, result):
    data = alone(
        "- -> 1", "- -> 2.5", "- -> 3", "- -> 0 * 1", "9 -> 9", policy="COLLECT", cumul=cumul
    )
    assert value(data, n=0) == result


@pytest.mark.parametrize(("cumul", "nothing"), [("SUM", None), ("MIN", None), ("COUNT", 0)])
def test_nothing_adds_up_to_nothing(cumul, nothing):
    assert value(alone("1 -> 1", policy="COLLECT", cumul=cumul), n=2) == nothing


def test_several_outputs_give_a_context():
    data = alone('"OUI" | - -> "A" | n * 2', inputs="oui | n", outputs="avis|total")
    assert value(data, oui="OUI", n=4) == {"avis": "A", "total": 8}
    assert value(data, oui="NON", n=4) is None


def test_several_outputs_collected_give_a_list_of_contexts():
    assert value(alone("- -> 1 | 2", policy="COLLECT", outputs="a|b")) == [{"a": 1, "b": 2}]


# --- no rule -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "nothing"),
    [("", None), ("FIRST", None), ("ANY", None), ("COLLECT", []), ("RULE ORDER", [])],
)
def test_no_rule_gives_nothing(policy, nothing):
    told = outcome(alone("1 -> 1", policy=policy), n=2)
    assert (told.value, told.fired) == (nothing, {"D": []})


def test_no_rule_gives_the_default_output():
    data = alone('1 -> "A" | 1', outputs='a :  : ! "Z"|b :  : ! n + 1')
    assert value(data, n=4) == {"a": "Z", "b": 5}
    assert value(data, n=1) == {"a": "A", "b": 1}


def test_an_output_without_default_is_null_beside_one_that_has_it():
    assert value(alone("1 -> 1 | 1", outputs="a :  : ! 0|b"), n=4) == {"a": 0, "b": None}


# --- cells -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "value_", "holds"),
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
        ("> plafond", 451, True),
        ('date("2027-01-01")', 5, False),
    ],
)
def test_a_cell_is_a_unary_test(cell, value_, holds):
    assert value(alone(f"{cell} -> true"), n=value_, plafond=450) is (True if holds else None)


def test_an_input_may_compute_and_ask_the_host():
    data = alone('date("2026-09-02") -> true', inputs="ajouter jours ouvres(jour, 1)")
    assert value(data, jour=NOW.date()) is True


def test_a_table_without_input_always_answers():
    column = b"<input><inputExpression><text>n</text></inputExpression></input>"
    data = (
        alone("- -> 7")
        .replace(column, b"")
        .replace(b"<inputEntry><text>-</text></inputEntry>", b"")
    )
    assert value(data) == 7


def test_annotations_and_orientation_change_nothing():
    noted = alone("- -> 1").replace(
        b"</rule>", b"<annotationEntry><text>x</text></annotationEntry></rule>"
    )
    for orientation in (b"Rule-as-Row", b"CrossTable"):
        data = noted.replace(b'id="T"', b'id="T" preferredOrientation="' + orientation + b'"')
        assert value(data) == 1


def test_a_decision_tells_all_that_it_reads():
    decision = found(alone("? > plafond -> taux * regle(1)", inputs="montant"))
    assert decision.names == {"montant", "plafond", "taux"}
    assert decision.calls == {"regle"}


def test_a_cell_that_costs_too_much_is_stopped():
    with pytest.raises(FeelError):
        value(alone("- -> count(for i in 1..1000000 return i)"))


# --- typed columns -----------------------------------------------------------


def test_a_value_that_an_input_does_not_allow_is_null_and_told():
    data = alone("null -> true", "- -> false", policy="FIRST", inputs='n : string : "A", "B"')
    assert value(data, n="A") is False
    refused = outcome(data, n="C")
    assert refused.value is True
    assert [reason.code for reason in refused.reasons] == ["not_allowed"]


def test_a_value_of_another_type_is_null_and_told():
    data = alone("null -> true", "- -> false", policy="FIRST", inputs="n : number")
    refused = outcome(data, n="3")
    assert refused.value is True
    assert [reason.code for reason in refused.reasons] == ["wrong_type"]


def test_a_result_that_an_output_does_not_allow_is_null_and_told():
    data = alone("1 -> n", "2 -> n", outputs="avis : number : 1")
    assert value(data, n=1) == 1
    refused = outcome(data, n=2)
    assert refused.value is None
    assert [reason.code for reason in refused.reasons] == ["not_allowed"]


# --- refused -----------------------------------------------------------------


@pytest.mark.parametrize("policy", ["unique", "X", "OUTPUT"])
def test_an_unknown_policy_is_refused(policy):
    (message,) = told(alone("1 -> 1", policy=policy))
    assert message.startswith(f"La règle « {policy} » n’existe pas : choisissez parmi UNIQUE, ANY")


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ({"cumul": "SUM"}, "COLLECT"),
        ({"policy": "COLLECT", "cumul": "AVG"}, "SUM, MIN, MAX ou COUNT"),
        ({"policy": "PRIORITY"}, "les valeurs de la sortie"),
        ({"policy": "OUTPUT ORDER", "outputs": "a : number : > 3"}, "les valeurs de la sortie"),
        ({"inputs": "n|m"}, "une case par colonne"),
        ({"outputs": "a|b"}, "une case par colonne"),
        ({"inputs": "1 +"}, "ligne 1, colonne 4"),
        ({"inputs": "n : entier"}, "« entier »"),
        ({"outputs": "a : liste"}, "« liste »"),
    ],
)
def test_a_table_that_does_not_hold_together_is_told(table, word):
    assert any(word in message for message in told(alone("1 -> 1", **table)))


@pytest.mark.parametrize("rule", ["1 +* -> 1", "1 -> 1 +", "1 == 1 -> 1"])
def test_a_cell_that_cannot_be_read_is_told_with_its_place(rule):
    (message,) = told(alone(rule))
    assert "illisible, ligne 1, colonne " in message


@pytest.mark.parametrize("outputs", ["a|a", "a|"])
def test_several_outputs_have_a_name_each(outputs):
    assert told(alone("1 -> 1 | 1", outputs=outputs)) == [
        "Chaque sortie de la table porte un nom, différent des autres : corrigez-les."
    ]


def test_only_one_output_adds_up():
    data = alone("1 -> 1 | 1", policy="COLLECT", cumul="SUM", outputs="a|b")
    assert told(data) == [
        "Un cumul ne porte que sur une sortie : retirez-le, ou gardez une sortie."
    ]


def test_more_than_a_thousand_rules_are_refused():
    assert told(alone(*["1 -> 1"] * 1_001)) == [
        "Plus de 1000 lignes : partagez la table en deux décisions."
    ]
    assert told(alone(*["1 -> 1"] * 1_000)) == []


@pytest.mark.parametrize(
    ("cell", "pair"),
    [
        ("< 450,5", "450,5"),
        ("10,5", "10,5"),
        ("-10,5", "10,5"),
        (">= 0,33", "0,33"),
        ("not(10,5)", "10,5"),
        ("? > 450,5", "450,5"),
        ('"a", 450,50', "450,50"),
        ('"un \\" 3,4", 1,2,3', "1,2"),
    ],
)
def test_the_comma_of_a_french_decimal_is_told(cell, pair):
    whole, decimals = pair.split(",")
    assert told(alone(f"{cell} -> 1")) == [
        f"Écrivez {whole}.{decimals} avec un point ; « {pair} » veut dire {whole} ou {decimals}. "
        f"Si c’est ce que vous voulez, écrivez « {whole}, {decimals} »."
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "< 450, 5",
        "450.5",
        "1, 2, 3",
        "10.5,5",
        "[1..3],5",
        "a1,5",
        '5,"x"',
        '"1,5"',
        "substring(?,1,3) = x",
        "? in [1,5]",
        "not(10, 5)",
        "3 /* ou 1,5 */",
    ],
)
def test_a_list_that_nobody_takes_for_a_decimal_is_let_through(cell):
    assert told(alone(f"{cell} -> 1")) == []


def test_a_doubtful_comma_is_told_at_its_own_cell():
    data = alone("< 450,5 -> 1").replace(b"<inputEntry", b'<inputEntry id="case"')
    assert [problem.element for problem in read_decisions(data)[1]] == ["case"]


def test_a_long_cell_is_looked_at_quickly():
    began = time.process_time()
    for text in ("/*" * 200_000, '"' + '\\"' * 200_000, "1" * 400_000, "1,1" * 100_000):
        told(alone(f"{text} -> 1"))
    assert time.process_time() - began < 2


def test_a_reason_says_which_rule_of_which_decision_it_comes_from():
    told = outcome(alone("> plafond -> 1", inputs="montant"), montant=1).reasons
    assert [reason.where for reason in told] == ["D, règle 1", "D, règle 1"]
