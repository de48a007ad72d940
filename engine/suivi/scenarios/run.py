"""Run scenarios on a moved clock, and say which flows of the diagrams none of them took."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from engine.bpm.dialect.folder import Folder
from engine.core.copy import copy_into
from engine.core.identity.actor import SYSTEM
from engine.core.identity.models import Membership, Person
from engine.core.transaction import Database, Transaction
from engine.suivi.aside import throw_away
from engine.suivi.scenarios.play import Mismatch, play
from engine.suivi.scenarios.read import BadScenario, Scenario
from engine.suivi.scenarios.stage import Flow, Stage
from engine.suivi.setup import publish_folder, settle_groups

NAME = "scenarios"
BROKEN = "Une erreur du programme est survenue ; prévenez l’administrateur."
logger = logging.getLogger(__name__)


@dataclass
class Report:
    """How a set of scenarios went."""

    passed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    flows: set[Flow] = field(default_factory=set)
    missing: list[Flow] = field(default_factory=list)


def run_scenarios(
    folder: Folder, scenarios: Iterable[Scenario], tell: Callable[[str, str], None]
) -> Report:
    """Run each scenario on an empty stage; ``tell`` hears each file's outcome."""
    report = Report()
    with open_stage(folder) as stage, emptying(stage) as empty:
        stage.database.transaction_memory["flows"] = report.flows
        for scenario in scenarios:
            empty()
            fault = fault_of(stage, scenario)
            if fault:
                report.failed[scenario.file] = fault
            else:
                report.passed.append(scenario.file)
            tell(scenario.file, fault)
    report.missing = sorted(_all_flows(folder) - report.flows)
    return report


def fault_of(stage: Stage, scenario: Scenario) -> str:
    """Play one scenario: what went wrong, in French; empty when it passes."""
    try:
        play(stage, scenario)
    except (Mismatch, BadScenario) as error:
        return str(error)
    except Exception:  # the others are played all the same
        logger.exception("scenario %s not played", scenario.file)
        return BROKEN
    return ""


@contextmanager
def open_stage(folder: Folder) -> Iterator[Stage]:
    """A fresh SQLite database with everything of ``folder`` published."""
    with throw_away(NAME) as database:
        yield settle_stage(database, folder)


@contextmanager
def emptying(stage: Stage) -> Iterator[Callable[[], None]]:
    """What empties the stage of its cases: no scenario feels those that were played before."""
    with throw_away(NAME) as kept:
        copy_into(stage.database, kept)
        yield lambda: copy_into(kept, stage.database)


def settle_stage(database: Database, folder: Folder) -> Stage:
    """Groups, one person a group, and every process published as a root, on an empty database."""
    with database.transaction(SYSTEM) as tx:
        settle_groups(tx, folder)
        players = {code: _player(tx, code, group) for code, group in folder.groups.items()}
        publish_folder(tx, folder, "Répétition", roots=folder.sources.processes)
    return Stage(database, folder, players)


def _player(tx: Transaction, code: str, group: Mapping[str, str]) -> UUID:
    """Somebody of a group, whom no password lets in: to make one would take longer than to play."""
    where = group["organisation"]
    person = Person(
        login=code, name=group["libelle"], organisation_code=where, password_hash="",
        audit_length=0, audit_head=b"",
    )  # fmt: skip
    tx.session.add(person)
    tx.session.flush()
    tx.session.add(Membership(person_id=person.id, group_code=code))
    tx.session.flush()
    return person.id


def _all_flows(folder: Folder) -> set[Flow]:
    return {
        (process.id, flow)
        for process in folder.sources.processes.values()
        for body in process.bodies()
        for flow in body.flows
    }
