"""Publish drafts that were proven; go back to what a publication put in force."""

import hashlib
from collections.abc import Collection, Sequence

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from engine.bpm.diagrams.models import Publication, Release
from engine.bpm.diagrams.publish import Published, last_publication, publish
from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Key
from engine.bpm.workshop.history import files_of
from engine.bpm.workshop.models import Draft
from engine.bpm.workshop.shelf import files_in_force
from engine.core import access
from engine.core.transaction import Transaction
from engine.suivi.atelier.errors import (
    AlreadyInForce,
    NothingToPublish,
    ProofFailed,
    ProofMissing,
    PublishedMeanwhile,
    ReasonMissing,
)
from engine.suivi.atelier.proposal import Proposal, proposal_of, propose
from engine.suivi.atelier.prove import latest_proof
from engine.suivi.dossiers.open import ROOT

MIN_REASON = 10


def publish_drafts(
    tx: Transaction, around: Folder, chosen: Collection[Key], reason: str
) -> Published:
    """Put these drafts in force, and no others: new cases take them, running ones do not.

    NothingToPublish when none of them is a draft; ReasonMissing; DiagramRefused while a check
    fails; ProofMissing, ProofFailed unless exactly these files were proven.
    """
    access.require(tx, access.Permission.DIAGRAM_PUBLISH, None)
    why = _require_reason(reason)
    last = _lock(tx)
    proposal = propose(tx, around, chosen)
    if not proposal.chosen:
        raise NothingToPublish
    proposal.require_sound()
    _require_proof(tx, proposal)
    published = _publish(tx, proposal, why, last)
    if published is None:
        raise NothingToPublish
    _forget_drafts(tx, proposal)
    return published


def restore(tx: Transaction, around: Folder, number: int, reason: str) -> Published:
    """A new publication with the files of publication ``number``; the drafts stay.

    They were proven then, with the scenarios that come back with them: the checks alone are made
    again. NotFound for no such number; AlreadyInForce; ReasonMissing; DiagramRefused.
    """
    access.require(tx, access.Permission.DIAGRAM_PUBLISH, None)
    why = _require_reason(reason)
    last = _lock(tx)
    files = files_of(tx, number)
    if files == files_in_force(tx):
        raise AlreadyInForce(publication=number)
    proposal = proposal_of(around, files.values())
    proposal.require_sound()
    published = _publish(tx, proposal, why, last)
    if published is None:
        raise AlreadyInForce(publication=number)
    return published


def _require_reason(reason: str) -> str:
    why = " ".join(reason.split())
    if len(why) < MIN_REASON:
        raise ReasonMissing(shortest=MIN_REASON)
    return why


def _lock(tx: Transaction) -> int:
    """Whoever publishes or saves waits here, before anything is read; the last number."""
    tx.session.scalars(select(Draft).order_by(Draft.kind, Draft.name).with_for_update()).all()
    newest = select(Publication).order_by(Publication.number.desc()).limit(1)
    tx.session.scalars(newest.with_for_update()).all()
    last = last_publication(tx)  # read again: the one that was waited for is newer
    return last.number if last else 0


def _require_proof(tx: Transaction, proposal: Proposal) -> None:
    proof = latest_proof(tx, proposal.fingerprint)
    if proof is None or proof.finished_at is None or proof.is_outdated:
        raise ProofMissing(fingerprint=proposal.fingerprint)
    if not proof.has_passed:
        raise ProofFailed(failures=proof.failures)


def _publish(tx: Transaction, proposal: Proposal, reason: str, last: int) -> Published | None:
    """PublishedMeanwhile when somebody else did, whom no lock of ours held back."""
    folder = proposal.folder
    try:
        with tx.attempt():
            done = publish(tx, folder.files, folder.sources, _roots(tx, folder), reason)
    except IntegrityError as error:
        raise PublishedMeanwhile from error
    between = select(Publication.number).where(Publication.number > last)
    if done is not None and set(tx.session.scalars(between)) != {done.number}:
        raise PublishedMeanwhile
    return done


def _forget_drafts(tx: Transaction, proposal: Proposal) -> None:
    """The drafts as they were published: what somebody has saved since is not lost."""
    texts = {file.key: hashlib.sha256(file.data).hexdigest() for file in proposal.folder.files}
    for key in proposal.chosen:
        is_it = (Draft.kind == key[0], Draft.name == key[1], Draft.sha256 == texts.get(key, ""))
        tx.session.execute(delete(Draft).where(*is_it))


def _roots(tx: Transaction, folder: Folder) -> Sequence[str]:
    """What cases begin with: the entry, and every root that was ever published."""
    known = set(tx.session.scalars(select(Release.root).distinct())) | {ROOT}
    return sorted(known & folder.sources.processes.keys())
