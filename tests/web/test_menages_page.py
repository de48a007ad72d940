"""The household's page: who reads what of it, what is written there, what is refused."""

import re
from uuid import uuid4

import pytest

from engine.core.access import widen_circle
from engine.suivi.menages.models import Coordonnee, EtatAnterieur, Personne, Situation
from tests.engine.suivi.menages.homes import agree, dossier_of, restrict
from tests.web.office import Desk, Office, flashes, without_token
from tests.web.test_menages import field, opened, text

LEA = {"nom": "Dupin", "prenom": "Léa", "lien": "ENFANT_MINEUR", "date_naissance": "01/09/2020"}
PHONE = {
    "type": "TELEPHONE",
    "valeur": "06 39 98 12 34",
    "consigne": "Ne pas laisser de message",
    "canal_sur": "1",
}
HIDDEN = {"type": "ADRESSE", "valeur": "12 allée des Pinsons, Tarnos", "protegee": "1"}
BUDGET = {
    "au": "01/09/2026",
    "ressource_type_0": "SALAIRE",
    "ressource_montant_0": "1187,50",
    "charge_LOYER": "512,34",
    "charge_CHARGES": "98,20",
    "aide": "291",
}
# What each part shows that no other does.
SHOWN = {
    "IDENTITE": "Mme Marie Dupin",
    "COMPOSITION": "Léa Dupin",
    "COORDONNEES": "06 39 98 12 34",
    "PROTEGEE": "12 allée des Pinsons",
    "BUDGET": "26,91 %",
}


@pytest.fixture
def address(office: Office, agnes: Desk) -> str:
    """A household with a child, a phone, a protected address and a budget, which has agreed."""
    place = opened(agnes)
    agree(office.house, place.removeprefix("/dossiers/"))
    for path, sent in (
        ("personnes", LEA),
        ("coordonnees", PHONE),
        ("coordonnees", HIDDEN),
        ("situations", BUDGET),
    ):
        answer = agnes.post(f"{place}/menage/{path}/nouveau", **sent)
        assert answer.status_code == 302, text(answer.text)
    return place


def shown(page: str) -> set[str]:
    told = text(page)
    return {part for part, words in SHOWN.items() if words in told}


# --- who reads what ----------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "parts"),
    [
        ("MDL_TS", {"IDENTITE", "COMPOSITION", "COORDONNEES", "PROTEGEE", "BUDGET"}),
        ("MDL_CHEF", {"IDENTITE", "COMPOSITION", "COORDONNEES", "PROTEGEE", "BUDGET"}),
        ("XLH_IS", {"IDENTITE", "COMPOSITION", "COORDONNEES"}),
        ("XLH_PILOTE", {"IDENTITE", "COMPOSITION", "COORDONNEES"}),
        ("XLH_RELOG", {"IDENTITE", "COMPOSITION"}),
        ("XLH_PREC", {"IDENTITE"}),
        ("REFERENTE_VVC", {"IDENTITE", "COMPOSITION", "COORDONNEES", "PROTEGEE"}),
    ],
)
def test_each_trade_reads_its_parts_on_the_page(
    office: Office, address: str, group: str, parts: set[str]
) -> None:
    with office.house.system() as tx:
        circle = dossier_of(office.house, address.removeprefix("/dossiers/")).circle_id
        for other in ("XLH_PREC", "REFERENTE_VVC"):
            widen_circle(tx, circle, other)
    assert shown(office.desk(group).read(f"{address}/menage")) == parts


FORMS = {
    "personnes/nouveau": {"MDL_TS", "MDL_CHEF", "XLH_IS"},
    "coordonnees/nouveau": {"MDL_TS", "MDL_CHEF", "XLH_IS"},
    "situations/nouveau": {"MDL_TS", "MDL_CHEF"},
    "croisements": {"MDL_CHEF"},
}


@pytest.mark.parametrize("group", ["MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_PILOTE", "XLH_RELOG"])
def test_each_trade_writes_its_parts(office: Office, address: str, group: str) -> None:
    desk = office.desk(group)
    page = desk.read(f"{address}/menage")
    for form, writers in FORMS.items():
        may = group in writers
        place = f"{address}/menage/{form}"
        assert desk.get(place).status_code == (200 if may else 403), form
        assert (f'href="{place}"' in page) is may, form
        if not may:
            assert desk.post(place, **LEA).status_code == 403, form


