"""Every scenario passes, every flow is taken; and a scenario that is wrong says where."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bpm.dialect.folder import SHIPPED, Folder
from engine.suivi.scenarios.read import BadScenario, read_scenario
from engine.suivi.scenarios.run import Mismatch, Report, open_stage, play, run_scenarios
from engine.suivi.scenarios.stage import Stage

FILES = sorted(path.name for path in (SHIPPED / "scenarios").glob("*.yaml"))
STORY = """
scenario: Le ménage refuse
processus: entree_dispositif
debut: 2026-09-01 09:00
donnees: {origine: CHRS, volet: ACCES, motifs: [SORTIE_HEBERGEMENT], date_reperage: "2026-09-01"}
etapes:
"""
REFUSAL = (
    "  - realiser: information_partage\n"
    "    reponses:\n"
    "      {accord_partage: NON, date_information: 2026-09-02, mode_information: ENTRETIEN}\n"
)


@pytest.fixture(scope="module")
def stage(folder: Folder) -> Iterator[Stage]:
    with open_stage(folder) as opened:
        yield opened


@pytest.fixture
def story(tmp_path: Path, stage: Stage):
    """Play these steps after the story's beginning."""

    def tell(steps: str, beginning: str = STORY) -> None:
        file = tmp_path / "essai.yaml"
        file.write_text(beginning + steps)
        play(stage, read_scenario(file))

    return tell


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
    assert report.failed["faux.yaml"].startswith("étape 1 : inconnue n’est pas attendu")


def test_a_sound_story_passes(story):
    story(REFUSAL + "  - verifier: {taches: [], messages: [], etat: termine}\n")


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        ("{taches: [information_partage]}", "étape 2, taches"),
        ("{messages: [rappel_ppal -> MDL_TS]}", "étape 2, messages"),
        ("{etat: en_cours}", "étape 2, etat"),
        ("{seuils: {retard: 2026-09-02 08:00}}", "étape 2, seuils"),
        ("{passes: [rappel_m9]}", "étape 2, passes"),
        ("{variables: {accord_partage: OUI}}", "étape 2, variables"),
    ],
)
def test_a_wrong_expectation_is_told_with_its_step(story, check, fault):
    with pytest.raises(Mismatch, match=fault):
        story(f"{REFUSAL}  - verifier: {check}\n")


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ("  - realiser: inconnue\n", "étape 1 : inconnue n’est pas attendu"),
        ("  - recevoir: loyer_impaye\n", "étape 1 : loyer_impaye n’est pas attendu"),
        ("  - avancer: 2026-08-01 08:00\n", "étape 1 : le temps ne recule pas"),
        ("  - realiser: information_partage\n    reponses: {x: 1}\n", "étape 1"),
    ],
)
def test_a_step_that_cannot_be_taken_is_told(story, steps, fault):
    with pytest.raises(Mismatch, match=fault):
        story(steps)


@pytest.mark.parametrize(
    ("beginning", "steps"),
    [
        (STORY, "  - faire: x\n"),
        (STORY, "  - realiser: x\n    avancer: 2026-09-02\n"),
        (STORY, "  - realiser: x\n    contenu: {}\n"),
        (STORY, "  - verifier: {autre: 1}\n"),
        (STORY, "  - avancer: bientôt\n"),
        (STORY, "  - x\n"),
        (STORY.replace("debut:", "fin:"), REFUSAL),
        (STORY.replace("processus:", "process:"), REFUSAL),
        ("[", ""),
        ("!!python/object/apply:os.system ['true']", ""),
        ("- 1", ""),
        ("", ""),
    ],
    ids=range(12),
)
def test_a_file_that_is_not_a_scenario_is_refused(story, beginning, steps):
    with pytest.raises(BadScenario, match=r"essai\.yaml|bientôt"):
        story(steps, beginning)


def test_wrong_answers_at_the_start_fail_the_scenario(folder: Folder, tmp_path: Path):
    wrong = tmp_path / "faux.yaml"
    wrong.write_text(STORY.replace("CHRS", "AILLEURS") + REFUSAL)
    report = run_scenarios(folder, [read_scenario(wrong)], lambda _file, _fault: None)
    assert "origine" in report.failed["faux.yaml"]
