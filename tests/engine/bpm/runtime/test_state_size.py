"""A case costs the same in its twelfth month as on its first day."""

from tests.diagrams import (
    after,
    boundary,
    diagram,
    end,
    event,
    event_subprocess,
    flow,
    message,
    parallel,
    path,
    properties,
    start,
    subprocess,
    user,
    xor,
)
from tests.engine.bpm.runtime.play import Play


def test_five_hundred_turns_leave_the_state_as_small_as_the_first():
    play = Play(
        diagram(
            start("d"),
            xor("m"),
            user("a"),
            xor("x", default="x_m"),
            end("f"),
            boundary("b", "a", after("P1D"), cancel=False),
            user("late"),
            path("b late"),
            path("d m a x"),
            flow("x", "m"),
            flow("x", "f", "=fini"),
        )
    ).start(n=0)
    sizes, tokens = set(), set()
    for _ in range(500):
        play.complete("a", n=1, fini=False)
        sizes.add(len(play.state))
        tokens.add(len(play.case().tokens()))
    assert len(sizes) == 1
    assert tokens == {2}
    assert not play.is_over
    play.complete("a", fini=True)
    assert play.is_over


def test_a_richer_loop_stays_flat_too():
    play = Play(
        diagram(
            message("lettre"),
            start("d"),
            xor("m"),
            parallel("p"),
            subprocess("s", start("sd"), user("a"), end("sf"), path("sd a sf")),
            user("b"),
            parallel("j"),
            path("d m p s j m"),
            path("p b j"),
            event_subprocess(
                "e",
                start(
                    "ed",
                    event("message", "lettre"),
                    properties(formulaire="x"),
                    isInterrupting="false",
                ),
                user("u"),
                end("ef"),
                path("ed u ef"),
            ),
        )
    ).start()
    sizes = set()
    for _ in range(60):
        play.receive("lettre", montant=1)
        play.complete("b")
        play.complete("a")
        play.complete("u")
        sizes.add(len(play.state))
        assert play.open == ["a", "b"]
    assert len(sizes) == 1
    assert len(play.case().scopes) == 2
