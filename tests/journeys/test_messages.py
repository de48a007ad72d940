"""In a browser: a message leads to its task, an alert is followed by the chef who reads it."""

import re
from collections.abc import Callable
from uuid import UUID

from playwright.sync_api import Page, expect

from tests.engine.bpm.notices.test_post import is_down
from tests.engine.bpm.notices.told import Kept, reach, send, tell
from tests.house import DAY
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.hands import Person
from tests.journeys.test_access import faults
from tests.journeys.test_processus import IS_TOO_WIDE
from tests.web.office import Office
from tests.web.test_alertes import late

TASK = "Recueillir l’accord de partage"


def go(page: Page, name: str) -> None:
    """By the menu, as people do."""
    menu = page.get_by_role("navigation", name="Navigation principale")
    menu.get_by_role("link", name=re.compile(f"^{name}")).click()


def test_a_caseworker_goes_from_the_bell_to_the_task_and_says_how_to_be_told(
    office: Office, come: Callable[..., Person]
) -> None:
    office.open_dossier()
    office.house.keep_promises()
    agnes = come("MDL_TS")
    page = agnes.page
    expect(page.get_by_role("link", name="Messages 1 non lu")).to_be_visible()
    go(page, "Messages")
    page.get_by_role("row", name=TASK).get_by_role("link", name=TASK).click()
    expect(page.get_by_role("heading", name=TASK, exact=True)).to_be_visible()
    go(page, "Messages")
    expect(page.get_by_role("link", name="Messages", exact=True)).to_be_visible()
    page.get_by_role("button", name="Marquer non lu").click()
    agnes.press("Tout marquer comme lu")
    expect(page.get_by_role("status")).to_have_text("Un message est marqué lu.")
    page.get_by_role("link", name="Vos préférences").click()
    page.get_by_label("Adresse de courriel").fill("agnes@example.invalid")
    weekly = page.get_by_label("Recevoir le point du lundi à 8 h")
    was = weekly.is_checked()
    for wanted in (not was, was):
        weekly.set_checked(wanted)
        agnes.press("Enregistrer")
        expect(page.get_by_role("status")).to_have_text("Vos préférences sont enregistrées.")
        expect(weekly).to_be_checked(checked=wanted)
    expect(page.get_by_label("Adresse de courriel")).to_have_value("agnes@example.invalid")


def test_a_chef_reads_who_was_told_and_goes_to_the_late_task(
    office: Office, come: Callable[..., Person]
) -> None:
    _, address = late(office)
    claire = come("MDL_CHEF")
    page = claire.page
    go(page, "Alertes")
    told = page.get_by_role("row", name="5 jours ouvrés de retard")
    expect(told).to_contain_text("Chef de service MDL")
    expect(told).to_contain_text("Rien encore")
    told.get_by_role("link", name="Pré-diagnostic social").click()
    expect(page.get_by_role("heading", name=re.compile("Pré-diagnostic"))).to_be_visible()
    expect(page.locator("main")).to_contain_text(address.rsplit("/", 1)[1])


def test_the_pages_of_messages_and_alerts_suit_everybody_on_a_desk_and_on_a_phone(
    office: Office, come: Callable[..., Person]
) -> None:
    case, _ = late(office)
    reach(office.house, "MDL_CHEF")
    tell(office.house, UUID(case), "urgence_1h", "MDL_CHEF")
    mails = Kept()
    mails.fails = is_down()
    send(office.house, mails)
    office.house.at += DAY
    chef, editor = come("MDL_CHEF").page, come("EDITEUR_PROCESSUS").page
    found = {where: faults_of(chef, where) for where in CHEF}
    found[TEMPLATE] = faults_of(editor, TEMPLATE)
    assert {where: wrongs for where, wrongs in found.items() if wrongs} == {}


CHEF = ("/messages", "/preferences", "/messages/envois", "/alertes", "/alertes?suite=faite")
TEMPLATE = "/atelier/messages/rappel_limite"


def faults_of(page: Page, address: str) -> list[str]:
    """What axe-core finds at a desk and on a phone, and what is then wider than the screen."""
    page.set_viewport_size(DESK)
    page.goto(address)
    wrongs = faults(page)
    page.set_viewport_size(PHONE)
    for folded in page.get_by_text("Plus", exact=True).all():
        folded.click()
    wide = ["wider than a phone"] if page.evaluate(IS_TOO_WIDE) else []
    return [*wrongs, *faults(page), *wide]
