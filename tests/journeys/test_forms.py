"""A form in the browser: refused, kept, drafted, and filled without a mouse."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.house import DAY, MONDAY, PARTAGE
from tests.journeys.hands import Person
from tests.web.office import Office

NAME = "Recueillir l’accord de partage"
PASSWORD = f"MDL_TS-{MONDAY - DAY}"


def test_answers_missing_are_told_beside_their_fields_and_in_a_summary(
    office: Office, come: Callable[..., Person]
) -> None:
    case, _ = office.open_dossier()
    worker = come("MDL_TS")
    worker.open_task(NAME)
    worker.fill({"mode_information": "ENTRETIEN"})
    worker.press("Terminer la tâche")
    summary = worker.page.locator("#erreurs")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("2 réponses sont à corriger")
    assert worker.page.title().startswith("Erreur")
    date = worker.page.get_by_label(re.compile("^Date de l’information"))
    expect(date).to_have_attribute("aria-invalid", "true")
    expect(date).to_have_accessible_description(re.compile("Ce champ est obligatoire"))
    summary.get_by_role("link", name=re.compile("Date")).click()
    expect(date).to_be_focused()
    worker.fill(PARTAGE)
    worker.press("Terminer la tâche")
    expect(worker.page.get_by_role("status")).to_contain_text(f"« {NAME} » est réalisée.")
    assert office.house.tasks(case) == ["prediagnostic"]


def test_what_only_the_server_refuses_is_told_the_same_way_and_kept(
    office: Office, come: Callable[..., Person]
) -> None:
    case, _ = office.open_dossier()
    worker = come("MDL_TS")
    worker.open_task(NAME)
    worker.fill({**PARTAGE, "date_information": "2250-01-31"})
    with worker.page.expect_response(re.compile("/realisation$")) as sent:
        worker.press("Terminer la tâche")
    assert sent.value.status == 422
    expect(worker.page.locator("#erreurs").get_by_role("link")).to_contain_text(
        "Une date est attendue"
    )
    date = worker.page.get_by_label(re.compile("^Date de l’information"))
    expect(date).to_have_value("31/01/2250")
    expect(date).to_have_attribute("aria-invalid", "true")
    worker.fill({"date_information": PARTAGE["date_information"]})
    worker.press("Terminer la tâche")
    expect(worker.page.get_by_role("status")).to_contain_text(f"« {NAME} » est réalisée.")
    assert office.house.tasks(case) == ["prediagnostic"]


def test_a_message_that_appears_does_not_swallow_a_click(
    office: Office, come: Callable[..., Person]
) -> None:
    office.open_dossier()
    worker = come("MDL_TS")
    worker.open_task(NAME)
    worker.page.get_by_label(re.compile("^Date de l’information")).fill("31/02/2026")
    worker.fill({"mode_information": "ENTRETIEN"})
    expect(worker.page.get_by_text("Écrivez une date qui existe")).to_be_visible()


def test_a_draft_saves_itself_and_waits(office: Office, come: Callable[..., Person]) -> None:
    office.open_dossier()
    worker = come("MDL_TS")
    worker.open_task(NAME)
    worker.fill({"mode_information": "ENTRETIEN"})
    expect(worker.page.locator("#brouillon")).to_have_text(
        re.compile(r"Brouillon enregistré à \d+\sh(\s\d\d)?$")
    )
    worker.open_task(NAME)
    expect(worker.page.locator("#brouillon")).to_contain_text("Brouillon enregistré le 7 septembre")
    expect(worker.page.get_by_role("radio", checked=True)).to_have_count(1)


def test_an_event_is_reported_once_even_by_a_double_click(
    office: Office, come: Callable[..., Person]
) -> None:
    case, address = office.entered()
    worker = come("XLH_IS")
    worker.page.goto(address)
    worker.page.get_by_role("link", name="Loyer impayé").click()
    worker.fill({"mois_impaye": "2026-09-01"})
    worker.page.get_by_role("button", name="Signaler").dblclick()
    expect(worker.page.get_by_role("status")).to_have_text("« Loyer impayé » est signalé.")
    assert office.house.tasks(case).count("traiter_impaye") == 1


def test_everything_can_be_done_from_the_keyboard(
    office: Office, come: Callable[..., Person]
) -> None:
    case, _ = office.open_dossier()
    page = come("MDL_TS", signed_in=False).page
    page.goto("/taches")
    for text in ("mdl_ts", PASSWORD):
        tab_to(page, "input")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mes tâches", exact=True)).to_be_visible()
    page.wait_for_load_state()  # before the scripts are there, a link is a link
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=NAME)).to_be_focused()
    expect(page.get_by_role("radio").first).to_be_visible()
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    tab_to(page, "input:not([type=radio])")
    page.keyboard.type("07/09/2026")
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    tab_to(page, "button.btn-primary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text(f"« {NAME} » est réalisée.")
    assert office.house.tasks(case) == ["prediagnostic"]


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus, always seen, is on the next element that matches."""
    for _ in range(30):
        page.keyboard.press("Tab")
        focus: dict[str, Any] = page.evaluate(
            """wanted => {
                const it = document.activeElement, style = getComputedStyle(it);
                return {found: it.matches(wanted),
                        seen: style.outlineStyle !== 'none' || style.boxShadow !== 'none'};
            }""",
            wanted,
        )
        assert focus["seen"]
        if focus["found"]:
            return
    raise AssertionError(f"{wanted} is not reached by Tab")
