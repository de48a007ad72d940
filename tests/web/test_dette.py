"""The tab « Dette »: where the debt stands, for whom it is, and what it never says."""

import re
from datetime import date
from html import unescape
from uuid import UUID

import pytest

from engine.bpm.instances.close_to import close_to
from engine.suivi.dettes.models import LienCompte
from engine.suivi.procedures.models import Etape
from tests.engine.suivi.dettes.story import LOCATAIRE, account, keep, linked, maintien, on
from tests.engine.suivi.dettes.test_plans import report
from tests.web.office import Desk, Office, block, flashes

NOV = date(2026, 11, 30)


def open_debt(office: Office, until: str = "accord_plan") -> tuple[UUID, str]:
    """A household in maintien and the address of its debt."""
    case = maintien(office.house, until=until)
    return case, f"/dossiers/{office.house.dossier(case).reference}/dette"


def words(page: str) -> str:
    """The words of a page, without its tags, spaces made ordinary."""
    text = unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", text)


def shown(desk: Desk, address: str) -> str:
    return words(desk.read(address))


# --- what it says ------------------------------------------------------------


def test_without_an_account_the_page_says_who_makes_it_come(office: Office) -> None:
    _, address = open_debt(office)
    assert "l’intervenant social de XL Habitat donne la référence" in shown(
        office.desk("MDL_TS"), address
    )
    assert "donnez ci-dessous la référence du locataire" in shown(office.desk("XLH_IS"), address)


def test_the_debt_is_told_with_the_account_it_is_read_on(office: Office) -> None:
    case, address = open_debt(office)
    on(office.house, date(2026, 12, 2))
    keep(office.house, case, account(NOV, "840", "370"))
    page = shown(office.desk("MDL_TS"), address)
    assert "Compte arrêté au 30 novembre 2026" in page
    assert "840,00 €" in page
    assert "Constitué depuis le 30 novembre 2026 au plus tard (régime jusqu’au 31/12/2026)" in page
    assert "Payé 370,00 € payés dans le mois" in page
    assert "1 sur 15 échéance réglée. Prochaine : 60,00 € le 5 décembre 2026" in page


def test_an_echeance_is_late_only_by_an_account_that_stops_after_it(office: Office) -> None:
    case, address = open_debt(office)
    on(office.house, date(2026, 11, 10))
    keep(office.house, case, account(date(2026, 10, 31), "900", "310"))
    page = shown(office.desk("MDL_TS"), address)
    assert (
        "Échéance du 5 novembre 2026 : compte arrêté au 31 octobre 2026, pas encore connu" in page
    )
    assert "non réglés" not in page
    on(office.house, date(2026, 12, 2))
    keep(office.house, case, account(NOV, "900", "310"))
    page = shown(office.desk("MDL_TS"), address)
    assert (
        "Échéance du 5 novembre 2026 : 60,00 € non réglés au compte arrêté au 30 novembre" in page
    )


def test_the_chart_says_its_conclusion_and_keeps_its_figures_in_a_table(office: Office) -> None:
    case, address = open_debt(office)
    on(office.house, date(2026, 12, 2))
    keep(office.house, case, account(date(2026, 10, 31), "900"), account(NOV, "870"))
    page = office.desk("MDL_TS").read(address)
    assert 'role="img"' in page
    assert "le compte montre 870,00 € dus : 30,00 € de plus que le plan ne le prévoit" in words(
        page
    )
    assert re.search(r'class="prevu" points="[\d., ]+"', page)
    assert "style=" not in page.split("<svg")[1].split("</svg>")[0]


def test_a_plan_that_waits_for_its_agreement_is_shown_to_the_landlord(office: Office) -> None:
    _, address = open_debt(office, until="proposer_plan")
    page = shown(office.desk("XLH_PREC"), address)
    assert "Proposé, attend l’accord de XL Habitat" in page
    assert "900,00 € en 15 échéances de 60,00 €, du 5 novembre 2026 au 5 janvier 2028" in page


def test_the_calculation_shows_its_formula_to_the_mdl_alone(office: Office) -> None:
    """It tells the household's means: they are of the budget (domain 4.8)."""
    case, address = open_debt(office)
    keep(office.house, case, account(date(2026, 9, 28), "300"))
    page = shown(office.desk("MDL_TS"), address)
    assert "15 échéances : 14 × 20,00 € + 20,00 €" in page
    assert "50 % × (490,00 € − 450,00 €), arrondis à 5 € vers le bas = 20,00 € par mois" in page
    assert "ressources 1 180,00 € − charges 690,00 € = 490,00 €" in page
    for group in ("XLH_PREC", "XLH_IS", "XLH_PILOTE"):
        page = shown(office.desk(group), address)
        assert "1 180" not in page and "450,00" not in page and "490" not in page, group


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("montant=1 847,33&mensualite=85&par=mensualite", "22 échéances de 85,00 €, la"),
        ("montant=1 847,33&nombre=24&par=nombre", "24 échéances de 76,97 €, la dernière de"),
        ("montant=6000&mensualite=85&par=mensualite", "Plus de 36 échéances"),
        ("montant=abc&nombre=3&par=nombre", "Donnez le montant à apurer"),
        ("montant=100&mensualite=0&par=mensualite", "Donnez une mensualité"),
        ("montant=100&nombre=x&par=nombre", "Donnez un nombre d’échéances"),
        ("montant=0,05&nombre=10&par=nombre", "moins d’un centime"),
        ("montant=900000&mensualite=0,01&par=mensualite", "plus de vingt ans"),
    ],
)  # fmt: skip
def test_and_if_is_answered_with_and_without_javascript(
    office: Office, asked: str, told: str
) -> None:
    case, address = open_debt(office)
    keep(office.house, case, account(date(2026, 9, 28), "900"))
    desk = office.desk("XLH_PREC")
    part = desk.get(f"{address}/simulation?{asked}", **{"HX-Request": "true"}).text
    assert told in words(part) and "<html" not in part
    assert told in shown(desk, f"{address}/simulation?{asked}")


