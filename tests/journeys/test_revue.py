"""The session of a review in two browsers: typed live, and never written over."""

from collections.abc import Callable, Iterator

from playwright.sync_api import expect

from tests.engine.suivi.revues.story import (
    accepted,
    convened,
    entered,
    held,
    ligne,
    restricted,
    revue,
)
from tests.journeys.hands import Person
from tests.journeys.test_access import faults
from tests.web.office import Office


def test_two_partners_type_the_decisions_live_and_do_not_write_over_each_other(
    office: Office, come: Callable[..., Person]
) -> None:
    house = office.house
    first, second = entered(house), entered(house)
    held(house)
    pilote, chef = come("XLH_PILOTE").page, come("MDL_CHEF").page
    for page in (pilote, chef):
        page.goto("/revues/2026-1/seance")
        expect(page.get_by_role("heading", name=f"Dossier {first}")).to_be_visible()
    pilote.get_by_role("radio", name="Ajuster").check()
    expect(pilote.locator("#seance-etat")).to_contain_text("Enregistré à")
    assert ligne(house, first).decision == "AJUSTER"
    chef.get_by_role("radio", name="Clore").check()
    expect(chef.get_by_label("Pourquoi clore")).to_be_visible()
    expect(chef.locator("#seance-etat")).to_contain_text("Non enregistré")
    assert ligne(house, first).decision == "AJUSTER"
    chef.get_by_role("link", name="Relire ce dossier").click()
    expect(chef.get_by_role("radio", name="Ajuster")).to_be_checked()
    # What is being typed goes with the key that turns the page.
    pilote.get_by_label("Ce qui est décidé").fill("Revoir le budget ensemble")
    pilote.get_by_role("link", name="Suivant").click()
    expect(pilote.get_by_role("heading", name=f"Dossier {second}")).to_be_visible()
    pilote.keyboard.press("k")
    expect(pilote.get_by_label("Ce qui est décidé")).to_have_value("Revoir le budget ensemble")
    pilote.get_by_role("button", name="Enregistrer et passer au suivant").click()
    expect(pilote.get_by_role("heading", name=f"Dossier {second}")).to_be_visible()


def states(office: Office, person: Person) -> Iterator[str]:
    """Each page of a review, in the state that its name says."""
    page, house = person.page, office.house
    page.goto("/revues")
    yield "none yet"
    reference, hidden = entered(house), restricted(house)
    convened(house)
    page.goto("/revues")
    yield "list"
    page.goto("/revues/2026-1")
    yield "preparation"
    page.goto(f"/revues/2026-1/syntheses/{reference}")
    yield "synthesis"
    page.get_by_label("Synthèse partagée").fill("2 85 03 40 088 123 72")
    page.get_by_role("button", name="Enregistrer la synthèse").click()
    yield "synthesis, refused"
    for one in (reference, hidden):
        page.goto(f"/revues/2026-1/seance/{one}")
        yield f"session, {one}"
    house.do(revue(house).instance_id, "preparer_syntheses", {"syntheses_pretes": "OUI"})
    accepted(house)
    page.goto("/revues/2026-1")
    yield "minutes"


def test_no_page_of_a_review_has_a_fault_nor_is_wider_than_a_phone(
    office: Office, come: Callable[..., Person]
) -> None:
    chef = come("MDL_CHEF", on_phone=True)
    for state in states(office, chef):
        assert faults(chef.page) == [], state
        assert chef.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state


def test_nor_has_the_catalogue_of_actions(come: Callable[..., Person]) -> None:
    owner = come("EDITEUR_PROCESSUS", on_phone=True)
    owner.page.goto("/atelier/actions")
    assert faults(owner.page) == []
    assert owner.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
