"""What a database holds: nobody yet, invented households, or real accounts."""

from enum import StrEnum

from sqlalchemy import func, select

from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.programme.models import TrialData


class Standing(StrEnum):
    """Trial data go where nobody is, and stay told for good."""

    EMPTY = "empty"
    TRIAL = "trial"
    REAL = "real"


def standing(tx: Transaction) -> Standing:
    """A database with accounts and without the mark is real: nothing invented goes there."""
    if is_trial(tx):
        return Standing.TRIAL
    accounts = tx.session.scalar(select(func.count()).select_from(Person))
    return Standing.REAL if accounts else Standing.EMPTY


def is_trial(tx: Transaction) -> bool:
    """True where households are invented: every page says so."""
    return tx.session.get(TrialData, 1) is not None


def mark(tx: Transaction, seed: int, households: int) -> None:
    """From now on, every page of this database says that its households are invented."""
    tx.session.add(TrialData(id=1, graine=seed, menages=households, prepare_le=tx.now))
