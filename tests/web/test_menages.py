"""« Qui ? » first, then the repérage; the household's page; what is typed is never lost."""

import re
from html import unescape

import pytest

from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.models import Menage, Personne
from tests.engine.suivi.menages.homes import agree, restrict
from tests.house import REPERAGE
from tests.web.office import Desk, Office, block, flashes, without_token

MARIE = {
    "civilite": "MME",
    "nom": "Dupin",
    "prenom": "Marie",
    "nom_naissance": "Lartigue",
    "date_naissance": "12/03/1985",
}


def text(page: str) -> str:
    """What a page says, on one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))  # \xa0 is a space too


def field(page: str, name: str) -> str:
    """What a field of a page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def opened(desk: Desk, **who: str) -> str:
    """The address of a dossier opened for somebody."""
    sent = desk.post("/dossiers", REPERAGE, **{**MARIE, **who})
    assert sent.status_code == 302, sent.text
    return str(sent.headers["Location"])


# --- opening -----------------------------------------------------------------


def test_a_dossier_begins_with_who(each_office: Office) -> None:
    agnes = each_office.desk("MDL_TS")
    page = agnes.read("/dossiers/nouveau")
    assert "D’abord, qui ?" in page and "data-form" not in page
    step = agnes.post("/dossiers/nouveau", **MARIE)
    assert step.status_code == 200
    assert block(step.text, "schema")["id"] == "reperage"
    assert {key: field(step.text, key) for key in MARIE} == MARIE
    assert each_office.house.rows(Menage) == []  # nothing is kept before the last step
    address = opened(agnes)
    assert "Mme Marie Dupin" in agnes.read(address)


def test_who_is_refused_in_words_and_keeps_what_was_typed(office: Office, agnes: Desk) -> None:
    page = agnes.post("/dossiers/nouveau", **{**MARIE, "nom": "", "date_naissance": "hier"})
    assert page.status_code == 422
    assert "Nom : Indiquez le nom." in text(page.text)
    assert "« hier » n’est pas une date" in text(page.text)
    assert (field(page.text, "prenom"), field(page.text, "date_naissance")) == ("Marie", "hier")


def test_a_dossier_for_nobody_is_refused(office: Office, agnes: Desk) -> None:
    page = agnes.post("/dossiers", REPERAGE)
    assert page.status_code == 422
    assert "Dites d’abord qui est le ménage." in page.text
    assert office.house.rows(Dossier) == []
    again = agnes.post("/dossiers/nouveau", **MARIE, reponses=field(page.text, "reponses"))
    assert block(again.text, "valeurs") == REPERAGE


def test_those_who_look_alike_are_shown_with_the_reason_and_one_is_chosen(
    office: Office, agnes: Desk
) -> None:
    first = opened(agnes)
    page = agnes.post("/dossiers/nouveau", **{**MARIE, "prenom": "Myriam"})
    assert "est-ce l’un de ces ménages ?" in page.text
    told = text(page.text)
    assert "Mme Marie Dupin , née le 12 mars 1985 (41 ans)" in told
    assert "Même nom et même date de naissance Dossier 2026-0001 (nouvel onglet) (repéré)" in told
    nothing = agnes.post("/dossiers/nouveau", **MARIE, choix="1")
    assert nothing.status_code == 422
    assert "Dites si c’est l’un de ces ménages." in nothing.text
    step = agnes.post("/dossiers/nouveau", **MARIE, choix="1", menage="2026-0001")
    assert "nouveau dossier du ménage déjà connu" in step.text
    sent = agnes.post("/dossiers", REPERAGE, **MARIE, menage="2026-0001")
    dossiers = office.house.rows(Dossier)
    assert {d.menage_id for d in dossiers} == {dossiers[0].menage_id}
    assert len(office.house.rows(Personne)) == 1
    assert first != sent.headers["Location"]


