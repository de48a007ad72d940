"""Run scenarios on a moved clock, and say which flows of the diagrams none of them took."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.bpm.dialect.folder import Folder
from engine.core.crypto import Keyring, new_key
from engine.core.errors import EngineError
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.migrations import upgrade
from engine.suivi.scenarios.play import Mismatch, play, told
from engine.suivi.scenarios.read import BadScenario, Scenario
from engine.suivi.scenarios.stage import Flow, Stage
from engine.suivi.setup import open_people, publish_folder, settle_groups


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
    """Run each scenario on a stage of its own database; ``tell`` hears each file's outcome."""
    report = Report()
    with open_stage(folder) as stage:
        stage.database.transaction_memory["flows"] = report.flows
        for scenario in scenarios:
            try:
                play(stage, scenario)
            except (Mismatch, BadScenario, EngineError, LookupError) as error:
                report.failed[scenario.file] = told(error)
            else:
                report.passed.append(scenario.file)
            tell(scenario.file, report.failed.get(scenario.file, ""))
    report.missing = sorted(_all_flows(folder) - report.flows)
    return report


@contextmanager
def open_stage(folder: Folder) -> Iterator[Stage]:
    """A fresh SQLite database with everything of ``folder`` published."""
    with TemporaryDirectory(prefix="palier-scenarios-") as place:
        url = f"sqlite:///{Path(place) / 'scene.sqlite'}"
        upgrade(url)
        database = Database(url, Keyring({1: new_key()}))
        try:
            yield settle_stage(database, folder)
        finally:
            database.dispose()


def settle_stage(database: Database, folder: Folder) -> Stage:
    """Groups, one person a group, and every process published as a root, on an empty database."""
    with database.transaction(SYSTEM) as tx:
        settle_groups(tx, folder)
        players = open_people(tx, folder)
        publish_folder(tx, folder, "Répétition", roots=folder.sources.processes)
    return Stage(database, folder, players)


def _all_flows(folder: Folder) -> set[Flow]:
    return {
        (process.id, flow)
        for process in folder.sources.processes.values()
        for body in process.bodies()
        for flow in body.flows
    }
