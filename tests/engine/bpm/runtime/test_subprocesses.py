"""Sub-processes, and event sub-processes that start when something comes."""

from datetime import date

import pytest

from tests.diagrams import (
    after,
    at,
    diagram,
    end,
    error,
    escalation,
    event,
    event_subprocess,
    every,
    mapping,
    message,
    node,
    path,
    properties,
    script,
    signal,
    start,
    subprocess,
    throw,
    user,
)
from tests.engine.bpm.runtime.play import Play

FORM = properties(formulaire="x")
LETTER = event("message", "lettre")


def beside(trigger: str, *parts: str, interrupting: bool, handled: str = "u") -> bytes:
    """A task, and an event sub-process with a task of its own."""
    flag = str(interrupting).lower()
    return diagram(
        message("lettre"),
        signal("arret"),
        escalation("X"),
        *parts,
        start("d"),
        user("a"),
        user("apres"),
        end("f"),
        path("d a apres f"),
        event_subprocess(
            "s",
            start("sd", trigger, FORM, isInterrupting=flag),
            user(handled),
            end("sf"),
            path(f"sd {handled} sf"),
        ),
    )


def test_sub_processes_within_sub_processes_end_from_the_inside():
    play = Play(
        diagram(
            start("d"),
            subprocess(
                "s1",
                start("d1"),
                subprocess("s2", start("d2"), user("a"), end("f2"), path("d2 a f2")),
                user("b"),
                end("f1"),
                path("d1 s2 b f1"),
            ),
            user("c"),
            path("d s1 c"),
        )
    ).start()
    for element in "abc":
        assert play.open == [element]
        play.complete(element)
    assert play.is_over


def test_a_sub_process_takes_inputs_and_gives_outputs():
    step = node("subProcess", "s", mapping({"n": "=10"}, {"total": "=n"}),
                inside=start("sd") + script("plus", "=n + 1", "n") + path("sd plus"))  # fmt: skip
    play = Play(diagram(start("d"), step, end("f"), path("d s f"))).start(n=1)
    assert play.variables == {"reference": "R-1", "n": 1, "total": 11}


def test_a_sub_process_whose_output_fails_can_be_tried_again():
    output = mapping(outputs={"jour": "=ajouter jours ouvres(debut, 1)"})
    step = node("subProcess", "s", output, inside=start("sd") + user("a") + path("sd a"))
    play = Play(diagram(start("d"), step, user("z"), path("d s z"))).start(debut=None)
    play.complete("a")
    assert play.incidents == {"s": "bad_argument"}
    play.correct(debut=date(2026, 9, 1))
    play.retry("s")
    assert play.open == ["z"]
    assert play.variables["jour"] == date(2026, 9, 2)


def test_a_message_starts_an_event_sub_process_beside():
    play = Play(beside(LETTER, interrupting=False)).start()
    play.receive("lettre")
    play.receive("lettre")
    assert play.open == ["a", "u", "u"]
    play.complete("u")
    play.complete("a")
    assert play.open == ["apres", "u"]


def test_a_message_that_interrupts_takes_all_the_rest_away():
    play = Play(beside(LETTER, interrupting=True)).start()
    play.receive("lettre")
    assert play.open == ["u"]
    assert play.waits_for == []
    play.complete("u")
    assert play.is_over


def test_a_case_ends_though_an_event_sub_process_has_not_started():
    play = Play(beside(after("P30D"), interrupting=False)).start()
    play.complete("a")
    play.complete("apres")
    assert play.is_over
    assert (play.timers, play.waits_for) == ({}, [])


def test_a_case_waits_for_an_event_sub_process_that_has_started():
    play = Play(beside(LETTER, interrupting=False)).start()
    play.receive("lettre")
    play.complete("a")
    play.complete("apres")
    assert not play.is_over
    play.complete("u")
    assert play.is_over
    assert play.waits_for == []


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_timer_starts_an_event_sub_process(interrupting):
    play = Play(beside(after("P3D"), interrupting=interrupting)).start()
    play.advance("2026-09-30 09:00")
    assert play.open == (["u"] if interrupting else ["a", "u"])


def test_a_cycle_starts_it_again_and_again():
    play = Play(beside(every("R2/P7D"), interrupting=False)).start()
    play.advance("2027-09-30 09:00")
    assert play.open == ["a", "u", "u"]


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_signal_starts_an_event_sub_process(interrupting):
    play = Play(
        diagram(
            signal("arret"),
            start("d"),
            user("a"),
            throw("crie", event("signal", "arret")),
            user("b"),
            path("d a crie b"),
            event_subprocess(
                "s",
                start("sd", event("signal", "arret"), isInterrupting=str(interrupting).lower()),
                user("u"),
                path("sd u"),
            ),
        )
    ).start()
    play.complete("a")
    assert play.open == (["u"] if interrupting else ["b", "u"])


def test_an_error_starts_it_only_when_thrown():
    play = Play(
        diagram(
            error("E"),
            start("d"),
            user("a"),
            end("echec", event("error", "E")),
            path("d a echec"),
            event_subprocess("s", start("sd", event("error", "E")), user("u"), path("sd u")),
        )
    ).start()
    assert play.open == ["a"]
    play.complete("a")
    assert play.open == ["u"]


def test_one_within_another_is_armed_while_the_outer_one_runs_only():
    inner = event_subprocess("s2", start("d2", after("P1D"), isInterrupting="false"), user("v"),
                             path("d2 v"))  # fmt: skip
    play = Play(
        diagram(
            message("lettre"),
            start("d"),
            user("a"),
            path("d a"),
            event_subprocess(
                "s1",
                start("d1", LETTER, FORM, isInterrupting="false"),
                user("u"),
                path("d1 u"),
                inner,
            ),
        )
    ).start()
    assert play.timers == {}
    play.receive("lettre")
    assert play.timers == {"d2": "2026-09-02 09:00"}
    play.advance("2026-09-03 09:00")
    assert play.open == ["a", "u", "v"]
    play.complete("u")
    play.complete("v")
    assert (play.open, play.timers) == (["a"], {})


def test_an_event_sub_process_of_a_sub_process_lives_as_long_as_it():
    handler = event_subprocess("h", start("hd", after("P1D"), isInterrupting="true"), user("u"),
                               end("hf"), path("hd u hf"))  # fmt: skip
    play = Play(
        diagram(
            start("d"),
            subprocess("s", start("sd"), user("a"), path("sd a"), handler),
            user("z"),
            path("d s z"),
        )
    ).start()
    play.advance("2026-09-05 09:00")
    assert play.open == ["u"]
    play.complete("u")
    assert play.open == ["z"]


def test_two_thresholds_due_the_same_day_both_start():
    eight = at('=date and time("2026-09-10T08:00:00@Europe/Paris")')
    both = [
        event_subprocess(
            f"s{n}",
            start(f"d{n}", eight, isInterrupting="false"),
            user(f"u{n}"),
            path(f"d{n} u{n}"),
        )
        for n in (1, 2)
    ]
    play = Play(diagram(start("d"), user("a"), path("d a"), *both)).start()
    play.advance("2026-09-11 09:00")
    assert play.open == ["a", "u1", "u2"]


def test_an_escalation_that_interrupts_ends_the_branch_that_threw_it():
    play = Play(
        diagram(
            escalation("X"),
            start("d"),
            user("a"),
            throw("t", event("escalation", "X")),
            user("jamais"),
            path("d a t jamais"),
            event_subprocess("s", start("sd", event("escalation", "X")), user("u"), path("sd u")),
        )
    ).start()
    play.complete("a")
    assert (play.open, play.incidents) == (["u"], {})
