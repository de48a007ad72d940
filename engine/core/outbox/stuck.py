"""Promises that have been broken for more than a day: somebody must look at them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select

from engine.core.outbox.models import Job
from engine.core.transaction import Transaction

LONGEST = timedelta(days=1)


def count_stuck(tx: Transaction) -> int:
    """How many there are."""
    return tx.session.scalar(select(func.count()).select_from(Job).where(*_is_stuck(tx))) or 0


def stuck_jobs(tx: Transaction, limit: int = 100) -> Sequence[Job]:
    """The oldest of them."""
    query = select(Job).where(*_is_stuck(tx)).order_by(Job.promised_at).limit(limit)
    return tx.session.scalars(query).all()


def _is_stuck(tx: Transaction) -> tuple[ColumnElement[bool], ...]:
    """Due for a day; one that was promised for a later day is young then."""
    return (Job.done_at.is_(None), Job.attempts > 0, Job.promised_at <= tx.now - LONGEST)
