"""A visit is written where there is no network, and nothing of it stays on the device."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from engine.core.calendar import at_paris
from engine.suivi.accompagnement.models import Contact, Note, RendezVous
from tests.house import House
from tests.journeys.hands import Person
from tests.journeys.test_access import faults
from tests.web.office import Office
from tests.web.stories import replay

TOLD = "Marqueur-Synthese : le ménage s’approprie le logement."
KEPT = "Marqueur-Note : le budget est à revoir."
# All that the origin keeps on the device, as text; a key that no script can read is told so.
DEVICE = """async () => {
  const seen = { local: {...localStorage}, biscuits: document.cookie };
  const told = value => {
    if (value instanceof CryptoKey) return value.extractable ? 'cle lisible' : 'cle';
    if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value);
    if (ArrayBuffer.isView(value)) return told(value.buffer);
    if (!value || typeof value !== 'object') return value;
    return Object.entries(value).map(([name, part]) => [name, told(part)]);
  };
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = reject;
    });
    for (const store of base.objectStoreNames) {
      const rows = await new Promise(resolve => {
        const asked = base.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => resolve(asked.result);
      });
      seen[store] = rows.map(told);
    }
    base.close();
  }
  seen.copies = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      const copy = await cache.match(request);
      seen.copies[pathname] = /bundle/.test(pathname) ? '' : await copy.text();
    }
  }
  return seen;
}"""


@pytest.fixture
def case(office: Office) -> UUID:
    """A household in its dwelling, whose monthly follow-up is to be done."""
    case, _ = replay(office, "acces_bail_direct", "visite_j45")
    assert office.house.tasks(case) == ["suivi_mensuel"]
    return case


def device(page: Page) -> dict[str, Any]:
    """What the browser keeps for us."""
    found: dict[str, Any] = page.evaluate(DEVICE)
    return found


def address_of(house: House, case: UUID) -> str:
    return f"/dossiers/{house.instance(case).reference}/visite"


def open_visit(worker: Person, house: House, case: UUID) -> Page:
    """The page, ready to be opened again without network."""
    worker.page.goto(address_of(house, case))
    expect(worker.page.locator("#etat-visite")).to_contain_text("s’écrit aussi sans réseau")
    return worker.page


def write(page: Page) -> None:
    """What a visit says, as it is labelled."""
    page.get_by_role("group", name="Loyer du mois payé").get_by_label("Oui", exact=True).check()
    page.get_by_role("group", name="Thèmes abordés").get_by_label("Énergie").check()
    page.get_by_role("group", name="Et ensuite").get_by_label("Continuer le suivi").check()
    page.get_by_label("Synthèse partagée").fill(TOLD)
    page.get_by_label("Note MDL").fill(KEPT)
    expect(page.locator("#etat-visite")).to_contain_text("Gardé sur cet appareil")


def cut(context: BrowserContext, is_cut: bool = True) -> None:
    """The network goes, for the page and for its worker, or comes back."""
    context.set_offline(is_cut)


def test_a_visit_is_written_reopened_and_sent_though_the_network_was_cut(
    office: Office, come: Callable[..., Person], case: UUID
) -> None:
    house, worker = office.house, come("MDL_TS", on_phone=True)
    page = open_visit(worker, house, case)
    cut(page.context)
    write(page)

    kept = device(page)
    assert len(kept["brouillons"]) == 1
    assert "Marqueur" not in json.dumps(kept), "the device holds what was typed in clear"
    assert "cle lisible" not in json.dumps(kept["cles"])
    assert kept["local"] == {} and kept["biscuits"] == ""
    (copy,) = [text for text in kept["copies"].values() if text]
    assert "2026-" not in copy and "Travailleur" not in copy, "the copy of the page is empty"

    page.reload()
    expect(page.get_by_role("heading", name="Compte rendu de visite", exact=True)).to_be_visible()
    expect(page.get_by_label("Synthèse partagée")).to_have_value(TOLD)
    expect(page.get_by_label("Note MDL")).to_have_value(KEPT)
    expect(page.get_by_role("group", name="Thèmes abordés").get_by_label("Énergie")).to_be_checked()
    page.get_by_label("Jour").fill("2027-02-09")
    page.get_by_label("Heure").fill("14:30")
    page.get_by_role("button", name="Enregistrer la visite").click()
    expect(page.locator("#etat-visite")).to_contain_text("sera envoyée dès qu’il revient")
    assert house.rows(Contact, Contact.numero.is_not(None)) == []

    cut(page.context, False)  # nobody presses anything
    page.wait_for_url("**/accompagnement")
    expect(page.get_by_role("status").first).to_contain_text("« Suivi mensuel » est réalisée.")
    left = device(page)
    assert (left["brouillons"], left["cles"], left["local"]) == ([], [], {})
    assert "Marqueur" not in json.dumps(left)

    (contact,) = house.rows(Contact, Contact.numero.is_not(None))
    notes = house.rows(Note, Note.contact_id == contact.id)
    assert {note.classe for note in notes} == {"PARTAGE", "MDL"}
    (planned,) = house.rows(RendezVous)
    assert planned.debut == at_paris(planned.debut.date(), 14, 30)
    assert house.tasks(case) == []
    expect(page.get_by_text(TOLD)).to_be_visible()


def test_a_tab_that_was_closed_is_opened_again_without_network(
    office: Office, come: Callable[..., Person], case: UUID
) -> None:
    worker = come("MDL_TS")
    page = open_visit(worker, office.house, case)
    context = page.context
    page.goto("/taches")
    cut(context)
    again = context.new_page()
    again.goto(address_of(office.house, case))
    expect(again.locator("#etat-visite")).to_contain_text("écrivez, tout est gardé")
    write(again)
    cut(context, False)
    again.get_by_role("button", name="Enregistrer la visite").click()
    again.wait_for_url("**/accompagnement")
    assert office.house.tasks(case) == []


def test_signing_out_shuts_what_waits_and_the_same_person_finds_it_again(
    office: Office, come: Callable[..., Person], case: UUID
) -> None:
    house, worker = office.house, come("MDL_TS")
    page = open_visit(worker, house, case)
    write(page)
    page.goto(address_of(house, case).replace("visite", "accompagnement"))
    expect(page.get_by_text("est encore sur cet appareil, pas envoyé")).to_be_visible()
    page.locator(".menu-personne summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
    shut = device(page)
    assert shut["cles"] == [] and len(shut["brouillons"]) == 1
    assert "Marqueur" not in json.dumps(shut)

    house.at += timedelta(minutes=1)  # sessions of before the sign-out are over
    other = Person(page, "MDL_CHEF")
    other.sign_in()
    page.goto(address_of(house, case))
    expect(page.locator("#etat-visite")).to_contain_text("s’écrit aussi sans réseau")
    expect(page.get_by_label("Synthèse partagée")).to_have_value("")
    page.goto("/taches")
    page.locator(".menu-personne summary").click()
    page.get_by_role("button", name="Se déconnecter").click()

    house.at += timedelta(minutes=1)
    worker.sign_in()
    page.goto(address_of(house, case))
    expect(page.get_by_label("Synthèse partagée")).to_have_value(TOLD)
    expect(page.locator("#etat-visite")).to_contain_text("est repris de cet appareil")


def test_a_task_done_meanwhile_is_told_and_the_rest_is_kept(
    office: Office, come: Callable[..., Person], case: UUID
) -> None:
    house, worker = office.house, come("MDL_TS")
    page = open_visit(worker, house, case)
    write(page)
    day = house.at.date().isoformat()
    done = {"date_suivi": day, "loyer_paye": "OUI", "prochaine_etape": "CONTINUER"}
    house.do(case, "suivi_mensuel", done)
    page.get_by_role("button", name="Enregistrer la visite").click()
    expect(page.locator("#erreurs")).to_contain_text("Rien n’est perdu")
    expect(page.get_by_label("Synthèse partagée")).to_have_value(TOLD)
    page.get_by_role("checkbox", name="Suivi mensuel").uncheck()
    page.get_by_role("button", name="Enregistrer la visite").click()
    page.wait_for_url("**/accompagnement")
    assert device(page)["brouillons"] == []


def test_what_is_refused_is_told_by_its_field_and_stays_on_the_page(
    office: Office, come: Callable[..., Person], case: UUID
) -> None:
    worker = come("MDL_TS")
    page = open_visit(worker, office.house, case)
    page.get_by_role("button", name="Enregistrer la visite").click()
    expect(page.locator("#erreurs")).to_be_focused()
    expect(page.locator("#erreurs")).to_contain_text("Loyer du mois payé")
    write(page)
    page.get_by_label("Note MDL").fill("Sécu 1 85 05 78 006 084 91")
    page.get_by_role("button", name="Enregistrer la visite").click()
    expect(page.locator("#erreurs")).to_contain_text("numéro de sécurité sociale")
    expect(page.get_by_label("Note MDL")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Note MDL")).to_have_value("Sécu 1 85 05 78 006 084 91")
    page.get_by_label("Note MDL").fill(KEPT)
    page.get_by_role("button", name="Enregistrer la visite").click()
    page.wait_for_url("**/accompagnement")


def test_what_is_on_the_device_is_erased_at_will(
    office: Office, come: Callable[..., Person], case: UUID
) -> None:
    worker = come("MDL_TS")
    page = open_visit(worker, office.house, case)
    write(page)
    number = page.locator("[name=numero]").input_value()
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Effacer de cet appareil").click()
    expect(page.locator("#etat-visite")).to_contain_text("Effacé de cet appareil")
    expect(page.get_by_label("Synthèse partagée")).to_have_value("")
    assert page.locator("[name=numero]").input_value() != number
    page.reload()
    expect(page.get_by_label("Synthèse partagée")).to_have_value("")


def test_the_browser_is_asked_not_to_remember_the_form_itself(
    office: Office, come: Callable[..., Person], case: UUID
) -> None:
    page = open_visit(come("MDL_TS"), office.house, case)
    write(page)
    page.goto("/taches")
    page.evaluate("indexedDB.deleteDatabase('palier-visite')")
    page.go_back()
    expect(page.get_by_label("Synthèse partagée")).to_have_value("")


def test_axe_finds_nothing_and_a_phone_is_wide_enough(
    office: Office, come: Callable[..., Person], case: UUID
) -> None:
    worker = come("MDL_TS", on_phone=True)
    page, address = worker.page, f"/dossiers/{office.house.instance(case).reference}"
    planned = office.desk("MDL_TS").post(
        f"{address}/rendez-vous", jour="2027-02-09", heure="9:00", duree="60", lieu="BUREAU"
    )
    assert planned.status_code == 302
    (row,) = office.house.rows(RendezVous)
    found = {}
    for place in (
        "accompagnement",
        "accompagnement?type=contact&du=2030-01-01",
        "accompagnement/contacts",
        "accompagnement/notes",
        "visite",
        "rendez-vous",
        f"rendez-vous/{row.id}/carte",
        f"rendez-vous/{row.id}/courrier",
        "documents",
        "../rendez-vous",
        "../visite",
    ):
        page.goto(f"{address}/{place}")
        assert page.evaluate("document.documentElement.scrollWidth") == 390, place
        found[place] = faults(page)
    assert {place: told for place, told in found.items() if told} == {}


def test_a_visit_prints_on_one_page_and_says_nothing_of_the_screen(
    office: Office, come: Callable[..., Person], case: UUID
) -> None:
    worker = come("MDL_TS")
    page = open_visit(worker, office.house, case)
    write(page)
    printed = page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1
