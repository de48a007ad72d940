"""A scenario that fails says where and why, in words; one without end is stopped."""

import re
from collections.abc import Iterator

import pytest

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Source, SourceKind
from engine.suivi.scenarios.play import Mismatch, play
from engine.suivi.scenarios.read import parse_scenario
from engine.suivi.scenarios.run import open_stage
from engine.suivi.scenarios.stage import Limits, Stage
from tests.diagrams import boundary, diagram, end, every, flow, path, start, user, xor
from tests.processes.story import REFUSAL, STORY

ACCORD = "« Le ménage accepte-t-il le partage d’informations ? » (accord_partage)"


@pytest.fixture(scope="module")
def stage(folder: Folder) -> Iterator[Stage]:
    with open_stage(folder) as opened:
        yield opened


@pytest.fixture
def story(stage: Stage):
    """Play these steps after the story's beginning."""
    return lambda steps: play(stage, parse_scenario("essai", (STORY + steps).encode()))


def test_a_sound_story_passes(story):
    story(REFUSAL + "  - verifier: {taches: [], messages: [], etat: termine}\n")


@pytest.mark.parametrize(
    ("check", "fault"),
    [
        (
            "{taches: [prediagnostic, inconnue]}",
            "tâche attendue, mais pas ouverte : « inconnue »,"
            " « Pré-diagnostic social » (prediagnostic).",
        ),
        (
            "{messages: [rappel_ppal -> MDL_TS]}",
            "message attendu, mais pas transmis : « Rappel au travailleur social :"
            " projet personnalisé à signer » à « Travailleur social MDL ».",
        ),
        ("{etat: en_cours}", "le dossier est « terminé », et non « en cours »."),
        (
            "{seuils: {rappel_10_jours: 2026-09-02 08:00}}",
            "l’échéance « Pré-diagnostic social : 10 jours ouvrés » (rappel_10_jours)"
            " n’est pas attendue le 02/09/2026 08:00.",
        ),
        (
            "{passes: [rappel_m9]}",
            "échéance attendue comme passée : « M + 9 : préparer la sortie » (rappel_m9).",
        ),
        (
            "{variables: {accord_partage: OUI}}",
            f"{ACCORD} vaut non, et non oui.",
        ),
    ],
    ids=["taches", "messages", "etat", "seuils", "passes", "variables"],
)
def test_a_wrong_expectation_is_told_in_words_with_its_step(story, check, fault):
    assert told_of(lambda: story(f"{REFUSAL}  - verifier: {check}\n")) == (
        f"Étape 2, ligne 10 : {fault}"
    )


def test_what_is_open_or_told_and_was_not_expected_is_told(story):
    steps = "  - verifier: {taches: [], seuils: {rappel_10_jours: null}, etat: annule}\n"
    assert told_of(lambda: story(steps)) == (
        "Étape 1, ligne 7 : tâche ouverte, mais non attendue :"
        " « Recueillir l’accord de partage » (information_partage)."
        " Le dossier est « en cours », et non « annulé »."
    )


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        (
            "  - realiser: inconnue\n",
            "la tâche « inconnue » n’existe pas ; sont ouvertes :"
            " « Recueillir l’accord de partage » (information_partage).",
        ),
        (
            f"{REFUSAL}  - realiser: prediagnostic\n",
            "la tâche « Pré-diagnostic social » (prediagnostic) n’est pas ouverte ;"
            " aucune n’est ouverte.",
        ),
        (
            "  - recevoir: loyer_impaye\n",
            "le dossier n’attend pas l’événement « Loyer impayé » (loyer_impaye) ;"
            " le dossier attend : rien.",
        ),
        (
            "  - avancer: 2026-08-01 08:00\n",
            "le temps ne recule pas : il est déjà le 01/09/2026 09:00.",
        ),
        (
            "  - realiser: information_partage\n    reponses: {x: 1}\n",
            f"{ACCORD} : Répondez à cette question.",
        ),
    ],
    ids=["unknown", "closed", "event", "time", "answers"],
)
def test_a_step_that_cannot_be_taken_is_told_in_words(story, steps, fault):
    assert fault in told_of(lambda: story(steps))


def told_of(act) -> str:
    """What the mismatch says, with ordinary spaces."""
    with pytest.raises(Mismatch) as refused:
        act()
    return re.sub("[\u00a0\u202f]", " ", str(refused.value))


# --- what has no end ---------------------------------------------------------

HOURLY = diagram(
    start("d"),
    user("attendre", form="reperage", group="MDL_TS"),
    boundary("chaque_heure", "attendre", every("R/PT1H"), cancel=False),
    end("f"),
    end("g"),
    path("d attendre f"),
    flow("chaque_heure", "g"),
    process="essai",
)
LONG = """
scenario: Longtemps
processus: essai
debut: 2026-09-01
etapes:
  - avancer: {}
"""


@pytest.mark.parametrize(
    ("until", "limits", "fault"),
    [
        ("2027-09-01", Limits(timers=40), "plus de 40 échéances"),
        ("2099-01-01", Limits(), "plus de 30 ans depuis le début"),
        ("2028-09-01", Limits(seconds=0.4), "plus de 0 secondes"),
    ],
)
def test_a_story_without_end_is_stopped_and_told(folder: Folder, until, limits, fault):
    forms = [file for file in folder.files if file.key == (SourceKind.FORM, "reperage")]
    files = [Source(SourceKind.DIAGRAM, "essai", HOURLY), *forms]
    with open_stage(folder.holding(files)) as endless:
        endless.limits = limits
        told = told_of(lambda: play(endless, parse_scenario("x", LONG.format(until).encode())))
    assert told == f"Étape 1, ligne 6 : le scénario n’en finit pas ({fault})."


def test_an_automatic_step_that_fails_fails_the_scenario_with_the_reason(folder: Folder):
    text = diagram(
        start("d"),
        xor("choix"),
        end("f"),
        flow("d", "choix"),
        flow("choix", "f", "=1 = 2"),
        process="essai",
    )
    with open_stage(folder.holding([Source(SourceKind.DIAGRAM, "essai", text)])) as stage:
        told = told_of(lambda: play(stage, parse_scenario("x", LONG.format("2026-09-02").encode())))
    assert "L’étape automatique « choix » n’a pas pu se faire : aucune des suites" in told
