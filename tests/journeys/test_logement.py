"""A home proposed, seen, accepted and moved into, by the people concerned; on a phone too."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from engine.core.calendar import at_paris
from tests.journeys.hands import Person
from tests.journeys.test_access import faults
from tests.web.office import Office
from tests.web.stories import replay

HOME = {
    "logement_reference": "LOT-118",
    "commune": "Dax",
    "loyer": 412.5,
    "charges": 65,
    "date_proposition": "2026-10-05",
}


def test_from_the_proposition_to_the_keys_nothing_is_typed_twice(
    office: Office, come: Callable[..., Person]
) -> None:
    _, address = replay(office, "bail_glissant_mediation", "candidature")
    office.house.time_passes(at_paris(date(2026, 10, 6), 9))
    relogement, worker, landlord = come("XLH_RELOG"), come("MDL_TS"), come("XLH_IS")

    relogement.do("Proposer un logement", HOME)  # its size comes from the diagnostic
    page = worker.page
    page.goto(f"{address}/logement")
    expect(page.get_by_text("Il reste 9 jours pour répondre")).to_be_visible()
    expect(page.get_by_text("T2 à Dax, LOT-118")).to_be_visible()
    page.get_by_role("button", name="Noter la visite").click()
    expect(page.get_by_text("Visitée le 6 octobre 2026.")).to_be_visible()
    page.get_by_role("link", name="Réponse du ménage").click()
    worker.fill({"reponse": "ACCEPTE", "date_reponse": "2026-10-06"})
    worker.press("Terminer la tâche")
    worker.do("Démarches d’installation", {"demarches": ["CAF_APL"], "mediation_utile": "NON"})

    page.goto(f"{address}/logement")
    page.get_by_role("button", name="Faite : Assurance habitation").click()
    expect(page.get_by_role("status")).to_contain_text("« Assurance habitation »")
    read_everywhere(page)

    landlord.open_task("Remise des clés")
    rent = landlord.page.locator(".fjs").get_by_label("Loyer")
    expect(rent).to_have_value("412,5")
    landlord.fill({"date_entree_lieux": "2026-11-02", "date_bail": "2026-11-02"})
    landlord.press("Terminer la tâche")
    landlord.page.goto(f"{address}/logement")
    expect(landlord.page.get_by_text("Informer le préfet au plus tard le")).to_contain_text(
        "2 mars 2027"
    )
    expect(landlord.page.get_by_text("477,50 € par mois").first).to_be_visible()
    read_everywhere(landlord.page)


def read_everywhere(page: Page) -> None:
    """No fault that axe-core finds, with everything open; no wider than a phone."""
    page.evaluate("document.querySelectorAll('main details').forEach(it => it.open = true)")
    assert faults(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.set_viewport_size({"width": 1280, "height": 900})
