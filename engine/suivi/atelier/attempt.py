"""Play a scenario on a changed diagram, doing the new tasks that it does not know of."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.bpm.dialect.model import Kind
from engine.bpm.dialect.sources import Sources
from engine.core.errors import AnswersRefused
from engine.suivi.atelier.made import make_answers, said_before
from engine.suivi.atelier.text import Added
from engine.suivi.scenarios.play import Mismatch, do_step, require_no_incident, start_case
from engine.suivi.scenarios.read import Scenario, Step
from engine.suivi.scenarios.stage import Stage

MAX_ADDED = 60
WHOLE = float("inf")
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Novelty:
    """The tasks that no diagram had before, and those that none has any more."""

    new: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    @classmethod
    def between(cls, before: Sources, after: Sources) -> "Novelty":
        """What has changed from one set of files to another."""
        old, now = _tasks(before), _tasks(after)
        return cls(now - old, old - now)

    @property
    def is_nothing(self) -> bool:
        return not self.new and not self.gone


@dataclass(frozen=True)
class Way:
    """How the new tasks are done: as soon as they open or at last; with which choices."""

    at_once: bool
    option: int


WAYS = tuple(Way(at_once, option) for option in range(3) for at_once in (True, False))


@dataclass
class Attempt:
    """What was done that the scenario does not say, and how far that led."""

    scenario: Scenario
    novelty: Novelty
    way: Way
    added: dict[int, list[Added]] = field(default_factory=dict)
    """By the number of the step before which the task was done."""
    dropped: set[int] = field(default_factory=set)
    reached: float = WHOLE
    """The number of the step that failed."""

    def play(self, stage: Stage) -> None:
        """Play the scenario this way; ``reached`` tells whether it went to its end."""
        try:
            start_case(stage, self.scenario)
            for step in self.scenario.steps:
                self._step(stage, step)
            require_no_incident(stage, self.scenario)
        except Mismatch as mismatch:
            self.reached = mismatch.number
        except Exception:  # this way leads nowhere: the others are tried all the same
            logger.exception("scenario %s not completed", self.scenario.file)
            self.reached = -1

    @property
    def is_whole(self) -> bool:
        """It went to the end of the scenario."""
        return self.reached == WHOLE

    def _step(self, stage: Stage, step: Step) -> None:
        if step.verb == "realiser" and step.about in self.novelty.gone:
            self.dropped.add(step.number)
            return
        while self.way.at_once and self._do_new(stage, step, self._named_after(step)):
            continue
        while True:
            try:
                return do_step(stage, step)
            except Mismatch:
                if step.verb == "avancer" or not self._do_new(stage, step, frozenset()):
                    raise

    def _named_after(self, step: Step) -> frozenset[str]:
        """The tasks that the scenario itself does from here on: it is not done in its place."""
        following = self.scenario.steps[step.number - 1 :]
        return frozenset(str(one.about) for one in following if one.verb == "realiser")

    def _do_new(self, stage: Stage, step: Step, spared: frozenset[str]) -> bool:
        """Do one new task before a step; False when none is open."""
        open_now = [task for task in stage.tasks() if task in self.novelty.new - spared]
        if not open_now or sum(map(len, self.added.values())) >= MAX_ADDED:
            return False
        answers = self._answers(stage, open_now[0], step)
        if answers is None:
            return False
        do_step(stage, replace(step, verb="realiser", about=open_now[0], content=answers))
        self.added.setdefault(step.number, []).append((open_now[0], answers))
        return True

    def _answers(self, stage: Stage, element: str, step: Step) -> Mapping[str, Any] | None:
        said = said_before(self.scenario, step.number)
        try:
            return make_answers(stage.form_of(element), said, stage.now, self.way.option)
        except AnswersRefused:
            return None


def _tasks(sources: Sources) -> frozenset[str]:
    nodes = (node for process in sources.processes.values() for node in process.nodes())
    return frozenset(node.id for node in nodes if node.kind is Kind.USER)
