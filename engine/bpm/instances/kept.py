"""How the state of a case lies in its row: as it is, or sealed apart (the violences volet)."""

from typing import Any

from engine.bpm.instances.models import Instance
from engine.core.transaction import Transaction


def state_of(tx: Transaction, instance: Instance) -> bytes:
    """The state that the case was left in; ApartUnreadable without the volet's keys."""
    if not instance.is_apart:
        return instance.state
    return tx.keys.open(instance.sealed_state or b"", f"state:{instance.id}")


def kept_state(tx: Transaction, instance: Instance, state: bytes) -> dict[str, Any]:
    """The columns that keep this state."""
    if not instance.is_apart:
        return {"state": state}
    return {"sealed_state": tx.keys.seal(state, f"state:{instance.id}", apart=True)}
