"""A worker that fires timers and keeps promises until it is killed, in a process of its own."""

from datetime import datetime
from multiprocessing.connection import Connection

import engine.suivi.setup  # noqa: F401  # what the fork server imports once for all workers
from engine.bpm.messages.notices import HANDLERS
from engine.bpm.timers.fire import fire_due_timers
from engine.core.crypto import Keyring
from engine.core.outbox.relay import relay
from engine.core.transaction import Database


def work(url: str, key: bytes, at: datetime, ready: Connection) -> None:
    """Say that work begins, then never stop."""
    database = Database(url, Keyring({1: key}))
    ready.send(True)
    while True:
        fire_due_timers(database, at=at, batch=5)
        relay(database, HANDLERS, at=at, batch=5)
