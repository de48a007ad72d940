"""When a timer is due: absolute instants, calendar months, Paris days, whole cycles."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.bpm.dialect.model import Event
from engine.bpm.runtime.host import Host
from engine.core.calendar import PARIS, add_months
from engine.feel import FeelError, YearsMonths, parse_duration

LONGEST = timedelta(days=36_600)
LONGEST_MONTHS = 1_200
SHORTEST_CYCLE = timedelta(minutes=1)
DAY = timedelta(days=1)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2500
CYCLE = re.compile(r"R(?:[1-9][0-9]{0,5})?")
Armed = dict[str, Any]
"""A waiting timer: ``due``, ``at`` (when armed); for a cycle ``turn``, ``turns``, ``period``; moved
by hand, ``planned`` (the date of the diagram) and ``earlier`` (whether it may only be brought
forward)."""


class BadTimer(ValueError):
    """The expression of a timer did not give what its kind asks for."""


def arm(event: Event, context: Mapping[str, Any], host: Host, at: datetime) -> Armed:
    """The first due instant of a timer armed at ``at``. BadTimer or FeelError when it has none."""
    value = host.value(event.expression, context, now=at)
    if event.timer == "timeDate":
        return {"due": _instant(value), "at": at}
    if event.timer == "timeDuration":
        return {"due": add(at, _duration(value)), "at": at}
    turns, anchor, period = _cycle(value, at)
    return {"due": add(anchor, period), "at": anchor, "turn": 1, "turns": turns, "period": period}


def rearm(event: Event, context: Mapping[str, Any], host: Host, before: Armed) -> Armed:
    """The same timer for variables that have changed. A cycle keeps the turns behind it: with
    another period it begins again now, and nothing is caught up. A date that a person has moved
    stays where they put it; only the date that the diagram plans changes behind it. But what
    guards a limit that is now later was brought forward from the former one: it follows."""
    timer = arm(event, context, host, before["at"])
    if "turn" in timer:
        if all(timer[part] == before[part] for part in ("at", "turns", "period")):
            return before
        timer = arm(event, context, host, host.now)
    if "planned" in before and not (before["earlier"] and timer["due"] > before["planned"]):
        return moved(timer, before["due"], earlier=before["earlier"])
    return timer


def planned(armed: Armed) -> datetime:
    """The date of the diagram, whether somebody has moved it or not."""
    plan: datetime = armed["planned"] if "planned" in armed else armed["due"]
    return plan


def moved(armed: Armed, to: datetime, *, earlier: bool) -> Armed:
    """The timer, due at ``to`` instead of its planned date; ``earlier``: never after that one."""
    plan = planned(armed)
    if to == plan or (earlier and to > plan):
        return put_back(armed)
    return {**armed, "due": to, "planned": plan, "earlier": earlier}


def put_back(armed: Armed) -> Armed:
    """The timer at the date of the diagram again."""
    kept = {part: armed[part] for part in armed.keys() - {"planned", "earlier"}}
    return {**kept, "due": planned(armed)}


def next_turn(armed: Armed, now: datetime) -> tuple[Armed | None, int]:
    """The first turn of a cycle still to come, and how many before it time has passed by.

    Turns are anchor + n × period, never the last due date + period. After time stood still, the
    turn that was waited for fires once for all those missed: thirty-six reminders of one month
    would tell nothing that one does not.
    """
    if "turn" not in armed:
        return None, 0
    armed = put_back(armed)
    turn = _first_after(armed, now)
    last = armed["turns"]
    if last is not None and turn > last:
        return None, int(last - armed["turn"])
    due = add(armed["at"], _times(armed["period"], turn))
    return {**armed, "turn": turn, "due": due}, int(turn - armed["turn"] - 1)


def _first_after(armed: Armed, now: datetime) -> int:
    """The number of the first turn, after the present one, that is due after ``now``."""
    low = int(armed["turn"]) + 1
    period = armed["period"]
    if isinstance(period, YearsMonths):
        span = (now.year - armed["at"].year) * 12 + now.month - armed["at"].month
        high = max(low, span // period.months + 2)
    else:
        high = max(low, (now - armed["at"]) // period + 2)
    while low < high:
        middle = (low + high) // 2
        if add(armed["at"], _times(period, middle)) > now:
            high = middle
        else:
            low = middle + 1
    return low


def add(instant: datetime, duration: timedelta | YearsMonths) -> datetime:
    """``instant`` + ``duration``: months and whole days on the Paris wall clock, hours absolute."""
    local = instant.astimezone(PARIS)
    try:
        if isinstance(duration, YearsMonths):
            moved = datetime.combine(add_months(local.date(), duration.months), local.time(), PARIS)
            return moved.astimezone(UTC)
        if duration % DAY == timedelta(0):
            return (local + duration).astimezone(UTC)
        return instant + duration
    except (OverflowError, ValueError) as error:
        raise BadTimer("an instant before the year 10000 is expected") from error


def _times(period: timedelta | YearsMonths, count: int) -> timedelta | YearsMonths:
    if isinstance(period, YearsMonths):
        return YearsMonths(period.months * count)
    return period * count


def _instant(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise BadTimer("a date and time with its zone is expected")
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        raise BadTimer(f"a year from {EARLIEST_YEAR} to {LATEST_YEAR} is expected")
    return value.astimezone(UTC)


def _duration(value: Any) -> timedelta | YearsMonths:
    duration = parse_duration(value) if isinstance(value, str) else value
    if isinstance(duration, YearsMonths) and 0 <= duration.months <= LONGEST_MONTHS:
        return duration
    if isinstance(duration, timedelta) and timedelta(0) <= duration <= LONGEST:
        return duration
    raise BadTimer("a duration between zero and a hundred years is expected")


def _cycle(value: Any, at: datetime) -> tuple[int | None, datetime, timedelta | YearsMonths]:
    parts = value.split("/") if isinstance(value, str) else []
    if len(parts) not in (2, 3) or not CYCLE.fullmatch(parts[0]):
        raise BadTimer("a cycle such as R/P1M or R3/P7D is expected")
    turns = int(parts[0][1:]) if parts[0][1:] else None
    try:
        anchor = _instant(datetime.fromisoformat(parts[1])) if len(parts) == 3 else at
    except ValueError as error:
        raise BadTimer("the start of the cycle is not a date and time with its zone") from error
    period = _duration(parts[-1])
    short = isinstance(period, timedelta) and period < SHORTEST_CYCLE
    if short or period == YearsMonths(0):
        raise BadTimer("a cycle of at least one minute is expected")
    return turns, anchor, period


FAILURES = (BadTimer, FeelError)
