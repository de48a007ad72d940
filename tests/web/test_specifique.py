"""« Accompagnement spécifique »: its list reads and writes it; for anyone else there is nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.bpm.tasks.models import Task
from engine.core.crypto import Keyring
from engine.suivi.dossiers.models import Dossier
from engine.suivi.partage.models import Consultation
from tests.engine.suivi.violences.kit import PLAN, agreed
from tests.web.office import Desk, Office, without_token
from tests.web.stories import replay
from tests.web.test_restricted import tell

LIST = ("MDL_TS", "MDL_CHEF", "REFERENTE_VVC")
OTHERS = ("XLH_IS", "XLH_PREC", "XLH_RELOG", "XLH_PILOTE")
PARTS = ("", "/carte", "/protection", "/ordonnance", "/plan", "/abris")
NBSP = "\u00a0"


@pytest.fixture
def address(office: Office) -> str:
    """Of the volet of a dossier whose person has agreed to the référente."""
    case, volet = agreed(office.house)
    office.house.do(volet, "plan_securite", PLAN)
    return f"/dossiers/{office.house.instance(case).reference}/accompagnement-specifique"


def dossier_of(address: str) -> str:
    return address.removesuffix("/accompagnement-specifique")


@pytest.mark.parametrize("group", LIST)
def test_its_list_reads_it_and_has_its_tab(office: Office, address: str, group: str) -> None:
    desk = office.desk(group)
    page = desk.read(address)
    assert "À surveiller" in page
    assert "Sac prêt" in page
    assert f'href="{address}"' in desk.read(dossier_of(address))


def test_who_reads_it_is_written_down_by_its_name(office: Office, address: str) -> None:
    """Not as any page of the dossier: it is what the log of readings is for."""
    for page in ("", "/protection"):
        office.desk("MDL_TS").read(f"{address}{page}")
    assert [row.objet for row in office.house.rows(Consultation)] == ["violences"] * 2


@pytest.mark.parametrize("group", OTHERS)
def test_nobody_of_the_landlord_learns_that_there_is_one(
    office: Office, address: str, group: str
) -> None:
    desk = office.desk(group)
    absent = without_token(desk.get("/dossiers/2031-0001/accompagnement-specifique").text)
    for part in PARTS:
        answer = desk.get(f"{address}{part}")
        assert (answer.status_code, without_token(answer.text)) == (404, absent), part
    seen = desk.get(dossier_of(address))
    assert "accompagnement-specifique" not in seen.text
    for task in office.house.rows(Task, Task.process == "volet_violences"):
        assert desk.get(f"/taches/{task.id}").status_code == 404


def test_another_of_the_mdl_and_a_file_without_one_answer_byte_for_byte_the_same(
    office: Office, address: str
) -> None:
    colleague = office.colleague("MDL_TS", "Bruno Essai")
    _, other = office.open_dossier()
    absent = colleague.get("/dossiers/2031-0001/accompagnement-specifique")
    unlisted = colleague.get(address)
    without = colleague.get(f"{other}/accompagnement-specifique")
    assert absent.status_code == unlisted.status_code == without.status_code == 404
    said = [without_token(one.text) for one in (absent, unlisted, without)]
    assert said[0] == said[1] == said[2]


def test_nothing_betrays_it_in_a_title_an_address_or_on_the_card(
    office: Office, address: str
) -> None:
    desk = office.desk("REFERENTE_VVC")
    for part in PARTS:
        page = desk.read(f"{address}{part}")
        (title,) = re.findall(r"<title>(.*?)</title>", page, re.DOTALL)
        for word in ("iolence", "danger", "protection", "spécifique", "sécurité"):
            assert word not in title, (part, word)
        assert "data-quitter" in page
    card = desk.read(f"{address}/carte")
    shown = re.search(r'<section class="carte-poche".*?</section>', card, re.DOTALL)
    assert shown is not None
    for word in ("iolence", "danger", "Palier", "Dossier", "sécurité", "2026-"):
        assert word not in shown[0]


def test_the_way_out_leads_to_a_page_that_says_nothing(office: Office, address: str) -> None:
    page = office.desk("REFERENTE_VVC").read("/calendrier")
    assert "14 juillet" in page
    for word in ("Palier", "Dossiers", "tâches", "Essai"):
        assert word not in page


def test_what_protects_is_written_on_the_page(each_office: Office) -> None:
    case, _ = agreed(each_office.house)
    address = f"/dossiers/{each_office.house.instance(case).reference}/accompagnement-specifique"
    desk = each_office.desk("REFERENTE_VVC")
    kept = {
        "protection": {"mot_code": "mimosa", "consignes": "Le matin", "tgd": "1", "auu": "VERSEE"},
        "ordonnance": {"op": "ACCORDEE", "op_debut": "2026-09-01", "op_fin": "2026-10-07"},
        "plan": {"reperes": "ECOLE", "signe": "1"},
        "abris": {"type": "URGENCE", "debut": "2026-09-06", "lieu": "Foyer des Pins"},
    }
    for part, fields in kept.items():
        assert desk.post(f"{address}/{part}", **fields).status_code == 302, part
    page = desk.read(address)
    for told in (
        "mimosa",
        "Le matin",
        "Versée",
        "École prévenue",
        "Foyer des Pins",
        f"30{NBSP}jours",
    ):
        assert told in page, told
    (end,) = re.findall(r'action="([^"]+/fin)"', page)
    desk.post(end)
    assert "Pas terminé" in desk.read(address)


def test_what_is_wrong_is_said_and_what_was_typed_stays(office: Office, address: str) -> None:
    desk = office.desk("REFERENTE_VVC")
    wrong = desk.post(
        f"{address}/ordonnance", op="ACCORDEE", op_debut="2026-09-01", op_fin="2027-10-01"
    )
    assert wrong.status_code == 422
    assert "12 mois plus tard au plus" in wrong.text
    assert 'value="2027-10-01"' in wrong.text
    assert desk.post(f"{address}/plan", precisions="à voir").status_code == 422
    assert desk.post(f"{address}/ordonnance", op="AUTRE").status_code == 400
    nir = desk.post(f"{address}/protection", auu="VERSEE", consignes="2 85 03 40 088 017 24")
    assert nir.status_code == 422


def test_the_direction_reads_and_is_not_offered_to_write(office: Office, address: str) -> None:
    chef = office.desk("MDL_CHEF")
    assert "Noter une mise à l’abri" not in chef.read(address)
    assert chef.post(f"{address}/plan", reperes="SAC").status_code == 403


def test_without_its_key_the_page_says_so_and_the_dossier_stays_open(
    office: Office, address: str
) -> None:
    desk = office.desk("MDL_TS")
    with without_the_key(office):
        told = desk.get(address)
        assert told.status_code == 503
        assert "sa clé manque" in told.text
        assert "Étapes en cours" in desk.read(dossier_of(address))
        assert desk.read("/taches")
        assert office.desk("XLH_PILOTE").get(address).status_code == 404
    assert desk.get(address).status_code == 200


@contextmanager
def without_the_key(office: Office) -> Iterator[None]:
    database = office.app.database
    before, database.keys = database.keys, Keyring({1: office.house.key})
    try:
        yield
    finally:
        database.keys = before


READERS = ("MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_RELOG", "XLH_PILOTE")


def pages(office: Office, address: str) -> dict[str, str]:
    """What each reads of a file, without what changes with the clock or the session.

    Nor the banner: its bell counts what the other file's list was told.
    """
    return {group: told(office.desk(group), address) for group in READERS}


def told(desk: Desk, address: str) -> str:
    page = re.sub(r"<header.*?</header>", "", desk.read(address), count=1, flags=re.DOTALL)
    return without_token(page)


def test_a_file_in_which_violences_are_revealed_looks_as_it_did(each_office: Office) -> None:
    case, address = replay(each_office, "acces_bail_direct", "confirmation_mode")
    before = pages(each_office, address)
    tasks = each_office.house.tasks(case)
    reveal(each_office, address)
    assert pages(each_office, address) == before
    assert each_office.house.tasks(case) == tasks
    assert not each_office.house.dossier(case).is_restreint


def test_whoever_reports_it_finds_the_dossier_apart_and_the_landlord_does_not(
    each_office: Office,
) -> None:
    case, address = replay(each_office, "acces_bail_direct", "confirmation_mode")
    reveal(each_office, address)
    (other,) = each_office.house.rows(Dossier, Dossier.id != each_office.house.dossier(case).id)
    assert other.reference in each_office.desk("MDL_TS").read("/dossiers")
    apart = f"/dossiers/{other.reference}"
    assert "Protéger la personne" in each_office.desk("MDL_CHEF").read(
        f"{apart}/accompagnement-specifique"
    )
    for group in ("XLH_IS", "XLH_RELOG", "XLH_PILOTE", "XLH_PREC"):
        desk = each_office.desk(group)
        assert other.reference not in desk.read("/dossiers")
        assert desk.get(apart).status_code == 404
    colleague = each_office.colleague("MDL_TS", "Bruno Essai")
    assert colleague.get(apart).status_code == 404


def reveal(office: Office, address: str) -> None:
    desk = office.desk("MDL_TS")
    sent = desk.post(f"{address}/evenements/violence_revelee", {}, numero="1")
    assert sent.headers["Location"] == "/dossiers"
    office.house.keep_promises()


def test_the_sharing_of_the_former_file_goes_on(office: Office) -> None:
    _, address = replay(office, "acces_bail_direct", "confirmation_mode")
    reveal(office, address)
    tell(office, address, "dossier_restreint")
    assert "Diagnostic" in office.desk("MDL_TS").read(address)
