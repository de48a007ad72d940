"""How many places are left (`actions.PLACES`, to be confirmed)."""

from sqlalchemy import func, select

from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.actions import PLACES
from engine.suivi.dossiers.models import Dossier, Statut

TOLD_TO = frozenset({"MDL_CHEF", "XLH_PILOTE"})
"""A total counts restricted files too: told to those who answer for it (domain 0.1, 12)."""


def places_left(tx: Transaction) -> int | None:
    """The places left of all, none below zero; None for whoever is not told."""
    if not TOLD_TO & tx.actor.groups:
        return None
    with beyond(tx):
        taken = tx.session.scalar(select(func.count()).where(Dossier.statut == Statut.EN_COURS))
    return max(PLACES - (taken or 0), 0)
