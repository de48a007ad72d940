"""Values to text, as FEEL writes them."""

from collections.abc import Callable
from datetime import tzinfo
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from engine.feel.limits import check_string, spend
from engine.feel.values.calendar import Date
from engine.feel.values.clock import DateTime, Time, parts_of
from engine.feel.values.durations import DAY, HOUR, MINUTE, SECOND, DaysTime, YearsMonths
from engine.feel.values.kinds import Range, Unbounded
from engine.feel.values.python import INWARD, to_feel
from engine.feel.values.zones import offset_at


def to_text(value: object) -> str:
    """The canonical text of a value, as FEEL's ``string()`` writes it.

    A string is itself; inside a list or a context it is quoted. Null is ``null``.
    """
    return value if isinstance(value, str) else _inner(value)


def _inner(value: object) -> str:
    spend()
    if value.__class__ in PYTHONS_OWN:  # from a caller
        value = to_feel(value)
    writer = WRITERS.get(value.__class__)
    text = writer(value) if writer else "function"
    check_string(len(text))
    return text


def _string(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _number(value: Decimal) -> str:
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _list(value: list[object]) -> str:
    return "[" + ", ".join(_inner(item) for item in value) + "]"


def _context(value: dict[str, object]) -> str:
    return "{" + ", ".join(f"{key}: {_inner(item)}" for key, item in value.items()) + "}"


def _range(value: Range) -> str:
    if value.sign:
        return f"({value.sign}{_inner(value.start)})"
    start = "" if isinstance(value.start, Unbounded) else _inner(value.start)
    end = "" if isinstance(value.end, Unbounded) else _inner(value.end)
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{start}..{end}{closing}"


def _date(value: Date) -> str:
    sign = "-" if value.year < 0 else ""
    return f"{sign}{abs(value.year):04}-{value.month:02}-{value.day:02}"


def _time(value: Time) -> str:
    hour, minute, second, nanosecond = parts_of(value)
    return f"{hour:02}:{minute:02}:{second:02}{_fraction(nanosecond)}{_zone(value.zone)}"


def _fraction(nanosecond: int) -> str:
    return f".{nanosecond:09}".rstrip("0") if nanosecond else ""


def _zone(zone: tzinfo | None) -> str:
    if zone is None:
        return ""
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    seconds = offset_at(zone, Date(1, 1, 1), 0, 0)
    if not seconds:
        return "Z"
    sign, seconds = "+" if seconds > 0 else "-", abs(seconds)
    text = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def _days_and_time(value: DaysTime) -> str:
    days, rest = divmod(abs(value.nanoseconds), DAY)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, fraction = divmod(rest, SECOND)
    second = f"{seconds}{_fraction(fraction)}S" if rest else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + second
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-" if value.nanoseconds < 0 else "") + "P" + (text or "T0S")


def _years_and_months(value: YearsMonths) -> str:
    years, months = divmod(abs(value.months), 12)
    text = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return ("-" if value.months < 0 else "") + "P" + (text or "0M")


WRITERS: Final[dict[type, Callable[..., str]]] = {
    type(None): lambda value: "null",
    bool: lambda value: "true" if value else "false",
    str: _string,
    Decimal: _number,
    list: _list,
    dict: _context,
    Range: _range,
    Date: _date,
    Time: _time,
    DateTime: lambda value: f"{_date(value.date)}T{_time(value.time)}",
    DaysTime: _days_and_time,
    YearsMonths: _years_and_months,
}
PYTHONS_OWN: Final = INWARD.keys() - WRITERS.keys()
