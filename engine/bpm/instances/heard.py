"""What a room keeps of a form's answers in rows of its own, so that nobody types them twice.

Named actions are what a diagram makes happen; this is what an answer says by itself, wherever a
diagram asks the form. It is done in the transaction of the answer, a correction included.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from engine.bpm.instances.models import Instance
from engine.core.transaction import Transaction


@dataclass(frozen=True)
class Said:
    """Accepted answers to a form, as they are kept."""

    instance: Instance
    form: str
    answer_id: UUID
    corrects_id: UUID | None
    """The answer that these replace, when they correct one."""
    raw: Mapping[str, Any]


Hear = Callable[[Transaction, Said], None]
_HEARD: dict[str, list[Hear]] = {}


def hears(*forms: str) -> Callable[[Hear], Hear]:
    """Register what a room does with the answers to these forms. It must not refuse them."""

    def register(hear: Hear) -> Hear:
        for form in forms:
            _HEARD.setdefault(form, []).append(hear)
        return hear

    return register


def tell_rooms(tx: Transaction, said: Said) -> None:
    """Let the rooms that hear this form keep what they need of it."""
    for hear in _HEARD.get(said.form, ()):
        hear(tx, said)
