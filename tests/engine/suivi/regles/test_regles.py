"""The dated rules: the one of the day of the fact, and no other year's."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.bpm.dialect.folder import SHIPPED
from engine.bpm.functions import functions_of, known_functions
from engine.feel import evaluate
from engine.suivi.regles.models import Origine, Regle
from engine.suivi.regles.read import RegleInconnue, amount, regle, regles, whole
from engine.suivi.regles.settle import BadRegles, read_regles, settle_regles
from tests.house import House


def test_a_rule_changes_on_the_first_of_january_2027(house: House) -> None:
    with house.acting() as tx:
        assert regle(tx, "IMPAYE_SEUIL_MOIS", date(2026, 12, 31)).valeur == 2
        with pytest.raises(RegleInconnue):
            regle(tx, "IMPAYE_SEUIL_MOIS", date(2027, 1, 1))
        with pytest.raises(RegleInconnue):
            regle(tx, "IMPAYE_SEUIL_MONTANT", date(2026, 12, 31))
        assert amount(tx, "IMPAYE_SEUIL_MONTANT", date(2027, 1, 1)) == Decimal("450.00")


def test_two_versions_of_one_rule_follow_each_other(house: House) -> None:
    with house.acting() as tx:
        before = regle(tx, "SIGNALEMENT_DELAI", date(2026, 12, 31))
        after = regle(tx, "SIGNALEMENT_DELAI", date(2027, 1, 1))
        assert (before.origine, after.origine) == (Origine.LOI, Origine.A_CONFIRMER)
        assert whole(tx, "SIGNALEMENT_DELAI", date(2030, 1, 1)) == 2


def test_several_rules_are_read_at_once_each_by_its_day(house: House) -> None:
    with house.acting() as tx:
        codes = ["IMPAYE_SEUIL_MOIS", "IMPAYE_SEUIL_MONTANT", "INCONNUE"]
        assert list(regles(tx, codes, date(2027, 6, 1))) == ["IMPAYE_SEUIL_MONTANT"]


def test_settling_the_rules_again_changes_nothing(house: House) -> None:
    before = {(row.code, row.valide_du): row.id for row in house.rows(Regle)}
    with house.system() as tx:
        settle_regles(tx, SHIPPED)
    assert {(row.code, row.valide_du): row.id for row in house.rows(Regle)} == before


def test_every_rule_says_where_it_comes_from() -> None:
    """Domain 0.1, point 11; an amount is a text, so that no float ever comes near money."""
    for row in read_regles(SHIPPED / "regles.yaml"):
        assert row["source"] and row["base_legale"] and row["unite"], row["code"]
        assert row["origine"] in set(Origine)
        assert not isinstance(row["valeur"], float)


GOOD = "- {code: X, theme: T, libelle: L, unite: u, versions: [%s]}"
VERSION = "{valeur: 1, du: 2026-01-01, origine: LOI, base: b, source: s}"


@pytest.mark.parametrize(
    "text",
    [
        "regles: 1",
        "- {code: X}",
        GOOD % "",
        GOOD % VERSION.replace("valeur: 1", "valeur: 1.5"),
        GOOD % VERSION.replace("du: 2026-01-01", "du: 2026-01-01, au: 2025-01-01"),
        GOOD % f"{VERSION}, {VERSION.replace('2026', '2027')}",
        GOOD % f"{VERSION.replace('du:', 'au: 2026-12-31, du:')}, {VERSION}",
        GOOD % VERSION.replace("source: s", "origin: s"),
    ],
)
def test_a_slip_of_the_pen_in_the_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "regles.yaml").write_text(text)
    with pytest.raises(BadRegles):
        read_regles(tmp_path / "regles.yaml")


def test_an_unknown_origin_is_refused(tmp_path: Path) -> None:
    (tmp_path / "regles.yaml").write_text(GOOD % VERSION.replace("LOI", "HABITUDE"))
    with pytest.raises(ValueError, match="HABITUDE"):
        read_regles(tmp_path / "regles.yaml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('regle("COMMANDEMENT_BAIL_RECENT", date("2026-11-16"))', Decimal(42)),
        ('regle("IMPAYE_SEUIL_MONTANT", date("2027-01-01")) + 1', Decimal("451.00")),
        ('regle("PLAN_PART_CAPACITE", date("2026-11-16")) * 100', Decimal("50.00")),
        ('regle("TREVE_HIVERNALE", date("2026-11-16")).du', "11-01"),
        (
            'date("2026-11-13") + duration("P" + string(regle("COMMANDEMENT_BAIL_RECENT", '
            'date("2026-11-13"))) + "D")',
            date(2026, 12, 25),
        ),
    ],
)
def test_an_expression_of_a_diagram_reads_the_rules(house: House, text: str, value: object) -> None:
    with house.acting() as tx:
        assert evaluate(text, {}, now=tx.now, functions=functions_of(tx)) == value


def test_a_rule_that_does_not_hold_is_an_error_of_the_expression(house: House) -> None:
    with house.acting() as tx, pytest.raises(RegleInconnue):
        text = 'regle("IMPAYE_SEUIL_MONTANT", date("2026-12-31"))'
        evaluate(text, {}, now=tx.now, functions=functions_of(tx))


def test_a_diagram_may_call_it_and_no_other_name() -> None:
    assert "regle" in known_functions()
    assert "regles" not in known_functions()
