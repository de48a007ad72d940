"""The tab « Logement »: where the home stands, for whom it is, and what it never says."""

import re
from datetime import date
from html import unescape
from uuid import UUID

import pytest

from engine.core.access import reset_circle
from engine.core.calendar import at_paris
from engine.suivi.demarches.models import Demarche
from engine.suivi.dossiers.models import Dossier
from engine.suivi.logements.models import Examen, Logement, Occupation, Proposition
from tests.engine.suivi.menages.homes import MARIE
from tests.web.office import Desk, Office, flashes, without_token
from tests.web.stories import replay

GLISSANT, MUTATION = "bail_glissant_mediation", "mutation_acceptee"
ADDRESS = "12 rue des Pins"


def opened(office: Office, until: str, story: str = GLISSANT) -> tuple[UUID, str]:
    """A household after that step, and the address of its home."""
    case, address = replay(office, story, until)
    return case, f"{address}/logement"


def shown(desk: Desk, address: str) -> str:
    """The words of a page, without its tags, spaces made ordinary."""
    text = unescape(re.sub(r"<[^>]+>", " ", desk.read(address)))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


def at(office: Office, day: date) -> None:
    office.house.time_passes(at_paris(day, 10))


# --- what it says ------------------------------------------------------------


def test_a_proposition_says_how_long_is_left_and_what_it_costs(office: Office) -> None:
    _, address = opened(office, "proposer_logement")
    at(office, date(2026, 10, 7))
    page = shown(office.desk("MDL_TS"), address)
    assert "Il reste 8 jours pour répondre , jusqu’au 15 octobre 2026" in page
    assert "T2 à Dax, LOT-118" in page
    assert "477,50 € par mois loyer 412,50 €, charges 65,00 €" in page
    at(office, date(2026, 10, 15))
    assert "Dernier jour pour répondre" in shown(office.desk("MDL_TS"), address)


def test_past_propositions_say_why_and_which_count_to_the_mdl_alone(office: Office) -> None:
    case, address = opened(office, "proposer_logement")
    no = {"reponse": "REFUSE", "motif_refus_logement": "SECURITE", "date_reponse": "2026-10-06"}
    office.house.do(case, "reponse_menage", no)
    page = shown(office.desk("MDL_TS"), address)
    assert "Refusée sécurité de la personne ne compte pas" in page
    for group in ("XLH_RELOG", "XLH_IS", "XLH_PILOTE"):
        page = shown(office.desk(group), address)
        assert "Refusée autre motif" in page
        assert "sécurité" not in page and "compte pas" not in page


def test_the_home_is_a_thread_from_the_lease_to_the_prefet(office: Office) -> None:
    _, address = opened(office, "remise_cles")
    page = shown(office.desk("MDL_TS"), address)
    assert "Bail glissant , bail au nom de la Maison du Logement." in page
    assert "2 novembre 2026 · Entrée dans les lieux" in page
    assert "Informer le préfet au plus tard le 2 mars 2027" in page
    assert "2 mois avant la fin de la période (CCH, L.442-8-3)" in page.replace("\n", " ")


def test_open_steps_are_linked_for_whom_they_are_and_named_for_the_others(office: Office) -> None:
    case, address = opened(office, "proposer_logement")
    task = f'href="/taches/{office.house.task(case, "reponse_menage").id}"'
    assert task in office.desk("MDL_TS").read(address)
    page = office.desk("XLH_RELOG").read(address)
    assert task not in page and "Travailleur social MDL" in page


def test_a_household_without_any_home_is_told_calmly(office: Office) -> None:
    _, address = office.open_dossier()
    page = shown(office.desk("MDL_TS"), f"{address}/logement")
    assert "Aucun logement n’a été proposé" in page
    assert "Aucune démarche n’est suivie" in page


def test_the_transfer_and_the_mediation_are_told(office: Office) -> None:
    _, address = opened(office, "organiser_mutation", MUTATION)
    page = shown(office.desk("XLH_RELOG"), address)
    assert "Réalisée pour logement trop petit, demandée le 21 septembre 2026, T4 recherché" in page
    assert "Entrée dans le nouveau logement le 10 novembre 2026" in page


# --- for whom it is ----------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "status"),
    [
        ("MDL_TS", 200),
        ("MDL_CHEF", 200),
        ("XLH_IS", 200),
        ("XLH_RELOG", 200),
        ("XLH_PILOTE", 200),
        ("XLH_PREC", 404),
        ("EDITEUR_PROCESSUS", 404),
    ],
)
def test_each_trade_reads_it_or_not(office: Office, group: str, status: int) -> None:
    """Domain 4.8."""
    _, address = office.entered()
    assert office.desk(group).get(f"{address}/logement").status_code == status


