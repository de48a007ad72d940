"""The retention pages for everybody: no fault that axe-core finds, and a phone is enough."""

from collections.abc import Callable, Iterator

import pytest

from tests.engine.suivi.conservation.story import daily, ends, planted
from tests.journeys.hands import Person
from tests.journeys.test_access import faults
from tests.web.office import Office


def states(office: Office, come: Callable[..., Person], on_phone: bool) -> Iterator[Person]:
    """Each page in turn, by who reads it."""
    house = office.house
    done, coming = planted(house), None
    ends(house, 0, 31)
    coming = planted(house, prenom="Rose")
    daily(house)
    dpo = come("DPO", on_phone=on_phone)
    for place in ("/conservation", "/conservation/registre"):
        dpo.page.goto(place)
        assert dpo.page.locator("h1").is_visible()
        yield dpo
    pilote = come("XLH_PILOTE", on_phone=on_phone)
    pilote.page.goto("/conservation")
    yield pilote
    pilote.page.get_by_role("link", name=f"Garder {coming}").click()
    yield pilote
    pilote.page.get_by_role("button", name="Garder").click()
    yield pilote
    chef = come("MDL_CHEF", on_phone=on_phone)
    chef.page.goto(f"/dossiers/{done}/droit-d-acces")
    yield chef
    chef.page.get_by_role("button", name="Préparer").click()
    yield chef


@pytest.mark.parametrize("on_phone", [False, True])
def test_no_page_has_a_fault_nor_is_wider_than_the_screen(
    office: Office, come: Callable[..., Person], on_phone: bool
) -> None:
    seen = 0
    for number, person in enumerate(states(office, come, on_phone)):
        page = person.page
        page.screenshot(path=f"/tmp/w/shots/h{int(on_phone)}{number}.png", full_page=True)
        assert faults(page) == [], page.url
        width = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert page.evaluate(width), page.url
        seen += 1
    assert seen == 7
