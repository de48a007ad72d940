"""A project from its first objective to the signatures of all, in a browser, then its avenant."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from engine.suivi.projets.models import Objectif, Projet, Signature
from tests.journeys.hands import Person
from tests.journeys.test_access import faults
from tests.web.office import Office
from tests.web.stories import replay

Come = Callable[..., Person]
PARTIES = {"MENAGE": "Le ménage", "MDL": "La Maison du Logement", "BAILLEUR": "XL Habitat"}


@pytest.fixture
def case(office: Office) -> UUID:
    """The project was drafted by its task; it is to be signed."""
    case, _ = replay(office, "acces_bail_direct", "redaction_ppal")
    return case


@pytest.fixture
def place(office: Office, case: UUID) -> str:
    return f"/dossiers/{office.house.instance(case).reference}/projet"


def draw(page: Page) -> None:
    """Sign with a finger or the mouse."""
    frame = page.locator(".signature canvas")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 30 + step * 25, box["y"] + (30 if step % 2 else 70))
    page.mouse.up()


def open_signature(person: Person, place: str, partie: str) -> None:
    person.page.goto(place)
    person.page.get_by_role("link", name=re.compile(f"signature : {PARTIES[partie]}")).click()
    expect(person.page.get_by_role("heading", name="Signer à l’écran")).to_be_visible()


def test_a_project_is_written_signed_by_all_and_amended(
    office: Office, come: Come, case: UUID, place: str
) -> None:
    agnes = come("MDL_TS")
    page = agnes.page
    page.goto(place)
    page.get_by_role("link", name="Ajouter un objectif").click()
    assert faults(page) == []
    page.get_by_label("Ce que le ménage veut réussir").fill("Tenir un budget mois par mois")
    page.get_by_label("Thème").select_option("BUDGET")
    agnes.press("Noter l’objectif")
    assert faults(page) == []
    page.get_by_label("Le ménage", exact=True).check()
    page.get_by_label("Ce qui sera fait").fill("Noter ses dépenses")
    agnes.press("Noter l’action")
    expect(page.get_by_label("Avancée de « Noter ses dépenses »")).to_be_visible()
    assert faults(page) == []

    agnes.press("Préparer la version à signer")
    expect(page.get_by_text("À signer depuis aujourd’hui")).to_be_visible()
    expect(page.locator(".empreinte")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    assert faults(page) == []

    # The household draws, the worker says so at the keyboard, the landlord signs on a telephone.
    open_signature(agnes, place, "MENAGE")
    assert faults(page) == []
    page.get_by_label("Nom de la personne qui signe").fill("La titulaire")
    draw(page)
    agnes.press("Signer")
    expect(page.get_by_alt_text("Signature de La titulaire")).to_be_visible()
    shown = page.get_by_alt_text("Signature de La titulaire")
    assert shown.evaluate("image => image.naturalWidth") == 900

    open_signature(agnes, place, "MDL")
    page.get_by_label("Nom de la personne qui signe").press("Tab")
    page.get_by_role("button", name="Recommencer").press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("La signature est gardée.")

    landlord = come("XLH_IS", on_phone=True)
    open_signature(landlord, place, "BAILLEUR")
    draw(landlord.page)
    landlord.press("Signer")
    expect(landlord.page.get_by_role("status")).to_contain_text("le projet est signé.")
    assert faults(landlord.page) == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert landlord.page.evaluate(wide) <= 0
    assert "signature_ppal" in office.house.tasks(case)  # it is the worker's to end

    page.goto(place)
    agnes.press("Terminer la tâche avec ces signatures")
    expect(page.get_by_role("status")).to_contain_text("est réalisée.")
    assert "signature_ppal" not in office.house.tasks(case)
    assert len(office.house.rows(Signature)) == 3

    agnes.press("Écrire un avenant")
    assert faults(page) == []
    page.get_by_label("La situation et ce que souhaite le ménage").fill("Un T3 plutôt qu’un T2.")
    page.get_by_label("Papier en langue simple").check()
    agnes.press("Enregistrer le texte")
    agnes.press("Préparer la version à signer")
    expect(page.get_by_role("heading", name="Version 2 (avenant) À signer")).to_be_visible()
    expect(page.get_by_role("heading", name="Version 1 Signé")).to_be_visible()
    states = sorted((one.version, one.statut) for one in office.house.rows(Projet))
    assert states == [(1, "SIGNE"), (2, "A_SIGNER")]


def test_the_agreements_are_read_typed_and_printed_on_a_phone(
    office: Office, come: Come, place: str
) -> None:
    agnes = come("MDL_TS", on_phone=True)
    page = agnes.page
    page.goto(place.replace("/projet", "/accords"))
    assert faults(page) == []
    page.get_by_label("Pour quoi").select_option("CONTACT_SMS")
    page.get_by_label("Accord", exact=True).check()
    page.get_by_label("Comment").select_option("ORAL")
    agnes.press("Noter la réponse")
    expect(page.get_by_role("status")).to_contain_text("L’accord est noté.")
    page.get_by_role("link", name="Feuille d’accord à imprimer").click()
    expect(page.get_by_role("heading", name="Ce que j’accepte")).to_be_visible()
    assert faults(page) == []


def test_a_visit_ticks_the_objectives_of_the_project(office: Office, come: Come) -> None:
    _, dossier = replay(office, "acces_bail_direct", "visite_j45")
    agnes = come("MDL_TS", on_phone=True)
    agnes.page.goto(f"{dossier}/visite")
    agnes.page.get_by_label("Trouver un logement adapté.").select_option("ATTEINT")
    page = agnes.page
    assert faults(page) == []
    agnes.page.get_by_role("checkbox", name=re.compile("Suivi mensuel")).uncheck()
    agnes.press("Enregistrer la visite")
    expect(agnes.page.get_by_role("status")).to_contain_text("La visite est enregistrée.")
    assert [one.statut for one in office.house.rows(Objectif)] == ["ATTEINT"]
