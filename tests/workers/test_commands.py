"""The command line, as somebody who changes diagrams uses it."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from engine.bpm.dialect.folder import SHIPPED
from tests.engine.bpm.decisions.written import (
    alone,
    asks,
    component,
    decision,
    definitions,
    given,
    item,
    literal,
    needs,
    service,
    table,
)
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
    fault = r"ÉCHEC hors_territoire.yaml: Étape \d+, ligne \d+\s: tâche attendue, mais pas ouverte"
    assert re.search(fault, result.output)


def test_a_scenario_that_cannot_be_read_is_told(copy: Path) -> None:
    file = copy / "scenarios/refus_partage.yaml"
    spoil(file, "realiser:", "faire:")
    result = palier("scenario", file)
    assert result.exit_code == 1
    assert "refus_partage.yaml, ligne 10 : Étape 1 : un verbe parmi" in result.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["1 + 2"], "3"),
        (['="é" + "à"'], '"éà"'),
        (["montant > 100", "--context", '{"montant": 250.5}'], "true"),
        (
            ["n / 10", "--context", '{"n": 12345678901234567890.12345}'],
            "1234567890123456789.012345",
        ),
        (["x", "--context", '{"x": "\\ud800"}'], '"\ufffd"'),
        (["reste à vivre * 2", "--context", '{"reste à vivre": 0.1}'], "0.2"),
        (['date("2027-01-31") + duration("P1M")'], '"2027-02-28"'),
        (['date and time("2027-01-01T08:00:00@Europe/Paris")'], '"2027-01-01T08:00:00+01:00"'),
        (['now() > date and time("2020-01-01T00:00:00Z")'], "true"),
        (['ajouter jours ouvres(date("2026-09-04"), 1)'], '"2026-09-07"'),
    ],
)
def test_an_expression_is_evaluated(words: list[str], told: str) -> None:
    result = palier("feel", *words)
    assert (result.exit_code, result.output) == (0, f"{told}\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["1 +"], "ligne 1, colonne 4"),
        (["=1 +"], "ligne 1, colonne 5"),
        (["1 +\n+"], "ligne 2, colonne 1"),
        (["count(for i in 1..100000 return i)"], "ligne 1, colonne 1"),
        (["1", "--context", '{"a": 1'], "pas du JSON, à la ligne 1, colonne 8"),
        (["1", "--context", '{"a": NaN}'], "ce JSON ne peut pas être lu"),
        (["1", "--context", "[1]"], "un objet JSON est attendu"),
        (["1", "--context", "[" * 50_000], "ce JSON ne peut pas être lu"),
        (["x", "--context", '{"x": 1e9999}'], "un nombre est trop grand"),
        (['ajouter jours ouvres("x", 1)'], "refuse ses arguments"),
    ],
)
def test_an_expression_that_cannot_be_evaluated_is_told_where(words: list[str], told: str) -> None:
    result = palier("feel", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_reason_of_a_null_is_told_apart() -> None:
    result = palier("feel", 'if date("31/12/2026") = null then 1 else 2')
    assert (result.exit_code, result.stdout) == (0, "1\n")
    assert result.stderr.startswith("ligne 1, colonne 8")


D2 = SHIPPED / "decisions/D2_MODE_OCCUPATION.dmn"
ASKED = {
    "accompagnement_specifique": "NON",
    "intensite": "LEGERE",
    "dette_locative": "NON",
    "experience_locative": "OUI",
}


@pytest.mark.parametrize("wanted", ["D2_MODE_OCCUPATION", "Proposition de mode d’occupation"])
def test_a_decision_is_taken_by_its_id_or_its_name(wanted: str) -> None:
    result = palier("decide", D2, wanted, "--inputs", json.dumps(ASKED))
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["outputs"] == "BAIL_DIRECT"
    (rules,) = told["rules"].items()
    assert (rules[0], len(rules[1])) == ("D2_MODE_OCCUPATION", 1)


DATED = definitions(
    decision(
        "D", table("< base -> 1", ">= base -> 2", inputs="jour : date"), needs("B"), asks("d")
    ),
    decision("B", literal("qui.né le + d"), asks("d"), asks("qui"), name="base"),
    item("tQui", "", component("né le", "date")),
    given("d", "days and time duration"),
    given("qui", "tQui"),
)


@pytest.mark.parametrize(("jour", "result"), [("2027-01-02", 1), ("2027-01-03", 2)])
def test_texts_are_read_as_the_dates_and_durations_that_are_declared(
    tmp_path: Path, jour: str, result: int
) -> None:
    (tmp_path / "d.dmn").write_bytes(DATED)
    inputs = {"jour": jour, "d": "P2D", "qui": {"né le": "2027-01-01"}}
    told = palier("decide", tmp_path / "d.dmn", "D", "--inputs", json.dumps(inputs))
    assert json.loads(told.stdout) == {"outputs": result, "rules": {"D": [f"r{result}"]}}


def test_a_text_that_is_no_date_is_told(tmp_path: Path) -> None:
    (tmp_path / "d.dmn").write_bytes(DATED)
    told = palier("decide", tmp_path / "d.dmn", "D", "--inputs", '{"jour": "31/12/2026"}')
    assert told.exit_code == 1
    assert "jour" in told.stderr and "date" in told.stderr and "31/12" not in told.stderr


def test_numbers_of_a_decision_are_exact(tmp_path: Path) -> None:
    file = tmp_path / "d.dmn"
    file.write_bytes(definitions(decision("D", literal("n * 3"), asks("n")), given("n", "number")))
    told = palier("decide", file, "D", "--inputs", '{"n": 0.1234567890123456789012345}')
    assert told.stdout == '{"outputs": 0.3703703670370370367037035, "rules": {}}\n'


def test_why_a_result_is_null_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "d.dmn"
    file.write_bytes(definitions(decision("D", literal("n + 1"))))
    told = palier("decide", file, "D")
    assert (told.exit_code, told.stdout) == (0, '{"outputs": null, "rules": {}}\n')
    assert told.stderr.startswith("D, ligne 1, colonne 1")


@pytest.mark.parametrize(
    ("written", "words", "told"),
    [
        (alone("1 -> 1"), ["X"], "Ce fichier contient\u00a0: D (D)."),
        (alone("1 -> 1"), ["D", "--inputs", "{"], "pas du JSON"),
        (alone("1 -> 1 +"), ["D"], "d.dmn:1: r1: Formule illisible, ligne 1, colonne 4"),
        (alone("- -> 1", "- -> 2"), ["D"], "d.dmn:1: D: Plusieurs lignes répondent"),
        (alone("- -> 1", "- -> 2", policy="ANY"), ["D"], "(ANY)\u00a0: r1, r2."),
        (alone("- -> sum(for i in 1..99999 return i)"), ["D"], "d.dmn:1: D: ligne 1, colonne "),
        (b"<html />", ["D"], "d.dmn:1: -: Ce fichier n’est pas une table de décision (DMN"),
    ],
)
def test_a_decision_that_cannot_be_taken_is_told_in_french(
    tmp_path: Path, written: bytes, words: list[str], told: str
) -> None:
    (tmp_path / "d.dmn").write_bytes(written)
    result = palier("decide", tmp_path / "d.dmn", *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert told in result.stderr


def test_a_decision_service_is_called_with_its_parameters(tmp_path: Path) -> None:
    file = tmp_path / "d.dmn"
    file.write_bytes(
        definitions(
            service("s", "D", inputs="jour"),
            decision("D", literal('jour + duration("P1D")'), asks("jour")),
            given("jour", "date"),
        )
    )
    told = palier("decide", file, "s", "--inputs", '{"jour": "2026-12-31"}')
    assert json.loads(told.stdout) == {"outputs": "2027-01-01", "rules": {}}


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