def test_a_restricted_dossier_is_nowhere_for_who_is_not_on_its_list(
    office: Office, address: str
) -> None:
    reference = address.removeprefix("/dossiers/")
    person, phone = office.house.rows(Personne)[0].id, office.house.rows(Coordonnee)[0].id
    restrict(office.house, reference)
    absent = "/dossiers/2026-9999"
    pages = (
        "",
        "/menage",
        "/menage/nouveau",
        "/menage/personnes/nouveau",
        f"/menage/personnes/{person}",
        f"/menage/coordonnees/{phone}",
        "/menage/situations/nouveau",
        "/menage/croisements",
        "/referent",
    )
    for desk in (office.colleague("MDL_TS", "Bruno Essai"), office.desk("XLH_IS")):
        for page in pages:
            theirs, nothing = desk.get(f"{address}{page}"), desk.get(f"{absent}{page}")
            assert theirs.status_code == nothing.status_code == 404, page
            assert without_token(theirs.text) == without_token(nothing.text), page
        for place in ("fusion", "distinction"):
            acts = [
                desk.post(f"{one}/menage/{place}", autre="2026-0001") for one in (address, absent)
            ]
            assert len({(act.status_code, without_token(act.text)) for act in acts}) == 1
        assert reference not in desk.read("/dossiers")
        assert "Dupin" not in desk.read("/dossiers")


def test_before_the_agreement_an_id_of_the_household_is_as_an_absent_one(office: Office) -> None:
    agnes, farid = office.desk("MDL_TS"), office.desk("XLH_IS")
    place = opened(agnes)
    person = office.house.rows(Personne)[0].id
    known, absent = (farid.get(f"{place}/menage/personnes/{i}") for i in (person, uuid4()))
    assert known.status_code == absent.status_code == 404
    assert without_token(known.text) == without_token(absent.text)


def test_a_protected_coordonnee_is_to_the_landlord_as_an_absent_one(
    office: Office, address: str
) -> None:
    farid = office.desk("XLH_IS")
    (hidden,) = office.house.rows(Coordonnee, Coordonnee.protegee.is_(True))
    place = f"{address}/menage/coordonnees"
    known, absent = (farid.get(f"{place}/{i}") for i in (hidden.id, uuid4()))
    assert known.status_code == absent.status_code == 404
    assert without_token(known.text) == without_token(absent.text)
    assert "Protégée" not in farid.read(f"{place}/nouveau")


def test_no_other_page_tells_the_landlord_the_budget_nor_what_is_protected(
    office: Office, address: str
) -> None:
    farid = office.desk("XLH_IS")
    for page in (address, f"{address}/menage", "/dossiers", "/taches", "/messages"):
        told = farid.read(page)
        for secret in ("Pinsons", "1187", "512,34", "26,91"):
            assert secret not in told, (page, secret)


# --- what is written ---------------------------------------------------------


def test_the_instruction_stands_before_the_number(agnes: Desk, address: str) -> None:
    page = agnes.read(f"{address}/menage")
    assert page.index("Ne pas laisser de message") < page.index("06 39 98 12 34")
    assert page.index("Canal sûr") < page.index("12 allée des Pinsons")


def test_the_two_figures_are_shown_with_their_formula(agnes: Desk, address: str) -> None:
    told = text(agnes.read(f"{address}/menage"))
    assert (
        "(loyer 512,34 € + charges récupérables 98,20 € − aide au logement 291,00 €)"
        " ÷ ressources 1 187,50 € = 319,54 € ÷ 1 187,50 € = 26,91 %"
    ) in told
    assert "ressources 1 187,50 € + aide au logement 291,00 € − charges 610,54 € = 867,96 €" in told
    assert "Arrêté du 10 mars 2011" in told
    assert "Aucune formule légale : à confirmer" in told


