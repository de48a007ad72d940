"""The secret address by which a person's own calendar reads their dates: opened, closed, read.

What it gives leaves the program for a telephone or a mail provider: it says when, and nothing of
who, where or why (domain 5.8, « neutral »).
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from sqlalchemy import delete, select

from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.echeances.models import FluxCalendrier
from engine.suivi.echeances.mois import my_meetings, my_tasks

BEHIND, AHEAD = timedelta(days=31), timedelta(days=366)
BYTES = 32


class Titre(StrEnum):
    """All that a line may be called."""

    RENDEZ_VOUS = "Rendez-vous"
    ECHEANCE = "Échéance"
    RAPPEL = "Rappel"
    """On a restricted file: not even which of the two it is."""


@dataclass(frozen=True)
class Rappel:
    """A line of the calendar: a whole day, or from ``debut`` to ``fin``."""

    id: UUID
    """Its own, made from the row's id and the address: two addresses tell nothing together."""
    titre: Titre
    jour: date
    debut: datetime | None = None
    fin: datetime | None = None
    task_id: UUID | None = None
    """Where it leads; None: to the list alone."""


def open_flux(tx: Transaction) -> str:
    """A new secret for the actor, who is told it now and never again; a former one ends."""
    close = delete(FluxCalendrier).where(FluxCalendrier.person_id == tx.actor.id)
    tx.session.execute(close)
    secret = secrets.token_urlsafe(BYTES)
    row = FluxCalendrier(person_id=tx.actor.id, empreinte=_mark(secret), cree_le=tx.now)
    tx.session.add(row)
    tx.session.flush()
    record(tx, _chain(tx), None, "agenda:opened", tx.actor.id)
    return secret


def close_flux(tx: Transaction) -> None:
    """The actor's address gives nothing any more."""
    mine = FluxCalendrier.person_id == tx.actor.id
    if tx.session.scalar(select(FluxCalendrier.person_id).where(mine)) is None:
        return
    tx.session.execute(delete(FluxCalendrier).where(mine))
    record(tx, _chain(tx), None, "agenda:closed", tx.actor.id)


def opened_on(tx: Transaction) -> datetime | None:
    """When the actor's address was made; None when there is none."""
    row = tx.session.get(FluxCalendrier, tx.actor.id)
    return row.cree_le if row else None


def who_reads(tx: Transaction, secret: str) -> UUID | None:
    """Whose calendar that secret opens: one look-up by its hash, whether it is one or not."""
    return tx.session.scalar(
        select(FluxCalendrier.person_id).where(FluxCalendrier.empreinte == _mark(secret))
    )


def rappels(tx: Transaction, secret: str) -> Sequence[Rappel]:
    """The actor's due tasks and rendez-vous, from a month ago to a year ahead."""
    today = paris_day(tx.now)
    first, last = today - BEHIND, today + AHEAD
    space = UUID(hashlib.sha256(f"agenda:{secret}".encode()).hexdigest()[:32])
    found = []
    for task, is_apart, _ in my_tasks(tx, first, last):
        assert task.due_on
        titre, task_id = (Titre.RAPPEL, None) if is_apart else (Titre.ECHEANCE, task.id)
        found.append(Rappel(uuid5(space, str(task.id)), titre, task.due_on, task_id=task_id))
    for meeting, dossier in my_meetings(tx, first, last):
        titre = Titre.RAPPEL if dossier.is_restreint else Titre.RENDEZ_VOUS
        day, own = paris_day(meeting.debut), uuid5(space, str(meeting.id))
        found.append(Rappel(own, titre, day, meeting.debut, meeting.fin))
    return found


def _mark(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _chain(tx: Transaction) -> Person:
    return tx.session.get_one(Person, tx.actor.id, with_for_update=True)
