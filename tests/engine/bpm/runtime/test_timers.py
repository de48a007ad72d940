"""Timers: durations, dates and cycles, on Paris days and calendar months."""

from datetime import date

import pytest

from engine.bpm.runtime.case import NotWaiting
from tests.diagrams import (
    after,
    at,
    boundary,
    catch,
    diagram,
    end,
    event_subprocess,
    every,
    path,
    start,
    user,
)
from tests.engine.bpm.runtime.play import Play


def waiting(event: str) -> bytes:
    return diagram(start("d"), catch("t", event), end("f"), path("d t f"))


def on_a_task(event: str, *, cancel: bool) -> bytes:
    return diagram(
        start("d"),
        user("a"),
        boundary("b", "a", event, cancel=cancel),
        user("late"),
        end("f"),
        path("d a f"),
        path("b late"),
    )


def turns(cycle: str, now: str, until: str, **variables: object) -> list[str]:
    """When a cycle falls due, turn after turn."""
    play = Play(on_a_task(every(cycle), cancel=False), now=now).start(**variables)
    seen = []
    while play.timers and play.timers["b"] <= until:
        seen.append(play.timers["b"])
        play.advance(play.timers["b"])
    assert play.open.count("late") == len(seen)
    return seen


def test_a_timer_falls_due_at_its_very_instant():
    play = Play(waiting(after("PT1H")), now="2026-09-01 09:00").start()
    play.advance("2026-09-01 09:59")
    assert not play.is_over
    play.advance("2026-09-01 10:00")
    assert play.is_over


@pytest.mark.parametrize(
    ("duration", "now", "due"),
    [
        ("P1M", "2027-01-31 08:00", "2027-02-28 08:00"),
        ("P1M", "2028-01-31 08:00", "2028-02-29 08:00"),
        ("P1Y", "2028-02-29 08:00", "2029-02-28 08:00"),
        ("P1D", "2026-03-28 09:00", "2026-03-29 09:00"),  # summer time begins
        ("P1D", "2026-10-24 09:00", "2026-10-25 09:00"),  # and ends
        ("PT36H", "2026-03-28 09:00", "2026-03-29 22:00"),
        ("P1M", "2026-10-01 09:00", "2026-11-01 09:00"),
        ('=duration("P10D")', "2026-09-01 09:00", "2026-09-11 09:00"),
        ("=delai", "2026-09-01 09:00", "2026-09-03 09:00"),
    ],
)
def test_months_are_calendar_months_and_days_are_paris_days(duration, now, due):
    assert Play(waiting(after(duration)), now=now).start(delai="P2D").timers == {"t": due}


@pytest.mark.parametrize(
    ("day", "due"),
    [(date(2026, 7, 1), "2026-07-01 08:00"), (date(2026, 12, 1), "2026-12-01 08:00")],
)
def test_a_date_in_feel_is_eight_in_paris_summer_and_winter(day, due):
    text = '=date and time(jour, time("08:00:00@Europe/Paris"))'
    assert Play(waiting(at(text)), now="2026-06-01 00:00").start(jour=day).timers == {"t": due}


def test_a_date_already_past_falls_due_at_once():
    play = Play(waiting(at('=date and time("2020-01-01T08:00:00Z")'))).start()
    play.advance("2026-09-01 09:00")
    assert play.is_over


@pytest.mark.parametrize(
    "event",
    [
        at("=null"),
        at("=today()"),
        at('=date and time("2027-01-01T08:00:00")'),
        after("=null"),
        after("=-1"),
        after('=duration("-P1D")'),
        after("P99999999Y"),
        after("P101Y"),
        after("bientôt"),
        every("R/PT0S"),
        every("R/PT59S"),
        every("R/P0M"),
        every("Rx/P1D"),
        every("R0/P1D"),
        every("R-1/P1D"),
        every("R1.5/P1D"),
        every("R/hier/P1D"),
        every("R/2027-01-01T08:00:00/P1D"),
        every("R/9999-12-31T08:00:00Z/P2D"),
        every("P1D"),
        every("=12"),
    ],
)
def test_a_timer_without_a_sound_instant_is_an_incident(event):
    assert Play(waiting(event)).start().incidents == {"t": "BadTimer"}


