"""The requirement graph: who needs whom, evaluated once each, in no round."""

import pytest

from engine.feel import FeelError
from tests.engine.bpm.decisions.written import (
    asks,
    calls,
    decision,
    definitions,
    found,
    given,
    knowledge,
    literal,
    needs,
    outcome,
    service,
    table,
    told,
    value,
)


def test_a_decision_reads_those_that_it_requires():
    data = definitions(
        decision("D", literal("base * 2"), needs("base")),
        decision("base", literal("n + 1"), asks("n")),
        given("n", "number"),
    )
    assert value(data, n=2) == 6
    assert value(data, "base", n=2) == 3


def test_names_may_have_spaces_everywhere():
    data = definitions(
        decision("D", literal("Reste à vivre du ménage / 2"), needs("r"), calls("Taux d'effort")),
        decision("r", literal("Taux d'effort(Revenu net)"), asks("Revenu net"),
                 calls("Taux d'effort"), name="Reste à vivre du ménage"),
        given("Revenu net", "number"),
        knowledge("Taux d'effort", {"le revenu": "number"}, literal("le revenu * 0.1")),
    )  # fmt: skip
    assert value(data, **{"Revenu net": 100}) == 5


def test_a_decision_required_twice_is_evaluated_once():
    data = definitions(
        decision("D", literal("a + b"), needs("a"), needs("b")),
        decision("a", literal("t"), needs("t")),
        decision("b", literal("t"), needs("t")),
        decision("t", table("- -> 1")),
    )
    told = outcome(data, n=0)
    assert (told.value, told.fired) == (2, {"t": ["r1"]})


def test_the_rules_that_hold_are_told_for_each_decision():
    data = definitions(
        decision("D", table("1 -> 5", "2 -> 6", inputs="t"), needs("t")),
        decision("t", table("- -> 2")),
    )
    assert outcome(data, n=0).fired == {"t": ["r1"], "D": ["r2"]}


def test_a_long_chain_of_decisions_is_evaluated():
    links = [decision(f"d{n}", literal(f"d{n - 1} + 1"), needs(f"d{n - 1}")) for n in range(1, 500)]
    assert value(definitions(decision("d0", literal("0")), *links), "d499") == 499


def test_a_name_that_nothing_declares_is_a_variable_of_the_caller():
    assert value(definitions(decision("D", literal("n + 1"))), n=1) == 2


def test_what_is_required_hides_a_variable_of_the_same_name():
    data = definitions(decision("D", literal("a"), needs("a")), decision("a", literal("1")))
    assert value(data, a=9) == 1


def test_a_missing_input_is_null_and_told():
    data = definitions(decision("D", literal("n = null"), asks("n")), given("n", "number"))
    told = outcome(data)
    assert told.value is True
    assert [reason.code for reason in told.reasons] == ["unknown_name"]


# --- functions ---------------------------------------------------------------


DOUBLE = knowledge("double", {"x": "number"}, literal("x * 2"), type="number")


@pytest.mark.parametrize("call", ["double(4)", "double(x: 4)", "double([4])"])
def test_a_business_knowledge_model_is_a_function(call):
    assert value(definitions(decision("D", literal(call), calls("double")), DOUBLE)) == 8


@pytest.mark.parametrize("call", ["double()", "double(1, 2)", "double(y: 1)", 'double("x")'])
def test_arguments_that_do_not_fit_give_null_and_tell(call):
    told = outcome(definitions(decision("D", literal(call), calls("double")), DOUBLE))
    assert told.value is None
    assert told.reasons


def test_a_business_knowledge_model_may_be_a_table():
    data = definitions(
        decision("D", literal("bareme(n)"), calls("bareme")),
        knowledge("bareme", {"montant": ""}, table("< 5 -> 1", ">= 5 -> 2", inputs="montant")),
    )
    told = outcome(data, n=7)
    assert (told.value, told.fired) == (2, {"bareme": ["r2"]})


def test_a_business_knowledge_model_calls_those_that_it_requires():
    data = definitions(
        decision("D", literal("quadruple(1)"), calls("quadruple")),
        knowledge("quadruple", {"x": ""}, literal("double(double(x))"), calls("double")),
        DOUBLE,
    )
    assert value(data) == 4


def test_a_business_knowledge_model_does_not_see_the_variables_of_its_caller():
    data = definitions(
        decision("D", literal("f(1) = null"), calls("f")),
        knowledge("f", {"x": ""}, literal("x + n")),
    )
    assert value(data, n=1) is True


