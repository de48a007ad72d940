"""What fails stays before its element with an incident; the rest goes on."""

import itertools
import time

import pytest

from engine.bpm.instances.mirror import mirror_of
from engine.bpm.runtime import case as runtime
from engine.bpm.runtime.case import NotWaiting
from engine.core import clock
from engine.core.errors import ActionFailed
from tests.diagrams import (
    after,
    boundary,
    call,
    diagram,
    end,
    event_subprocess,
    flow,
    loop,
    mapping,
    message,
    node,
    parallel,
    path,
    rule,
    script,
    service,
    start,
    user,
    xor,
)
from tests.engine.bpm.runtime.play import Play

BAD = "=ajouter jours ouvres(jour, 1)"


def failing(step: str, *parts: str, **lent: object) -> Play:
    """The step after a task, and another branch beside."""
    return Play(
        diagram(
            start("d"),
            parallel("p"),
            user("a"),
            user("b"),
            step,
            user("z"),
            path("d p a s z"),
            path("p b"),
            *parts,
        ),
        **lent,
    ).start()


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (script("s", BAD, "x"), "bad_argument"),
        (script("s", "=count(for i in 1..1000000 return i)", "x"), "list_too_long"),
        (service("s", "panne"), "action_failed"),
        (service("s", "bug"), "ZeroDivisionError"),
        (service("s", "rien", mapping({"x": BAD})), "bad_argument"),
        (service("s", "rien", mapping(outputs={"x": BAD})), "bad_argument"),
        (rule("s", "D", "x"), "ZeroDivisionError"),
        (user("s", due=BAD), "bad_argument"),
        (call("s", "q", mapping({"x": BAD})), "bad_argument"),
        (node("task", "s", loop(BAD)), "bad_argument"),
    ],
    ids=["function", "budget", "refusal", "bug", "input", "output", "rule", "due", "call", "loop"],
)
def test_what_fails_keeps_the_act_and_stops_its_branch_only(step, code):
    def refuse(_inputs):
        raise ActionFailed(action="panne")

    actions = {"panne": refuse, "bug": lambda _: {"x": 1 // 0}}
    play = failing(step, actions=actions, decisions={"D": lambda _: 1 // 0})
    play.complete("a", fait=True)
    assert play.variables["fait"] is True
    assert play.incidents == {"s": code}
    assert play.open == ["b"]
    play.complete("b")
    assert not play.is_over


def test_an_incident_says_in_french_why_no_way_was_open_and_holds_no_answer():
    play = Play(
        diagram(
            start("d"),
            user("a"),
            xor("s"),
            user("b"),
            path("d a s"),
            flow("s", "b", "=montant > 450 and nom = 5"),
        )
    ).start()
    play.complete("a", nom="Dupont")
    (incident,) = mirror_of(play.case()).incidents.values()
    assert "montant\xa0» n’existe pas ici." in incident["detail"]
    assert "ne s’applique pas à un texte et un nombre" in incident["detail"]
    assert "Dupont" not in incident["detail"]


def test_a_retry_starts_again_at_the_element_and_clears_the_incident():
    play = failing(script("s", BAD, "x"))
    play.complete("a")
    play.retry("s")
    assert play.incidents == {"s": "bad_argument"}
    play.correct()
    play.complete("b", jour=play.now.date())
    play.retry("s")
    assert play.incidents == {}
    assert play.open == ["z"]


def test_a_retry_where_nothing_failed_is_refused():
    play = failing(script("s", BAD, "x"))
    token = play.case().tokens()[0]
    with pytest.raises(NotWaiting):
        play.move(lambda case: case.retry(token.id))


@pytest.mark.parametrize(
    "step",
    [
        user("s", mapping({"x": BAD})),
        user("s", due=BAD),
        node("callActivity", "s", '<zeebe:calledElement processId="absent" />'),
        node("task", "s", loop(BAD)),
    ],
    ids=["inputs", "due", "called", "loop"],
)
def test_a_failure_on_arrival_leaves_no_timer_behind(step):
    play = failing(step, boundary("t", "s", after("P1D")), end("f"), path("t f"))
    play.complete("a")
    assert list(play.incidents) == ["s"]
    assert play.timers == {}


def test_after_a_retry_the_timer_is_armed_once():
    play = failing(user("s", due=BAD), boundary("t", "s", after("P1D")), end("f"), path("t f"))
    play.complete("a")
    play.complete("b", jour=play.now.date())
    play.retry("s")
    assert play.open == ["s"]
    assert len(play._due()) == 1


def test_a_timer_that_cannot_be_armed_keeps_the_task_closed():
    play = failing(user("s"), boundary("t", "s", after("=delai")), end("f"), path("t f"))
    play.complete("a")
    assert play.incidents == {"s": "BadTimer"}
    play.complete("b", delai="P1D")
    play.retry("s")
    assert (play.open, play.incidents) == (["s"], {})


def test_a_sub_process_that_cannot_arm_its_timers_waits_at_its_start():
    handler = event_subprocess("h", start("hd", after("=delai"), isInterrupting="false"), end("hf"),
                               path("hd hf"))  # fmt: skip
    step = node("subProcess", "s", inside=start("sd") + user("u") + path("sd u") + handler)
    play = failing(step)
    play.complete("a")
    assert play.incidents == {"sd": "BadTimer"}
    assert play.timers == {}
    play.complete("b", delai="P1D")
    play.retry("sd")
    assert play.open == ["u"]
    assert len(play._due()) == 1


def test_a_catch_timer_stopped_by_an_incident_does_not_fire_again():
    play = Play(
        diagram(
            message("m"),
            start("d"),
            parallel("p"),
            node(
                "intermediateCatchEvent",
                "c",
                inside="<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration>"
                "</bpmn:timerEventDefinition>",
            ),
            service("s", "panne"),
            path("d p c s"),
        )
    ).start()
    play.advance("2026-09-03 09:00")
    assert play.timers == {}


def test_a_case_that_cannot_arm_its_timers_waits_at_its_start():
    play = Play(
        diagram(
            start("d"),
            user("a"),
            path("d a"),
            event_subprocess(
                "e1", start("t1", after("P1D"), isInterrupting="false"), end("f1"), path("t1 f1")
            ),
            event_subprocess(
                "e2", start("t2", after("=delai"), isInterrupting="false"), end("f2"), path("t2 f2")
            ),
        )
    ).start(delai=None)
    assert (play.incidents, play.timers) == ({"d": "BadTimer"}, {})
    play.correct(delai="P2D")
    play.retry("d")
    assert play.open == ["a"]
    assert sorted(play.timers) == ["t1", "t2"]


LOOP = diagram(
    start("d"), xor("m"), script("s", "=n + 1", "n"), path("d m s m"), user("jamais"), parallel("x")
)


def test_an_endless_automatic_loop_hits_the_step_budget():
    play = Play(LOOP).start(n=0)
    assert set(play.incidents.values()) == {"budget_exceeded"}
    assert play.variables["n"] < runtime.MAX_STEPS


def test_a_loop_stopped_by_the_budget_can_go_on():
    until = xor("x", default="x_z")
    play = Play(
        diagram(
            start("d"),
            xor("m"),
            script("s", "=n + 1", "n"),
            until,
            user("z"),
            path("d m s x z"),
            _back(),
        )
    ).start(n=0)
    assert set(play.incidents.values()) == {"budget_exceeded"}
    play.retry(next(iter(play.incidents)))
    assert play.open == ["z"]


def test_the_budget_is_anew_at_each_advance():
    play = Play(diagram(start("d"), xor("m"), user("a"), path("d m a m"))).start()
    for _ in range(30):
        play.complete("a")
    assert play.incidents == {}


def test_too_much_computing_is_an_incident(monkeypatch):
    ticks = itertools.count(step=2.0)
    monkeypatch.setattr(clock, "worked", lambda: next(ticks))
    play = Play(LOOP).start(n=0)
    assert set(play.incidents.values()) == {"budget_exceeded"}
    assert play.variables["n"] <= 5


def test_waiting_for_a_slow_database_is_none(monkeypatch):
    monkeypatch.setattr(runtime, "MAX_SECONDS", 0.3)

    def wait(_inputs):
        time.sleep(0.4)  # for good: what counts is computing, and no clock of ours may decide it
        return {}

    play = failing(service("s", "lente"), actions={"lente": wait})
    play.complete("a")
    assert play.incidents == {}


def test_doubled_parallel_flows_stop_in_time():
    steps = [parallel(f"p{n}") for n in range(30)]
    doubled = [
        f'<bpmn:sequenceFlow id="f{n}{side}" sourceRef="p{n}" targetRef="t{n + 1}" />'
        for n in range(29)
        for side in "ab"
    ]
    tasks = [node("task", f"t{n}") + path(f"t{n} p{n}") for n in range(1, 30)]
    play = Play(diagram(start("d"), *steps, *tasks, *doubled, path("d p0"))).start()
    assert set(play.incidents.values()) == {"budget_exceeded"}


def test_more_items_than_scopes_allowed_park_the_rest_and_the_case_lives_on():
    step = node("subProcess", "s", loop("=for i in 1..250 return i"),
                inside=start("sd") + user("u") + path("sd u"))  # fmt: skip
    play = failing(step)
    play.complete("a")
    assert play.incidents == {"s": "budget_exceeded"}
    assert len(play.case().scopes) <= runtime.MAX_SCOPES
    play.complete("u")
    play.complete("b")
    assert "b" not in play.incidents
    assert play.open.count("u") == runtime.MAX_SCOPES - 2


def _back() -> str:
    return (
        '<bpmn:sequenceFlow id="x_m" sourceRef="x" targetRef="m"><bpmn:conditionExpression'
        ' xsi:type="bpmn:tFormalExpression">=n &lt; 800</bpmn:conditionExpression>'
        "</bpmn:sequenceFlow>"
    )
