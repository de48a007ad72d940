"""Tell PostgreSQL who acts, once a transaction: its row-level security shows nothing else.

The second wall, behind `access.visible`: a query of ours that forgets it finds no row of a circle
that the actor is not of (`engine/migrations/walls.py` writes the policies). SQLite has none.

What is told is signed with a key that the database's owner keeps where the program's role cannot
read it: SQL slipped into a query can say no other name. It can do what the actor may do, no more.
"""

import hmac
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from engine.core.crypto import Keyring

if TYPE_CHECKING:
    from engine.core.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")
APP_ROLE = "palier_app"
"""The program's role: not the owner, no BYPASSRLS. A connection takes it as it opens."""
SYSTEM = "system"
KEPT = "kept_circles"
# Two settings of this transaction alone; as columns, they go with the statement that opens it.
SETTINGS = (
    func.set_config("palier.actor", bindparam("told"), True),
    func.set_config("palier.seal", bindparam("seal"), True),
)
TELL = select(*SETTINGS)


def wall_key(keys: Keyring) -> bytes:
    """The key of the signature: the same after a key is added to the keyring."""
    return keys.derive_stable("walls")


def told(
    keys: Keyring, actor_id: UUID | None, now: datetime, kept: Iterable[UUID] = ()
) -> dict[str, str]:
    """The parameters of SETTINGS: who acts, when, the circles kept until the end, and the seal."""
    text = f"{actor_id or SYSTEM}|{now.isoformat()}|{','.join(sorted(map(str, kept)))}"
    return {"told": text, "seal": hmac.digest(wall_key(keys), text.encode(), "sha256").hex()}


def has_walls(session: Session) -> bool:
    """Whether this database has row-level security."""
    return session.get_bind().dialect.name == "postgresql"


def keep_circle(tx: "Transaction", circle_id: UUID) -> None:
    """Until this transaction ends the actor acts on this circle: they open it, or leave it."""
    kept: set[UUID] = tx.session.info.setdefault(KEPT, set())
    if not tx.actor.is_system and circle_id not in kept:
        kept.add(circle_id)
        _tell(tx, tx.actor.id)


@contextmanager
def beyond(tx: "Transaction") -> Iterator[None]:
    """Look behind the wall, where the answer must not depend on what the actor sees.

    For what protects a file (is this person barred? is this household shared?) and for what an
    act of theirs does elsewhere: what the block leaves to be written is written before it ends.
    Nothing found here is shown as it is.
    """
    if tx.actor.is_system or tx.session.info.get(SYSTEM):
        yield
        return
    _tell(tx, None)
    tx.session.info[SYSTEM] = True
    before = _left(tx)
    try:
        yield
        if _left(tx) != before:
            tx.flush()
    finally:
        tx.session.info[SYSTEM] = False
        try:
            _tell(tx, tx.actor.id)
        except DBAPIError:  # the transaction has failed: going back undoes this too
            tx.session.info[SYSTEM] = False


def acts_beyond(
    act: Callable[Concatenate["Transaction", P], T],
) -> Callable[Concatenate["Transaction", P], T]:
    """A use case that reaches rows which its actor does not see."""

    @wraps(act)
    def done(tx: "Transaction", /, *args: P.args, **options: P.kwargs) -> T:
        with beyond(tx):
            return act(tx, *args, **options)

    return done


def _left(tx: "Transaction") -> tuple[int, ...]:
    """How much waits to be written."""
    rows = sum(len(rows) for _, rows in tx.writes.waiting)
    names = sum(len(names) for _, names in tx.writes.changed.values())
    return rows, names, len(tx.session.new), len(tx.session.dirty)


def _tell(tx: "Transaction", actor_id: UUID | None) -> None:
    if has_walls(tx.session):
        kept: set[UUID] = tx.session.info.get(KEPT, set())
        tell(tx.session, told(tx.keys, actor_id, tx.now, kept))


def tell(session: Session, parameters: dict[str, Any]) -> None:
    """Say it by a statement of its own."""
    session.execute(TELL, parameters)