def test_none_of_those_makes_a_new_household(office: Office, agnes: Desk) -> None:
    opened(agnes)
    step = agnes.post("/dossiers/nouveau", **MARIE, choix="1", menage="nouveau")
    assert block(step.text, "schema")["id"] == "reperage"
    agnes.post("/dossiers", REPERAGE, **MARIE, menage="nouveau")
    assert len(office.house.rows(Menage)) == 2


def test_one_may_come_back_to_the_name_without_losing_the_reperage(
    office: Office, agnes: Desk
) -> None:
    page = agnes.post("/dossiers/nouveau", REPERAGE, **MARIE, modifier="1")
    assert field(page.text, "nom") == "Dupin"
    step = agnes.post("/dossiers/nouveau", **MARIE, reponses=field(page.text, "reponses"))
    assert block(step.text, "valeurs") == REPERAGE


def test_a_refused_reperage_keeps_the_name_and_leaves_nothing(office: Office, agnes: Desk) -> None:
    page = agnes.post("/dossiers", {**REPERAGE, "date_reperage": "hier"}, **MARIE)
    assert page.status_code == 422
    assert list(block(page.text, "refus")) == ["date_reperage"]
    assert {key: field(page.text, key) for key in MARIE} == MARIE
    assert [office.house.rows(table) for table in (Menage, Dossier)] == [[], []]


def test_the_landlords_door_opens_too(office: Office) -> None:
    farid = office.desk("XLH_IS")
    address = opened(farid)
    assert "Mme Marie Dupin" in farid.read(f"{address}/menage")
    # The MDL has not met the household, which has not agreed yet.
    agnes = office.desk("MDL_TS")
    page = agnes.read(f"{address}/menage")
    assert "Marie" not in page
    assert "n’a pas encore donné son accord au partage" in page
    assert "Marie" not in agnes.read("/dossiers") + agnes.read(address)


@pytest.mark.parametrize("group", ["MDL_CHEF", "XLH_PILOTE", "XLH_RELOG", "EDITEUR_PROCESSUS"])
def test_who_opens_no_dossier_asks_nobodys_name(office: Office, group: str) -> None:
    desk = office.desk(group)
    assert desk.get("/dossiers/nouveau").status_code == 403
    assert desk.post("/dossiers/nouveau", **MARIE).status_code == 403


def test_a_restricted_household_is_shown_to_its_list_and_cannot_be_chosen(office: Office) -> None:
    agnes = office.desk("MDL_TS")
    address = restricted(office, agnes)
    reference = address.removeprefix("/dossiers/")
    page = agnes.post("/dossiers/nouveau", **MARIE)
    assert "Accès restreint : un autre dossier serait vu de tous." in page.text
    assert re.search(rf'value="{reference}" disabled', page.text)
    forced = agnes.post("/dossiers", REPERAGE, **MARIE, menage=reference)
    assert forced.status_code == 422
    assert "voyez le chef de service" in forced.text
    assert field(forced.text, "nom") == "Dupin"


def test_to_all_others_it_does_not_exist(office: Office) -> None:
    agnes = office.desk("MDL_TS")
    reference = restricted(office, agnes).removeprefix("/dossiers/")
    for desk in (office.colleague("MDL_TS", "Bruno Essai"), office.desk("XLH_IS")):
        step = desk.post("/dossiers/nouveau", **MARIE)
        assert block(step.text, "schema")["id"] == "reperage"  # nobody looks like her
        forced = desk.post("/dossiers", REPERAGE, **MARIE, menage=reference)
        absent = desk.post("/dossiers", REPERAGE, **MARIE, menage="2026-9999")
        assert (forced.status_code, without_token(forced.text)) == (404, without_token(absent.text))


def restricted(office: Office, agnes: Desk) -> str:
    """A dossier of Marie Dupin's, then restricted."""
    address = opened(agnes)
    reference = address.removeprefix("/dossiers/")
    agree(office.house, reference)
    restrict(office.house, reference)
    return address


# --- an old dossier ----------------------------------------------------------


