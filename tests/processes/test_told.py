"""The shipped processes as their owner reads them: nothing is left untold without a reason."""

import pytest

from engine.bpm.dialect.folder import SHIPPED, Folder
from engine.bpm.telling.model import Next, ToldProcess
from engine.bpm.telling.process import tell_process
from engine.suivi.processes.words import WORDS
from engine.suivi.scenarios.cover import Map
from engine.suivi.scenarios.read import read_scenario

# Dates that no common form says; their documentation does.
UNTOLD = {"derniere_echeance", "prochaine_treve", "date_de_rappel"}


@pytest.fixture(scope="module")
def processes(folder: Folder) -> list[ToldProcess]:
    """Every shipped process, told."""
    known = folder.sources
    return [
        tell_process(process, known.forms, known.decisions, WORDS)
        for process in known.processes.values()
    ]


def untold_conditions(following: Next | None) -> set[str]:
    found: set[str] = set()
    for arm in following.arms if following else ():
        found |= {arm.condition.text} if arm.condition and not arm.condition.told else set()
        found |= untold_conditions(arm.then)
    return found


def test_every_delay_is_told_but_three_and_says_where_it_comes_from(
    processes: list[ToldProcess],
) -> None:
    delays = [step for process in processes for step in process.delays]
    untold = {
        step.id for step in delays for delay in step.delays for f in delay.formulas if not f.told
    }
    assert len(delays) > 100
    assert untold == UNTOLD
    assert [step.id for step in delays if not step.origin.text] == []


def test_every_condition_is_told_but_that_of_the_reminders(processes: list[ToldProcess]) -> None:
    untold = {
        process.id
        for process in processes
        for step in process.section.every()
        for _ in untold_conditions(step.next)
    }
    assert untold == {"rappels_avant_limite"}


def test_every_cell_of_every_table_that_a_process_asks_is_told(
    processes: list[ToldProcess],
) -> None:
    tables = [one.table for process in processes for one in process.decisions if one.table]
    cells = [cell for table in tables for line in table.lines for cell in line.tests + line.results]
    assert len(tables) > 4
    assert [cell.text for cell in cells if not cell.told] == []


def test_every_link_of_a_page_leads_to_a_step_of_it(processes: list[ToldProcess]) -> None:
    for process in processes:
        steps = list(process.section.every())
        known = {step.id for step in steps}
        targets = {target for step in steps for target in targets_of(step.next)}
        assert targets <= known, process.id
        assert len(steps) == len(known), process.id


def targets_of(following: Next | None) -> set[str]:
    found: set[str] = set()
    for arm in following.arms if following else ():
        found |= ({arm.target} if arm.target else set()) | targets_of(arm.then)
    return found


def test_every_step_that_a_scenario_can_name_is_covered(
    folder: Folder, processes: list[ToldProcess]
) -> None:
    scenarios = [read_scenario(path) for path in sorted((SHIPPED / "scenarios").glob("*.yaml"))]
    land = Map(folder.sources.processes)
    covered = {place for scenario in scenarios for place in land.covered(scenario)}
    nameable = {(p.id, s.id) for p in processes for s in p.section.every() if s.is_nameable}
    assert nameable - covered == set()


def test_a_scenario_covers_no_step_of_a_way_that_it_does_not_take(folder: Folder) -> None:
    land = Map(folder.sources.processes)
    refusal = land.covered(read_scenario(SHIPPED / "scenarios" / "refus_partage.yaml"))
    assert ("entree_dispositif", "information_partage") in refusal
    assert ("entree_dispositif", "prediagnostic") not in refusal
    assert not any(process == "parcours_acces" for process, _ in refusal)
