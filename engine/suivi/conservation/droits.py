"""Who reads the list of what ends, and who may keep something back (domain 4.8)."""

from engine.core.access.rules import CHIEFS
from engine.core.errors import NotAllowed
from engine.core.transaction import Transaction
from engine.suivi.conservation.models import Evenement

DPO = "DPO"


def is_dpo(tx: Transaction) -> bool:
    """The DPO sees references, dates and counts of both partners, and no dossier."""
    return DPO in tx.actor.groups


def require_reader(tx: Transaction) -> None:
    """The DPO, or who leads a partner's team; NotAllowed for anybody else."""
    if not (tx.actor.is_system or tx.actor.groups & (CHIEFS | {DPO})):
        raise NotAllowed(person=str(tx.actor.id))


def may_hold(tx: Transaction, event: Evenement) -> bool:
    """Who leads the team whose clock it is."""
    return bool(tx.actor.groups & CHIEFS) and event.organisation == tx.actor.organisation
