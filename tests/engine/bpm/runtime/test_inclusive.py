"""Inclusive gateways: any number of branches, and a join that waits for those taken only."""

import pytest

from tests.diagrams import (
    catch,
    diagram,
    end,
    flow,
    inclusive,
    link,
    parallel,
    path,
    start,
    subprocess,
    throw,
    user,
    xor,
)
from tests.engine.bpm.runtime.play import Play

FORK = diagram(
    start("d"),
    inclusive("i", default="i_c"),
    user("a"),
    user("b"),
    user("c"),
    inclusive("j"),
    user("z"),
    path("d i"),
    flow("i", "a", "=a"),
    flow("i", "b", "=b"),
    flow("i", "c"),
    path("a j z"),
    path("b j"),
    path("c j"),
)


@pytest.mark.parametrize(
    ("a", "b", "taken"),
    [(True, True, ["a", "b"]), (True, False, ["a"]), (False, False, ["c"])],
)
def test_each_branch_whose_condition_is_true_is_taken_else_the_default(a, b, taken):
    assert Play(FORK).start(a=a, b=b).open == taken


def test_the_join_waits_for_the_branches_taken_only():
    play = Play(FORK).start(a=True, b=True)
    play.complete("a")
    assert play.open == ["b"]
    play.complete("b")
    assert play.open == ["z"]


def test_the_join_does_not_wait_for_a_branch_not_taken():
    play = Play(FORK).start(a=True, b=False)
    play.complete("a")
    assert play.open == ["z"]


def test_no_true_condition_and_no_default_is_an_incident():
    play = Play(
        diagram(
            start("d"),
            inclusive("i"),
            user("a"),
            user("b"),
            path("d i"),
            flow("i", "a", "=n = 1"),
            flow("i", "b", "=n = 2"),
        )
    ).start(n=3)
    assert play.incidents == {"i": "NoWayOut"}


def test_the_join_waits_for_a_token_far_away_that_may_still_come():
    play = Play(
        diagram(
            start("d"),
            parallel("p"),
            user("a"),
            user("b"),
            xor("x"),
            user("c"),
            end("f"),
            inclusive("j"),
            user("z"),
            path("d p a j z"),
            path("p b x"),
            flow("x", "c", "=oui"),
            flow("x", "f", "=not(oui)"),
            path("c j"),
        )
    ).start()
    play.complete("a")
    assert play.open == ["b"]
    play.complete("b", oui=False)
    assert play.open == ["z"]


def test_the_join_waits_for_a_sub_process_under_way():
    play = Play(
        diagram(
            start("d"),
            parallel("p"),
            user("a"),
            inclusive("j"),
            user("z"),
            subprocess("s", start("sd"), user("b"), end("sf"), path("sd b sf")),
            path("d p a j z"),
            path("p s j"),
        )
    ).start()
    play.complete("a")
    assert play.open == ["b"]
    play.complete("b")
    assert play.open == ["z"]


def test_the_join_waits_for_a_token_that_comes_by_a_link():
    play = Play(
        diagram(
            start("d"),
            parallel("p"),
            user("a"),
            user("b"),
            throw("va", link("L")),
            catch("ici", link("L")),
            inclusive("j"),
            user("z"),
            path("d p a j z"),
            path("p b va"),
            path("ici j"),
        )
    ).start()
    play.complete("a")
    assert play.open == ["b"]
    play.complete("b")
    assert play.open == ["z"]


def test_an_inclusive_join_in_a_loop_works_at_every_turn():
    play = Play(
        diagram(
            start("d"),
            xor("m"),
            inclusive("i", default="i_b"),
            user("a"),
            user("b"),
            inclusive("j"),
            user("z"),
            path("d m i"),
            flow("i", "a", "=a"),
            flow("i", "b"),
            path("a j z m"),
            path("b j"),
        )
    ).start(a=True)
    for turn in range(10):
        assert play.open == (["a"] if turn % 2 == 0 else ["b"])
        play.complete(*play.open)
        play.complete("z", a=turn % 2 == 1)
