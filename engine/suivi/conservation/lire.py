"""The list of what ends, as somebody reads it: references, dates, codes, counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

from engine.core import access
from engine.core.calendar import paris_day
from engine.core.errors import NotFound
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.conservation.droits import is_dpo, may_hold, require_reader
from engine.suivi.conservation.models import Evenement, Maintien
from engine.suivi.dossiers.models import Dossier

MAX_LISTED = 500


@dataclass(frozen=True)
class Ligne:
    """One announced or done end, and what is held back; why, for its own side alone."""

    event: Evenement
    maintien: Maintien | None
    pourquoi: str
    may_hold: bool


def listed(tx: Transaction, *, is_done: bool = False) -> Sequence[Ligne]:
    """What is announced (the next first), or what was done (the last first)."""
    require_reader(tx)
    done = Evenement.execute_le.is_not(None) if is_done else Evenement.execute_le.is_(None)
    order = Evenement.execute_le.desc() if is_done else Evenement.prevu_le
    query = select(Evenement).where(done, _readable(tx)).order_by(order, Evenement.reference)
    with beyond(tx):  # codes and dates alone; `_readable` says whose
        events = tx.session.scalars(query.limit(MAX_LISTED)).all()
        held = _held(tx, [event.dossier_id for event in events])
    return [_read(tx, event, held.get((event.dossier_id, event.organisation))) for event in events]


def find_event(tx: Transaction, event_id: UUID) -> Evenement:
    """One line of the actor's list; NotFound otherwise."""
    require_reader(tx)
    with beyond(tx):
        event = tx.session.scalar(select(Evenement).where(Evenement.id == event_id, _readable(tx)))
    if event is None:
        raise NotFound(event_id=event_id)
    return event


def read_line(tx: Transaction, event_id: UUID) -> Ligne:
    """The same with what is held back."""
    event = find_event(tx, event_id)
    with beyond(tx):
        held = _held(tx, [event.dossier_id])
    return _read(tx, event, held.get((event.dossier_id, event.organisation)))


def _readable(tx: Transaction) -> ColumnElement[bool]:
    """The DPO reads every line; a partner its own, a restricted dossier on its list alone."""
    if tx.actor.is_system or is_dpo(tx):
        return true()
    seen = access.visible(Evenement.circle_id, tx.actor)
    ours = Evenement.organisation == tx.actor.organisation
    # Restricted when it was announced, or since: the list is written anew once a day.
    now = exists().where(Dossier.id == Evenement.dossier_id, Dossier.is_restreint)
    return and_(ours, or_(seen, and_(Evenement.is_restreint.is_(False), ~now)))


def _held(tx: Transaction, dossiers: Sequence[UUID]) -> dict[tuple[UUID, str], Maintien]:
    rows = tx.session.scalars(
        select(Maintien).where(
            Maintien.dossier_id.in_(dossiers),
            Maintien.leve_le.is_(None),
            Maintien.jusqu_au >= paris_day(tx.now),
        )
    )
    return {(row.dossier_id, row.organisation): row for row in rows}


def _read(tx: Transaction, event: Evenement, held: Maintien | None) -> Ligne:
    ours = may_hold(tx, event)
    said = unseal(tx, "maintien_conservation", held.id, held.precision) if held and ours else {}
    return Ligne(event, held, said.get("texte", ""), ours and not event.is_done)
