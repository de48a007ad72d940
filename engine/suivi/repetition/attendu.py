"""What the programme promises about its thresholds, said again apart from the diagrams.

Source: domain §5.8 (T01, T02) and §0.1, 1. Nothing here is read from the diagrams nor computed by
the functions that they call: a diagram that loses a reminder cannot change what is expected.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.core.calendar import is_holiday

PARIS = ZoneInfo("Europe/Paris")
SATURDAY = 5


@dataclass(frozen=True)
class Seuil:
    """A threshold of the cap: its code, its day, and who must be told or asked something then."""

    code: str
    libelle: str
    day: Callable[[date, date], date]
    """From the entry and the last day."""
    told: tuple[tuple[str, str], ...]
    """Template, trade."""
    asked: str = ""
    """The form of the task that opens."""
    element: str = ""
    """What the audit calls it when it fires, and the step when it was found already passed."""
    follows_end: bool = True
    """Its day moves with the last day; else it is counted from the entry."""


def plus_months(day: date, months: int) -> date:
    """The same number of the month, else its last day (CPC 641)."""
    count = day.month - 1 + months
    year, month = day.year + count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def worked(day: date) -> date:
    """``day``, or the working day before it."""
    while day.weekday() >= SATURDAY or is_holiday(day):
        day -= timedelta(days=1)
    return day


def next_worked(day: date) -> date:
    """``day``, or the working day after it."""
    while day.weekday() >= SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def eight_oclock(day: date) -> datetime:
    """Eight in the morning in Paris: there is one each day, on both changes of hour too."""
    return datetime.combine(day, time(8), PARIS).astimezone(UTC)


def _after(months: int) -> Callable[[date, date], date]:
    return lambda entree, _: worked(plus_months(entree, months))


def _around(days: int) -> Callable[[date, date], date]:
    """So many days from the last day; never moved past it, nor back before it."""
    move = worked if days < 0 else next_worked
    return lambda _, fin: move(fin + timedelta(days=days))


TS, CHEF, PILOTE = "MDL_TS", "MDL_CHEF", "XLH_PILOTE"


def _seuil(code: str, libelle: str, months: int, told: tuple[str, ...], **more: str) -> Seuil:
    template = f"fin_mesure_{code.lower()}"
    pairs = tuple((template, trade) for trade in told)
    return Seuil(code, libelle, _after(months), pairs, element=f"seuil_{code.lower()}",
                 follows_end=False, **more)  # fmt: skip


SEUILS = (
    _seuil("M9", "T01, M + 9", 9, (TS,), asked="preparer_sortie"),
    _seuil("M10", "T01, M + 10", 10, (TS, CHEF)),
    _seuil("M11", "T01, M + 11", 11, (TS, PILOTE)),
    Seuil("J15", "T01, J − 15", _around(-15), (("fin_mesure_j15", TS),), element="seuil_j15"),
    Seuil(
        "J7",
        "T01, J − 7",
        _around(-7),
        (("fin_mesure_j7", CHEF), ("fin_mesure_j7", PILOTE)),
        element="seuil_j7",
    ),
    Seuil("J1", "T01, J − 1", _around(-1), (("fin_mesure_j1", TS),), element="seuil_j1"),
    Seuil(
        "T02",
        "T02, J + 1",
        _around(1),
        (("duree_depassee", CHEF), ("duree_depassee", PILOTE)),
        asked="duree_depassee",
        element="seuil_jp1",
    ),
)
