"""Open a dossier, find it, and read where it stands."""

import re
from datetime import UTC, datetime

import pytest

from engine.suivi.dossiers.models import Dossier
from tests.house import PARTAGE, REPERAGE
from tests.web.office import Desk, Office, block, flashes
from tests.web.stories import replay

QUI = {"nom": "Dupin", "prenom": "Marie"}
"""Who a dossier is opened for."""


def journal(page: str) -> list[str]:
    """The sentences of the journal, newest first."""
    lines = re.findall(r"<time datetime=[^>]+>[^<]+</time> : (.*?)</li>", page)
    return [re.sub(r"\s+", " ", line).strip() for line in lines]


def test_an_empty_list_and_a_search_that_finds_nothing_are_not_the_same(
    office: Office, agnes: Desk
) -> None:
    assert "Aucun dossier pour le moment." in agnes.read("/dossiers")
    office.open_dossier()
    assert "1\xa0dossier<" in agnes.read("/dossiers?recherche=0001")
    page = agnes.read("/dossiers?recherche=9999")
    assert "Aucun dossier ne porte cette référence." in page
    assert "Voir tous les dossiers" in page


def test_a_dossier_is_opened_and_its_opener_is_its_referent(office: Office, agnes: Desk) -> None:
    sent = agnes.post("/dossiers", REPERAGE, **QUI)
    assert sent.headers["Location"] == "/dossiers/2026-0001"
    page = agnes.read("/dossiers/2026-0001")
    assert flashes(page) == ["Le dossier 2026-0001 est ouvert."]
    assert "Référent : Travailleur social MDL" in page
    assert "Recueillir l’accord de partage" in page
    assert journal(page) == ["Travailleur social MDL a ouvert le dossier"]


def test_a_refused_opening_leaves_nothing_and_keeps_what_was_typed(
    office: Office, agnes: Desk
) -> None:
    answer = agnes.post("/dossiers", {**REPERAGE, "date_reperage": "hier"}, **QUI)
    assert answer.status_code == 422
    assert block(answer.text, "valeurs")["date_reperage"] == "hier"
    assert list(block(answer.text, "refus")) == ["date_reperage"]
    assert office.house.rows(Dossier) == []
    sent = agnes.post("/dossiers", REPERAGE, **QUI)
    assert sent.headers["Location"] == "/dossiers/2026-0001"


def test_who_is_no_social_worker_opens_no_dossier(office: Office, landlord: Desk) -> None:
    assert landlord.post("/dossiers", REPERAGE, **QUI).status_code == 403
    assert "Ouvrir un dossier" not in landlord.read("/dossiers")
    assert office.house.rows(Dossier) == []


def test_the_landlords_social_worker_opens_a_dossier_whose_referent_comes_later(
    office: Office,
) -> None:
    farid = office.desk("XLH_IS")
    assert "repérage par XL Habitat" in farid.read("/dossiers/nouveau")
    sent = farid.post("/dossiers", {**REPERAGE, "volet": "MAINTIEN"}, **QUI)
    address = sent.headers["Location"]
    page = farid.read(address)
    assert "Volet maintien · Référent : à désigner" in page
    assert "Recueillir l’accord de partage" in page


def test_the_page_tells_steps_tasks_events_thresholds_and_answers(
    office: Office, agnes: Desk
) -> None:
    _, address = office.entered()
    page = agnes.read(address)
    assert "Entrée le 7 septembre 2026 · Fin au plus tard le 7 septembre 2027" in page
    for told in (
        "Diagnostic social d’entrée",
        "Parcours d’accès",
        "Échéance des douze mois",
        "Loyer impayé",
        "<strong>7 juin 2027 à 8\xa0h</strong> : M + 9 : préparer la sortie",
        "<strong>8 septembre 2027 à 8\xa0h</strong> : J + 1 : durée dépassée",
        "Pré-diagnostic social</a> · 7 septembre 2026, Travailleur social MDL",
    ):
        assert told in page, told
    assert journal(page)[:2] == [
        "Travailleur social MDL a réalisé « Recueillir l’accord du ménage »",
        "Pilote XL Habitat a réalisé « Donner l’avis du bailleur »",
    ]


