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


@dataclass(frozen=True)
class Slot:
    """An input or an output in the words of a process owner."""

    label: str
    type: str
    """What it holds: « texte », « date », « nombre », « code : A ou B »…"""


@dataclass(frozen=True)
class Described:
    """What an action is to whoever draws a process: nothing of how it is done."""

    name: str
    label: str
    does: str
    inputs: Mapping[str, Slot]
    outputs: Mapping[str, Slot]


_DESCRIBED: dict[str, Described] = {}


def describe(
    name: str,
    label: str,
    does: str,
    inputs: Mapping[str, Slot] | None = None,
    outputs: Mapping[str, Slot] | None = None,
) -> None:
    """Say an action to process owners. Every action is described; a test compares the names."""
    _DESCRIBED[name] = Described(name, label, does, inputs or {}, outputs or {})


def described_actions() -> Mapping[str, Described]:
    """Every description, by the action's name."""
    return _DESCRIBED
