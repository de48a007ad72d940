"""Errors and escalations go outwards until something catches them."""

import pytest

from tests.diagrams import (
    TERMINATE,
    after,
    boundary,
    call,
    diagram,
    end,
    error,
    escalation,
    event,
    event_subprocess,
    parallel,
    path,
    start,
    subprocess,
    throw,
    user,
)
from tests.engine.bpm.runtime.play import Play

INNER = (start("sd"), user("a"), end("echec", event("error", "E1")), path("sd a echec"))
OUTER = (error("E1"), error("E2"), start("d"), path("d s"))


def caught_by(*catchers: str) -> Play:
    play = Play(diagram(*OUTER, subprocess("s", *INNER), *catchers)).start()
    play.complete("a")
    return play


def test_an_error_is_caught_on_the_edge_by_its_code():
    play = caught_by(
        boundary("autre", "s", event("error", "E2")),
        boundary("b", "s", event("error", "E1")),
        user("u"),
        user("v"),
        path("b u"),
        path("autre v"),
    )
    assert play.open == ["u"]
    assert play.cancelled == ["s"]


def test_an_error_is_caught_by_a_catcher_of_all_errors():
    assert caught_by(boundary("b", "s", event("error")), user("u"), path("b u")).open == ["u"]


def test_an_error_is_caught_by_an_event_sub_process_outside():
    play = caught_by(
        event_subprocess("es", start("esd", event("error", "E1")), user("u"), path("esd u"))
    )
    assert play.open == ["u"]


def test_the_nearest_catcher_wins():
    handler = event_subprocess("es", start("esd", event("error", "E1")), user("u"), path("esd u"))
    play = Play(
        diagram(
            *OUTER,
            subprocess("s", *INNER, handler),
            boundary("b", "s", event("error", "E1")),
            user("v"),
            path("b v"),
        )
    ).start()
    play.complete("a")
    assert play.open == ["u"]


@pytest.mark.parametrize("code", ["E1", "E2"])
def test_an_error_caught_nowhere_is_an_incident(code):
    catcher = boundary("b", "s", event("error", "E2")) if code == "E1" else ""
    play = caught_by(catcher, user("u"), path("b u") if catcher else "")
    assert play.incidents == {"echec": "NotCaught"}
    assert not play.is_over


def test_an_error_leaves_a_called_process():
    called = diagram(error("E1"), *INNER, process="q")
    play = Play(
        diagram(
            *OUTER, call("s", "q"), boundary("b", "s", event("error", "E1")), user("u"), path("b u")
        ),
        called,
    ).start()
    play.complete("a")
    assert play.open == ["u"]


def test_an_error_inside_its_own_handler_goes_outwards():
    handler = event_subprocess(
        "es", start("esd", event("error", "E1")), end("encore", event("error", "E1")),
        path("esd encore"),
    )  # fmt: skip
    play = Play(
        diagram(
            *OUTER,
            subprocess("s", *INNER, handler),
            boundary("b", "s", event("error", "E1")),
            user("v"),
            path("b v"),
        )
    ).start()
    play.complete("a")
    assert play.open == ["v"]


def raised(thrown: str, *, cancel: bool) -> Play:
    play = Play(
        diagram(
            escalation("X"),
            start("d"),
            subprocess(
                "s",
                start("sd"),
                user("a"),
                thrown,
                path("sd a monte"),
                *([user("suite"), path("monte suite")] if "Throw" in thrown else []),
            ),
            boundary("b", "s", event("escalation", "X"), cancel=cancel),
            user("u"),
            user("apres"),
            path("d s apres"),
            path("b u"),
        )
    ).start()
    play.complete("a")
    return play


def test_an_escalation_that_does_not_interrupt_goes_beside():
    assert raised(throw("monte", event("escalation", "X")), cancel=False).open == ["suite", "u"]


def test_an_escalation_that_interrupts_takes_the_sub_process_away():
    assert raised(throw("monte", event("escalation", "X")), cancel=True).open == ["u"]


def test_an_escalation_at_an_end_lets_the_sub_process_end():
    assert raised(end("monte", event("escalation", "X")), cancel=False).open == ["apres", "u"]


def test_an_escalation_caught_nowhere_is_no_harm():
    play = Play(
        diagram(
            escalation("X"),
            start("d"),
            throw("t", event("escalation", "X")),
            end("f"),
            path("d t f"),
        )
    ).start()
    assert play.is_over


def test_an_escalation_starts_an_event_sub_process():
    play = Play(
        diagram(
            escalation("X"),
            start("d"),
            throw("t", event("escalation", "X")),
            user("a"),
            path("d t a"),
            event_subprocess(
                "es",
                start("esd", event("escalation", "X"), isInterrupting="false"),
                user("u"),
                path("esd u"),
            ),
        )
    ).start()
    assert play.open == ["a", "u"]


def test_terminate_ends_its_own_scope_only():
    play = Play(
        diagram(
            start("d"),
            subprocess(
                "s",
                start("sd"),
                parallel("p"),
                user("a"),
                user("b"),
                end("coupe", TERMINATE),
                path("sd p a coupe"),
                path("p b"),
            ),
            user("apres"),
            path("d s apres"),
        )
    ).start()
    play.complete("a")
    assert play.open == ["apres"]
    assert play.cancelled == ["b"]


def test_terminate_ends_the_whole_case_and_what_it_had_armed():
    play = Play(
        diagram(
            start("d"),
            parallel("p"),
            user("a"),
            user("b"),
            end("coupe", TERMINATE),
            path("d p a coupe"),
            path("p b"),
            event_subprocess(
                "es", start("esd", after("P3D"), isInterrupting="false"), user("u"), path("esd u")
            ),
        )
    ).start()
    play.complete("a")
    assert play.is_over
    assert play.timers == {}
