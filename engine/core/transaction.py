"""One use case, one transaction, one actor, one instant. Only this module commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core import clock, walls
from engine.core.config import Settings
from engine.core.crypto import Keyring, load_keyring
from engine.core.db import READ_ONLY, answered, make_engine
from engine.core.identity.actor import Actor, load_actor
from engine.core.writes import Writes


@dataclass(frozen=True)
class Transaction:
    """What a use case is given: where to write, who acts, when, and the keys."""

    session: Session
    actor: Actor
    now: datetime
    keys: Keyring
    memory: dict[Any, Any] = field(repr=False)
    """Kept from one transaction to the next in this process: only what never changes (releases)."""
    writes: Writes = field(default_factory=Writes, repr=False)
    """Rows that are written together, last before the commit."""

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """What the block wrote goes when it raises; the transaction itself goes on."""
        with self.draft(), self.session.begin_nested():
            yield

    @contextmanager
    def draft(self) -> Iterator[None]:
        """The same for a block that sends nothing to the database: what it left waiting goes."""
        before = self.writes.mark()
        try:
            yield
        except BaseException:
            self.writes.back_to(before, self.session)
            raise

    def flush(self) -> None:
        """Write what waits, for a use case that must read it again."""
        self.session.flush()
        self.writes.write(self.session)


class Database:
    """A database and its keys, from which the doors open transactions."""

    def __init__(self, url: str, keys: Keyring) -> None:
        self.engine = make_engine(url, walls.APP_ROLE)
        self.keys = keys
        self.transaction_memory: dict[Any, Any] = {}

    @classmethod
    def of(cls, settings: Settings) -> "Database":
        keys = load_keyring(settings.keys_file, settings.apart_keys_file)
        return cls(settings.database_url, keys)

    @contextmanager
    def transaction(
        self, actor: Actor | UUID, *, read_only: bool = False, at: datetime | None = None
    ) -> Iterator[Transaction]:
        """Commit when the block ends well, roll back when it raises. Nothing else commits.

        ``actor`` is an Actor, or a person's id, then read first (SignInRefused when the account
        is closed). ``at`` moves the clock, in tests and rehearsals. DatabaseSilent when the server
        cannot be reached, or is lost on the way.
        """
        options = {READ_ONLY: read_only, "postgresql_readonly": read_only}
        with (
            answered(),
            self.engine.connect().execution_options(**options) as connection,
            connection.begin(),
            Session(connection, autoflush=False, expire_on_commit=False) as session,
        ):
            now = at or clock.now()
            person = self._enter(session, actor, now)
            tx = Transaction(session, person, now, self.keys, self.transaction_memory)
            yield tx
            tx.flush()

    def _enter(self, session: Session, actor: Actor | UUID, now: datetime) -> Actor:
        """Who acts, told to the walls of a database that has some."""
        person_id = actor if isinstance(actor, UUID) else actor.id
        told = walls.told(self.keys, person_id, now) if walls.has_walls(session) else None
        if isinstance(actor, UUID):
            return replace(load_actor(session, actor, told), at=now)
        if told:
            walls.tell(session, told)
        return replace(actor, at=now)

    def dispose(self) -> None:
        self.engine.dispose()
