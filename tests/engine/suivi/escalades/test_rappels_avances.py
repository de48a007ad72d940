"""A reminder that somebody brings forward is told then, and not again at its date."""

from datetime import date, datetime, timedelta
from uuid import UUID

from engine.bpm.messages.models import Notice
from engine.bpm.timers.models import Timer
from engine.bpm.timers.move import move_timer
from engine.core.calendar import at_paris, paris_day
from tests.engine.suivi.dettes.story import maintien
from tests.engine.suivi.dettes.test_plans import report
from tests.house import House


def summoned(house: House) -> UUID:
    """A payment order of 25 September, six weeks: until 6 November, so J-14, J-7 and J-1."""
    case = maintien(house)
    told = {"date_commandement": "2026-09-25", "delai_commandement": "P6W"}
    report(house, case, "commandement_delivre", "XLH_PREC", montant_commandement=900, **told)
    return case


def next_reminder(house: House, case: UUID) -> Timer:
    rows = house.rows(Timer, Timer.instance_id == case, Timer.element == "date_de_rappel")
    row: Timer = min(rows, key=lambda row: row.due_at)
    return row


def bring_forward(house: House, case: UUID, day: date) -> None:
    row = next_reminder(house, case)
    with house.acting("MDL_CHEF") as tx:
        move_timer(tx, case, row.key, day, "Le ménage part.", latest=None)
    house.time_passes(at_paris(day, 8) + timedelta(minutes=1))


def told(house: House, case: UUID, template: str, group: str) -> list[date]:
    """The days when that trade was told by that template."""
    rows = house.rows(Notice, Notice.instance_id == case, Notice.template == template)
    return sorted(paris_day(row.at) for row in rows if row.group_code == group)


def until(house: House, day: date) -> datetime:
    """Nobody touches anything until then."""
    while house.at < at_paris(day, 9):
        house.time_passes(min(house.at + timedelta(days=1), at_paris(day, 9)))
    return house.at


def test_each_is_told_once_of_a_reminder_brought_forward(house: House) -> None:
    case = summoned(house)
    assert paris_day(next_reminder(house, case).due_at) == date(2026, 10, 23)
    before = {who: told(house, case, "rappel_limite", who) for who in ("MDL_TS", "XLH_PREC")}
    bring_forward(house, case, date(2026, 10, 20))
    assert paris_day(next_reminder(house, case).due_at) == date(2026, 10, 30)
    bring_forward(house, case, date(2026, 10, 27))
    bring_forward(house, case, date(2026, 11, 4))  # the last: whoever leads is alerted with it
    until(house, date(2026, 11, 6))
    days = [date(2026, 10, 20), date(2026, 10, 27), date(2026, 11, 4)]
    for who, earlier in before.items():
        assert told(house, case, "rappel_limite", who) == [*earlier, *days], who
    assert told(house, case, "alerte_limite", "MDL_CHEF") == [date(2026, 11, 4)]


def test_a_reminder_that_nobody_touches_keeps_its_day(house: House) -> None:
    case = summoned(house)
    until(house, date(2026, 11, 6))
    assert told(house, case, "rappel_limite", "MDL_TS")[-3:] == [
        date(2026, 10, 23),
        date(2026, 10, 30),
        date(2026, 11, 5),
    ]
