"""What a running case is lent by the world outside: time, functions, decisions, actions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from engine.feel import compile as compile_feel

Variables = dict[str, Any]


class Actions(Protocol):
    """Runs a named action inside the transaction; a failure leaves no trace of it."""

    def __call__(self, name: str, inputs: Variables) -> Variables: ...


class Decisions(Protocol):
    """Evaluates a decision of the release on a context."""

    def __call__(self, decision_id: str, context: Mapping[str, Any]) -> Any: ...


@dataclass(frozen=True)
class Host:
    """One advance's surroundings. Two rehearsals with equal hosts take the same path."""

    now: datetime
    act: Actions
    decide: Decisions
    functions: Mapping[str, Callable[..., object]] = field(default_factory=dict)

    def value(self, text: str, context: Mapping[str, Any], now: datetime | None = None) -> Any:
        """A FEEL expression behind ``=``, else the text itself (the zeebe convention)."""
        if not text.startswith("="):
            return text
        return compile_feel(text[1:].strip())(
            context, now=now or self.now, functions=self.functions
        )
