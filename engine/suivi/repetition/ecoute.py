"""The player hears what the outbox tells, as the people of the house do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from engine.bpm.messages.notices import HANDLERS
from engine.core.outbox.relay import Handler
from engine.core.transaction import Transaction


@dataclass(frozen=True)
class Rappel:
    """Told to a trade, of a case; of one late task, where ``task`` says which."""

    case: UUID
    group: str
    task: UUID | None


@dataclass
class Ecoute:
    """What was announced since the last time that this was emptied."""

    announced: list[UUID] = field(default_factory=list)
    """Tasks."""
    moved: set[UUID] = field(default_factory=set)
    """Their cases."""
    reminded: list[Rappel] = field(default_factory=list)
    """Somebody was told something by a template."""

    def handlers(self) -> Mapping[str, Handler]:
        """The handlers of the program, each heard where there is something to hear."""
        heard: dict[str, Callable[[dict[str, Any]], None]] = {
            "announce": self._announce,
            "tell": self._tell,
        }
        return {kind: _hearing(handler, heard.get(kind)) for kind, handler in HANDLERS.items()}

    def empty(self) -> "Ecoute":
        """What was heard; nothing is kept of it."""
        taken = Ecoute(self.announced, self.moved, self.reminded)
        self.announced, self.moved, self.reminded = [], set(), []
        return taken

    def _announce(self, payload: dict[str, Any]) -> None:
        self.announced += [UUID(task) for task in payload["tasks"]]
        self.moved.add(UUID(payload["instance_id"]))

    def _tell(self, payload: dict[str, Any]) -> None:
        task = UUID(payload["task"]) if payload.get("task") else None
        self.reminded.append(Rappel(UUID(payload["instance_id"]), str(payload["group"]), task))


def _hearing(handler: Handler, hear: Callable[[dict[str, Any]], None] | None) -> Handler:
    def work(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
        handler(tx, job_id, payload)
        if hear is not None:
            hear(payload)

    return work