def test_what_may_be_reported_is_told_diagram_by_diagram(office: Office, agnes: Desk) -> None:
    _, address = office.entered()
    page = agnes.read(address)
    events = page[page.index("titre-evenements") : page.index("titre-echeances")]
    assert re.findall(r"<h3>(.*?)</h3>", events) == [
        "Mesure",
        "Échéance des douze mois",
        "Parcours d’accès",
    ]
    assert events.index("Démén") < events.index("Dossier à restreindre") < events.index("Loyer")


def test_the_landlord_is_not_offered_to_report_violences_or_a_withdrawn_agreement(
    office: Office,
) -> None:
    _, address = office.entered()
    for group in ("XLH_IS", "XLH_RELOG"):
        page = office.desk(group).read(address)
        events = page[page.index("titre-evenements") : page.index("titre-echeances")]
        assert "Composition modifiée" in events
        for kept in ("Violences", "Accord de partage retiré", "Dossier à restreindre"):
            assert kept not in events


def test_a_file_past_its_twelve_months_stands_out_in_the_list(office: Office, agnes: Desk) -> None:
    office.entered()
    assert "Durée dépassée" not in agnes.read("/dossiers")
    office.entered(date_accord="2025-08-31")
    assert agnes.read("/dossiers").count("Durée dépassée") == 1


def test_the_list_says_what_comes_next_and_puts_what_has_ended_apart(
    office: Office, agnes: Desk
) -> None:
    office.open_dossier()
    ended, _ = office.open_dossier()
    office.house.do(ended, "information_partage", {"accord_partage": "NON", **{
        key: value for key, value in PARTAGE.items() if key != "accord_partage"
    }})  # fmt: skip
    going_on, over = agnes.read("/dossiers").split('<details class="finis">')
    assert "Recueillir l’accord de partage" in going_on
    assert "2026-0001" in going_on and "2026-0002" not in going_on
    assert "1\xa0dossier terminé" in over
    assert "2026-0002" in over and "Sans suite" in over
    # looked for, it is shown at once
    assert '<details class="finis" open>' in agnes.read("/dossiers?recherche=0002")
    assert '<details class="finis" open>' in agnes.read("/dossiers?statut=SANS_SUITE")


def test_the_list_is_narrowed_to_one_referent(office: Office, agnes: Desk) -> None:
    office.open_dossier()
    nadia = office.colleague("MDL_TS", "Nadia")
    nadia.post("/dossiers", REPERAGE, **QUI)
    page = agnes.read("/dossiers")
    (mine, name), (theirs, other) = re.findall(
        r'<option value="([0-9a-f-]{36})">([^<]+)</option>', page
    )
    assert (name, other) == ("Travailleur social MDL (moi)", "Nadia")
    assert "1\xa0dossier<" in agnes.read(f"/dossiers?referent={mine}")
    assert "2026-0002" in agnes.read(f"/dossiers?referent={theirs}")
    assert "Aucun dossier avec ces filtres." in agnes.read(f"/dossiers?referent={mine[:-1]}")


@pytest.mark.parametrize(
    ("until", "step", "told"),
    [
        ("diagnostic_maintien", "Rédiger le projet personnalisé de maintien", False),
        ("proposer_plan", "Donner l’accord du bailleur", True),
    ],
)
def test_of_a_restricted_file_the_landlord_reads_its_own_next_step_alone(
    office: Office, until: str, step: str, told: bool
) -> None:
    replay(office, "danger_maintien_cloture", until)
    assert step in office.desk("MDL_TS").read("/dossiers")
    page = office.desk("XLH_PILOTE").read("/dossiers")
    assert (step in page) == told
    assert ("1\xa0étape chez le partenaire" in page) == (not told)


