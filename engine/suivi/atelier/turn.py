"""A worker's turn at a proof: taken by a lease, kept by saying how far it is, ended once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Key
from engine.core import clock
from engine.core.identity.actor import SYSTEM, Actor
from engine.core.transaction import Database, Transaction
from engine.suivi.atelier.models import Proof
from engine.suivi.atelier.proposal import fingerprint_now
from engine.suivi.scenarios.read import Scenario

LEASE = timedelta(minutes=2)
"""Whoever says nothing for so long is dead: a worker speaks after each scenario."""
EVERY = 1.0
"""Seconds between two words of a worker, for a scenario may take a tenth of one."""
MAX_SECONDS = 480.0
MAX_TAKES = 3
WHOLE = "épreuve"
"""What stands for the scenarios when none could be played."""
NOT_PLAYED = "Ce scénario n’a pas été joué : l’épreuve durait depuis huit minutes."
KILLED = "L’épreuve a été interrompue trois fois ; prévenez l’administrateur."


class Ended(Exception):
    """There is nothing more to play: the files have changed, or another worker has the proof."""


@dataclass
class Turn:
    """What one worker has taken. Each method is a short transaction of its own."""

    database: Database
    around: Folder
    at: datetime | None
    id: UUID
    fingerprint: str
    chosen: list[Key]
    to_complete: list[str]
    asked_by: UUID | None
    heard_at: datetime
    _spoke: float = 0.0

    def say(self, done: int, total: int) -> None:
        """Tell how far it is, now and then; Ended when there is no use in going on."""
        if 0 < done < total and clock.stopwatch() < self._spoke + EVERY:
            return
        with self.database.transaction(SYSTEM, read_only=True, at=self.at) as tx:
            is_current = self._is_current(tx)
        if not is_current:
            self.end()
            raise Ended
        with self._locked(SYSTEM) as (_, proof):
            proof.done, proof.total = done, total
        self._spoke = clock.stopwatch()

    def in_time(self, scenarios: Sequence[Scenario], late: dict[str, str]) -> Iterator[Scenario]:
        """The scenarios one after the other, with a word after each, until there is no more time.

        The others are told in ``late``.
        """
        until = clock.stopwatch() + MAX_SECONDS
        for done, scenario in enumerate(scenarios):
            if clock.stopwatch() > until:
                late[scenario.file] = NOT_PLAYED
                continue
            self.say(done, len(scenarios))
            yield scenario
        self.say(len(scenarios) - len(late), len(scenarios))

    def end(self, **outcome: Any) -> None:
        """The last word; Ended when another worker has the proof."""
        with self.ending(SYSTEM) as (_, told):
            told.update(outcome)

    @contextmanager
    def ending(self, actor: Actor | UUID) -> Iterator[tuple[Transaction, dict[str, Any]]]:
        """The last word, with what ``actor`` writes in the same transaction.

        It is ``outdated`` from the start when the drafts have changed since they were played.
        """
        with self._locked(actor) as (tx, proof):
            told: dict[str, Any] = {} if self._is_current(tx) else {"outdated": True}
            yield tx, told
            proof.outcome = {**proof.outcome, **told}
            proof.finished_at = tx.now

    def _is_current(self, tx: Transaction) -> bool:
        return fingerprint_now(tx, self.around, self.chosen) == self.fingerprint

    @contextmanager
    def _locked(self, actor: Actor | UUID) -> Iterator[tuple[Transaction, Proof]]:
        """The proof, while it is still ours."""
        with self.database.transaction(actor, at=self.at) as tx:
            proof = tx.session.get(Proof, self.id, with_for_update=True, populate_existing=True)
            if proof is None or proof.finished_at or proof.heard_at != self.heard_at:
                raise Ended
            proof.heard_at = tx.now
            yield tx, proof
        self.heard_at = tx.now


def take_turn(database: Database, around: Folder, at: datetime | None) -> Turn | None:
    """The oldest proof that waits, or whose worker is silent; None at the price of one select.

    One proof is played at a time: the other workers have timers to fire.
    """
    with database.transaction(SYSTEM, read_only=True, at=at) as tx:
        heard = list(tx.session.scalars(select(Proof.heard_at).where(Proof.finished_at.is_(None))))
        if not heard or any(moment and moment >= tx.now - LEASE for moment in heard):
            return None
    with database.transaction(SYSTEM, at=at) as tx:
        silent = or_(Proof.heard_at.is_(None), Proof.heard_at < tx.now - LEASE)
        free = select(Proof).where(Proof.finished_at.is_(None), silent)
        oldest = free.order_by(Proof.asked_at).limit(1).with_for_update(skip_locked=True)
        proof = tx.session.scalar(oldest)
        if proof is None or not _take(proof, tx.now):
            return None
        return Turn(
            database=database,
            around=around,
            at=at,
            id=proof.id,
            fingerprint=proof.fingerprint,
            chosen=proof.keys,
            to_complete=proof.to_complete,
            asked_by=proof.asked_by,
            heard_at=tx.now,
        )


def _take(proof: Proof, now: datetime) -> bool:
    """False when it has been taken too often: whoever took it was killed by it."""
    takes = int(proof.outcome.get("takes", 0)) + 1
    proof.outcome = {"takes": takes}
    if takes > MAX_TAKES:
        proof.outcome, proof.finished_at = {"failures": {WHOLE: KILLED}}, now
        return False
    proof.started_at = proof.heard_at = now
    proof.done = 0
    return True
