"""What would be in force if some drafts were published: its files, its scenarios, its problems."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from engine.bpm.dialect.check import check_sources
from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.sources import Key, Source, SourceKind
from engine.bpm.workshop.models import Draft
from engine.bpm.workshop.shelf import files_with_drafts
from engine.core.errors import DiagramRefused
from engine.core.transaction import Transaction
from engine.suivi.dossiers.open import ROOT
from engine.suivi.scenarios.read import BadScenario, Scenario, parse_scenario

ENTRY: Key = (SourceKind.DIAGRAM, ROOT)


@dataclass(frozen=True)
class Proposal:
    """The files in force with the drafts ``chosen`` in their place, read and checked.

    ``problems`` has every file, most with an empty list. ``fingerprint`` is that of these files,
    and of the groups and message templates around them, and of no others.
    """

    folder: Folder
    fingerprint: str
    chosen: tuple[Key, ...]
    scenarios: tuple[Scenario, ...]
    problems: Mapping[Key, list[Problem]]

    @property
    def blocking(self) -> dict[str, list[Problem]]:
        """What must be mended before a publication, by ``kind/name``."""
        found = {
            f"{kind}/{name}": [problem for problem in problems if not problem.is_advice]
            for (kind, name), problems in self.problems.items()
        }
        return {name: problems for name, problems in found.items() if problems}

    @property
    def is_sound(self) -> bool:
        return not self.blocking

    def require_sound(self) -> None:
        """DiagramRefused, with the problems of each file, while one must be mended."""
        if problems := self.blocking:
            raise DiagramRefused(problems=problems)


def propose(tx: Transaction, around: Folder, chosen: Collection[Key] | None = None) -> Proposal:
    """The files in force with these drafts in their place; with every draft when None.

    ``around`` gives the groups and the message templates. A key without a draft is left aside.
    """
    wanted = drafts_among(tx, chosen)
    return proposal_of(around, files_with_drafts(tx, wanted).values(), wanted)


def proposal_of(around: Folder, files: Iterable[Source], chosen: Collection[Key] = ()) -> Proposal:
    """These files, read and checked."""
    folder = around.holding(files)
    problems = {file.key: found for file, found in check_sources(folder.sources).items()}
    scenarios = []
    for file in folder.files:
        if file.kind is SourceKind.SCENARIO:
            try:
                scenario = parse_scenario(file.name, file.data)
            except BadScenario as error:
                problems[file.key] = [_problem(error.line, error.message)]
            else:
                scenarios.append(scenario)
                problems[file.key] = list(_misfits(folder, scenario))
    if ROOT not in folder.sources.processes:
        told = "Ce processus ouvre tous les dossiers : il ne peut pas être retiré."
        problems[ENTRY] = [_problem(1, told)]
    fingerprint = fingerprint_of(around, folder.files)
    return Proposal(folder, fingerprint, tuple(sorted(chosen)), tuple(scenarios), problems)


def fingerprint_of(around: Folder, files: Iterable[Source]) -> str:
    """One hash for all: another file, another byte, another group, and it is another."""
    texts = sorted([*file.key, hashlib.sha256(file.data).hexdigest()] for file in files)
    told = json.dumps([texts, around.groups, around.messages], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def fingerprint_now(tx: Transaction, around: Folder, chosen: Collection[Key]) -> str:
    """The fingerprint that these drafts would give now, without reading the files."""
    return fingerprint_of(around, files_with_drafts(tx, chosen).values())


def drafts_among(tx: Transaction, chosen: Collection[Key] | None) -> list[Key]:
    """The keys that have a draft."""
    rows = tx.session.execute(select(Draft.kind, Draft.name)).all()
    keys = sorted((SourceKind(kind), name) for kind, name in rows)
    return [key for key in keys if chosen is None or key in chosen]


def _misfits(folder: Folder, scenario: Scenario) -> Iterable[Problem]:
    """What a scenario names at its beginning and is not there; its steps are told by playing."""
    if scenario.process not in folder.sources.processes:
        line = scenario.lines.get("processus", 1)
        yield _problem(line, f"Aucun processus ne se nomme « {scenario.process} ».")
    if scenario.opener not in folder.groups:
        line = scenario.lines.get("ouvert_par", 1)
        yield _problem(line, f"Aucun métier ne se nomme « {scenario.opener} ».")


def _problem(line: int, message: str) -> Problem:
    return Problem(line, "", message)