def test_time_that_passes_is_told_too(office: Office, agnes: Desk) -> None:
    case, address = office.open_dossier()
    office.house.do(case, "information_partage", PARTAGE)
    office.house.time_passes(datetime(2026, 9, 30, 8, tzinfo=UTC))
    page = agnes.read(address)
    assert "pré-diagnostic attendu (Travailleur social MDL)" in page
    assert any(
        line.startswith("Échéance atteinte : Pré-diagnostic social") for line in journal(page)
    )
    assert "En retard de 2\xa0jours" in page


def test_the_diagram_is_sent_with_its_states(office: Office, agnes: Desk) -> None:
    _, address = office.assessed()
    state = block(agnes.read(address), "etat-entree_dispositif")
    assert state["elements"]["prediagnostic"] == {"etat": "faite", "nombre": 1}
    assert state["elements"]["avis_mdl"]["etat"] == "en_cours"
    assert state["focus"] in ("avis_mdl", "avis_bailleur")
    diagram = agnes.get(f"{address}/diagrammes/entree_dispositif.bpmn")
    assert diagram.mimetype == "application/xml"
    assert b"<bpmn:definitions" in diagram.data
    assert agnes.get(f"{address}/diagrammes/inconnu.bpmn").status_code == 404
    assert agnes.get(f"{address}/diagrammes/..%2Fgroupes.bpmn").status_code == 404


def test_a_household_that_does_not_enter_is_told_as_such(office: Office, agnes: Desk) -> None:
    case, address = office.open_dossier()
    office.house.do(case, "information_partage", {"accord_partage": "NON", **{
        key: value for key, value in PARTAGE.items() if key != "accord_partage"
    }})  # fmt: skip
    page = agnes.read(address)
    assert "Sans suite depuis le 7 septembre 2026" in page
    assert "Le parcours est terminé depuis le 7 septembre 2026" in page
    assert "Le dossier n’attend aucun événement pour le moment." in page


def test_a_first_of_the_month_and_a_minute_are_said_the_french_way(
    office: Office, agnes: Desk
) -> None:
    office.house.at = datetime(2026, 10, 1, 12, 5, tzinfo=UTC)
    _, address = office.open_dossier()
    assert "1er octobre 2026 à 14\xa0h\xa005" in agnes.read(address)


def test_thresholds_already_past_at_the_entry_are_told_as_such(office: Office, agnes: Desk) -> None:
    _, address = office.entered(date_accord="2025-11-03")
    page = agnes.read(address)
    assert "Déjà dépassées à l’entrée, sans message" in page
    assert 'M + 9 : préparer la sortie <span class="etat">Dépassé</span>' in page
    assert "M + 11" in page.split("Déjà dépassées")[0]


def test_both_volets_are_told_once_the_second_has_opened(office: Office, agnes: Desk) -> None:
    def told() -> tuple[str, str]:
        page, rows = agnes.read(address), agnes.read("/dossiers")
        header = re.search(r"(Volets? [a-zè]+(?: et [a-zè]+)?)\s+· Référent", page)
        row = re.search(r'data-label="Volet">(.*?)</td>', rows)
        assert header and row
        return header[1], row[1]

    case, address = office.entered()
    assert told() == ("Volet accès", "Accès")
    bascule = {"volet_ajoute": "MAINTIEN", "date_bascule": "2026-09-07", "dette_loyer": "OUI"}
    agnes.post(f"{address}/evenements/bascule_volet", bascule, numero="n1")
    assert "diagnostic_maintien" in office.house.tasks(case)
    assert told() == ("Volets accès et maintien", "Accès et maintien")


def test_before_its_path_begins_a_dossier_has_the_volet_of_its_entry(
    office: Office, agnes: Desk
) -> None:
    _, address = office.open_dossier(volet="MAINTIEN")
    assert "Volet maintien · Référent" in re.sub(r"\s+", " ", agnes.read(address))