def test_a_frozen_plan_is_neither_late_nor_replaced_by_a_calculation(office: Office) -> None:
    case, address = open_debt(office)
    keep(office.house, case, account(date(2026, 9, 28), "900", "310"))
    on(office.house, date(2026, 10, 20))
    report(office.house, case, "surendettement_recevable", date_recevabilite="2026-10-19")
    on(office.house, date(2026, 12, 2))
    keep(office.house, case, account(NOV, "900", "310"))
    page = shown(office.desk("MDL_TS"), address)
    assert "le plan est gelé depuis le 20 octobre 2026" in page
    assert "de plus que le plan" not in page and "non réglés" not in page
    assert "aucun autre plan n’est à proposer" in page
    assert "Et si" not in page


# --- who ---------------------------------------------------------------------


@pytest.mark.parametrize("group", ["MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_PREC", "XLH_PILOTE"])
def test_those_who_follow_the_debt_have_the_tab(office: Office, group: str) -> None:
    _, address = open_debt(office)
    assert office.desk(group).get(address).status_code == 200
    assert f'href="{address}"' in office.desk(group).read(address.removesuffix("/dette"))


def test_the_relogement_sees_nothing_of_a_debt(office: Office) -> None:
    _, address = open_debt(office)
    desk = office.desk("XLH_RELOG")
    assert desk.get(address).status_code == 403
    assert desk.get(f"{address}/simulation").status_code == 403
    assert f'href="{address}"' not in desk.read(address.removesuffix("/dette"))


@pytest.mark.parametrize("group", ["REFERENTE_VVC", "EDITEUR_PROCESSUS"])
def test_who_does_not_see_the_dossier_learns_nothing(office: Office, group: str) -> None:
    _, address = open_debt(office)
    assert office.desk(group).get(address).status_code == 404


def test_a_restricted_file_s_debt_is_not_there_for_the_landlord(office: Office) -> None:
    case, address = open_debt(office)
    with office.house.system() as tx:
        dossier = tx.session.merge(office.house.dossier(case))
        dossier.is_restreint = True
        close_to(tx, case, "XLH", "XLH_PILOTE", {"MDL_CHEF", "XLH_PILOTE"}, [dossier.referent_id])
    for group in ("XLH_PREC", "XLH_IS", "XLH_PILOTE"):
        assert office.desk(group).get(address).status_code == 404, group
    assert office.desk("MDL_CHEF").get(address).status_code == 200


# --- the account's link ------------------------------------------------------


def test_the_intervenant_social_links_the_account_and_the_reference_is_kept_sealed(
    office: Office,
) -> None:
    _, address = open_debt(office)
    desk = office.desk("XLH_IS")
    answer = desk.post(f"{address}/compte", reference=" l-004512 ")
    assert answer.status_code == 302
    page = desk.read(address)
    assert flashes(page) == ["Le compte est relié : il arrivera au prochain import."]
    assert LOCATAIRE in page
    (lien,) = office.house.rows(LienCompte)
    assert b"4512" not in lien.reference and "4512" not in lien.marque
    assert LOCATAIRE not in office.desk("MDL_TS").read(address)  # of no use to the MDL
    assert "Le compte est relié" in shown(office.desk("MDL_TS"), address)


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_PREC", "XLH_PILOTE"])
def test_nobody_else_links_it(office: Office, group: str) -> None:
    _, address = open_debt(office)
    assert office.desk(group).post(f"{address}/compte", reference="L-1234").status_code == 403
    assert "Relier le compte" not in office.desk(group).read(address)


def test_a_social_security_number_is_refused_and_what_was_typed_stays(office: Office) -> None:
    _, address = open_debt(office)
    answer = office.desk("XLH_IS").post(f"{address}/compte", reference="1 85 05 78 006 084 36")
    assert answer.status_code == 422
    assert "ressemble à un numéro de sécurité sociale" in words(answer.text)
    assert 'value="1 85 05 78 006 084 36"' in answer.text


