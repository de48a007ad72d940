"""Exclusive, parallel and event-based gateways; forks and merges without one; links."""

import pytest

from tests.diagrams import (
    after,
    catch,
    diagram,
    end,
    event,
    event_gateway,
    flow,
    link,
    message,
    node,
    parallel,
    path,
    properties,
    receive,
    script,
    start,
    throw,
    user,
    xor,
)
from tests.engine.bpm.runtime.play import Play

CHOICE = diagram(
    start("d"),
    xor("x", default="x_c"),
    user("a"),
    user("b"),
    user("c"),
    end("f"),
    path("d x"),
    flow("x", "a", "=n > 10"),
    flow("x", "b", "=n > 5"),
    flow("x", "c"),
    *(flow(task, "f") for task in "abc"),
)


@pytest.mark.parametrize(("n", "taken"), [(11, ["a"]), (6, ["b"]), (1, ["c"]), (None, ["c"])])
def test_the_first_condition_that_is_true_wins_else_the_default(n, taken):
    assert Play(CHOICE).start(n=n).open == taken


def test_a_condition_that_is_not_quite_true_is_not_taken():
    assert Play(CHOICE).start(n="11").open == ["c"]


def test_no_way_out_is_an_incident_and_can_be_mended():
    play = Play(
        diagram(
            start("d"),
            xor("x"),
            user("a"),
            user("b"),
            path("d x"),
            flow("x", "a", "=n = 1"),
            flow("x", "b", "=n = 2"),
        )
    ).start(n=0)
    assert play.incidents == {"x": "NoWayOut"}
    play.correct(n=2)
    play.retry("x")
    assert play.open == ["b"]
    assert play.incidents == {}


def test_the_only_way_out_is_not_taken_when_its_condition_is_false():
    play = Play(
        diagram(start("d"), xor("x"), user("a"), path("d x"), flow("x", "a", "=n = 1"))
    ).start(n=0)
    assert play.incidents == {"x": "NoWayOut"}


def test_a_parallel_gateway_waits_for_every_branch():
    play = Play(
        diagram(
            start("d"),
            parallel("p1"),
            user("a"),
            user("b"),
            parallel("p2"),
            user("c"),
            path("d p1 a p2 c"),
            path("p1 b p2"),
        )
    ).start()
    assert play.open == ["a", "b"]
    play.complete("b")
    assert play.open == ["a"]
    play.complete("a")
    assert play.open == ["c"]


def test_a_parallel_join_in_a_loop_waits_for_both_at_every_turn():
    play = Play(
        diagram(
            start("d"),
            xor("m"),
            parallel("p1"),
            user("a"),
            user("b"),
            parallel("p2"),
            user("c"),
            path("d m p1 a p2 c m"),
            path("p1 b p2"),
        )
    ).start()
    for turn in range(25):
        first, second = "ab" if turn % 2 else "ba"
        play.complete(first)
        assert play.open == [second]
        play.complete(second)
        assert play.open == ["c"]
        play.complete("c")


def test_a_second_token_on_the_same_branch_waits_for_its_own_partner():
    play = Play(
        diagram(
            start("d"),
            parallel("p1"),
            user("a1"),
            user("a2"),
            xor("m"),
            user("b"),
            user("c"),
            parallel("j"),
            user("z"),
            path("d p1 a1 m j z"),
            path("p1 a2 m"),
            path("p1 b c j"),
        )
    ).start()
    play.complete("a1")
    play.complete("a2")
    assert play.open == ["b"]
    play.complete("b")
    play.complete("c")
    assert play.open == ["z"]
    assert [t.node.id for t in play.case().tokens()].count("j") == 1


def test_two_flows_out_of_a_task_both_go_on():
    play = Play(
        diagram(start("d"), user("t"), user("a"), user("b"), path("d t a"), path("t b"))
    ).start()
    play.complete("t")
    assert play.open == ["a", "b"]


def test_two_flows_into_a_task_open_it_twice():
    play = Play(
        diagram(
            start("d"),
            parallel("p"),
            script("a", "=1", "x"),
            script("b", "=1", "y"),
            user("t"),
            path("d p a t"),
            path("p b t"),
        )
    ).start()
    assert play.open == ["t", "t"]


TWO_TIMERS = diagram(
    message("reponse"),
    start("d"),
    event_gateway("g"),
    catch("long", after("P10D")),
    catch("court", after("P3D")),
    receive("recu", "reponse", properties(formulaire="x")),
    catch("autre", event("message", "reponse"), properties(formulaire="x")),
    user("apres_long"),
    user("apres_court"),
    user("apres_recu"),
    path("d g long apres_long"),
    path("g court apres_court"),
    path("g recu apres_recu"),
    path("g autre apres_recu"),
)


def test_behind_an_event_gateway_each_timer_keeps_its_own_hour():
    play = Play(TWO_TIMERS, now="2026-09-01 09:00").start()
    assert play.timers == {"long": "2026-09-11 09:00", "court": "2026-09-04 09:00"}
    play.advance("2026-09-12 09:00")
    assert play.open == ["apres_court"]
    assert (play.timers, play.waits_for) == ({}, [])


def test_a_message_closes_the_timers_behind_the_same_gateway():
    play = Play(TWO_TIMERS).start()
    play.receive("reponse")
    assert play.open == ["apres_recu"]
    assert (play.timers, play.waits_for) == ({}, [])


def test_a_link_jumps_to_its_namesake():
    play = Play(
        diagram(
            start("d"),
            user("t"),
            throw("va", link("plus loin")),
            path("d t va"),
            catch("ici", link("plus loin")),
            catch("ailleurs", link("autre")),
            user("u"),
            user("v"),
            path("ici u"),
            path("ailleurs v"),
        )
    ).start()
    play.complete("t")
    assert play.open == ["u"]


def test_a_case_ends_when_its_last_branch_ends():
    play = Play(
        diagram(
            start("d"),
            parallel("p"),
            user("a"),
            user("b"),
            end("f1"),
            end("f2"),
            path("d p a f1"),
            path("p b f2"),
        )
    ).start()
    play.complete("a")
    assert not play.is_over
    play.complete("b")
    assert play.is_over


def test_every_flow_taken_is_told():
    play = Play(diagram(start("d"), node("task", "t"), end("f"), path("d t f"))).start()
    assert play.taken == ["d_t", "t_f"]
