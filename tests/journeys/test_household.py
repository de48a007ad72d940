"""A household goes through accès, from repérage to clôture, by the people concerned."""

import re
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from playwright.sync_api import expect

from engine.bpm.instances.models import Instance
from engine.bpm.timers.models import Timer
from engine.suivi.scenarios.read import Step, instant, plain, read_scenario
from tests.house import House
from tests.journeys.hands import Person
from tests.web.office import Office

STORY = "acces_bail_direct.yaml"


def test_a_household_goes_through_acces_by_the_people_concerned(
    office: Office, come: Callable[..., Person]
) -> None:
    house = office.house
    story = read_scenario(house.folder.path / "scenarios" / STORY)
    house.at = story.start
    people = {"MDL_TS": come("MDL_TS")}
    case, reference = open_dossier(house, people["MDL_TS"], plain(story.answers))
    for step in story.steps:
        if step.verb == "realiser":
            task = house.task(case, str(step.about))
            if task.group_code not in people:
                people[task.group_code] = come(task.group_code)
            people[task.group_code].do(task.name, plain(step.content))
        elif step.verb == "avancer":
            let_time_pass(house, instant(step.about))
        else:
            look(house, case, step)
    read_the_end(people["MDL_TS"], reference)
    assert len(people) == 5


def open_dossier(house: House, worker: Person, answers: dict[str, object]) -> tuple[UUID, str]:
    """The repérage, typed in the page « Ouvrir un dossier »."""
    worker.page.get_by_role("link", name="Ouvrir un dossier").click()
    worker.fill(answers)
    worker.press("Ouvrir le dossier")
    (instance,) = house.rows(Instance)
    told = f"Le dossier {instance.reference} est ouvert."
    expect(worker.page.get_by_role("status")).to_have_text(told)
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


def read_the_end(worker: Person, reference: str) -> None:
    """The dossier tells that it is over, and the journal how it went."""
    page = worker.page
    page.goto(f"/dossiers/{reference}")
    expect(page.get_by_text(re.compile("Le parcours est terminé depuis le"))).to_be_visible()
    expect(page.get_by_text("Clos", exact=True)).to_be_visible()
    journal = page.get_by_role("region", name="Journal").get_by_role("listitem")
    expect(journal.last).to_contain_text("Travailleur social MDL a ouvert le dossier")
    expect(journal.first).to_contain_text("a réalisé « ")
    assert journal.count() > 25