def test_another_reference_takes_the_former_s_accounts_with_it(office: Office) -> None:
    case, address = open_debt(office)
    linked(office.house, case)
    keep(office.house, case, account(date(2026, 9, 28), "900"))
    desk = office.desk("XLH_IS")
    desk.post(f"{address}/compte", reference="L-999")
    assert "Aucun compte n’est encore importé" in shown(desk, address)
    keep(office.house, case, account(date(2026, 9, 28), "900"))
    desk.post(f"{address}/compte/retrait")
    assert "Aucun compte n’est relié" in shown(desk, address)


# --- the procedure -----------------------------------------------------------


def test_a_step_shows_its_raw_and_put_off_dates_and_the_one_to_act_on(office: Office) -> None:
    """Commandement 13/11/2026, six weeks: raw 25/12/2026 (férié), put off to 28/12/2026."""
    case, address = open_debt(office)
    on(office.house, date(2026, 11, 16))
    report(
        office.house,
        case,
        "commandement_delivre",
        "XLH_PREC",
        date_commandement="2026-11-13",
        delai_commandement="P6W",
    )
    page = shown(office.desk("MDL_TS"), address)
    assert "convenir avant : 25 décembre 2026" in page
    assert "Date brute : 25 décembre 2026 ; reportée au jour ouvrable : 28 décembre 2026" in page
    assert "Trêve hivernale jusqu’au 31 mars 2027" in page


def test_the_precontentieux_notes_a_step_and_its_proof(office: Office) -> None:
    _, address = open_debt(office)
    desk = office.desk("XLH_PREC")
    said = {"type": "MISE_EN_DEMEURE", "jour": "02/09/2026", "preuve": "LRAR 2C 118"}
    assert desk.post(f"{address}/procedure", **said).status_code == 302
    page = shown(desk, address)
    assert "2 septembre 2026 · Mise en demeure Preuve : LRAR 2C 118" in page
    etape = next(e for e in office.house.rows(Etape) if e.type == "MISE_EN_DEMEURE")
    desk.post(f"{address}/procedure/{etape.id}/preuve", preuve="LRAR 2C 119")
    assert "Preuve : LRAR 2C 119" in shown(desk, address)
    desk.post(f"{address}/procedure/{etape.id}/annulation")
    assert "Mise en demeure Notée par erreur" in shown(desk, address)


def test_what_was_typed_of_a_refused_step_stays(office: Office) -> None:
    _, address = open_debt(office)
    said = {"type": "RELANCE", "jour": "31/02/2026", "preuve": "LRAR 2C 118"}
    answer = office.desk("XLH_PREC").post(f"{address}/procedure", **said)
    assert answer.status_code == 422
    assert 'value="31/02/2026"' in answer.text and 'value="LRAR 2C 118"' in answer.text
    assert 'href="#etape-jour">Donnez la date de l’étape.</a>' in answer.text


def test_a_step_that_the_case_waits_for_is_a_link_to_its_event(office: Office) -> None:
    _, address = open_debt(office)
    page = office.desk("XLH_PREC").read(address)
    assert f"{address.removesuffix('/dette')}/evenements/commandement_delivre" in page
    assert 'value="COMMANDEMENT_PAYER"' not in page
    assert 'value="RELANCE"' in page


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_IS", "XLH_PILOTE"])
def test_only_the_precontentieux_notes(office: Office, group: str) -> None:
    _, address = open_debt(office)
    desk = office.desk(group)
    assert "Noter une autre étape" not in desk.read(address)
    answer = desk.post(f"{address}/procedure", type="RELANCE", jour="02/09/2026")
    assert answer.status_code == 403


# --- what is known is not asked again ----------------------------------------


def test_the_form_of_the_plan_opens_with_what_the_calculation_proposes(office: Office) -> None:
    case, _ = open_debt(office, until="redaction_maintien")
    keep(office.house, case, account(date(2026, 9, 28), "300", "310"))
    task = office.house.task(case, "proposer_plan")
    values = block(office.desk("MDL_TS").read(f"/taches/{task.id}"), "valeurs")
    assert values["montant_dette"] == 300
    assert (values["nb_echeances"], values["mensualite"]) == (15, 20)
    assert values["date_premiere"] == "2026-11-05"
    assert values["loyer_courant_repris"] == "OUI"
    assert (values["proposition_plan"], values["echeances_proposees"]) == ("PLAN", 15)


def test_the_state_of_the_account_opens_with_the_account_that_was_imported(office: Office) -> None:
    case, _ = open_debt(office, until="accord_menage")
    keep(
        office.house, case, account(date(2026, 8, 31), "700"), account(date(2026, 9, 20), "840.50")
    )
    task = office.house.task(case, "etat_compte")
    values = block(office.desk("XLH_PREC").read(f"/taches/{task.id}"), "valeurs")
    assert values == {
        "date_arrete": "2026-09-20",
        "dette": "840.50",
        "date_fait": "2026-08-31",
        "mois_depuis_defaut": 0,
        "tiers_payant": "OUI",
        "loyer_brut": 520,
        "loyer_net": 310,
    }
    assert "840" not in office.desk("MDL_TS").read(f"/taches/{task.id}")
