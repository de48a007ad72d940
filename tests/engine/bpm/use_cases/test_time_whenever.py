"""Whenever the sweeps come: each timer fires once, at its first chance, in order of its date.

Dates are drawn among those that break arithmetic: month ends, 29 February, both changes of hour.
The dates expected are counted here, by hand, and not by the program's own calendar.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine.bpm.instances.mirror import mirror_of
from engine.bpm.timers.fire import fire_due_timers
from engine.bpm.timers.models import Timer, TimerFiring
from tests.diagrams import (
    at,
    boundary,
    diagram,
    event_subprocess,
    every,
    path,
    start,
    user,
)
from tests.engine.bpm.runtime.play import Play
from tests.engine.bpm.use_cases import drawing
from tests.house import House

PARIS = ZoneInfo("Europe/Paris")
DAYS = [
    date(2026, 8, 31),
    date(2026, 10, 25),  # the hour from 2 to 3 comes twice
    date(2026, 12, 31),
    date(2027, 1, 31),
    date(2027, 2, 28),
    date(2027, 3, 28),  # the hour from 2 to 3 does not come
    date(2028, 1, 29),
    date(2028, 1, 31),
    date(2028, 2, 29),
    date(2028, 10, 29),
]
days = st.sampled_from(DAYS) | st.dates(date(2026, 9, 1), date(2029, 3, 31))
hours = st.sampled_from([0, 1, 2, 3, 8, 23])
STEPS = st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=200)), min_size=1, max_size=12)


def on_the_clock(day: date, hour: int) -> datetime:
    """That hour of that day in Paris: the first of the two that come twice, the hour after for
    one that does not come."""
    return datetime.combine(day, time(hour), PARIS).astimezone(UTC)


def months_later(day: date, count: int) -> date:
    """The same day of the month, else its last (CPC 641), counted apart."""
    year, month = day.year + (day.month - 1 + count) // 12, (day.month - 1 + count) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def instants(begin: datetime, steps: Sequence[timedelta]) -> list[datetime]:
    """When the sweeps come."""
    found = [begin]
    for step in steps:
        found.append(found[-1] + step)
    return found[1:]


# --- one case, several thresholds -----------------------------------------------

FOUR = [f"t{number}" for number in range(4)]
THRESHOLDS = diagram(
    start("d"),
    user("a"),
    path("d a"),
    *(
        event_subprocess(
            f"s{name}",
            start(
                name,
                at(f'=date and time(jour_{name} + duration("P1M"), heure_{name})'),
                isInterrupting="false",
            ),
            user(f"u{name}"),
            path(f"{name} u{name}"),
        )
        for name in FOUR
    ),
)


@given(st.lists(st.tuples(days, hours), min_size=4, max_size=4), STEPS)
def test_thresholds_fire_once_each_in_order_at_the_first_sweep_after_their_date(
    drawn: list[tuple[date, int]], steps: list[timedelta]
) -> None:
    play = Play(THRESHOLDS, now="2026-08-31 09:00")
    given_ = {
        f"{part}_{name}": value
        for name, (day, hour) in zip(FOUR, drawn, strict=True)
        for part, value in (("jour", day), ("heure", time(hour, tzinfo=PARIS)))
    }
    play.start(**given_)
    due = {
        name: on_the_clock(months_later(day, 1), hour)
        for name, (day, hour) in zip(FOUR, drawn, strict=True)
    }
    assert {row["element"]: row["due_at"] for row in _armed(play)} == due
    for sweep in instants(play.now, steps):
        play.now = sweep
        before = len(fired(play))
        while waiting := [one for one in play._due() if one[0] <= sweep]:
            play.fire(min(waiting)[1])
        now = fired(play)[before:]
        assert [due[name] for name in now] == sorted(due[name] for name in now)
        assert set(fired(play)) == {name for name, instant in due.items() if instant <= sweep}
    assert len(fired(play)) == len(set(fired(play)))


def _armed(play: Play) -> list[dict[str, object]]:
    return list(mirror_of(play.case()).timers.values())


def fired(play: Play) -> list[str]:
    return [element for element, outcome in play.outcomes if element in FOUR and outcome == "done"]


# --- a monthly reminder ------------------------------------------------------------

MONTHLY = diagram(
    start("d"),
    user("a"),
    boundary("t0", "a", every("R/P1M"), cancel=False),
    user("u"),
    path("d a"),
    path("t0 u"),
)


@given(days, hours, STEPS)
def test_a_monthly_reminder_fires_at_most_once_a_sweep_and_keeps_its_day(
    day: date, hour: int, steps: list[timedelta]
) -> None:
    play = Play(MONTHLY)
    play.now = on_the_clock(day, hour)
    local = play.now.astimezone(PARIS)
    play.start()
    turns = [
        datetime.combine(months_later(local.date(), n), local.time(), PARIS).astimezone(UTC)
        for n in range(1, 120)
    ]
    for sweep in instants(play.now, steps):
        was_due = [turn for turn in turns if turn <= sweep]
        turns = [turn for turn in turns if turn > sweep]
        play.now, before = sweep, len(fired(play))
        while waiting := [one for one in play._due() if one[0] <= sweep]:
            play.fire(min(waiting)[1])
        assert len(fired(play)) - before == bool(was_due)
        assert [row["due_at"] for row in _armed(play)] == turns[:1]


# --- rows, sweeps and transactions -----------------------------------------------

WHEN = '=date and time(jour, time("0" + string(heure) + ":00:00@Europe/Paris"))'


def test_swept_in_batches_at_any_instants_each_row_fires_once_and_in_order(
    sqlite_house: House,
) -> None:
    house = sqlite_house
    house.publish(
        drawing.diagram(
            "rappel",
            drawing.start(form="jour"),
            drawing.user("attendre", "jour"),
            drawing.boundary("tard", "attendre", drawing.timer(WHEN, "timeDate")),
            drawing.end(),
            drawing.path("debut", "attendre", "fin"),
            drawing.path("tard", "fin"),
        ),
        drawing.form("jour", jour="datetime code", heure="number code"),
    )

    @settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
    @given(
        st.lists(st.tuples(days, st.sampled_from([0, 1, 2, 3, 8])), min_size=2, max_size=6),
        STEPS,
        st.integers(min_value=1, max_value=3),
    )
    def fires_once(drawn: list[tuple[date, int]], steps: list[timedelta], batch: int) -> None:
        house.at = datetime(2026, 8, 1, 7, tzinfo=UTC)
        due = {
            house.start("rappel", {"jour": day.isoformat(), "heure": hour}): on_the_clock(day, hour)
            for day, hour in drawn
        }
        known = {row.id for row in house.rows(TimerFiring)}
        first_chance: dict[object, datetime] = {}
        for sweep in instants(datetime(2026, 8, 30, tzinfo=UTC), steps):
            house.at = sweep
            while fire_due_timers(house.database, at=sweep, batch=batch):
                pass
            for case, instant in due.items():
                if instant <= sweep:
                    first_chance.setdefault(case, sweep)
        new = [row for row in house.rows(TimerFiring) if row.id not in known]
        mine = [row for row in new if row.instance_id in due]
        assert {row.instance_id: row.fired_at for row in mine} == first_chance
        assert len(mine) == len(first_chance)
        assert all(row.due_at == due[row.instance_id] for row in mine)
        left = {row.instance_id for row in house.rows(Timer) if row.instance_id in due}
        assert left == due.keys() - first_chance.keys()

    fires_once()
