"""The household's pages in a browser: opened, filled, read by everybody, on a phone too."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, expect

from tests.engine.suivi.menages.homes import agree
from tests.house import REPERAGE
from tests.journeys.hands import Person
from tests.journeys.test_access import faults
from tests.web.office import Office

NAME = "Recherche par référence ou par nom"


def states(office: Office, worker: Person) -> Iterator[str]:
    """Each page of the household, in the state that its name says."""
    page = worker.page
    page.goto("/dossiers/nouveau")
    yield "who"
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("#erreurs")).to_be_focused()
    yield "who, refused"
    worker.open_dossier(REPERAGE)
    agree(office.house, "2026-0001")
    worker.say_who("dupin", "marie", "12/03/1985")
    yield "those who look alike"
    page.get_by_label("Aucun de ceux-là").check()
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator(".fjs-form-field").first).to_be_visible()
    yield "repérage"
    worker.fill(REPERAGE)
    worker.press("Ouvrir le dossier")
    page.goto("/dossiers/2026-0001/menage/personnes/nouveau")
    yield "person"
    page.goto("/dossiers/2026-0001/menage/coordonnees/nouveau")
    page.get_by_label("Numéro ou adresse").fill("06")
    page.get_by_role("button", name="Enregistrer").click()
    yield "coordonnée, refused"
    page.get_by_label("Moyen").select_option("TELEPHONE")
    page.get_by_label("Numéro ou adresse").fill("06 39 98 12 34")
    page.get_by_label("Consigne").fill("Ne pas laisser de message")
    page.get_by_label("Protégée").check()
    page.get_by_role("button", name="Enregistrer").click()
    page.goto("/dossiers/2026-0001/menage/situations/nouveau")
    yield "situation"
    page.get_by_label("Ressource 1", exact=True).select_option("RSA")
    page.get_by_label("Montant").first.fill("635,70")
    page.get_by_label("Loyer principal").fill("412")
    page.get_by_label("Montant").first.press("Enter")  # keeps, and does not add lines
    expect(page.get_by_role("status")).to_contain_text("sont notées")
    yield "household"
    page.get_by_role("link", name="Départ").first.click()
    yield "departure"
    page.goto("/dossiers/2026-0001/menage?au=hier")
    yield "household, a day that cannot be read"


def test_no_page_of_the_household_has_a_fault_nor_is_wider_than_a_phone(
    office: Office, come: Callable[..., Person]
) -> None:
    worker = come("MDL_TS", on_phone=True)
    for state in states(office, worker):
        assert faults(worker.page) == [], state
        assert worker.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
        assert "Dupin" not in worker.page.title() and "dupin" not in worker.page.url.lower(), state


def test_nor_has_any_page_of_the_direction(office: Office, come: Callable[..., Person]) -> None:
    worker = come("MDL_TS")
    for _ in range(2):
        worker.say_who("Dupin", "Marie", "12/03/1985")
        if worker.page.get_by_label("Aucun de ceux-là").count():
            worker.page.get_by_label("Aucun de ceux-là").check()
            worker.press("Continuer")
        worker.fill(REPERAGE)
        worker.press("Ouvrir le dossier")
    chef = come("MDL_CHEF", on_phone=True)
    for place in ("menage", "menage/croisements", "referent"):
        chef.page.goto(f"/dossiers/2026-0001/{place}")
        assert faults(chef.page) == [], place
        assert chef.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_a_search_by_name_leaves_nothing_in_the_address_and_back_comes_back_to_it(
    come: Callable[..., Person],
) -> None:
    worker = come("MDL_TS")
    worker.open_dossier(REPERAGE)
    page = worker.page
    page.goto("/dossiers")
    page.get_by_label(NAME).fill("dupin")
    page.get_by_label(NAME).press("Enter")
    expect(page.get_by_text("Mme Dupin").or_(page.get_by_text("Marie Dupin"))).to_be_visible()
    assert "dupin" not in page.url.lower()
    page.get_by_role("link", name="2026-0001").click()
    page.go_back()
    expect(page.get_by_label(NAME)).to_have_value("dupin")


def test_the_household_is_kept_without_javascript(
    browser: Browser, address: str, come: Callable[..., Person]
) -> None:
    worker = come("MDL_TS")
    worker.open_dossier(REPERAGE)
    state = worker.page.context.storage_state()
    context = browser.new_context(base_url=address, java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto("/dossiers/2026-0001/menage")
    page.get_by_role("link", name="Ajouter une personne").click()
    page.get_by_label("Nom", exact=True).fill("Dupin")
    page.get_by_label("Prénom").fill("Léa")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Dites quel est son lien avec le logement.").first).to_be_visible()
    page.get_by_label("Lien avec le logement").select_option("ENFANT_MINEUR")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("cell", name="Léa Dupin", exact=True)).to_be_visible()
    context.close()
