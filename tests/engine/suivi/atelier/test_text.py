"""Steps go into a scenario's text and out of it, and no other byte changes."""

import re

import pytest
import yaml

from engine.suivi.atelier.text import NotInLines, rewrite
from engine.suivi.scenarios.read import parse_scenario

TEXT = """\
# Une histoire vraie.
scenario: "Le ménage – l’histoire"
processus: essai   # le plus petit
debut: 2026-09-01
etapes:
  # D’abord la visite.
  # Elle est prévue.
  - realiser: visite
    reponses: {presence: HONORE}   # à l’heure

  - verifier:
      taches: [bilan]
      messages:
        - rappel -> MDL_TS
  # Puis le bilan.
  - realiser: bilan
    reponses:
      texte: |
        Sur deux
        lignes.
variables: {a: 1}
"""
ADDED = """\
  - realiser: appel
    reponses: {moyen: TELEPHONE, le: "2026-09-02"}
"""
CALL = ("appel", {"moyen": "TELEPHONE", "le": "2026-09-02"})


def rewritten(text: str, added=None, dropped=()) -> str:
    return rewrite(text.encode(), added or {}, dropped).decode()


def test_a_step_goes_above_the_comment_of_the_one_that_it_precedes() -> None:
    first = TEXT.replace("  # D’abord", f"{ADDED}  # D’abord")
    assert rewritten(TEXT, {1: [CALL]}) == first
    last = TEXT.replace("  # Puis", f"{ADDED}{ADDED}  # Puis")
    assert rewritten(TEXT, {3: [CALL, CALL]}) == last
    middle = TEXT.replace("  - verifier", f"{ADDED}  - verifier")
    assert rewritten(TEXT, {2: [CALL]}) == middle


def test_a_step_goes_with_its_lines_and_leaves_the_comments_around_it() -> None:
    without = "  - realiser: visite\n    reponses: {presence: HONORE}   # à l’heure\n"
    assert rewritten(TEXT, dropped=[1]) == TEXT.replace(without, "")
    last = TEXT[TEXT.index("  - realiser: bilan") : TEXT.index("variables")]
    assert rewritten(TEXT, dropped=[3]) == TEXT.replace(last, "")


def test_a_step_may_take_the_place_of_another() -> None:
    found = parse_scenario("x", rewrite(TEXT.encode(), {3: [CALL]}, [3]))
    assert [step.about for step in found.steps if step.verb == "realiser"] == ["visite", "appel"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: re.sub("(?m)^  ", "", text),
        lambda text: text.replace("- realiser: visite\n    ", "-\n    realiser: visite\n    "),
        lambda text: text.replace("D’abord", "D’abord\u2028 # et \u0085 # puis"),
        lambda text: text.replace("Le ménage", "Le 🏠 ménage"),
        lambda text: text.partition("variables")[0].rstrip("\n"),
        lambda text: "\ufeff" + text,
    ],
    ids=["crlf", "flush", "dash", "breaks", "emoji", "no end", "bom"],
)
def test_whatever_the_way_of_writing_the_rest_stays_as_it_was(change) -> None:
    text = change(TEXT)
    before = parse_scenario("x", text.encode())
    done = rewrite(text.encode(), {1: [CALL], 3: [CALL]}, [2])
    after = parse_scenario("x", done)
    told = [(step.verb, step.about, step.content) for step in before.steps]
    call = ("realiser", CALL[0], CALL[1])
    assert [(step.verb, step.about, step.content) for step in after.steps] == [
        call, told[0], call, told[2],
    ]  # fmt: skip
    assert rewrite(text.encode(), {}, ()) == text.encode()


@pytest.mark.parametrize(
    "answer",
    ["oui, [et] {non}: #1", "- tiret", "", "l’été", "a'b\"c", "yes", "12", 'une "citation"', 1.5,
     True, ["A", "B, C"], "deux\nlignes", "x" * 200, "2026-09-01", "& * !"],
)  # fmt: skip
def test_any_answer_is_read_again_as_it_was(answer) -> None:
    done = rewrite(TEXT.encode(), {2: [("appel", {"clé": answer, "autre": "fin"})]}, ())
    step = parse_scenario("x", done).steps[1]
    assert step.content == {"clé": answer, "autre": "fin"}
    assert "\t" not in done.decode()


def test_long_answers_are_written_one_a_line() -> None:
    answers = {"un": "mot " * 12 + "fin", "deux": "mot " * 12 + "fin"}
    lines = rewritten(TEXT, {1: [("appel", answers)]}).splitlines()
    at = lines.index("  - realiser: appel")
    assert lines[at + 1] == "    reponses:"
    assert lines[at + 2].startswith("      un: mot") and lines[at + 3].startswith("      deux: mot")
    bare = rewritten(TEXT, {1: [("appel", {})]})
    assert bare == TEXT.replace("  # D’abord", "  - realiser: appel\n  # D’abord")


@pytest.mark.parametrize(
    "steps", ["etapes: [{realiser: visite}]", "etapes:", "", "etapes: [\n  {realiser: visite},\n]"]
)
def test_steps_that_are_not_one_under_another_are_refused(steps: str) -> None:
    with pytest.raises(NotInLines):
        rewrite(f"processus: x\ndebut: 2026-01-01\n{steps}\n".encode(), {1: [CALL]}, ())


def test_every_shipped_scenario_can_be_rewritten(folder) -> None:
    for file in folder.files:
        if file.kind == "yaml":
            count = len(parse_scenario(file.name, file.data).steps)
            done = rewrite(file.data, {n: [CALL] for n in range(1, count + 1)}, ())
            assert len(yaml.safe_load(done)["etapes"]) == 2 * count
            assert done.replace(f"{ADDED}".encode(), b"") == file.data
