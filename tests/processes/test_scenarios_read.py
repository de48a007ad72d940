"""A scenario file is read strictly: a slip of the pen is refused with its line."""

import pytest

from engine.bpm.dialect.folder import SHIPPED
from engine.suivi.scenarios.read import BadScenario, parse_scenario, read_scenario
from tests.processes.story import REFUSAL, STORY


@pytest.mark.parametrize(
    ("beginning", "steps", "line"),
    [
        (STORY, "  - faire: x\n", 7),
        (STORY, "  - realiser: x\n    avancer: 2026-09-02\n", 7),
        (STORY, "  - realiser: x\n    contenu: {}\n", 7),
        (STORY, "  - realiser: x\n    reponses: [1]\n", 7),
        (STORY, "  - realiser: [x]\n", 7),
        (STORY, "  - realiser: x\n  - verifier: {autre: 1}\n", 8),
        (STORY, "  - verifier: {etat: [x]}\n", 7),
        (STORY, "  - verifier: {taches: x}\n", 7),
        (STORY, "  - verifier: {messages: [rappel]}\n", 7),
        (STORY, "  - avancer: bientôt\n", 7),
        (STORY, "  - avancer: 2026-02-30\n", 7),
        (STORY, "  - avancer: 9999-01-01\n", 7),
        (STORY, "  - verifier:\n      seuils:\n        a: jamais\n", 7),
        (STORY, "  - realiser: x\n    reponses:\n      a: 1\n      a: 2\n", 10),
        (STORY, "  - x\n", 7),
        (STORY, "  - realiser: x\n" * 501, 6),
        (STORY.replace("debut:", "fin:"), REFUSAL, 4),
        (STORY.replace("processus:", "process:"), REFUSAL, 3),
        (STORY + "  -\ndonnees2: &a [1]\n", "", 8),
        ("<<: {etapes: [x], processus: x, debut: 2026-01-01}", "", 1),
        ("[", "", 1),
        ("!!python/object/apply:os.system ['true']", "", 1),
        ("- 1", "", 1),
        ("", "", 1),
    ],
    ids=range(24),
)
def test_a_file_that_is_not_a_scenario_is_refused_with_its_line(beginning, steps, line):
    with pytest.raises(BadScenario, match=rf"essai\.yaml, ligne {line}\s: .+\.$") as refused:
        parse_scenario("essai.yaml", (beginning + steps).encode())
    assert refused.value.line == line


def test_a_scenario_says_where_its_steps_and_its_parts_are():
    found = read_scenario(SHIPPED / "scenarios" / "refus_partage.yaml")
    lines = (SHIPPED / "scenarios" / "refus_partage.yaml").read_text().splitlines()
    assert [lines[step.line - 1].strip(" -").partition(":")[0] for step in found.steps] == [
        step.verb for step in found.steps
    ]
    assert lines[found.lines["debut"] - 1].startswith("debut:")


def test_a_text_that_would_grow_without_end_is_refused_at_once():
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    bomb = "\n".join(["a0: &a0 [x]", *levels]).encode()
    with pytest.raises(BadScenario, match="ancres"):
        parse_scenario("essai.yaml", bomb)