def test_a_parameter_with_a_dot_does_not_hide_the_entry_of_a_context():
    data = definitions(
        decision("D", literal("f(menage.taille)"), calls("f"), asks("menage")),
        knowledge("f", {"menage.taille": "number"}, literal("menage.taille + 1")),
        given("menage"),
    )
    assert value(data, menage={"taille": 3}) == 4


def test_functions_that_call_each_other_without_end_are_stopped():
    data = definitions(
        decision("D", literal("f(f)"), calls("f")), knowledge("f", {"g": ""}, literal("g(g)"))
    )
    with pytest.raises(FeelError):
        value(data)


SERVED = (
    decision("total", literal("part + n"), needs("part"), asks("n")),
    decision("part", literal("100"), type="number"),
    given("n", "number"),
)


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ("s(1, 2)", 3),
        ("s(n: 1, part: 5)", 6),
        ("s(1)", None),
        ("s()", None),
        ('s("x", 1)', None),
        ("s(1, 2, 3)", None),
        ("s(n: 1, autre: 5)", None),
    ],
)
def test_a_decision_service_takes_its_inputs_then_its_decisions(call, result):
    served = service("s", "total", decided="part", inputs="n")
    data = definitions(decision("D", literal(call), calls("s")), served, *SERVED)
    assert value(data) == result


def test_a_decision_service_evaluates_what_it_holds():
    served = service("s", "total", held="part", inputs="n")
    data = definitions(decision("D", literal("s(1)"), calls("s")), served, *SERVED)
    assert value(data) == 101
    assert value(data, "s", n=4) == 104


def test_a_decision_service_of_several_decisions_gives_a_context():
    data = definitions(service("s", "total part", inputs="n"), *SERVED)
    assert value(data, "s", n=1) == {"total": 101, "part": 100}


def test_a_decision_service_does_not_see_the_variables_of_its_caller():
    data = definitions(
        decision("D", literal("s() = null"), calls("s")),
        service("s", "a"),
        decision("a", literal("n")),
    )
    assert value(data, n=1) is True


# --- names that are read -----------------------------------------------------


def test_a_decision_tells_what_those_that_it_requires_read():
    decision_ = found(
        definitions(
            decision(
                "D", literal("base + n + double(m) + regle(1)"), needs("base"), calls("double")
            ),
            decision("base", literal("for x in liste return x + taux"), asks("liste")),
            given("liste"),
            knowledge("double", {"x": ""}, literal("usage(x)")),
        )
    )
    assert decision_.names == {"n", "m", "liste", "taux"}
    assert decision_.calls == {"regle", "usage"}


# --- refused -----------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        (decision("D", literal("D"), needs("D")),),
        (decision("D", literal("a"), needs("a")), decision("a", literal("D"), needs("D"))),
        (knowledge("f", {}, literal("f()"), calls("f")), decision("D", literal("1"))),
        (decision("D", literal("s()"), calls("s")), service("s", "D")),
    ],
)
def test_a_round_is_told_and_left_out(parts):
    data = definitions(*parts)
    assert any("tourne en rond" in message for message in told(data))


@pytest.mark.parametrize(
    ("requirement", "word"),
    [
        (needs("absente"), "« #absente » ne désigne rien"),
        (asks("absente"), "« #absente » ne désigne rien"),
        (calls("absente"), "« #absente » ne désigne rien"),
        (asks("autre"), "« #autre » ne désigne rien"),
        (needs("n"), "« #n » ne désigne rien"),
        (calls("n"), "« #n » ne désigne rien"),
        (needs("n").replace("#n", "urn:ailleurs#n"), "dans un autre fichier"),
        (needs("autre") + asks("autre2"), "Deux exigences portent le nom « autre »"),
    ],
)
def test_a_requirement_that_leads_nowhere_is_told(requirement, word):
    data = definitions(
        decision("D", literal("1"), requirement),
        decision("autre", literal("1")),
        given("n"),
        given("autre").replace('id="autre"', 'id="autre2"'),
    )
    assert [message for message in told(data) if word in message]


def test_a_reference_may_name_the_file_itself():
    data = definitions(
        decision("D", literal("a"), needs("a").replace("#a", "urn:ici#a")),
        decision("a", literal("1")),
    )
    assert value(data) == 1


def test_two_elements_of_one_id_are_told():
    data = definitions(decision("D", literal("1")), decision("D", literal("2")))
    assert told(data) == [
        "Deux éléments portent l’identifiant « D » : supprimez celui-ci et dessinez-le de nouveau."
    ]


def test_an_element_without_id_is_told():
    missing = "Un élément n’a pas d’identifiant : supprimez-le, et refaites-le."
    assert missing in told(definitions(decision("", literal("1"))))
