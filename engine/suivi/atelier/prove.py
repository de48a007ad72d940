"""Prove that files hold: every scenario passes on them, played by the worker on a throw-away base.

A proof is asked in a request, and played apart: no transaction of the real database is open
meanwhile. It is worth something for the files that it was asked for, and for no others.
"""

import logging
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Key
from engine.core import access
from engine.core.errors import NotFound
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database, Transaction
from engine.suivi.atelier.complete import complete_scenarios, novelty_of
from engine.suivi.atelier.errors import (
    NoScenario,
    NothingToComplete,
    NothingToPublish,
    ProofMissing,
)
from engine.suivi.atelier.models import Proof
from engine.suivi.atelier.proposal import Proposal, propose
from engine.suivi.atelier.turn import WHOLE, Ended, Turn, take_turn
from engine.suivi.scenarios.run import run_scenarios

BROKEN = "L’épreuve n’a pas pu être jouée ; prévenez l’administrateur."
logger = logging.getLogger(__name__)


def ask_proof(tx: Transaction, around: Folder, chosen: Collection[Key] | None = None) -> Proof:
    """Ask the worker to prove these drafts (all when None), or find what it already makes of them.

    NothingToPublish when none is chosen; DiagramRefused while a check fails; NoScenario.
    """
    proposal = propose(tx, around, chosen)
    if not proposal.chosen:
        raise NothingToPublish
    proposal.require_sound()
    if not proposal.scenarios:
        raise NoScenario
    known = latest_proof(tx, proposal.fingerprint)
    if known is not None and (known.finished_at is None or known.has_passed):
        return known
    return _new(tx, proposal, len(proposal.scenarios))


def ask_completion(tx: Transaction, around: Folder, chosen: Collection[Key] | None = None) -> Proof:
    """Ask the worker to complete the scenarios that the last proof of these drafts has failed.

    Told as a proof: its ``completed`` are then drafts of the actor, its ``failures`` what still
    fails. ProofMissing before a finished proof; NothingToComplete when no step is new or gone.
    """
    proposal = propose(tx, around, chosen)
    proposal.require_sound()
    proof = latest_proof(tx, proposal.fingerprint)
    if proof is None or proof.finished_at is None or proof.is_outdated:
        raise ProofMissing(fingerprint=proposal.fingerprint)
    known = {scenario.file for scenario in proposal.scenarios}
    failing = sorted(known & proof.failures.keys())
    if not failing or novelty_of(tx, proposal).is_nothing:
        raise NothingToComplete
    waiting = select(Proof).where(
        Proof.fingerprint == proposal.fingerprint, Proof.finished_at.is_(None)
    )
    asked = next((one for one in tx.session.scalars(waiting) if one.to_complete), None)
    return asked or _new(tx, proposal, len(failing), complete=failing)


def latest_proof(tx: Transaction, fingerprint: str) -> Proof | None:
    """The last proof that was asked of files with this fingerprint, finished or not."""
    access.require(tx, access.Permission.DIAGRAM_EDIT, None)
    rows = tx.session.scalars(
        select(Proof).where(Proof.fingerprint == fingerprint).order_by(Proof.asked_at.desc())
    )
    return next((proof for proof in rows if not proof.to_complete), None)


def find_proof(tx: Transaction, proof_id: UUID) -> Proof:
    """A proof, or a completion, by its id; NotFound."""
    access.require(tx, access.Permission.DIAGRAM_EDIT, None)
    proof = tx.session.get(Proof, proof_id)
    if proof is None:
        raise NotFound(proof=proof_id)
    return proof


def prove_next(database: Database, around: Folder, *, at: datetime | None = None) -> bool:
    """Play the oldest proof that waits, or that its worker has left; False when there is none."""
    turn = take_turn(database, around, at)
    if turn is None:
        return False
    try:
        with database.transaction(SYSTEM, read_only=True, at=at) as tx:
            proposal = propose(tx, around, turn.chosen)
        if proposal.fingerprint != turn.fingerprint:
            turn.end()
        elif turn.to_complete:
            complete_scenarios(turn, proposal)
        else:
            turn.end(**_played(turn, proposal))
    except Ended:
        pass
    except Exception:  # told to whoever asked: nobody would look for it in a log
        logger.exception("proof %s not played", turn.id)
        with suppress(Ended):
            turn.end(failures={WHOLE: BROKEN})
    return True


def _played(turn: Turn, proposal: Proposal) -> dict[str, Any]:
    """Play every scenario of a proposal; the outcome."""
    late: dict[str, str] = {}
    scenarios = turn.in_time(proposal.scenarios, late)
    report = run_scenarios(proposal.folder, scenarios, lambda _file, _fault: None)
    return {"failures": report.failed | late, "missing": report.missing}


def _new(tx: Transaction, proposal: Proposal, total: int, **more: Any) -> Proof:
    """A row for the worker to find."""
    proof = Proof(
        fingerprint=proposal.fingerprint,
        drafts={"chosen": [[str(kind), name] for kind, name in proposal.chosen], **more},
        asked_at=tx.now,
        asked_by=tx.actor.id,
        done=0,
        total=total,
        outcome={},
    )
    tx.session.add(proof)
    tx.session.flush()
    return proof
