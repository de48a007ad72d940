"""Variables as JSON that keeps their type: dates, durations and decimals come back as they were."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from engine.feel import YearsMonths

TAG = "$"
MICROSECOND = timedelta(microseconds=1)


class NotKept(TypeError):
    """The value is not one that a case can keep: a range, a function, a foreign object."""


def encode(value: Any) -> bytes:
    """JSON of plain containers and typed values; NotKept otherwise."""
    try:
        return orjson.dumps(_wrap(value))
    except orjson.JSONEncodeError as error:
        raise NotKept(str(error)) from error


def require_kept(value: Any) -> None:
    """NotKept where the value could not be saved later on."""
    encode(value)


def decode(text: bytes) -> Any:
    """What ``encode`` was given."""
    return _unwrap(orjson.loads(text))


def _wrap(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {TAG: "n", "v": str(value)}
    if isinstance(value, dict):
        wrapped = {key: _wrap(item) for key, item in value.items()}
        return wrapped if TAG not in wrapped else {TAG: "o", "v": list(wrapped.items())}
    if isinstance(value, list | tuple):
        return [_wrap(item) for item in value]
    for kind, tag, to_text in WRITERS:
        if isinstance(value, kind):
            return {TAG: tag, "v": to_text(value)}
    raise NotKept(f"a {type(value).__name__} cannot be kept in a case")


def _unwrap(value: Any) -> Any:
    if isinstance(value, list):
        return [_unwrap(item) for item in value]
    if isinstance(value, dict):
        if TAG in value:
            return READERS[value[TAG]](value["v"])
        return {key: _unwrap(item) for key, item in value.items()}
    return value


def _instant(value: datetime) -> str:
    if isinstance(value.tzinfo, ZoneInfo):
        # In UTC: the hour that comes twice in October would not come back as the same one.
        return f"{value.astimezone(UTC).isoformat()}@{value.tzinfo.key}"
    return value.isoformat()


def _read_instant(text: str) -> datetime:
    text, _, zone = text.partition("@")
    instant = datetime.fromisoformat(text)
    return instant.astimezone(ZoneInfo(zone)) if zone else instant


def _hour(value: time) -> str:
    zone = f"@{value.tzinfo.key}" if isinstance(value.tzinfo, ZoneInfo) else ""
    return value.isoformat() + zone


def _read_hour(text: str) -> time:
    text, _, zone = text.partition("@")
    hour = time.fromisoformat(text)
    return hour.replace(tzinfo=ZoneInfo(zone)) if zone else hour


def _read_context(items: list[Any]) -> dict[str, Any]:
    return {key: _unwrap(item) for key, item in items}


# A datetime is a date too: the order matters.
WRITERS: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (datetime, "dt", _instant),
    (date, "d", date.isoformat),
    (time, "t", _hour),
    (timedelta, "dd", lambda value: str(value // MICROSECOND)),
    (YearsMonths, "ym", lambda value: str(value.months)),
    (Decimal, "n", str),
)
READERS: dict[str, Callable[[Any], Any]] = {
    "dt": _read_instant,
    "d": date.fromisoformat,
    "t": _read_hour,
    "dd": lambda text: int(text) * MICROSECOND,
    "ym": lambda text: YearsMonths(int(text)),
    "n": Decimal,
    "o": _read_context,
}
