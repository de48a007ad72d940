"""One scenario after the other gets the tasks that it lacks, by trying, and is played again."""

from collections.abc import Callable
from dataclasses import dataclass

from engine.suivi.atelier.attempt import WAYS, Attempt, Novelty
from engine.suivi.atelier.text import NotInLines, rewrite
from engine.suivi.scenarios.read import BadScenario, Scenario, parse_scenario
from engine.suivi.scenarios.run import fault_of
from engine.suivi.scenarios.stage import Stage

BY_HAND = "Les étapes ne sont pas écrites l’une sous l’autre : complétez ce scénario à la main."


@dataclass(frozen=True)
class Completed:
    """What became of a scenario: its new text, None when nothing helps, and what still fails."""

    file: str
    played: str
    """The hash of the text from which it was made."""
    data: bytes | None
    fault: str


class Completer:
    """Tries each way of doing the new tasks, first the one that has served before."""

    def __init__(self, stage: Stage, empty: Callable[[], None], novelty: Novelty) -> None:
        self.stage = stage
        self.empty = empty
        self.novelty = novelty
        self.ways = list(WAYS if novelty.new else WAYS[:1])

    def complete(self, scenario: Scenario, data: bytes) -> Completed:
        """Add what lets the scenario go to its end, or at least further than it goes alone."""
        best = self._played(Attempt(scenario, Novelty(), WAYS[0]))
        if best.is_whole:
            return Completed(scenario.file, scenario.sha256, None, "")
        for way in list(self.ways):
            attempt = self._played(Attempt(scenario, self.novelty, way))
            if attempt.reached > best.reached:
                best = attempt
            if attempt.is_whole:
                self.ways.remove(way)
                self.ways.insert(0, way)
                break
        return self._written(best, data)

    def _played(self, attempt: Attempt) -> Attempt:
        self.empty()
        attempt.play(self.stage)
        return attempt

    def _written(self, attempt: Attempt, data: bytes) -> Completed:
        """The text with what was tried, read and played again: it speaks for itself."""
        scenario, text = attempt.scenario, data
        if attempt.added or attempt.dropped:
            try:
                text = rewrite(data, attempt.added, attempt.dropped)
                scenario = parse_scenario(scenario.file, text)
            except (NotInLines, BadScenario):
                return Completed(scenario.file, scenario.sha256, None, BY_HAND)
        self.empty()
        fault = fault_of(self.stage, scenario)
        made = text if text != data else None
        return Completed(scenario.file, attempt.scenario.sha256, made, fault)
