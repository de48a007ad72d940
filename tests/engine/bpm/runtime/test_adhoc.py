"""Ad-hoc sub-processes: everything at once, until enough is done. Transactions: cancelled whole."""

import pytest

from engine.bpm.dialect.check_graph import check
from engine.bpm.dialect.read import read_diagram
from engine.bpm.dialect.sources import Sources
from tests.diagrams import after, boundary, diagram, end, node, path, start, subprocess, user
from tests.engine.bpm.runtime.play import Play

CANCEL = "<bpmn:cancelEventDefinition />"


def adhoc(condition: str, *parts: str) -> bytes:
    told = f"<bpmn:completionCondition>{condition}</bpmn:completionCondition>" if condition else ""
    inside = "\n".join([told, *parts])
    return diagram(start("d"), node("adHocSubProcess", "s", inside=inside), end("f"), path("d s f"))


def test_all_activities_of_an_adhoc_subprocess_are_offered_together():
    case = Play(adhoc("", user("a"), user("b"), user("c"), path("b c"))).start()
    assert case.open == ["a", "b"]
    case.complete("b")
    assert case.open == ["a", "c"]
    case.complete("a")
    case.complete("c")
    assert case.is_over


def test_when_enough_is_done_the_rest_is_not_asked_any_more():
    case = Play(adhoc("=assez = true", user("a"), user("b"))).start()
    case.complete("a", assez=True)
    assert case.is_over
    assert ("b", "cancelled") in case.outcomes


def test_a_condition_that_is_not_true_yet_leaves_the_rest_open():
    case = Play(adhoc("=assez = true", user("a"), user("b"))).start()
    case.complete("a", assez=False)
    assert case.open == ["b"]


def test_a_timer_on_an_activity_of_an_adhoc_subprocess_fires():
    late = boundary("t", "a", after("P1D"), cancel=False)
    case = Play(adhoc("", user("a"), late, user("rappel"), path("t rappel"))).start()
    case.advance("2026-09-03 09:00")
    assert case.open == ["a", "rappel"]


def transaction(*parts: str) -> bytes:
    inside = "\n".join([start("ds"), *parts])
    return diagram(
        start("d"),
        node("transaction", "s", inside=inside),
        boundary("annulee", "s", CANCEL),
        user("reprendre"),
        end("f"),
        path("d s f"),
        path("annulee reprendre f"),
    )


def test_a_transaction_that_goes_well_goes_on():
    case = Play(transaction(user("a"), end("fs"), path("ds a fs"))).start()
    case.complete("a")
    assert case.is_over


def test_a_cancelled_transaction_takes_all_its_steps_away():
    parts = (user("a"), user("b"), end("fs", CANCEL), end("gs"), path("ds a fs"), path("ds b gs"))
    case = Play(transaction(*parts)).start()
    case.complete("a")
    assert case.open == ["reprendre"]
    assert ("b", "cancelled") in case.outcomes


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (adhoc("", start("ds"), user("a"), path("ds a")), "n’a ni début, ni fin"),
        (adhoc("", ""), "Aucune tâche ne peut y commencer"),
        (adhoc("assez", user("a")), "est une formule"),
        (diagram(start("d"), end("f", CANCEL), path("d f")), "Seule une transaction s’annule"),
        (
            diagram(
                start("d"),
                subprocess("s", start("ds"), end("fs"), path("ds fs")),
                boundary("b", "s", CANCEL),
                end("f"),
                end("g"),
                path("d s f"),
                path("b g"),
            ),
            "Seule une transaction s’annule",
        ),
    ],
)
def test_what_does_not_hold_together_is_told(data: bytes, message: str):
    process, problems = read_diagram(data)
    told = [problem.message for problem in (*problems, *check(Sources(), process))]
    assert any(message in text for text in told), told


@pytest.mark.parametrize(
    ("name", "value"), [("ordering", "Sequential"), ("cancelRemainingInstances", "false")]
)
def test_another_order_than_ours_is_refused(name: str, value: str):
    step = node("adHocSubProcess", "s", inside=user("a"), **{name: value})
    _, problems = read_diagram(diagram(start("d"), step, end("f"), path("d s f")))
    assert [problem.element for problem in problems] == ["s"]
