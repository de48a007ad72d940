"""Each kind of step, alone between a start and an end."""

from datetime import date
from decimal import Decimal

import pytest

from engine.bpm.runtime.case import NotWaiting
from tests.diagrams import (
    diagram,
    end,
    mapping,
    message,
    node,
    path,
    properties,
    receive,
    rule,
    script,
    service,
    start,
    user,
)
from tests.engine.bpm.runtime.play import Play


def between(step: str, *others: str) -> bytes:
    return diagram(*others, start("d"), step, end("f"), path("d s f"))


def test_a_user_task_waits_for_a_person_and_keeps_what_was_answered():
    play = Play(between(user("s"))).start()
    assert play.open == ["s"]
    play.complete("s", avis="FAVORABLE")
    assert play.is_over
    assert play.variables["avis"] == "FAVORABLE"


def test_a_task_done_twice_is_refused():
    play = Play(between(user("s"))).start()
    token = next(iter(play.case().tokens()))
    play.complete("s")
    with pytest.raises(NotWaiting):
        play.move(lambda case: case.complete(token.id, {}))


@pytest.mark.parametrize("kind", ["task", "manualTask"])
def test_what_nobody_does_on_screen_is_passed(kind):
    assert Play(between(node(kind, "s"))).start().done == ["d", "s", "f"]


def test_a_script_puts_a_value_in_a_variable():
    play = Play(between(script("s", "=montant * 2", "double"))).start(montant=Decimal("10.10"))
    assert play.variables["double"] == Decimal("20.20")


@pytest.mark.parametrize("kind", ["serviceTask", "sendTask"])
def test_an_action_gets_its_inputs_only_and_gives_its_outputs(kind):
    step = service("s", "dossier.entrer", mapping({"jour": "=accord"}), kind=kind)
    play = Play(between(step), actions={"dossier.entrer": lambda inputs: {"fin": inputs["jour"]}})
    play.start(accord=date(2027, 1, 31), autre=1)
    assert play.acts == [("dossier.entrer", {"jour": date(2027, 1, 31)})]
    assert play.variables["fin"] == date(2027, 1, 31)
    assert "jour" not in play.variables


def test_an_output_mapping_keeps_what_it_names_only():
    step = service("s", "compter", mapping(outputs={"total": "=nombre + 1"}))
    play = Play(between(step), actions={"compter": lambda _: {"nombre": 4, "bruit": 1}}).start()
    assert play.variables["total"] == 5
    assert not {"nombre", "bruit"} & play.variables.keys()


def test_a_literal_input_is_given_as_it_stands():
    play = Play(between(service("s", "prevenir", mapping({"modele": "rappel", "n": "12"})))).start()
    assert play.acts == [("prevenir", {"modele": "rappel", "n": "12"})]


def test_a_decision_sees_the_variables_and_its_own_inputs():
    step = node(
        "businessRuleTask",
        "s",
        '<zeebe:calledDecision decisionId="D" resultVariable="avis" />',
        mapping({"age": "=an - 1"}),
    )
    decisions = {"D": lambda context: [context["age"], context["an"]]}
    play = Play(between(step), decisions=decisions).start(an=40)
    assert play.variables["avis"] == [39, 40]
    assert "age" not in play.variables


def test_a_decision_that_says_nothing_gives_null():
    play = Play(between(rule("s", "D", "avis")), decisions={"D": lambda _: None}).start()
    assert play.variables["avis"] is None


def test_a_receive_task_waits_for_its_message():
    step = receive("s", "reponse", properties(formulaire="x"))
    play = Play(between(step, message("reponse"))).start()
    assert play.waits_for == ["reponse"]
    play.receive("reponse", oui=True)
    assert play.is_over
    assert play.variables["oui"] is True


def test_the_inputs_of_a_user_task_are_seen_by_its_due_date_and_leave_with_it():
    step = user("s", mapping({"base": "=entree"}), due='=base + duration("P1D")')
    play = Play(between(step)).start(entree=date(2026, 9, 1))
    assert play.case().tokens()[0].internal_data["due"] == date(2026, 9, 2)
    play.complete("s")
    assert "base" not in play.variables


@pytest.mark.parametrize("due", ["=12", '="demain"', "=[1]", "demain"])
def test_a_due_date_that_is_no_date_is_an_incident(due):
    play = Play(between(user("s", due=due))).start()
    assert play.incidents == {"s": "BadTimer"}
    assert play.open == []


def test_a_due_date_not_known_yet_is_none():
    play = Play(between(user("s", due="=rien"))).start()
    assert play.open == ["s"]


def test_every_step_is_noted_with_when_it_began():
    play = Play(between(user("s")), now="2026-09-01 09:00").start()
    play.now = play.now.replace(day=3)
    journal = play.move(lambda case: case.complete(case.tokens()[0].id, {}))
    noted = [(step["element"], step["entered"].day, step["outcome"]) for step in journal.steps]
    assert noted == [("s", 1, "done"), ("f", 3, "done")]
