"""The import of the landlord's accounts, as somebody of the précontentieux does it."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest

from engine.suivi.dettes.models import Compte, ImportComptes
from tests.engine.suivi.dettes.story import LOCATAIRE, csv, linked, maintien
from tests.web.office import Desk, Office, flashes
from tests.web.test_dette import words


@pytest.fixture
def case(office: Office) -> UUID:
    found = maintien(office.house)
    linked(office.house, found)
    office.house.at += timedelta(days=40)
    return found


def send(desk: Desk, data: bytes, name: str = "comptes.csv"):
    fields = {"csrf_token": desk.csrf(), "fichier": (BytesIO(data), name)}
    return desk.client.post("/comptes/import", data=fields)


def preview(desk: Desk, data: bytes) -> str:
    """The address of a preview."""
    answer = send(desk, data)
    assert answer.status_code == 302, words(answer.text)
    return str(answer.location)


def test_a_file_is_previewed_then_confirmed(office: Office, case: UUID) -> None:
    desk = office.desk("XLH_PREC")
    address = preview(desk, csv(f"{LOCATAIRE};31/10/2026;1 240,50", "L-777;31/10/2026;1"))
    page = words(desk.read(address))
    assert "Rien n’est encore enregistré. 2 lignes lues." in page
    assert "Comptes nouveaux 1" in page
    assert "Lignes ignorées 1" in page
    assert "31 octobre 2026 1 240,50 €" in page
    assert "777" not in page
    assert office.house.rows(Compte) == []
    desk.post(f"{address}/confirmation", mode="tout")
    told = flashes(desk.read("/comptes/import"))[0].replace("\u00a0", " ")
    assert told.startswith("1 compte nouveau. 1 ligne d’un autre locataire, non gardée.")
    assert len(office.house.rows(Compte)) == 1


def test_the_wrong_lines_are_said_by_number_and_one_chooses_what_becomes_of_the_others(
    office: Office, case: UUID
) -> None:
    desk = office.desk("XLH_PREC")
    data = csv(f"{LOCATAIRE};31/10/2026;100", f"{LOCATAIRE};30/09/2026;cent")
    address = preview(desk, data)
    assert "Ligne 3 : Colonne « solde_du » : un montant est attendu" in words(desk.read(address))
    assert "Importer sans la ligne fausse" in desk.read(address)
    answer = desk.post(f"{address}/confirmation", mode="tout")
    assert answer.status_code == 422
    assert "corrigez le fichier, ou importez les autres lignes" in words(answer.text)
    assert office.house.rows(Compte) == []
    assert desk.post(f"{address}/confirmation", mode="sans").status_code == 302
    assert len(office.house.rows(Compte)) == 1


def test_a_file_whose_every_line_is_wrong_is_not_offered_to_be_confirmed(
    office: Office, case: UUID
) -> None:
    desk = office.desk("XLH_PREC")
    page = desk.read(preview(desk, csv(f"{LOCATAIRE};31/10/2026;cent")))
    assert "Il n’y a rien à importer" in page
    assert "/confirmation" not in page


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "", "Choisissez un fichier."),
        (b"PK\x03\x04", "comptes.xlsx", "C’est un classeur"),
        (b"\x00\x01", "comptes.csv", "n’est pas un texte"),
        (b"a;b\n1;2", "comptes.csv", "Il manque la colonne"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    office: Office, data: bytes, name: str, told: str
) -> None:
    answer = send(office.desk("XLH_PREC"), data, name)
    assert answer.status_code == 422
    assert told in words(answer.text)
    assert 'aria-invalid="true"' in answer.text


def test_a_file_too_large_is_refused_before_it_is_read(office: Office) -> None:
    office.app.config["MAX_CONTENT_LENGTH"] = 10_000
    answer = send(office.desk("XLH_PREC"), b"x" * 20_000)
    assert answer.status_code == 413
    assert office.house.rows(ImportComptes) == []


def test_a_preview_can_be_given_up(office: Office, case: UUID) -> None:
    desk = office.desk("XLH_PREC")
    address = preview(desk, csv(f"{LOCATAIRE};31/10/2026;100"))
    desk.post(f"{address}/abandon")
    assert flashes(desk.read("/comptes/import")) == [
        "Rien n’a été importé, et rien du fichier n’est gardé."
    ]
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize("group", ["MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_RELOG", "XLH_PILOTE"])
def test_the_import_is_of_the_precontentieux_alone(office: Office, group: str) -> None:
    desk = office.desk(group)
    assert desk.get("/comptes/import").status_code == 403
    assert send(desk, csv("x")).status_code == 403
    assert 'href="/comptes/import"' not in desk.read("/taches")


def test_somebody_else_s_preview_does_not_exist(office: Office, case: UUID) -> None:
    address = preview(office.desk("XLH_PREC"), csv(f"{LOCATAIRE};31/10/2026;100"))
    other = office.colleague("XLH_PREC", "Inès")
    assert other.get(address).status_code == 404
    assert other.post(f"{address}/confirmation", mode="tout").status_code == 404


def test_the_model_is_a_file_that_can_be_imported(office: Office, case: UUID) -> None:
    desk = office.desk("XLH_PREC")
    model = desk.get("/comptes/modele")
    assert model.headers["Content-Disposition"].startswith("attachment")
    assert model.data.startswith("\ufeff".encode())
    page = words(desk.read(preview(desk, model.data)))
    assert "Lignes fausses 0" in page and "Lignes ignorées 4" in page


def test_the_columns_are_told_in_words(office: Office) -> None:
    page = words(office.desk("XLH_PREC").read("/comptes/import"))
    assert "solde_du Obligatoire Ce que le locataire doit ce jour-là" in page


# --- the rules ---------------------------------------------------------------


def test_the_rules_are_read_with_their_value_their_dates_and_their_source(office: Office) -> None:
    page = words(office.desk("MDL_TS").read("/regles?au=15/01/2027"))
    assert "450,00 € du 1er janv. 2027 À confirmer Décret 2026-84" in page
    assert "2 mois de loyer du 1er janv. 2015 au 31 déc. 2026 Avant Loi" in page
    assert "du 1er novembre au 31 mars" in page
    assert "50 %" in page


def test_the_rules_of_another_day_are_not_those_of_today(office: Office) -> None:
    page = words(office.desk("XLH_IS").read("/regles?au=31/12/2026"))
    assert "450,00 € du 1er janv. 2027 Plus tard" in page


def test_the_rules_are_for_those_who_are_signed_in(office: Office) -> None:
    assert office.desk().get("/regles").status_code == 302
