"""A house with its doors open, and people with real browsers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.engine.conftest import folder, sqlite_house
from tests.house import House
from tests.journeys.hands import Person
from tests.served import served
from tests.web.office import Office, open_office

__all__ = ["folder", "sqlite_house"]

EXPECTED = "Failed to load resource"  # how Chromium tells a page that is refused or missing
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)
PATIENCE = 20_000
"""Milliseconds: a machine that does two things at once is slow, not wrong."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def office(sqlite_house: House, tmp_path: Path) -> Office:
    """An office of one's own."""
    return open_office(sqlite_house, tmp_path)


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """Where the office answers, by the server that `palier serve` uses."""
    with served(office.app, threads=4) as address:
        yield address


@pytest.fixture
def come(browser: Browser, address: str) -> Iterator[Callable[..., Person]]:
    """Somebody of a group comes, signed in; nothing may go wrong in their browser."""
    contexts, wrongs = [], list[str]()

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: wrongs.append(str(error)))
        page.on(
            "console",
            lambda told: (
                wrongs.append(told.text)
                if told.type == "error" and EXPECTED not in told.text
                else None
            ),
        )

    def come(group: str, *, on_phone: bool = False, signed_in: bool = True) -> Person:
        size = PHONE if on_phone else DESK
        context = browser.new_context(
            base_url=address, viewport=size, locale="fr-FR", timezone_id="Europe/Paris"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch(page)
        person = Person(page, group)
        if signed_in:
            person.sign_in()
        return person

    yield come
    for context in contexts:
        context.close()
    assert wrongs == []
