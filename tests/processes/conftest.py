"""The scenarios of `processes/`, played once by each process that runs tests."""

import pytest

from engine.bpm.dialect.folder import Folder, read_folder
from engine.suivi.scenarios.read import Scenario, read_scenario
from engine.suivi.scenarios.run import Report, run_scenarios


@pytest.fixture(scope="session")
def folder() -> Folder:
    return read_folder()


@pytest.fixture(scope="session")
def scenarios(folder: Folder) -> list[Scenario]:
    return [read_scenario(path) for path in sorted((folder.path / "scenarios").glob("*.yaml"))]


@pytest.fixture(scope="session")
def report(folder: Folder, scenarios: list[Scenario]) -> Report:
    return run_scenarios(folder, scenarios, lambda _file, _told: None)