def test_the_composition_is_that_of_a_day(office: Office, agnes: Desk, address: str) -> None:
    (lea,) = [p for p in office.house.rows(Personne) if p.lien == "ENFANT_MINEUR"]
    place = f"{address}/menage/personnes/{lea.id}"
    assert agnes.post(f"{place}/depart", sortie="01/09/2026").status_code == 302
    today, before = agnes.read(f"{address}/menage"), agnes.read(f"{address}/menage?au=31/08/2026")
    assert "Partis, ou pas encore arrivés" in today and "Départ de Léa Dupin" in today
    assert "Composition au 31 août 2026" in before
    assert text(before).index("Léa Dupin") < text(before).index("Qui y vivait le")
    assert "Partis" not in before
    odd = agnes.read(f"{address}/menage?au=hier")
    assert "Cette date ne se lit pas" in odd and 'value="hier"' in odd


def test_what_is_refused_keeps_all_that_was_typed(agnes: Desk, address: str) -> None:
    for path, sent, wrong in (
        ("personnes", {**LEA, "entree": "demain"}, "entree"),
        ("coordonnees", {**PHONE, "valeur": "06"}, "valeur"),
        ("situations", {**BUDGET, "charge_EAU": "beaucoup"}, "charge_EAU"),
    ):
        page = agnes.post(f"{address}/menage/{path}/nouveau", **sent)
        assert page.status_code == 422, path
        assert f'href="#{wrong}"' in page.text
        for name, value in sent.items():
            if name in ("lien", "type") or name.startswith("ressource_type"):
                assert f'value="{value}" selected' in page.text
            elif value == "1":
                assert re.search(rf'name="{name}" value="1"[^>]* checked', page.text), name
            else:
                assert field(page.text, name) == value, name


def test_more_lines_are_given_without_losing_any(agnes: Desk, address: str) -> None:
    place = f"{address}/menage/situations/nouveau"
    page = agnes.read(place)
    assert field(page, "ressource_montant_0") == "1187,50"  # the last situation begins the new one
    assert field(page, "au") == "07/09/2026"
    more = agnes.post(place, **{**BUDGET, "ressource_montant_0": "900"}, lignes="1")
    assert more.status_code == 200
    assert field(more.text, "ressource_montant_0") == "900"
    assert 'name="ressource_montant_4"' in more.text


def test_a_correction_is_told_in_the_history_with_what_was_before(
    office: Office, agnes: Desk, address: str
) -> None:
    situation, phone = office.house.rows(Situation)[0], office.house.rows(Coordonnee)
    (safe,) = [c for c in phone if c.canal_sur]
    place = f"{address}/menage"
    page = agnes.read(f"{place}/coordonnees/{safe.id}")
    assert field(page, "version") == "1"
    for path, sent in (
        (f"coordonnees/{safe.id}", {**PHONE, "valeur": "06 39 98 99 99", "version": "1"}),
        (f"situations/{situation.id}", {**BUDGET, "aide": "300", "version": "1"}),
    ):
        assert agnes.post(f"{place}/{path}", **sent).status_code == 302
    told = text(agnes.read(place))
    assert "Corrections (2)" in told
    assert "Avant : 06 39 98 12 34, Ne pas laisser de message, Téléphone" in told
    assert "Avant : au 2026-09-01 : Salaire 1187.50 €" in told
    landlord = text(office.desk("XLH_IS").read(place))
    assert "Corrections (1)" in landlord and "Avant" not in landlord


def test_two_who_correct_at_once_do_not_undo_each_other(
    office: Office, agnes: Desk, address: str
) -> None:
    (lea,) = [p for p in office.house.rows(Personne) if p.lien == "ENFANT_MINEUR"]
    place = f"{address}/menage/personnes/{lea.id}"
    chef = office.desk("MDL_CHEF")
    assert chef.post(place, **LEA, langue="basque", version="1").status_code == 302
    late = agnes.post(place, **{**LEA, "prenom": "Lea"}, version="1")
    assert late.status_code == 409
    assert "Un collègue vient de modifier ces informations." in late.text
    assert (field(late.text, "prenom"), field(late.text, "version")) == ("Lea", "2")
    assert len(office.house.rows(EtatAnterieur)) == 1
    assert agnes.post(place, **{**LEA, "prenom": "Lea"}, version="2").status_code == 302


