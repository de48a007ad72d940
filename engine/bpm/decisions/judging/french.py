"""Values as French readers write them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from engine.core.french import NBSP
from engine.feel import YearsMonths, to_text

GROUPED_FROM: Final = 10_000
"""French typography groups the digits of a number from five on."""
THIN: Final = "\u202f"
WIDEST: Final = 30
"""Digits of a number that is still written out."""


def value_in_french(value: object) -> str:
    """``450,01``, ``01/01/2027``, ``oui``; a text in quotes, as its cell has it."""
    writer = WRITERS.get(type(value))
    return writer(value) if writer else to_text(value)


def _number(number: Decimal) -> str:
    if abs(number.adjusted()) > WIDEST:
        return str(number).replace(".", ",")
    whole, _, decimals = f"{number:f}".partition(".")
    if abs(number) >= GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", THIN)
    return f"{whole},{decimals}" if decimals else whole


def _date(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _clock(moment: time | datetime) -> str:
    seconds = f":{moment.second:02}" if moment.second or moment.microsecond else ""
    fraction = f",{moment.microsecond:06}".rstrip("0") if moment.microsecond else ""
    return f"{moment.hour:02}:{moment.minute:02}{seconds}{fraction}"


def _length(length: timedelta) -> str:
    size = abs(length)
    minutes, seconds = divmod(size.seconds, 60)
    parts = (
        (size.days, "jour" if size.days == 1 else "jours"),
        (minutes // 60, "h"),
        (minutes % 60, "min"),
        (seconds + Decimal(size.microseconds) / 10**6, "s"),
    )
    written = [f"{_number(Decimal(count))}{NBSP}{unit}" for count, unit in parts if count]
    return ("-" if length < timedelta() else "") + (" ".join(written) or f"0{NBSP}jour")


def _months(length: YearsMonths) -> str:
    years, months = divmod(abs(length.months), 12)
    parts = ((years, "an" if years == 1 else "ans"), (months, "mois"))
    written = [f"{count}{NBSP}{unit}" for count, unit in parts if count]
    return ("-" if length.months < 0 else "") + (" ".join(written) or f"0{NBSP}mois")


WRITERS: Final[dict[type, Callable[[Any], str]]] = {
    type(None): lambda _: "vide",
    bool: lambda truth: "oui" if truth else "non",
    Decimal: _number,
    str: lambda text: f'"{text}"',
    date: _date,
    datetime: lambda moment: f"{_date(moment)} à {_clock(moment)}",
    time: _clock,
    timedelta: _length,
    YearsMonths: _months,
}
