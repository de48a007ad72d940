"""What one advance did, for the step rows, the notices and the coverage of scenarios."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.bpm.runtime.scope import Scope, Token


@dataclass
class Journal:
    """Steps left, flows taken, thresholds found passed; processes and elements by their ids.

    ``missed``: turns of a cycle that time had passed by, and that were not fired one by one.
    ``lapsed``: elements whose date, moved by hand, is the planned one again.
    """

    steps: list[dict[str, Any]] = field(default_factory=list)
    flows: list[tuple[str, str]] = field(default_factory=list)
    passed: list[tuple[str, str]] = field(default_factory=list)
    missed: int = 0
    lapsed: list[str] = field(default_factory=list)

    def note(self, token: Token, outcome: str, now: datetime) -> None:
        """An element is left, done or cancelled."""
        self.steps.append(
            {
                "token": token.id,
                "process": token.scope.spec.process_id,
                "element": token.node.id,
                "kind": str(token.node.kind),
                "entered": token.internal_data.get("entered", now),
                "outcome": outcome,
            }
        )

    def note_flow(self, scope: Scope, flow: str) -> None:
        self.flows.append((scope.spec.process_id, flow))
