"""/sante: whether the program works, for machines. States only: no place, no version, no number."""

from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any

from flask import Flask
from redis import Redis
from redis.exceptions import RedisError

from engine.core import clock
from engine.core.config import PULSE
from engine.core.errors import DatabaseSilent
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database

KEPT_SECONDS = 1.0
"""One answer serves all who ask in the meantime: anybody may ask."""
LATE = timedelta(minutes=1)

_lock = Lock()


def install(app: Flask, database: Database, redis_url: str | None) -> None:
    """Answer GET /sante."""
    kept: tuple[float, dict[str, Any]] | None = None

    def show() -> tuple[dict[str, Any], int]:
        nonlocal kept
        with _lock:
            if kept is None or monotonic() - kept[0] > KEPT_SECONDS:
                kept = (monotonic(), look(database, redis_url))
        return kept[1], 503 if kept[1]["base"] != "répond" else 200

    app.add_url_rule("/sante", "sante", show)


def look(database: Database, redis_url: str | None) -> dict[str, Any]:
    """``etat``: en marche; dégradé (pages work, time stands still); en panne.

    ``balayage``: seconds since a worker last looked for due timers, None when nobody knows.
    """
    base = _base(database)
    broker, age = _broker(redis_url)
    is_swept = age is not None and age < LATE
    etat = "en marche" if broker == "répond" and is_swept else "dégradé"
    return {
        "etat": etat if base == "répond" else "en panne",
        "base": base,
        "file": broker,
        "balayage": round(age.total_seconds()) if age is not None else None,
    }


def _base(database: Database) -> str:
    try:
        with database.transaction(SYSTEM, read_only=True):
            return "répond"
    except DatabaseSilent:
        return "muette"


def _broker(redis_url: str | None) -> tuple[str, timedelta | None]:
    if redis_url is None:
        return "absente", None
    try:
        with Redis.from_url(
            redis_url, socket_timeout=1, socket_connect_timeout=1, decode_responses=True
        ) as client:
            told = client.get(PULSE)
    except RedisError:
        return "muette", None
    return "répond", clock.now() - datetime.fromisoformat(str(told)) if told else None
