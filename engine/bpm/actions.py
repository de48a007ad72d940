"""Named actions: all that a diagram can make happen outside itself.

A room registers its actions with what they take and give; a diagram that asks for anything
else is refused when it is checked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from engine.core.transaction import Transaction


@dataclass(frozen=True)
class Cause:
    """Where an action is called from."""

    instance_id: UUID
    circle_id: UUID


Work = Callable[[Transaction, Cause, Mapping[str, Any]], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Action:
    """``work`` receives exactly ``inputs`` and gives exactly ``outputs``."""

    name: str
    inputs: frozenset[str]
    outputs: frozenset[str]
    work: Work
    writes: bool = True
    """False: it reads, and leaves its rows in ``tx.writes``: no savepoint is spent on it."""


_ACTIONS: dict[str, Action] = {}


def action(
    name: str, *, inputs: str = "", outputs: str = "", writes: bool = True
) -> Callable[[Work], Work]:
    """Register a use case under ``name``; names of inputs and outputs are separated by spaces."""

    def register(work: Work) -> Work:
        given, returned = frozenset(inputs.split()), frozenset(outputs.split())
        _ACTIONS[name] = Action(name, given, returned, work, writes)
        return work

    return register


def known_actions() -> Mapping[str, Action]:
    """Every action registered so far."""
    return _ACTIONS