def test_an_interrupting_timer_takes_the_task_away():
    play = Play(on_a_task(after("P7D"), cancel=True)).start()
    play.advance("2026-09-10 09:00")
    assert play.open == ["late"]
    assert play.cancelled == ["a"]


def test_a_timer_that_does_not_interrupt_leaves_the_task_and_fires_once():
    play = Play(on_a_task(after("P7D"), cancel=False)).start()
    play.advance("2027-09-10 09:00")
    assert play.open == ["a", "late"]


def test_a_task_done_in_time_takes_its_timer_away():
    play = Play(on_a_task(after("P7D"), cancel=True)).start()
    play.complete("a")
    assert play.timers == {}
    assert play.is_over


def test_a_timer_that_is_gone_cannot_fire():
    play = Play(on_a_task(after("P7D"), cancel=True)).start()
    ((_, key),) = play._due()
    play.complete("a")
    with pytest.raises(NotWaiting):
        play.fire(key)


def test_a_month_cycle_stays_anchored_on_the_31st():
    assert turns("R/P1M", "2027-01-31 08:00", "2027-06-01") == [
        "2027-02-28 08:00",
        "2027-03-31 08:00",
        "2027-04-30 08:00",
        "2027-05-31 08:00",
    ]


def test_a_day_cycle_keeps_its_hour_when_summer_time_begins_and_ends():
    assert turns("R/P1D", "2026-03-27 09:00", "2026-03-31") == [
        "2026-03-28 09:00",
        "2026-03-29 09:00",
        "2026-03-30 09:00",
    ]
    assert turns("R2/P1D", "2026-10-24 09:00", "2026-12-01") == [
        "2026-10-25 09:00",
        "2026-10-26 09:00",
    ]


def test_a_cycle_may_begin_at_a_date_of_its_own_and_end_after_its_turns():
    assert turns("R3/2026-10-01T08:00:00+02:00/P1M", "2026-09-01 09:00", "2028-01-01") == [
        "2026-11-01 08:00",
        "2026-12-01 08:00",
        "2027-01-01 08:00",
    ]


def test_a_long_sleep_is_caught_up_by_one_turn_for_all():
    play = Play(on_a_task(every("R/P1M"), cancel=False), now="2027-01-31 08:00").start()
    play.now = play.now.replace(month=5)
    ((_, key),) = play._due()
    play.fire(key)
    assert play.timers == {"b": "2027-06-30 08:00"}


def test_a_threshold_found_passed_is_noted_where_it_says_so():
    noted = '<zeebe:properties><zeebe:property name="si_passe" value="noter" /></zeebe:properties>'
    due = '=date and time(fin - duration("{}"), time("08:00:00@Europe/Paris"))'
    play = Play(
        diagram(
            start("d"),
            user("a"),
            path("d a"),
            event_subprocess(
                "s1",
                start("m2", at(due.format("P2M")), noted, isInterrupting="false"),
                user("u2"),
                path("m2 u2"),
            ),
            event_subprocess(
                "s2",
                start("m1", at(due.format("P1M")), noted, isInterrupting="false"),
                user("u1"),
                path("m1 u1"),
            ),
        ),
        now="2026-09-01 09:00",
    ).start(fin=date(2026, 10, 15))
    assert play.passed == ["m2"]
    assert play.timers == {"m1": "2026-09-15 08:00"}
    assert play.open == ["a"]
    play.advance("2026-10-01 09:00")
    assert play.open == ["a", "u1"]


def test_a_threshold_found_passed_fires_where_nothing_is_said():
    play = Play(
        diagram(
            start("d"),
            user("a"),
            path("d a"),
            event_subprocess(
                "s", start("m", at("=fin"), isInterrupting="false"), user("u"), path("m u")
            ),
        )
    )
    play.start(fin=play.now.replace(month=1))
    play.advance("2026-09-01 09:00")
    assert play.open == ["a", "u"]