def test_an_old_dossier_is_named_by_the_same_questions(office: Office, agnes: Desk) -> None:
    _, address = office.open_dossier()
    page = agnes.read(f"{address}/menage")
    assert "n’est pas encore nommé" in page
    assert f'href="{address}/menage/nouveau"' in page
    assert "Qui est le ménage ?" in agnes.read(f"{address}/menage/nouveau")
    refused = agnes.post(f"{address}/menage/nouveau", **{**MARIE, "nom": ""})
    assert refused.status_code == 422
    sent = agnes.post(f"{address}/menage/nouveau", **MARIE)
    assert sent.headers["Location"] == f"{address}/menage"
    assert flashes(agnes.read(f"{address}/menage")) == ["Le ménage est nommé."]
    assert agnes.get(f"{address}/menage/nouveau").status_code == 403


def test_an_old_dossier_may_be_of_a_household_that_is_known(office: Office, agnes: Desk) -> None:
    opened(agnes)
    _, address = office.open_dossier()
    page = agnes.post(f"{address}/menage/nouveau", **MARIE)
    assert "est-ce l’un de ces ménages ?" in page.text
    agnes.post(f"{address}/menage/nouveau", **MARIE, choix="1", menage="2026-0001")
    assert len(office.house.rows(Menage)) == 1


# --- the list ----------------------------------------------------------------


def test_the_list_tells_names_and_finds_them(each_office: Office) -> None:
    agnes = each_office.desk("MDL_TS")
    opened(agnes)
    opened(agnes, nom="Etcheverry", prenom="Anne", nom_naissance="", date_naissance="")
    page = agnes.read("/dossiers")
    assert "Recherche par référence ou par nom" in page
    assert page.index("Mme Etcheverry") < page.index("Mme Dupin")
    for wanted in ("dupin", "MARIE", "lartigue", "0001", "marie dupin"):
        found = search(agnes, wanted)
        assert "1\xa0dossier<" in found and "Mme Dupin" in found, wanted
    assert "Aucun dossier que vous pouvez lire ne porte ce nom." in search(agnes, "inconnu")


def search(desk: Desk, wanted: str) -> str:
    sent = desk.post("/dossiers/recherche", recherche=wanted)
    assert sent.status_code == 302
    return desk.read(sent.headers["Location"])


def test_a_name_that_is_looked_for_is_in_no_address(office: Office, agnes: Desk) -> None:
    opened(agnes)
    address = agnes.post("/dossiers/recherche", recherche="Dupin").headers["Location"]
    assert "dupin" not in address.lower()
    assert field_of_search(agnes.read(address)) == "Dupin"
    assert (
        agnes.post("/dossiers/recherche", recherche="2026-0001")
        .headers["Location"]
        .endswith("?recherche=2026-0001")
    )
    # Somebody else's seal, and anything else, finds as nothing would.
    chef = office.desk("MDL_CHEF")
    for foreign in (address, "/dossiers?cle=x", "/dossiers?cle=é", "/dossiers?cle="):
        assert field_of_search(chef.read(foreign)) == ""


def field_of_search(page: str) -> str:
    found = re.search(r'id="recherche" name="recherche" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def test_no_title_and_no_address_holds_a_name(office: Office, agnes: Desk) -> None:
    address = opened(agnes)
    person = office.house.rows(Personne)[0].id
    for page in (
        "/dossiers",
        "/taches",
        address,
        f"{address}/menage",
        f"{address}/menage/personnes/nouveau",
        f"{address}/menage/personnes/{person}",
        f"{address}/menage/personnes/{person}/depart",
        f"{address}/menage/coordonnees/nouveau",
        f"{address}/menage/situations/nouveau",
    ):
        shown = agnes.read(page)
        seen = re.findall(r"<title>.*?</title>|<h1>.*?</h1>|(?:href|action)=\"[^\"]*\"", shown)
        assert seen and not [s for s in seen if re.search("Dupin|Marie|Lartigue", s)], page
