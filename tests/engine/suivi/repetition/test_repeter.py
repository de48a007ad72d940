"""A rehearsal: the same seed gives the same text; people forget, leave and stand in."""

import json
from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from engine.bpm.dialect.folder import Folder
from engine.suivi.programme.households import Household
from engine.suivi.programme.people import Colleague
from engine.suivi.repetition.chemins import draw_menages
from engine.suivi.repetition.cout import count_cost
from engine.suivi.repetition.gens import draw_absences
from engine.suivi.repetition.periode import Periode
from engine.suivi.repetition.regard import Asked
from engine.suivi.repetition.repeter import CLES, Repetition, rehearse
from tests.engine.suivi.repetition.conftest import PERIODE, Scene, menages, story

FEW, MONTHS = 3, 9


@pytest.fixture(scope="module")
def found(folder: Folder) -> Repetition:
    return rehearse(folder, FEW, MONTHS, 1, lambda _: None)


def test_the_same_seed_gives_the_same_text(folder: Folder, found: Repetition) -> None:
    again = rehearse(folder, FEW, MONTHS, 1, lambda _: None)
    assert again.as_json().encode() == found.as_json().encode()


def test_another_seed_gives_another_programme(folder: Folder, found: Repetition) -> None:
    other = rehearse(folder, FEW, MONTHS, 2, lambda _: None)
    assert other.as_json() != found.as_json()


def test_all_that_is_said_is_documented(found: Repetition) -> None:
    assert json.loads(found.as_json()).keys() == CLES.keys()


def test_nothing_is_refused_nor_stuck(found: Repetition) -> None:
    assert found.resultat["controle"] == {"manquements": [], "blocages": [], "refus": []}


def test_households_are_spotted_all_along_by_the_doors_of_the_programme() -> None:
    drawn = draw_menages(35, Periode(36), 1)
    assert Counter(one.story.volet for one in drawn) == {"ACCES": 18, "MAINTIEN": 17}
    months = [one.opens_at for one in drawn]
    assert months == sorted(months)
    assert Periode(36).commence <= months[0] and months[-1] < Periode(36).finit


def test_the_page_s_figure_is_found_again_and_says_how(folder: Folder, found: Repetition) -> None:
    assert count_cost(35, 33, 36).par_menage == 1920
    assert count_cost(35, 0, 36).par_mesure is None
    assert "70 %" in found.resultat["cout"]["formule"]
    assert any("à confirmer" in one for one in found.resultat["cout"]["hypotheses"])


def test_every_month_has_its_load(found: Repetition) -> None:
    months = found.resultat["charge"]["mois"]
    assert [one["mois"] for one in months][:2] == ["2027-01", "2027-02"]
    assert sum(one["actes"] for one in months) > 0
    assert all(one["heures"] >= 4 * one["mesures"] for one in months)


# --- people ------------------------------------------------------------------


def held(scene: Scene, graine: int = 1) -> list[Household]:
    first = PERIODE.debut
    calm = story("mediation", first, scene, months=(8, 8))
    return menages(scene, calm, calm, calm, graine=graine)


def test_people_leave_and_others_stand_in(scene: Scene) -> None:
    presence = draw_absences(PERIODE, 1)
    assert presence.absences
    joueur = scene.play(held(scene), presence=presence)
    assert joueur.refused == []
    assert joueur.remplacees > 0
    for releve in scene.releves():
        assert releve.statut == "CLOS"


def forgetting(
    colleague: Colleague, luck: Random, asked: Asked, opened: datetime, slow: float
) -> tuple[datetime, bool]:
    """The pré-diagnostic is forgotten for half a year; all the rest is done the next morning."""
    is_forgotten = asked.form == "prediagnostic"
    return opened + timedelta(days=180 if is_forgotten else 1), is_forgotten


def test_what_was_forgotten_is_done_once_somebody_is_reminded(scene: Scene) -> None:
    joueur = scene.play(menages(scene, story("mediation", PERIODE.debut, scene)), forgetting)
    (releve,) = scene.releves()
    (fait,) = [one for one in releve.faits if one.form == "prediagnostic"]
    reminded = releve.told["rappel_prediagnostic", "MDL_TS"][0]
    assert fait.done is not None and timedelta(0) < fait.done - reminded < timedelta(days=7)
    assert (joueur.oublis, joueur.rappeles) == (1, 1)


def test_what_opens_apart_is_done_too(scene: Scene) -> None:
    told = story("danger", PERIODE.debut, scene)
    joueur = scene.play(menages(scene, told))
    assert len(joueur.followed) == 2 and joueur.refused == []


def test_nobody_who_stands_in_is_away_when_asked() -> None:
    presence = draw_absences(Periode(36), 3)
    replaced = [one for one in presence.absences if one.remplacant]
    assert len(replaced) > len(presence.absences) / 3
    for one in replaced:
        assert one.remplacant != one.login
        acting = presence.who_acts(one.login, one.du)
        assert acting in (one.remplacant, None)


# --- cost --------------------------------------------------------------------


def test_a_household_costs_no_more_among_eight_than_among_two(scene: Scene) -> None:
    costs = []
    for count in (2, 8):
        same = story("mediation", PERIODE.debut, scene, months=(2, 2))
        drawn = menages(scene, *[same] * count)
        for one in drawn:  # each the same household, spotted on the same day
            one.number = 1
        scene.play(drawn)
        costs.append(len(scene.statements) / count)
    assert costs[1] <= 1.05 * costs[0]  # an e-mail a morning tells of all: among many, less
