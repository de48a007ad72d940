"""Households go through the programme, from repérage to clôture, by the people concerned."""

import re
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from playwright.sync_api import expect

from engine.bpm.instances.models import Instance
from engine.bpm.timers.models import Timer
from engine.suivi.scenarios.read import Scenario, Step, instant, plain, read_scenario
from tests.house import House
from tests.journeys.hands import Person
from tests.web.office import Office

ACCES, MAINTIEN = "acces_bail_direct", "maintien_avec_dette"


@pytest.mark.parametrize(
    ("story", "walked", "people"),
    [
        (ACCES, "", {"MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_RELOG", "XLH_PILOTE"}),
        # What the first household has shown is done without the browser.
        (MAINTIEN, ACCES, {"MDL_TS", "XLH_IS", "XLH_PREC"}),
    ],
    ids=["acces", "maintien"],
)
def test_a_household_goes_through_its_path_by_the_people_concerned(
    office: Office, come: Callable[..., Person], story: str, walked: str, people: set[str]
) -> None:
    house = office.house
    told = scenario(house, story)
    shown = {step.about for step in scenario(house, walked).steps if walked and is_task(step)}
    house.at = told.start
    seen = {told.opener: come(told.opener)}
    case, reference = open_dossier(house, seen[told.opener], plain(told.answers))
    for step in told.steps:
        if is_task(step) and step.about in shown:
            house.do(case, str(step.about), plain(step.content))
        elif is_task(step):
            task = house.task(case, str(step.about))
            if task.group_code not in seen:
                seen[task.group_code] = come(task.group_code)
            seen[task.group_code].do(task.name, plain(step.content))
        elif step.verb == "recevoir":
            seen["MDL_TS"].tell(reference, str(step.about), plain(step.content))
        elif step.verb == "avancer":
            let_time_pass(house, instant(step.about))
        else:
            look(house, case, step)
    read_the_end(seen["MDL_TS"], reference, house.folder.groups[told.opener]["libelle"])
    assert seen.keys() == people


def scenario(house: House, story: str) -> Scenario:
    """A story of `processes/`, by its name; any, where none is named."""
    return read_scenario(house.folder.path / "scenarios" / f"{story or ACCES}.yaml")


def is_task(step: Step) -> bool:
    return step.verb == "realiser"


def open_dossier(house: House, worker: Person, answers: dict[str, object]) -> tuple[UUID, str]:
    """Who it is, then the repérage, typed in the pages « Ouvrir un dossier »."""
    worker.open_dossier(answers)
    (instance,) = house.rows(Instance)
    return instance.id, instance.reference


def let_time_pass(house: House, target: datetime) -> None:
    """The clock moves to a day, and stops at each due instant on the way."""
    while due := [timer.due_at for timer in house.rows(Timer, Timer.due_at <= target)]:
        house.time_passes(max(house.at, min(due)))
    house.at = target


def look(house: House, case: UUID, step: Step) -> None:
    """What the scenario says is open then."""
    if "taches" in step.about:
        assert house.tasks(case) == sorted(step.about["taches"] or []), step.number


def read_the_end(worker: Person, reference: str, opener: str) -> None:
    """The dossier tells that it is over, and the journal how it went."""
    page = worker.page
    page.goto(f"/dossiers/{reference}")
    expect(page.get_by_text(re.compile("Le parcours est terminé depuis le"))).to_be_visible()
    expect(page.get_by_text("Clos", exact=True)).to_be_visible()
    journal = page.get_by_role("region", name="Journal").get_by_role("listitem")
    expect(journal.last).to_contain_text(f"{opener} a ouvert le dossier")
    expect(journal.first).to_contain_text("a réalisé « ")
    assert journal.count() > 25
