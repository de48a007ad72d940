"""A process owner changes how a dossier begins, in a browser, and nobody wrote a line of code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from playwright.sync_api import Page, expect

from engine.suivi.atelier.prove import prove_next
from tests.house import House
from tests.journeys.hands import Person
from tests.journeys.test_access import faults
from tests.journeys.test_processus import IS_TOO_WIDE
from tests.web.office import Office

PAGES = (
    "/atelier",
    "/atelier/publication",
    "/atelier/publications/1",
    "/atelier/scenarios/refus_partage",
    "/atelier/formulaires/accord_menage",
    "/atelier/decisions/D1_ELIGIBILITE",
    "/atelier/diagrammes/plan_apurement",
)
ENTREE = "/atelier/diagrammes/entree_dispositif"
LANDLORD_TASK = "information_partage_bailleur"
REPERAGE = {
    "origine": "PARC_XLH",
    "volet": "MAINTIEN",
    "motifs": ["GESTION_BUDGET"],
    "date_reperage": "2026-09-07",
}


@contextmanager
def at_work(office: Office) -> Iterator[None]:
    """The worker, who plays what is to be proven while the person looks at the page."""
    is_over = Event()

    def work() -> None:
        while not is_over.wait(0.2):
            prove_next(office.app.database, office.house.folder)

    worker = Thread(target=work)
    worker.start()
    yield
    is_over.set()
    worker.join()


def ready(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".atelier[data-ready]")).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(page.locator(".editor-status")).to_contain_text("Brouillon enregistré à")


def line(page: Page, element: str) -> None:
    """Choose a line of the outline; its settings stand in the panel."""
    page.locator(f'[data-line="{element}"]').click()


def create_form(page: Page) -> None:
    page.goto("/atelier")
    page.get_by_text("Créer un fichier").click()
    page.get_by_label("Sorte").select_option("form")
    page.get_by_label("Titre", exact=True).fill("Appel de courtoisie")
    page.get_by_role("button", name="Créer le brouillon").click()
    expect(page.locator(".atelier[data-ready]")).to_be_visible()
    page.locator(".editor-outline").get_by_text("Première question").click()
    page.get_by_label("Question", exact=True).fill("Le ménage a-t-il été joint ?")
    save(page)


def change_due_date(page: Page) -> None:
    ready(page, ENTREE)
    line(page, LANDLORD_TASK)
    number = page.get_by_label("Nombre", exact=True)
    expect(number).to_have_value("5")
    number.fill("3")
    number.press("Enter")


def add_step(page: Page) -> None:
    """Without a form: that is the mistake."""
    line(page, f"f_porte_{LANDLORD_TASK}")
    page.get_by_role("button", name="Insérer une étape ici").click()
    expect(page.get_by_label("Nom", exact=True)).to_be_focused()
    page.get_by_label("Nom", exact=True).fill("Appeler le ménage")
    page.get_by_label("Qui", exact=True).select_option("XLH_IS")


def prove(page: Page, outcome: str) -> None:
    page.get_by_role("button", name="Jouer l’épreuve").or_(
        page.get_by_role("button", name="Rejouer l’épreuve")
    ).first.click()
    expect(page.locator("#etat-epreuve")).to_contain_text(outcome, timeout=120_000)


def publish(page: Page, reason: str) -> None:
    page.get_by_label("Pourquoi cette publication").fill(reason)
    page.get_by_role("button", name="Publier", exact=True).click()


def test_a_process_owner_changes_a_diagram_and_a_new_case_obeys(
    come: Callable[..., Person], office: Office, sqlite_house: House
) -> None:
    owner, farid = come("EDITEUR_PROCESSUS"), come("XLH_IS")
    page = owner.page
    create_form(page)
    change_due_date(page)
    add_step(page)
    save(page)

    mistake = page.get_by_role("button", name="Appeler le ménage : La tâche n’a pas de formulaire")
    expect(mistake).to_be_visible()
    page.goto("/atelier/publication")
    expect(page.get_by_role("button", name="Publier", exact=True)).to_be_disabled()
    expect(page.get_by_text("La tâche n’a pas de formulaire")).to_be_visible()

    ready(page, ENTREE)
    page.get_by_role("button", name="Appeler le ménage : La tâche n’a pas de formulaire").click()
    page.get_by_label("Formulaire", exact=True).select_option("appel_de_courtoisie")
    save(page)
    expect(page.get_by_role("heading", name="Aucun problème")).to_be_visible()

    with at_work(office):
        page.goto("/atelier/publication")
        changes = page.get_by_role("region", name="Ce qui change")
        expect(changes).to_contain_text("Étape ajoutée")
        expect(changes).to_contain_text("3 jours ouvrés après")
        prove(page, "Échouée")
        expect(page.locator("#etat-epreuve")).to_contain_text("Appeler le ménage")
        page.get_by_role("button", name="Compléter les scénarios").click()
        expect(page.locator("#etat-completion")).to_contain_text("Complété", timeout=120_000)
        page.get_by_role("link", name="Choisir aussi ces scénarios").click()
        prove(page, "Réussie")
    publish(page, "Le bailleur appelle le ménage avant d’écrire")
    expect(page.get_by_role("status").first).to_contain_text("Publication n° 2")

    farid.open_dossier(REPERAGE)
    farid.open_task("Appeler le ménage")
    farid.fill({"premiere_question": "OUI"})
    farid.press("Terminer la tâche")
    farid.open_task("Recueillir l’accord de partage")
    expect(farid.page.locator("main")).to_contain_text("10 septembre")

    page.goto("/atelier")
    page.get_by_role("row", name="n° 1").get_by_role("link").last.click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Pourquoi").fill("L’appel fait perdre trois jours")
    page.get_by_role("button", name="Revenir à").click()
    expect(page.get_by_role("status").first).to_contain_text("Publication n° 3")
    farid.open_dossier(REPERAGE, "Lesca", "Jean")
    expect(farid.page.locator("main")).to_contain_text("Recueillir l’accord de partage")
    expect(farid.page.locator("main")).not_to_contain_text("Appeler le ménage")


@pytest.mark.parametrize("width", [1280, 640, 390])
def test_axe_finds_nothing_in_the_workshop_and_nothing_is_wider_than_the_screen(
    come: Callable[..., Person], width: int
) -> None:
    page = come("EDITEUR_PROCESSUS").page
    page.set_viewport_size({"width": width, "height": 800})
    for address in PAGES:
        page.goto(address)
        if page.locator(".atelier").count():
            expect(page.locator(".atelier[data-ready]")).to_be_visible()
        assert faults(page) == [], address
        assert not page.evaluate(IS_TOO_WIDE), address


def test_a_step_is_added_and_told_by_the_keyboard_alone(come: Callable[..., Person]) -> None:
    page = come("EDITEUR_PROCESSUS").page
    ready(page, ENTREE)
    page.get_by_role("button", name="Aller au plan").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    lines = page.locator(".plan-ligne")
    for _ in range(lines.count()):
        if page.evaluate("document.activeElement.dataset.line") == LANDLORD_TASK:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Insérer une étape après")).to_be_focused()
    count = lines.count()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nom", exact=True)).to_be_focused()
    page.keyboard.type("Prévenir le ménage")
    page.keyboard.press("Escape")
    assert lines.count() > count
    expect(page.locator(".plan-ligne:focus")).to_contain_text("Prévenir le ménage")
    page.keyboard.press("Control+s")
    expect(page.locator(".editor-status")).to_contain_text("Brouillon enregistré à")


def test_a_second_editor_is_told_and_keeps_what_was_typed(come: Callable[..., Person]) -> None:
    first, second = come("EDITEUR_PROCESSUS").page, come("EDITEUR_PROCESSUS").page
    for page in (first, second):
        ready(page, ENTREE)
        line(page, LANDLORD_TASK)
    first.get_by_label("Nom", exact=True).fill("Parler du partage")
    save(first)
    second.get_by_label("Nom", exact=True).fill("Dire à qui l’on en parle")
    second.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(second.locator(".editor-status")).to_contain_text("a enregistré ce fichier à")
    with second.expect_download() as download:
        second.get_by_role("button", name="Télécharger ma version").click()
    assert "Dire à qui l’on en parle" in download.value.path().read_text()
    ready(first, ENTREE)
    expect(first.locator(".plan")).to_contain_text("Parler du partage")
