"""Signals reach everything in the case that listens, at any depth, once."""

from tests.diagrams import (
    boundary,
    catch,
    diagram,
    end,
    event,
    event_gateway,
    event_subprocess,
    parallel,
    path,
    signal,
    start,
    subprocess,
    throw,
    user,
)
from tests.engine.bpm.runtime.play import Play

STOP = event("signal", "arret")


def test_a_signal_wakes_every_catcher_inside_and_outside():
    play = Play(
        diagram(
            signal("arret"),
            start("d"),
            parallel("p"),
            user("a"),
            throw("crie", STOP),
            end("f"),
            catch("c", STOP),
            user("u"),
            subprocess("s", start("sd"), catch("sc", STOP), user("v"), path("sd sc v")),
            path("d p a crie f"),
            path("p c u"),
            path("p s"),
        )
    ).start()
    assert play.open == ["a"]
    play.complete("a")
    assert play.open == ["u", "v"]


def test_another_signal_wakes_nobody():
    play = Play(
        diagram(
            signal("arret"),
            signal("autre"),
            start("d"),
            parallel("p"),
            user("a"),
            throw("crie", event("signal", "autre")),
            end("f"),
            catch("c", STOP),
            user("u"),
            path("d p a crie f"),
            path("p c u"),
        )
    ).start()
    play.complete("a")
    assert play.open == []
    assert not play.is_over


def test_a_signal_at_an_end_takes_a_task_away_elsewhere():
    play = Play(
        diagram(
            signal("arret"),
            start("d"),
            parallel("p"),
            user("a"),
            end("crie", STOP),
            user("b"),
            boundary("x", "b", STOP),
            user("u"),
            path("d p a crie"),
            path("p b"),
            path("x u"),
        )
    ).start()
    play.complete("a")
    assert play.open == ["u"]
    assert play.cancelled == ["b"]


def test_a_signal_that_does_not_interrupt_is_heard_every_time():
    play = Play(
        diagram(
            signal("arret"),
            start("d"),
            parallel("p"),
            user("a1"),
            throw("c1", STOP),
            user("a2"),
            end("c2", STOP),
            user("b"),
            boundary("x", "b", STOP, cancel=False),
            user("u"),
            path("d p a1 c1 a2 c2"),
            path("p b"),
            path("x u"),
        )
    ).start()
    play.complete("a1")
    play.complete("a2")
    assert play.open == ["b", "u", "u"]


def test_a_signal_may_interrupt_the_very_branch_that_throws_it():
    play = Play(
        diagram(
            signal("arret"),
            start("d"),
            user("a"),
            throw("crie", STOP),
            user("jamais"),
            path("d a crie jamais"),
            event_subprocess("s", start("sd", STOP), user("u"), path("sd u")),
        )
    ).start()
    play.complete("a")
    assert play.open == ["u"]
    assert play.incidents == {}
    assert [outcome for element, outcome in play.outcomes if element == "crie"] == ["cancelled"]


def test_a_signal_behind_an_event_gateway_closes_the_other_events():
    play = Play(
        diagram(
            signal("arret"),
            signal("autre"),
            start("d"),
            parallel("p"),
            user("a"),
            end("crie", STOP),
            event_gateway("g"),
            catch("c1", STOP),
            user("u1"),
            catch("c2", event("signal", "autre")),
            user("u2"),
            path("d p a crie"),
            path("p g c1 u1"),
            path("g c2 u2"),
        )
    ).start()
    play.complete("a")
    assert play.open == ["u1"]
    assert [token.node.id for token in play.case().tokens()] == ["u1"]


def test_a_signal_that_nobody_awaits_is_lost_without_harm():
    play = Play(diagram(signal("arret"), start("d"), end("crie", STOP), path("d crie"))).start()
    assert play.is_over
