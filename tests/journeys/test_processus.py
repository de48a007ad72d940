"""A process read in a browser: by keyboard, on a phone, enlarged, and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.hands import Person
from tests.journeys.test_access import faults

PAGES = ("/processus", "/processus/a-confirmer", "/processus/parcours_maintien",
         "/processus/impaye_constitue")  # fmt: skip
IS_TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.parametrize("width", [1280, 640, 390])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    come: Callable[..., Person], width: int
) -> None:
    page = come("XLH_PILOTE").page
    page.set_viewport_size({"width": width, "height": 800})
    for address in PAGES:
        page.goto(address)
        if page.locator(".diagramme").count():
            expect(page.get_by_role("button", name="Tout voir")).to_be_visible()
        assert faults(page) == [], address
        assert not page.evaluate(IS_TOO_WIDE), address


def test_a_link_to_a_step_shows_it_once_the_drawing_is_there(come: Callable[..., Person]) -> None:
    page = come("MDL_TS").page
    page.goto("/processus/parcours_maintien#etape-suivi_budget")
    expect(page.get_by_role("button", name="Tout voir")).to_be_attached()
    expect(page.get_by_role("heading", name="Suivi mensuel du budget Tâche")).to_be_in_viewport()
    page.get_by_role("link", name="Barèmes").click()
    expect(page.get_by_role("heading", name="Barèmes")).to_be_in_viewport()


def test_all_but_the_drawing_is_there_without_scripts(
    browser: Browser, address: str, come: Callable[..., Person]
) -> None:
    state = come("MDL_TS").page.context.storage_state()
    with browser.new_context(
        base_url=address, java_script_enabled=False, storage_state=state
    ) as context:
        page = context.new_page()
        page.goto("/processus/parcours_maintien")
        expect(page.get_by_text("Le dessin demande JavaScript")).to_be_visible()
        page.get_by_role("link", name="Un mois plus tard").first.click()
        expect(page.get_by_role("heading", name="Un mois plus tard Attente")).to_be_in_viewport()
