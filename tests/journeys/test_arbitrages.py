"""The arbitrage on one page, in a browser: answered from there, and followed as it moves."""

from collections.abc import Callable

from playwright.sync_api import expect

from engine.bpm.instances.models import Instance
from tests.engine.suivi.menages.homes import shared
from tests.journeys.hands import Person
from tests.journeys.test_access import faults
from tests.stories import AVIS, PREDIAGNOSTIC
from tests.web.office import Office


def test_two_partners_decide_from_the_page_and_see_each_other_s_avis_come(
    office: Office, come: Callable[..., Person]
) -> None:
    reference = shared(office.house)
    (found,) = office.house.rows(Instance, Instance.reference == reference)
    case = found.id
    office.house.do(case, "prediagnostic", PREDIAGNOSTIC)
    pilote = come("XLH_PILOTE", on_phone=True)
    page = pilote.page
    page.clock.install()
    page.goto("/arbitrages")
    expect(page.get_by_text("Mme Dupin")).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Donner l’avis du bailleur").click()
    pilote.fill({"avis_bailleur": "ENTREE", **AVIS})
    pilote.press("Terminer la tâche")
    expect(page.get_by_role("heading", name="Arbitrages", exact=True)).to_be_visible()
    expect(page.get_by_text("Attendu", exact=True)).to_be_visible()
    office.house.do(case, "avis_mdl", {"avis_mdl": "ATTENTE", **AVIS})
    page.clock.fast_forward(16_000)
    expect(page.get_by_role("heading", name="À décider ensemble")).to_be_visible()
    expect(page.locator("#arbitrages").get_by_text("Liste d’attente").first).to_be_visible()
    assert faults(page) == []


def test_no_page_of_a_dossier_s_life_has_a_fault(
    office: Office, come: Callable[..., Person]
) -> None:
    _, address = office.entered()
    worker = come("MDL_TS", on_phone=True)
    for page in (
        f"{address}/vie",
        f"{address}/vie/suspensions/nouvelle",
        f"{address}/vie/derogations/nouvelle",
        "/absences",
        "/hebergements",
        "/dossiers?statut=EN_COURS",
    ):
        worker.page.goto(page)
        assert faults(worker.page) == [], page
        assert worker.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
