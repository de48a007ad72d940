"""What is kept for the MDL's direction (domain 4.2): here, its chef de service."""

from engine.core.errors import NotAllowed
from engine.core.transaction import Transaction

DIRECTION = "MDL_CHEF"


def is_direction(tx: Transaction) -> bool:
    """Whether the actor is of the MDL's direction."""
    return DIRECTION in tx.actor.groups


def require_direction(tx: Transaction) -> None:
    """NotAllowed for anybody else."""
    if not is_direction(tx):
        raise NotAllowed(person=str(tx.actor.id))