def test_the_precontentieux_reads_the_debt_and_not_the_home(office: Office) -> None:
    _, address = opened(office, "etat_compte", "maintien_avec_dette")
    desk = office.desk("XLH_PREC")
    assert desk.get(address).status_code == 403
    assert "/logement" not in desk.read(address.replace("/logement", "/dette"))


def test_relogement_reads_the_need_but_neither_the_budget_nor_the_demarches(
    office: Office,
) -> None:
    case, address = office.entered()
    house = office.house
    house.do(
        case,
        "diagnostic",
        {
            "ressources": 1187,
            "charges_menage": 640,
            "autonomie": "A_SOUTENIR",
            "typologie_cible": "T3",
            "loyer_max": 530,
        },
    )
    page = shown(office.desk("XLH_RELOG"), f"{address}/logement")
    assert "Logement recherché : T3 , jusqu’à 530,00 € par mois, charges comprises" in page
    assert "1 187" not in page and "Taux d’effort" not in page and "démarche" not in page.lower()


def test_what_the_rent_would_weigh_is_for_who_reads_the_budget(office: Office) -> None:
    case, address = office.entered()
    _name_and_budget(office, address)
    _propose(office, case)
    page = shown(office.desk("MDL_TS"), f"{address}/logement")
    assert "Taux d’effort : 47,75 % sans aide au logement, 27,75 % avec l’aide" in page
    for group in ("XLH_RELOG", "XLH_IS"):
        page = shown(office.desk(group), f"{address}/logement")
        assert "477,50 €" in page and "Taux d’effort" not in page and "1 000" not in page


def test_on_a_restricted_file_the_landlord_gets_what_an_absent_file_gives(office: Office) -> None:
    case, address = opened(office, "remise_cles")
    (home,) = office.house.rows(Logement)
    desk = office.desk("MDL_TS")
    edited = f"{address}/{home.id}/description"
    assert desk.post(edited, adresse=ADDRESS, surface="46").status_code == 302
    assert ADDRESS in shown(office.desk("XLH_RELOG"), address)
    _restrict(office, case)
    assert ADDRESS in shown(desk, address)
    for group in ("XLH_RELOG", "XLH_IS", "XLH_PILOTE"):
        landlord = office.desk(group)
        absent = without_token(landlord.get("/dossiers/2026-9999/logement").text)
        for page in (address, edited):
            found = landlord.get(page)
            assert (found.status_code, without_token(found.text)) == (404, absent), (group, page)
        assert (
            landlord.post(f"{address}/demarches", type="EAU", statut="ACCORDEE").status_code == 404
        )


def test_the_address_is_nowhere_but_on_its_page(office: Office) -> None:
    _, address = opened(office, "remise_cles")
    (home,) = office.house.rows(Logement)
    desk = office.desk("MDL_TS")
    desk.post(f"{address}/{home.id}/description", adresse=ADDRESS)
    assert ADDRESS not in desk.read(address.removesuffix("/logement"))  # its journal
    assert ADDRESS.encode() not in home.lieu
    assert b"LOT-118" not in office.house.row(Logement, home.id).lieu


# --- what one does there -----------------------------------------------------


def test_a_visit_is_noted_and_taken_back_on_the_page(office: Office) -> None:
    _, address = opened(office, "proposer_logement")
    at(office, date(2026, 10, 8))
    (row,) = office.house.rows(Proposition)
    desk = office.desk("XLH_RELOG")
    assert desk.post(f"{address}/propositions/{row.id}/visite", visitee="").status_code == 302
    assert "Visitée le 8 octobre 2026" in shown(desk, address)
    desk.post(f"{address}/propositions/{row.id}/annulation")
    assert "Visitée le" not in shown(desk, address)


def test_a_day_that_is_none_is_refused_and_stays_typed(office: Office) -> None:
    _, address = opened(office, "proposer_logement")
    (row,) = office.house.rows(Proposition)
    page = office.desk("MDL_TS").post(f"{address}/propositions/{row.id}/visite", visitee="hier")
    assert page.status_code == 422
    assert 'value="hier"' in page.text and f'href="#visitee-{row.id}"' in page.text


