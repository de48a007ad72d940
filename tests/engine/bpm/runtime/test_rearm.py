"""A waiting timer follows the variables that its expression reads."""

from datetime import date

from tests.diagrams import (
    after,
    at,
    boundary,
    diagram,
    event_subprocess,
    every,
    parallel,
    path,
    start,
    subprocess,
    user,
)
from tests.engine.bpm.runtime.play import Play

EIGHT = '=date and time(fin, time("08:00:00@Europe/Paris"))'
NOTED = '<zeebe:properties><zeebe:property name="si_passe" value="noter" /></zeebe:properties>'


def beside(event: str, *extensions: str) -> bytes:
    """Two tasks at once, the second with a timer."""
    return diagram(
        start("d"),
        parallel("p"),
        user("a"),
        user("b"),
        boundary("t", "b", event, *extensions, cancel=False),
        user("late"),
        path("d p a"),
        path("p b"),
        path("t late"),
    )


def threshold(event: str, *extensions: str) -> bytes:
    """A task that runs a year, a second to follow, and a threshold beside them."""
    return diagram(
        start("d"),
        user("a"),
        user("b"),
        path("d a b"),
        event_subprocess(
            "s", start("t", event, *extensions, isInterrupting="false"), user("u"), path("t u")
        ),
    )


def test_a_date_moves_when_its_variable_changes():
    play = Play(beside(at(EIGHT))).start(fin=date(2027, 1, 31))
    play.complete("a", fin=date(2027, 6, 30))
    assert play.timers == {"t": "2027-06-30 08:00"}


def test_a_duration_counts_from_when_it_was_armed():
    play = Play(beside(after("=delai")), now="2026-09-01 09:00").start(delai="P10D")
    play.advance("2026-09-05 09:00")
    play.complete("a", delai="P20D")
    assert play.timers == {"t": "2026-09-21 09:00"}


def test_a_timer_that_does_not_read_the_variable_stays():
    play = Play(beside(after("P10D"))).start()
    before = play.timers
    play.advance("2026-09-05 09:00")
    play.complete("a", fin=date(2027, 6, 30))
    assert play.timers == before


def test_a_corrected_answer_moves_the_timer():
    play = Play(beside(at(EIGHT))).start(fin=date(2027, 1, 31))
    play.correct(fin=date(2027, 2, 28))
    assert play.timers == {"t": "2027-02-28 08:00"}


def test_a_threshold_moves_with_its_date():
    play = Play(threshold(at(EIGHT))).start(fin=date(2027, 1, 31))
    play.complete("a", fin=date(2027, 6, 30))
    assert play.timers == {"t": "2027-06-30 08:00"}


def test_a_threshold_that_fired_fires_again_for_a_new_date_only():
    play = Play(threshold(at(EIGHT))).start(fin=date(2026, 9, 10))
    play.advance("2026-09-11 09:00")
    assert (play.open, play.timers) == (["a", "u"], {})
    play.correct(fin=date(2026, 9, 10))
    assert play.timers == {}
    play.correct(fin=date(2026, 10, 10))
    assert play.timers == {"t": "2026-10-10 08:00"}


def test_a_duration_that_fired_does_not_begin_again_from_today():
    play = Play(threshold(after("=delai"))).start(delai="P2D")
    play.advance("2026-09-11 09:00")
    play.correct(delai="P2D")
    assert (play.open, play.timers) == (["a", "u"], {})


def test_a_new_date_already_past_is_noted():
    play = Play(threshold(at(EIGHT), NOTED)).start(fin=date(2027, 1, 31))
    play.correct(fin=date(2026, 1, 31))
    assert (play.passed, play.timers, play.open) == (["t"], {}, ["a"])


def test_a_cycle_whose_period_did_not_change_keeps_its_turn():
    play = Play(beside(every("=periode")), now="2026-09-01 09:00").start(periode="R/P1M")
    play.advance("2026-12-15 09:00")
    play.correct(periode="R/P1M")
    assert play.timers == {"t": "2027-01-01 09:00"}
    assert play.open.count("late") == 3


def test_a_cycle_whose_period_changes_goes_on_without_catching_up():
    play = Play(beside(every("=periode")), now="2026-09-01 09:00").start(periode="R/P1M")
    play.advance("2026-12-15 09:00")
    play.correct(periode="R/P7D")
    assert play.timers == {"t": "2026-12-22 09:00"}
    assert play.open.count("late") == 3


def test_a_variable_of_an_outer_scope_moves_a_timer_of_an_inner_one():
    play = Play(
        diagram(
            start("d"),
            parallel("p"),
            user("a"),
            subprocess(
                "s",
                start("sd"),
                user("b"),
                boundary("t", "b", at(EIGHT)),
                user("late"),
                path("sd b"),
                path("t late"),
            ),
            path("d p a"),
            path("p s"),
        )
    ).start(fin=date(2027, 1, 31))
    play.complete("a", fin=date(2027, 6, 30))
    assert play.timers == {"t": "2027-06-30 08:00"}


def test_a_date_that_becomes_unknown_is_an_incident_at_the_step_that_wrote_it():
    play = Play(threshold(at(EIGHT))).start(fin=date(2027, 1, 31))
    play.complete("a", fin=None)
    assert play.incidents == {"a": "BadTimer"}
    play.retry("a")
    assert play.incidents == {"a": "BadTimer"}
    play.correct(fin=date(2027, 3, 31))
    play.retry("a")
    assert play.timers == {"t": "2027-03-31 08:00"}
    assert play.open == ["b"]
