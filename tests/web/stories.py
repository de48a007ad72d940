"""Scenarios of `processes/` played in an office up to some step, for pages to be read there."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from engine.suivi.scenarios.read import plain, read_scenario
from tests.stories import SCENARIOS, play_until
from tests.web.office import Office

BEYOND_THE_STAGE = (
    "restreint",
    "Réponses",
    "Journal",
    "diagramme",
    "étape par étape",
    "et alertes",
)
"""What no page of a restricted dossier shows the landlord, who sees its stage alone."""


def replay(office: Office, scenario: str, until: str) -> tuple[UUID, str]:
    """A case after its step ``until``, and the address of its dossier; the clock has moved."""
    case = play_until(office.house, scenario, until)
    return case, f"/dossiers/{office.house.instance(case).reference}"


def reports() -> dict[str, Mapping[str, Any]]:
    """What some scenario reports, for each event that one reports."""
    return {
        step.about: plain(step.content)
        for path in sorted(SCENARIOS.glob("*.yaml"))
        for step in read_scenario(path).steps
        if step.verb == "recevoir"
    }
