"""Pages for everybody: no fault that axe-core finds, and a phone is enough."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.house import PARTAGE
from tests.journeys.hands import Person
from tests.web.office import Office

AXE = Path(__file__).parents[2] / "web/assets/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def case(office: Office) -> tuple[UUID, str]:
    """A household in the programme, and one just met."""
    entered = office.entered()
    office.open_dossier()
    return entered


def faults(page: Page) -> list[str]:
    """What axe-core finds on the page as it is."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(found => found.violations)", RULES
    )
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in found]


def states(worker: Person, case: UUID, address: str, office: Office) -> Iterator[str]:
    """Every kind of page, one after the other, in the state that its name says."""
    page = worker.page
    page.goto("/connexion")
    yield "sign-in"
    worker.sign_in()
    yield "inbox"
    worker.open_task("Diagnostic social d’entrée")
    expect(page.locator(".fjs-form-field").first).to_be_visible()
    yield "task"
    worker.press("Terminer la tâche")
    expect(page.locator("#erreurs")).to_be_focused()
    yield "refused form"
    page.goto("/dossiers")
    yield "dossiers"
    page.goto(address)
    page.locator("details[data-lazy] summary").first.click()
    expect(page.get_by_role("button", name="Tout voir")).to_be_visible()
    yield "dossier with a diagram"
    page.goto(f"{address}/evenements/loyer_impaye")
    expect(page.locator(".fjs-form-field").first).to_be_visible()
    yield "event"
    page.goto(f"{address}/reponses/{office.answer(case, 'accord_menage').id}")
    expect(page.locator(".fjs-form-field").first).to_be_visible()
    yield "answer"
    page.goto("/echeances?mois=2027-01&vue=tous")
    expect(page.get_by_role("heading", level=1)).to_contain_text("janvier 2027")
    yield "month"
    page.goto("/agenda")
    worker.press("Faire mon adresse")
    expect(page.get_by_label("Adresse de l’agenda")).to_be_visible()
    yield "own calendar"
    page.goto("/dossiers/2026-9999")
    yield "error"


def test_axe_finds_nothing_on_any_page(
    office: Office, come: Callable[..., Person], case: tuple[UUID, str]
) -> None:
    worker = come("MDL_TS", signed_in=False)
    found = {name: faults(worker.page) for name in states(worker, *case, office)}
    assert len(found) == 11
    assert {name: rules for name, rules in found.items() if rules} == {}, json.dumps(found)


def test_on_a_phone_nothing_is_wider_than_the_screen(
    office: Office, come: Callable[..., Person], case: tuple[UUID, str]
) -> None:
    worker = come("MDL_TS", on_phone=True, signed_in=False)
    for name in states(worker, *case, office):
        assert worker.page.evaluate("document.documentElement.scrollWidth") == 390, name
        cut = worker.page.evaluate(
            """() => [...document.querySelectorAll('label, h1, h2, p, a, button')]
                .filter(it => getComputedStyle(it).overflowX === 'hidden'
                    && it.scrollWidth > it.clientWidth + 1 && !it.closest('.visually-hidden'))
                .map(it => it.textContent)"""
        )
        assert cut == [], name


def test_on_a_phone_a_task_is_opened_done_and_left(
    office: Office, come: Callable[..., Person], case: tuple[UUID, str]
) -> None:
    worker = come("MDL_TS", on_phone=True)
    worker.open_task("Recueillir l’accord de partage")
    listed = worker.page.get_by_role("region", name="Liste des tâches")
    expect(listed).to_be_hidden()
    worker.page.get_by_role("link", name="Retour à la liste").click()
    expect(listed).to_be_visible()
    worker.do("Recueillir l’accord de partage", PARTAGE)
    expect(worker.page.locator("a.tache", has_text="Pré-diagnostic social")).to_be_visible()
