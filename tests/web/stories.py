"""Scenarios of `processes/` played in an office up to some step, for pages to be read there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from engine.bpm.dialect.folder import SHIPPED
from engine.suivi.scenarios.play import play_steps, start_case
from engine.suivi.scenarios.read import plain, read_scenario
from engine.suivi.scenarios.stage import Stage
from tests.web.office import Office

SCENARIOS = SHIPPED / "scenarios"


def replay(office: Office, scenario: str, until: str) -> tuple[UUID, str]:
    """A case after its step ``until``, and the address of its dossier; the clock has moved."""
    house = office.house
    story = read_scenario(SCENARIOS / f"{scenario}.yaml")
    acts = [step for step in story.steps if step.verb != "verifier"]
    last = next(number for number, step in enumerate(acts, 1) if step.about == until)
    stage = Stage(house.database, house.folder, house.people)
    cut = replace(story, steps=tuple(acts[:last]))
    start_case(stage, cut)
    play_steps(stage, cut)
    house.at = stage.now
    return stage.instance_id, f"/dossiers/{house.instance(stage.instance_id).reference}"


def reports() -> dict[str, Mapping[str, Any]]:
    """What some scenario reports, for each event that one reports."""
    return {
        step.about: plain(step.content)
        for path in sorted(SCENARIOS.glob("*.yaml"))
        for step in read_scenario(path).steps
        if step.verb == "recevoir"
    }
