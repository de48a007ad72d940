"""What most stories begin with: a household in the programme, or a scenario up to some step."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from engine.bpm.dialect.folder import SHIPPED
from engine.suivi.scenarios.play import play_steps, start_case
from engine.suivi.scenarios.read import read_scenario
from engine.suivi.scenarios.stage import Stage
from tests.house import House

SCENARIOS = SHIPPED / "scenarios"
PREDIAGNOSTIC = {
    "date_prediagnostic": "2026-09-07",
    "situation_logement": "CHRS",
    "difficultes": ["RESSOURCES"],
    "danger": "NON_ABORDE",
    "adhesion": "OUI",
    "territoire": "DANS",
    "avis_prediagnostic": "FAVORABLE",
}
AVIS = {"date_commission": "2026-09-07"}
ACCORD = {"accord": "OUI", "date_accord": "2026-09-07", "mode_accord": "ECRIT"}


def let_in(house: House, case: UUID, **answers: Any) -> None:
    """After the pre-diagnostic, both partners and the household agree to the measure."""
    house.do(case, "avis_mdl", {"avis_mdl": "ENTREE", **AVIS})
    house.do(case, "avis_bailleur", {"avis_bailleur": "ENTREE", **AVIS})
    house.do(case, "accord_menage", {**ACCORD, **answers})


def play_until(house: House, scenario: str, until: str) -> UUID:
    """A case of `processes/scenarios` after its step ``until``; the clock has moved."""
    told = read_scenario(SCENARIOS / f"{scenario}.yaml")
    acts = [step for step in told.steps if step.verb != "verifier"]
    last = next(number for number, step in enumerate(acts, 1) if step.about == until)
    stage = Stage(house.database, house.folder, house.people)
    cut = replace(told, steps=tuple(acts[:last]))
    start_case(stage, cut)
    play_steps(stage, cut)
    house.at = stage.now
    return stage.instance_id
