"""Variables as JSON that keeps their type: dates, durations and decimals come back as they were."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from engine.feel import YearsMonths

TAG = "$"


def encode(value: Any) -> bytes:
    """JSON of plain containers and typed values; anything else is refused (TypeError)."""
    return orjson.dumps(_wrap(value))


def decode(text: bytes) -> Any:
    """What ``encode`` was given."""
    return _unwrap(orjson.loads(text))


def _wrap(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {TAG: "n", "v": str(value)}
    if isinstance(value, dict):
        return {key: _wrap(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_wrap(item) for item in value]
    for kind, tag, to_text in WRITERS:
        if isinstance(value, kind):
            return {TAG: tag, "v": to_text(value)}
    raise TypeError(f"a {type(value).__name__} cannot be kept in a case")


def _unwrap(value: Any) -> Any:
    if isinstance(value, list):
        return [_unwrap(item) for item in value]
    if isinstance(value, dict):
        tag = value.get(TAG)
        if tag in READERS:
            return READERS[tag](value["v"])
        return {key: _unwrap(item) for key, item in value.items()}
    return value


def _instant(value: datetime) -> str:
    if isinstance(value.tzinfo, ZoneInfo):
        return f"{value.replace(tzinfo=None).isoformat()}@{value.tzinfo.key}"
    return value.isoformat()


def _read_instant(text: str) -> datetime:
    local, _, zone = text.partition("@")
    instant = datetime.fromisoformat(local)
    return instant.replace(tzinfo=ZoneInfo(zone)) if zone else instant


# A datetime is a date too: the order matters.
WRITERS: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (datetime, "dt", _instant),
    (date, "d", date.isoformat),
    (time, "t", time.isoformat),
    (timedelta, "dd", lambda value: str(value / timedelta(microseconds=1))),
    (YearsMonths, "ym", lambda value: str(value.months)),
    (Decimal, "n", str),
)
READERS: dict[str, Callable[[str], Any]] = {
    "dt": _read_instant,
    "d": date.fromisoformat,
    "t": time.fromisoformat,
    "dd": lambda text: timedelta(microseconds=float(text)),
    "ym": lambda text: YearsMonths(int(text)),
    "n": Decimal,
}