def test_the_prefet_the_period_and_the_slide_are_noted_on_the_page(office: Office) -> None:
    _, address = opened(office, "examen_contradictoire")
    at(office, date(2027, 1, 20))
    (examen,), (home,) = office.house.rows(Examen), office.house.rows(Occupation)
    desk = office.desk("XLH_RELOG")
    desk.post(f"{address}/examens/{examen.id}/prefet", prefet="12/01/2027")
    desk.post(f"{address}/occupations/{home.id}/glissement", glisse="15/01/2027")
    page = shown(desk, address)
    assert "Préfet informé le 12 janvier 2027" in page
    assert "Le bail a glissé le 15 janvier 2027" in page and "bail au nom du ménage" in page
    assert "a noté que le bail a glissé" in shown(desk, address.removesuffix("/logement"))


def test_a_demarche_is_ticked_told_and_put_back_on_the_page(office: Office) -> None:
    _, address = opened(office, "demarches_installation")
    desk = office.desk("MDL_TS")
    desk.post(f"{address}/demarches", type="EAU", statut="ACCORDEE")
    assert "Eau ouverte" in " ".join(flashes(desk.read(address)))
    (eau,) = office.house.rows(Demarche, Demarche.type == "EAU")
    assert eau.statut == "ACCORDEE"
    desk.post(f"{address}/demarches/EAU/annulation")
    (eau,) = office.house.rows(Demarche, Demarche.type == "EAU")
    assert eau.statut == "A_FAIRE"


def test_what_was_typed_of_a_demarche_survives_a_refusal(office: Office) -> None:
    _, address = opened(office, "demarches_installation")
    page = office.desk("MDL_TS").post(
        f"{address}/demarches", type="FSL_ACCES", statut="DEPOSEE", montant_demande="beaucoup"
    )
    assert page.status_code == 422
    assert 'value="beaucoup"' in page.text and 'href="#FSL_ACCES-montant_demande"' in page.text


def test_a_home_of_the_maintien_is_noted_on_a_page_of_its_own(office: Office) -> None:
    _, address = opened(office, "diagnostic_maintien", MUTATION)
    desk = office.desk("MDL_TS")
    typed = {"mode": "BAIL_DIRECT", "date_bail": "01/03/2019", "adresse": ADDRESS}
    refused = desk.post(f"{address}/occupation", None, **typed)
    assert refused.status_code == 422 and ADDRESS in refused.text
    assert desk.post(f"{address}/occupation", None, **typed, commune="Dax").status_code == 302


def test_ticked_on_the_screen_of_a_visit(office: Office) -> None:
    _, address = opened(office, "remise_cles")
    visite = address.replace("/logement", "/visite")
    desk = office.desk("MDL_TS")
    assert "Eau ouverte" in desk.read(visite)
    jour = office.house.at.date().isoformat()
    sent = {"jour": jour, "canal": "VAD", "presence": "HONORE", "demarches": "EAU"}
    assert desk.post(visite, None, **sent).status_code == 302
    assert "Eau ouverte" not in desk.read(visite)


# --- the scene ---------------------------------------------------------------


def _name_and_budget(office: Office, address: str) -> None:
    desk = office.desk("MDL_TS")
    assert desk.post(f"{address}/menage/nouveau", None, **MARIE).status_code == 302
    sent = {
        "au": office.house.at.date().isoformat(),
        "ressource_type_0": "SALAIRE",
        "ressource_montant_0": "1000",
        "charge_LOYER": "300",
        "aide": "200",
    }
    assert desk.post(f"{address}/menage/situations/nouveau", None, **sent).status_code == 302


def _propose(office: Office, case: UUID) -> None:
    """Straight to the first proposition."""
    house = office.house
    house.do(
        case,
        "diagnostic",
        {
            "ressources": 1000,
            "charges_menage": 640,
            "autonomie": "A_SOUTENIR",
            "typologie_cible": "T2",
        },
    )
    house.do(
        case,
        "strategie_recherche",
        {
            "intensite": "LEGERE",
            "experience_locative": "OUI",
            "dette_locative": "NON",
            "accompagnement_specifique": "NON",
        },
    )
    house.do(case, "confirmation_mode", {"mode_occupation": "BAIL_DIRECT"})
    house.do(case, "candidature", {"pieces": ["DEMANDE"]})
    home = {"logement_reference": "LOT-118", "commune": "Dax", "typologie": "T2"}
    rent = {"loyer": 412.5, "charges": 65, "date_proposition": "2026-09-07"}
    house.do(case, "proposer_logement", {**home, **rent})


def _restrict(office: Office, case: UUID) -> None:
    """The landlord keeps its tasks on the file, and reads nothing of it."""
    with office.house.system() as tx:
        row = tx.session.get_one(Dossier, office.house.dossier(case).id)
        row.is_restreint = True
        groups = ["MDL_TS", "MDL_CHEF", "XLH_PILOTE", "XLH_RELOG", "XLH_IS"]
        reset_circle(tx, row.circle_id, groups)
