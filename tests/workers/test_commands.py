"""The command line, as somebody who changes diagrams uses it."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.bpm.dialect.folder import SHIPPED
from workers.cli import main


def palier(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of `processes/` to spoil."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "processes"))


def spoil(file: Path, old: str, new: str) -> int:
    """Change a file; the line where it was changed."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def test_what_is_shipped_is_sound() -> None:
    files = sorted((SHIPPED / "diagrammes").glob("*.bpmn"))
    result = palier("check", *files)
    assert result.exit_code == 0
    assert result.output.startswith(f"{len(files)} fichiers relus, 0 problèmes")


def test_a_bad_diagram_is_told_with_its_file_line_and_element(copy: Path) -> None:
    file = copy / "diagrammes/entree_dispositif.bpmn"
    line = spoil(file, "=ajouter jours ouvres(date_reperage, 5)", "=ajouter jours ouvres(")
    result = palier("check", file)
    assert result.exit_code == 1
    told, total = result.output.strip().split("\n")
    assert total.startswith("1 fichiers relus, 1 problèmes")
    place, element, message = told.split(": ", 2)
    assert element == "information_partage"
    assert message
    number = int(place.removeprefix(f"{file}:"))
    assert line - 10 <= number <= line


@pytest.mark.parametrize(
    ("file", "old", "new", "word"),
    [
        ("diagrammes/entree_dispositif.bpmn", 'formId="prediagnostic"', 'formId="x"', "x"),
        ("diagrammes/entree_dispositif.bpmn", "dossier.controler", "os.system", "os.system"),
        ("formulaires/reperage.form", '"classe": "mdl"', '"classe": "tous"', "classe"),
    ],
)
def test_other_mistakes_are_told_too(copy: Path, file: str, old: str, new: str, word: str) -> None:
    spoil(copy / file, old, new)
    result = palier("check", copy / file)
    assert result.exit_code == 1
    lines = result.output.strip().split("\n")[:-1]
    assert all(re.match(rf"{re.escape(str(copy / file))}:\d+: \S+: .+", line) for line in lines)
    assert any(word in line for line in lines)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    result = palier("check", tmp_path / "notes.txt")
    assert result.exit_code == 1
    assert ".bpmn, .form ou .dmn attendu." in result.output


def test_scenarios_are_counted(copy: Path) -> None:
    good, bad = copy / "scenarios/refus_partage.yaml", copy / "scenarios/hors_territoire.yaml"
    assert palier("scenario", good).output.endswith("\n1 passed, 0 failed\n")
    spoil(bad, "taches: [", "taches: [inconnue, ")
    result = palier("scenario", good, bad)
    assert result.exit_code == 1
    assert result.output.endswith("\n1 passed, 1 failed\n")
    assert re.search(r"ÉCHEC hors_territoire.yaml: étape \d+, taches : attendu ", result.output)


def test_a_scenario_that_cannot_be_read_is_told(copy: Path) -> None:
    file = copy / "scenarios/refus_partage.yaml"
    spoil(file, "realiser:", "faire:")
    result = palier("scenario", file)
    assert result.exit_code == 1
    assert "refus_partage.yaml, étape 1 : un verbe parmi" in result.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["1 + 2"], "3"),
        (['="é" + "à"'], '"éà"'),
        (["montant > 100", "--context", '{"montant": 250.5}'], "true"),
        (['date("2027-01-31") + duration("P1M")'], '"2027-02-28"'),
    ],
)
def test_an_expression_is_evaluated(words: list[str], told: str) -> None:
    result = palier("feel", *words)
    assert (result.exit_code, result.output) == (0, f"{told}\n")


def test_an_expression_that_cannot_be_read_is_told_where() -> None:
    result = palier("feel", "1 +")
    assert result.exit_code == 1
    assert re.match(r"Error: 1:\d+: .+", result.output)
    assert palier("feel", "1", "--context", "{").exit_code != 0


def test_setup_makes_the_keys_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALIER_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("PALIER_KEYS_FILE", raising=False)
    assert palier("setup").exit_code == 0
    keys = (tmp_path / "var/keys.json").read_bytes()
    assert palier("setup").exit_code == 0
    assert (tmp_path / "var/keys.json").read_bytes() == keys
    assert (tmp_path / "var/keys.json").stat().st_mode & 0o077 == 0


def test_models_and_migrations_agree() -> None:
    assert palier("migrations-check").exit_code == 0