def test_somebody_added_by_mistake_is_withdrawn_and_put_back(
    office: Office, agnes: Desk, address: str
) -> None:
    (lea,) = [p for p in office.house.rows(Personne) if p.lien == "ENFANT_MINEUR"]
    place = f"{address}/menage/personnes/{lea.id}"
    agnes.post(f"{place}/retrait")
    assert "Retirées, ajoutées par erreur (1)" in agnes.read(f"{address}/menage")
    agnes.post(f"{place}/remise")
    page = agnes.read(f"{address}/menage")
    assert "Retirées" not in page and "Léa Dupin" in page


# --- the direction -----------------------------------------------------------


def test_households_that_look_alike_are_joined_and_taken_apart(
    office: Office, agnes: Desk, address: str
) -> None:
    other = opened(agnes)
    chef = office.desk("MDL_CHEF")
    for desk, may in ((agnes, False), (chef, True)):
        page = desk.read(f"{other}/menage")
        assert "Peut-être le même ménage : Mme Marie Dupin" in page
        assert "Même nom, même prénom et même date de naissance au dossier" in page
        assert ("Réunir les deux ménages" in page) is may
    reference = address.removeprefix("/dossiers/")
    assert agnes.post(f"{other}/menage/fusion", autre=reference).status_code == 403
    chef.post(f"{other}/menage/fusion", autre=reference)
    page = chef.read(f"{other}/menage")
    assert flashes(page)[0].startswith("Les deux ménages sont réunis")
    assert "Léa Dupin" in page and "Peut-être" not in page
    undo = re.search(r'action="([^"]+/fusion/[^"]+/annulation)"', page)
    assert undo
    chef.post(undo[1])
    page = chef.read(f"{other}/menage")
    assert "Léa" not in page and "Peut-être le même ménage" in page
    agnes.post(f"{other}/menage/distinction", autre=reference)
    page = agnes.read(f"{other}/menage")
    assert "Peut-être" not in page and "Reprendre la comparaison" in page


def test_a_merge_that_cannot_be_is_said_in_the_same_words(office: Office, address: str) -> None:
    chef = office.desk("MDL_CHEF")
    said = set()
    for other in ("2026-9999", "", "n’importe quoi"):
        chef.post(f"{address}/menage/fusion", autre=other)
        said |= set(flashes(chef.read(f"{address}/menage")))
    assert said == {"Aucun dossier de cette référence dont vous connaissez le ménage."}


def test_dossiers_that_must_not_cross_are_told_to_the_direction_alone(
    office: Office, agnes: Desk, address: str
) -> None:
    bruno = office.colleague("MDL_TS", "Bruno Essai")
    other = opened(bruno, nom="Sarrade", prenom="Paul", nom_naissance="")
    chef = office.desk("MDL_CHEF")
    place = f"{address}/menage/croisements"
    refused = chef.post(place, autre="2026-9999", motif="")
    assert refused.status_code == 422
    assert field(refused.text, "autre") == "2026-9999"
    sent = chef.post(place, autre=other.removeprefix("/dossiers/"), motif="VOISINAGE")
    assert sent.status_code == 302
    assert "Conflit de voisinage" in chef.read(place)
    for page in (address, f"{address}/menage", other, f"{other}/menage"):
        for desk in (agnes, bruno):
            assert "croiser" not in desk.read(page)
    assert "croiser" not in chef.read(address)  # the journal of the dossier
    crossing = bruno.post("/dossiers", {}, menage=address.removeprefix("/dossiers/"), nom="x")
    assert crossing.status_code == 422
    assert "Ce ménage ne peut pas vous être confié" in crossing.text
    assert "Sarrade" not in crossing.text


def test_the_direction_names_the_referent(office: Office, agnes: Desk, address: str) -> None:
    bruno = office.colleague("MDL_TS", "Bruno Essai")
    chef = office.desk("MDL_CHEF")
    place = f"{address}/referent"
    assert agnes.get(place).status_code == 403
    page = chef.read(place)
    person = re.search(r'<option value="([^"]+)">Bruno Essai', page)
    assert person
    assert chef.post(place, referent="x").status_code == 422
    assert chef.post(place, referent=person[1]).headers["Location"] == address
    assert "Référent : Bruno Essai" in text(bruno.read(address))
