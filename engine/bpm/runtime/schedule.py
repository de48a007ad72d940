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
"""A waiting timer: ``due``, ``at`` (when armed); for a cycle ``turn``, ``turns``, ``period``."""


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
    another period it begins again now, and nothing is caught up."""
    timer = arm(event, context, host, before["at"])
    if "turn" not in timer:
        return timer
    if all(timer[part] == before[part] for part in ("at", "turns", "period")):
        return before
    return arm(event, context, host, host.now)


def next_turn(armed: Armed) -> Armed | None:
    """The following turn of a cycle: anchor + n × period, never the last due date + period."""
    turns = armed.get("turns")
    if "turn" not in armed or (turns is not None and armed["turn"] >= turns):
        return None
    turn = armed["turn"] + 1
    return {**armed, "turn": turn, "due": add(armed["at"], _times(armed["period"], turn))}


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
