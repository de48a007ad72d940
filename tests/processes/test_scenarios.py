"""Every scenario passes, every flow is taken; and one scenario does not touch another."""

from pathlib import Path

import pytest
from sqlalchemy import select

from engine.bpm.dialect.folder import SHIPPED, Folder
from engine.suivi.dossiers.models import Dossier
from engine.suivi.scenarios.play import play
from engine.suivi.scenarios.read import read_scenario
from engine.suivi.scenarios.run import Report, emptying, open_stage, run_scenarios
from tests.processes.story import REFUSAL, STORY

FILES = sorted(path.name for path in (SHIPPED / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES)
def test_the_scenario_passes(file: str, report: Report):
    assert report.failed.get(file) is None
    assert file in report.passed


def test_every_flow_of_every_diagram_is_taken(report: Report):
    assert report.missing == []


def test_a_flow_that_no_scenario_takes_is_told(folder: Folder):
    one = read_scenario(SHIPPED / "scenarios" / "refus_partage.yaml")
    told: list[tuple[str, str]] = []
    report = run_scenarios(folder, [one], lambda file, fault: told.append((file, fault)))
    assert told == [("refus_partage.yaml", "")]
    assert report.failed == {}
    assert any(process == "parcours_acces" for process, _ in report.missing)


def test_one_scenario_that_fails_does_not_stop_the_others(folder: Folder, tmp_path: Path):
    wrong = tmp_path / "faux.yaml"
    wrong.write_text(STORY + "  - realiser: inconnue\n")
    paths = [wrong, SHIPPED / "scenarios" / "refus_partage.yaml"]
    report = run_scenarios(folder, map(read_scenario, paths), lambda _file, _fault: None)
    assert report.passed == ["refus_partage.yaml"]
    assert report.failed["faux.yaml"].startswith("Étape 1, ligne 7\u00a0: la tâche")


def test_wrong_answers_at_the_start_fail_the_scenario(folder: Folder, tmp_path: Path):
    wrong, nobody = tmp_path / "faux.yaml", tmp_path / "personne.yaml"
    wrong.write_text(STORY.replace("CHRS", "AILLEURS") + REFUSAL)
    nobody.write_text(STORY.replace("debut:", "ouvert_par: PERSONNE\ndebut:") + REFUSAL)
    stories = map(read_scenario, (wrong, nobody))
    report = run_scenarios(folder, stories, lambda _file, _fault: None)
    assert "(origine)" in report.failed["faux.yaml"]
    assert "PERSONNE" in report.failed["personne.yaml"]


def test_a_scenario_does_not_feel_those_that_were_played_before(folder: Folder):
    """The entry counts the places that other dossiers take."""
    long = read_scenario(SHIPPED / "scenarios" / "acces_bail_direct.yaml")
    with open_stage(folder) as stage, emptying(stage) as empty:
        play(stage, long)
        with stage.looking() as tx:
            assert tx.session.scalars(select(Dossier)).all() != []
        empty()
        with stage.looking() as tx:
            assert tx.session.scalars(select(Dossier)).all() == []
        play(stage, long)
