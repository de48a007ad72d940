"""A case without a database: saved and loaded again after every move, under a clock one sets."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from engine.bpm.dialect.read import read_diagram
from engine.bpm.functions import FUNCTIONS
from engine.bpm.instances.mirror import mirror_of
from engine.bpm.runtime.case import Case, is_open_task
from engine.bpm.runtime.host import Host, Variables
from engine.bpm.runtime.journal import Journal
from engine.bpm.runtime.program import Program
from engine.bpm.runtime.state import dump, load
from engine.core.calendar import PARIS

Action = Callable[[Variables], Variables]


def paris(text: str) -> datetime:
    """``2027-01-31 08:00`` on the clocks of Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


class Play:
    """One case of the first of these diagrams, from its start."""

    def __init__(
        self,
        *diagrams: bytes,
        now: str = "2026-09-01 09:00",
        actions: Mapping[str, Action] | None = None,
        decisions: Mapping[str, Callable[[Mapping[str, Any]], Any]] | None = None,
        sound: bool = True,
    ) -> None:
        read = [read_diagram(data) for data in diagrams]
        refused = [problem for _, problems in read for problem in problems]
        assert not (sound and refused), refused
        self.program = Program(process for process, _ in read)
        self.root = read[0][0].id
        self.now = paris(now)
        self.actions = dict(actions or {})
        self.decisions = dict(decisions or {})
        self.acts: list[tuple[str, Variables]] = []
        self.outcomes: list[tuple[str, str]] = []
        self.taken: list[str] = []
        self.passed: list[str] = []
        self.state = dump(Case(self.program, self.host))

    # What the world does.

    def start(self, **variables: Any) -> "Play":
        self.move(lambda case: case.start(self.root, {"reference": "R-1", **variables}))
        return self

    def complete(self, element: str, **values: Any) -> None:
        """The first open task of that element is done."""
        token = next(t for t in self.case().tokens() if t.node.id == element and is_open_task(t))
        self.move(lambda case: case.complete(token.id, values))

    def receive(self, name: str, key: str = "R-1", /, **values: Any) -> None:
        """The innermost subscription to the message gets it; LookupError when there is none."""
        waiting = mirror_of(self.case()).subscriptions.items()
        found = [
            (row["depth"], str(number))
            for number, row in waiting
            if (row["message"], row["correlation_key"]) == (name, key)
        ]
        if not found:
            raise LookupError(name)
        self.move(lambda case: case.receive(max(found)[1], values))

    def advance(self, until: str) -> None:
        """Move the clock, stopping at each due instant on the way."""
        target = paris(until)
        while (due := min(self._due(), default=None)) is not None and due[0] <= target:
            self.now = max(self.now, due[0])
            self.fire(due[1])
        self.now = target

    def fire(self, key: str) -> None:
        self.move(lambda case: case.fire(key))

    def retry(self, element: str) -> None:
        """Try the first incident at that element again."""
        token = next(
            t
            for t in self.case().tokens()
            if t.node.id == element and "incident" in t.internal_data
        )
        self.move(lambda case: case.retry(token.id))

    def correct(self, **values: Any) -> None:
        self.move(lambda case: case.correct(self.root, values))

    def move(self, step: Callable[[Case], None]) -> Journal:
        """Load, move, save: nothing survives but the bytes."""
        case = self.case()
        step(case)
        self.state = dump(case)
        self.outcomes += [(step["element"], step["outcome"]) for step in case.journal.steps]
        self.taken += [flow for _, flow in case.journal.flows]
        self.passed += [element for _, element in case.journal.passed]
        return case.journal

    # What can be seen.

    def case(self) -> Case:
        return load(self.program, self.host, self.state)

    @property
    def host(self) -> Host:
        return Host(self.now, self._act, self._decide, FUNCTIONS)

    @property
    def open(self) -> list[str]:
        """The elements of the open tasks."""
        return sorted(token.node.id for token in self.case().tokens() if is_open_task(token))

    @property
    def timers(self) -> dict[str, str]:
        """Each waiting timer's element, and its due instant in Paris."""
        rows = mirror_of(self.case()).timers.values()
        return {
            row["element"]: row["due_at"].astimezone(PARIS).strftime("%Y-%m-%d %H:%M")
            for row in rows
        }

    @property
    def waits_for(self) -> list[str]:
        return sorted(row["message"] for row in mirror_of(self.case()).subscriptions.values())

    @property
    def incidents(self) -> dict[str, str]:
        """The elements that failed, and the code of why."""
        rows = mirror_of(self.case()).incidents.values()
        return {row["element"]: row["code"] for row in rows}

    @property
    def variables(self) -> Variables:
        """Those of the root process."""
        return next(iter(self.case().scopes.values())).variables

    @property
    def is_over(self) -> bool:
        return self.case().is_over

    @property
    def done(self) -> list[str]:
        return [element for element, outcome in self.outcomes if outcome == "done"]

    @property
    def cancelled(self) -> list[str]:
        return [element for element, outcome in self.outcomes if outcome == "cancelled"]

    # What the case is lent.

    def _act(self, name: str, inputs: Variables) -> Variables:
        outputs = self.actions.get(name, lambda _inputs: {})(inputs)
        self.acts.append((name, inputs))
        return outputs

    def _decide(self, decision_id: str, context: Mapping[str, Any]) -> Any:
        return self.decisions[decision_id](context)

    def _due(self) -> list[tuple[datetime, str]]:
        timers = mirror_of(self.case()).timers
        return [(row["due_at"], str(key)) for key, row in timers.items()]
