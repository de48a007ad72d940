"""How a database stands: its walls as they are, not as they were meant; its clock; what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text

from engine.bpm.timers.models import Timer
from engine.core import clock
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.stuck import count_stuck
from engine.core.transaction import Database, Transaction
from engine.core.walls import has_walls
from engine.migrations.metadata import metadata
from engine.migrations.walls import condition_of

GUARDED = text(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    " AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
)
ACCOUNT = text(
    "SELECT (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user),"
    " EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'instance' AND tableowner = session_user)"
    " OR (SELECT rolsuper FROM pg_roles WHERE rolname = session_user)"
)
WHO = text("SELECT cloison.qui() IS NOT NULL")
FORGE = text("SELECT set_config('palier.seal', 'contrefait', true)")


@dataclass(frozen=True)
class Standing:
    """What `palier doctor` judges."""

    has_walls: bool
    """PostgreSQL; everything about walls is False or empty without."""
    open_tables: tuple[str, ...]
    """Tables that should hide rows, and do not."""
    passes_walls: bool
    """The role that the program takes is above row-level security."""
    is_owner: bool
    """The account that signs in owns the tables: SQL slipped into it could take its rights back."""
    knows_us: bool
    """What we say of who acts is believed: the keys are those of this database."""
    believes_forgery: bool
    """What anybody says is believed too."""
    skew: timedelta
    """How far the server's clock is ahead of ours."""
    oldest_timer: timedelta | None
    """For how long the oldest due timer has waited."""
    stuck: int
    """Promises broken for more than a day."""


def standing(database: Database) -> Standing:
    """Look, and change nothing. DatabaseSilent when the server is away."""
    with database.transaction(SYSTEM, read_only=True) as tx:
        oldest = tx.session.scalar(
            select(func.min(Timer.due_at)).where(Timer.due_at <= tx.now, Timer.retry_at.is_(None))
        )
        waits = tx.now - oldest if oldest else None
        stuck = count_stuck(tx)
        if not has_walls(tx.session):
            nothing = timedelta(0)
            return Standing(False, (), False, False, False, False, nothing, waits, stuck)
        passes, owns = tx.session.execute(ACCOUNT).one()
        knows_us = bool(tx.session.scalar(WHO))
        skew = _skew(tx)
        guarded = set(tx.session.scalars(GUARDED))
        tx.session.execute(FORGE)
        believes = bool(tx.session.scalar(WHO))
    wanted = (table.name for table in metadata.sorted_tables if condition_of(table))
    missing = tuple(name for name in wanted if name not in guarded)
    return Standing(True, missing, passes, owns, knows_us, believes, skew, waits, stuck)


def _skew(tx: Transaction) -> timedelta:
    theirs = tx.session.scalar(text("SELECT clock_timestamp()"))
    assert isinstance(theirs, datetime)
    return theirs - clock.now()
