"""A file as Excel writes it, and as others do: made into texts, nothing of it believed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.suivi.dettes.importer.colonnes import COLONNES, MODELE, places
from engine.suivi.dettes.references import canonical, problem_of
from engine.suivi.garde.numeros import looks_like_nir
from engine.suivi.tableaux.cellules import read_amount, read_day
from engine.suivi.tableaux.colonnes import plain
from engine.suivi.tableaux.texte import FichierRefuse, read_table

D = Decimal
TEXT = 'référence;"Compte arrêté\nau";solde\r\nL-1;31/10/2026;"1 240,50 €"\r\n\r\nL-2;;\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_excel_s_files_are_read_whatever_their_encoding(encoding: str) -> None:
    table = read_table(TEXT.encode(encoding))
    assert table.headings == ["référence", "Compte arrêté\nau", "solde"]
    assert table.rows == [
        (3, ["L-1", "31/10/2026", "1 240,50 €"]),
        (5, ["L-2", "", ""]),
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_columns_are_separated_as_the_headings_are(separator: str) -> None:
    table = read_table(f"a{separator}b\n1{separator}2".encode())
    assert table.rows == [(2, ["1", "2"])]


def test_a_line_break_inside_quotes_is_one_row_and_its_number_is_that_of_its_first_line() -> None:
    table = read_table(b'a;b\n1;"deux\ntrois"\n4;5\n')
    assert table.rows == [(2, ["1", "deux\ntrois"]), (4, ["4", "5"])]


def test_a_formula_is_a_text() -> None:
    table = read_table(b"a;b\n=1+1;@SUM(A1)\n")
    assert table.rows == [(2, ["=1+1", "@SUM(A1)"])]


def test_the_model_to_download_is_read_as_it_is() -> None:
    table = read_table(("\ufeff" + "\r\n".join(MODELE)).encode())
    known, missing, unread = places(table.headings)
    assert set(known) == {colonne.nom for colonne in COLONNES}
    assert (missing, unread) == ([], [])


def test_columns_are_known_by_their_other_names_and_the_rest_is_not_read() -> None:
    known, missing, unread = places(["N° Locataire", "Compte arrêté au", "SOLDE", "Nom", "solde"])
    assert known == {"reference_locataire": 0, "date_arrete": 1, "solde_du": 2}
    assert (missing, unread) == ([], ["Nom", "solde"])


def test_no_name_means_two_columns() -> None:
    names = [name for colonne in COLONNES for name in colonne.names]
    assert len(names) == len(set(names))
    assert plain("  Solde_DÛ ") == "solde du"


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_are_refused_in_words(data: bytes) -> None:
    try:
        table = read_table(data)
    except FichierRefuse as refused:
        assert refused.raison.endswith(".")
    else:
        assert all(isinstance(cell, str) for _, cells in table.rows for cell in cells)


@given(st.text(max_size=30))
def test_any_cell_is_an_amount_a_day_or_neither(text: str) -> None:
    montant, day = read_amount(text), read_day(text)
    assert montant is None or montant == montant.quantize(D("0.01"))
    assert day is None or isinstance(day, date)


@pytest.mark.parametrize(
    ("text", "montant"),
    [
        ("1 240,50", "1240.50"),
        ("1\u00a0240,50 €", "1240.50"),
        ("1\u202f240,5", "1240.50"),
        ("1.240,50", "1240.50"),
        ("1240.5", "1240.50"),
        ("-12,00", "-12.00"),
        ("−12", "-12.00"),
        ("0", "0.00"),
        ("1,2345", None),
        ("1.240", None),
        ("12,50-", None),
        ("=1+1", None),
        ("1e5", None),
        ("１２", None),
        ("cent", None),
    ],
)
def test_amounts_are_read_as_the_french_write_them(text: str, montant: str | None) -> None:
    assert read_amount(text) == (None if montant is None else D(montant))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/10/2026", date(2026, 10, 31)),
        ("1/9/2026", date(2026, 9, 1)),
        ("31/10/2026 00:00", date(2026, 10, 31)),
        ("2026-10-31", date(2026, 10, 31)),
        ("31/02/2026", None),
        ("10/31/2026", None),
        ("31/10/26", None),
        ("46326", None),
    ],
)
def test_days_are_read_as_the_french_write_them(text: str, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("one", "other"),
    [("l-004512", "L-004512 "), ("000123", "123"), ("'00123", "123"), ("L 45", "L45")],
)
def test_one_tenant_s_reference_is_known_however_it_is_typed(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize("text", ["1 85 05 78 006 084 36", "185057800608491", "2 85 12 2A 123 456"])
def test_a_social_security_number_is_no_reference(text: str) -> None:
    assert looks_like_nir(text)
    assert "sécurité sociale" in problem_of(text)


@pytest.mark.parametrize("text", ["L-004512", "0123456789", "2026-0001", "A.12/B_3"])
def test_a_landlord_s_reference_is_one(text: str) -> None:
    assert problem_of(text) == ""


@pytest.mark.parametrize("text", ["", "A", "1,23457E+11", "Mme Dupin !", "x" * 41])
def test_anything_else_is_refused_in_words(text: str) -> None:
    assert problem_of(text).endswith(".")
