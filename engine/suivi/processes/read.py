"""Read the processes in force: no data of any case is in them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from engine.bpm.diagrams.inforce import InForce, process_in_force, releases_in_force
from engine.bpm.diagrams.load import compiled, diagram
from engine.bpm.diagrams.publish import last_publication
from engine.bpm.dialect.sources import Source, SourceKind
from engine.bpm.telling.model import Step, ToldDecision, ToldProcess
from engine.bpm.telling.process import from_root, tell_process
from engine.bpm.workshop.shelf import ids_of, texts_of
from engine.core import access
from engine.core.errors import NotFound
from engine.core.transaction import Transaction
from engine.suivi.processes.words import WORDS
from engine.suivi.scenarios.cover import Map
from engine.suivi.scenarios.read import BadScenario, Scenario, parse_scenario

MAX_KEPT = 10
YAML = f"{SourceKind.SCENARIO}/"


@dataclass(frozen=True)
class Book:
    """A release and its processes told, in the order in which they are met."""

    release: InForce
    processes: Sequence[ToldProcess]
    map: Map

    def find(self, process: str) -> ToldProcess:
        """The process of that id; NotFound when it is not in force."""
        for told in self.processes:
            if told.id == process:
                return told
        raise NotFound(process=process)

    def callers(self, process: str) -> list[ToldProcess]:
        return [told for told in self.processes if process in told.called]


@dataclass(frozen=True)
class Story:
    """A scenario that goes through a process, with the steps of it that it covers."""

    title: str
    file: str
    steps: Sequence[Step]


@dataclass(frozen=True)
class Coverage:
    """The scenarios of a process, and its steps that none covers."""

    stories: Sequence[Story]
    missing: Sequence[Step]
    total: int


@dataclass(frozen=True)
class Doubts:
    """What of a process is said to be confirmed, and the delays that do not say their origin."""

    process: ToldProcess
    steps: Sequence[Step]
    decisions: Sequence[ToldDecision]
    unsaid: Sequence[Step]

    @property
    def count(self) -> int:
        return len(self.steps) + len(self.decisions) + self.process.origin.is_to_confirm


def books(tx: Transaction) -> list[Book]:
    """Every release in force with the processes that are read by it; each process once."""
    access.require(tx, access.Permission.DIAGRAM_READ, None)
    releases = releases_in_force(tx)
    kept = [
        (release, [key for key in release.versions if process_in_force(releases, key) is release])
        for release in releases
    ]
    return [_book(tx, release, keys) for release, keys in kept if keys]


def find_book(tx: Transaction, process: str) -> Book:
    """The release in force by which a process is read; NotFound when none holds it."""
    access.require(tx, access.Permission.DIAGRAM_READ, None)
    release = process_in_force(releases_in_force(tx), process)
    if release is None:
        raise NotFound(process=process)
    return _book(tx, release, list(release.versions))


def find_diagram(tx: Transaction, process: str) -> bytes:
    """The drawing of a process in force."""
    return diagram(tx, find_book(tx, process).release.id, process)


def scenarios_in_force(tx: Transaction) -> list[Scenario]:
    """The scenarios of the last publication; one that cannot be read is left to the workshop."""
    access.require(tx, access.Permission.DIAGRAM_READ, None)
    publication = last_publication(tx)
    if publication is None:
        return []
    kept: dict[int, list[Scenario]] = tx.memory.setdefault("scenarios", {})
    if publication.number not in kept:
        kept.clear()
        held = {key: entry for key, entry in publication.files.items() if key.startswith(YAML)}
        kept[publication.number] = list(_readable(texts_of(tx, ids_of(held)).values()))
    return kept[publication.number]


def coverage(book: Book, process: ToldProcess, scenarios: Iterable[Scenario]) -> Coverage:
    """Which scenarios go through which steps of a process, in the order of its steps."""
    nameable = [step for step in process.section.every() if step.is_nameable]
    stories, met = [], set[str]()
    for scenario in scenarios:
        covered = {element for key, element in book.map.covered(scenario) if key == process.id}
        steps = [step for step in nameable if step.id in covered]
        met |= {step.id for step in steps}
        if steps:
            stories.append(Story(scenario.title, scenario.file, steps))
    missing = [step for step in nameable if step.id not in met]
    return Coverage(stories, missing, len(nameable))


def doubts(book: Book) -> list[Doubts]:
    """What is to be confirmed, process by process; a decision stands where it is met first."""
    told, seen = [], set[str]()
    for process in book.processes:
        decisions = [one for one in process.decisions if one.origin.is_to_confirm]
        new = [one for one in decisions if one.id not in seen]
        seen |= {one.id for one in new}
        steps = list(process.section.every())
        doubtful = [step for step in steps if step.origin.is_to_confirm]
        unsaid = [step for step in steps if step.delays and not step.origin.text]
        told.append(Doubts(process, doubtful, new, unsaid))
    return told


def _readable(files: Iterable[Source]) -> Iterator[Scenario]:
    for file in files:
        with suppress(BadScenario):
            yield parse_scenario(f"{file.name}.{file.kind}", file.data)


def _book(tx: Transaction, release: InForce, keys: Sequence[str]) -> Book:
    whole = _told(tx, release)
    return Book(release, [one for one in whole.processes if one.id in keys], whole.map)


def _told(tx: Transaction, release: InForce) -> Book:
    """A release never changes: it is told once in this process."""
    kept: dict[UUID, Book] = tx.memory.setdefault("books", {})
    if release.id not in kept:
        if len(kept) >= MAX_KEPT:
            kept.pop(next(iter(kept)))
        known = compiled(tx, release.id)
        processes = known.program.processes
        told = [tell_process(p, known.forms, known.decisions, WORDS) for p in processes.values()]
        kept[release.id] = Book(release, from_root(told, release.root), Map(processes))
    return kept[release.id]
