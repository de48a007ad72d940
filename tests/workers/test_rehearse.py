"""`palier rehearse`, as a director types it."""

import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.bpm.dialect.folder import SHIPPED
from engine.suivi.repetition.repeter import CLES
from workers.cli import main

SMALL = ("--menages", 2, "--mois", 8)


def rehearse(*words: object) -> Result:
    return CliRunner().invoke(main, ["rehearse", *map(str, words)])


def test_it_prints_what_the_programme_s_page_prints() -> None:
    result = rehearse(*SMALL)
    assert result.exit_code == 0, result.output
    for told in (
        "2 ménages inventés, 8 mois", "Durée moyenne", "Sorties positives", "T01, M + 9",
        "T02, J + 1", "Coût d’un parcours", "70 %", "Charge des 1,5 poste", "2027-01",
    ):  # fmt: skip
        assert told in result.stdout


def test_json_is_alone_on_its_output() -> None:
    result = rehearse(*SMALL, "--json")
    assert json.loads(result.stdout).keys() == CLES.keys()


def test_each_key_of_the_json_is_documented() -> None:
    told = " ".join(rehearse("--help").output.split())
    for key, what in CLES.items():
        assert " ".join(f"{key} : {what}.".split()) in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--menages", 0), "De 1 à 5000 ménages"),
        (("--mois", 121), "De 1 à 120 mois"),
        (("--processus", "/nulle/part"), "n’est pas un dossier de processus"),
    ],
)
def test_what_cannot_be_rehearsed_is_told_in_words(words: tuple[object, ...], told: str) -> None:
    result = rehearse(*words)
    assert result.exit_code == 1 and told in result.output


def test_a_folder_that_does_not_hold_together_is_told_line_by_line(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(SHIPPED, tmp_path / "processes"))
    file = copy / "diagrammes" / "echeance_12_mois.bpmn"
    file.write_text(file.read_text().replace('formId="preparer_sortie"', 'formId="inconnu"'))
    result = rehearse(*SMALL, "--processus", copy)
    assert result.exit_code == 1
    assert "doivent être corrigés" in result.output and "echeance_12_mois" in result.output


@pytest.mark.parametrize("said", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "kill"])
def test_interrupted_it_leaves_nothing_behind(
    surroundings: Mapping[str, str], tmp_path: Path, said: signal.Signals
) -> None:
    place = tmp_path / "temp"
    place.mkdir()
    run = "import sys; sys.argv[0] = 'palier'; from workers.cli import main; main()"
    palier = subprocess.Popen(
        [sys.executable, "-c", run, "rehearse", "--menages", "200"],
        env={**surroundings, "TMPDIR": str(place)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(place.glob("palier-repetition-*/*.sqlite-wal")):
        assert palier.poll() is None
        time.sleep(0.1)
    time.sleep(2)
    palier.send_signal(said)
    out, error = palier.communicate(timeout=60)
    assert palier.returncode == 130 and "rien n’en est gardé" in error and out == ""
    assert list(place.iterdir()) == []
    assert not Path(surroundings["PALIER_VAR"]).exists()
