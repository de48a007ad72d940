"""Taux d'effort (arrêté du 10 mars 2011; domain 3.2) and reste à vivre (no legal formula)."""

from decimal import Decimal

import pytest

from engine.suivi.menages.effort import Budget, unites_consommation

D = Decimal
RENT = {"LOYER": D("512.34"), "CHARGES": D("98.20")}


def spaced(text: str) -> str:
    """With ordinary spaces, to read the test."""
    return text.replace("\xa0", " ")


def test_the_rate_of_the_reference_is_26_91_percent() -> None:
    """Domain 3.5, oracle: loyer 512,34, charges 98,20, APL 291,00, ressources 1 187,50."""
    rate = Budget([D("1187.50")], RENT, D("291.00")).taux_effort
    assert rate.valeur == D("26.91")
    assert spaced(rate.formule) == (
        "(loyer 512,34 € + charges récupérables 98,20 € − aide au logement 291,00 €)"
        " ÷ ressources 1 187,50 € = 319,54 € ÷ 1 187,50 € = 26,91 %"
    )
    assert rate.dit == ""


def test_annexes_count_and_other_charges_do_not() -> None:
    """Arrêté du 10 mars 2011: loyer principal, loyer des annexes, charges récupérables."""
    charges = {**RENT, "ANNEXES": D("30.00"), "ENERGIE": D("80.00"), "CREDIT": D("200.00")}
    assert Budget([D("1000")], charges, D("0")).taux_effort.valeur == D("64.05")


def test_every_persons_resources_are_counted() -> None:
    """« la somme des ressources des personnes qui vivront au foyer »."""
    rate = Budget([D("600"), D("400.00"), D("0")], {"LOYER": D("250.00")}).taux_effort
    assert rate.valeur == D("25.00")


@pytest.mark.parametrize(
    ("rent", "rate"),
    [("100.05", "10.01"), ("100.04", "10.00"), ("333.33", "33.33"), ("333.35", "33.34")],
)
def test_the_rate_is_rounded_to_the_nearest_hundredth_halves_up(rent: str, rate: str) -> None:
    assert Budget([D("1000.00")], {"LOYER": D(rent)}).taux_effort.valeur == D(rate)


def test_without_resources_there_is_no_rate_and_it_is_said() -> None:
    for resources in ([], [D("0.00")]):
        rate = Budget(resources, RENT, D("291.00")).taux_effort
        assert rate.valeur is None
        assert rate.dit.startswith("Aucune ressource à cette date : le taux ne se calcule pas")
        assert "÷ ressources 0,00" in rate.formule


def test_without_a_rent_there_is_no_rate_and_it_is_said() -> None:
    for charges in ({}, {"LOYER": D("0.00")}, {"CHARGES": D("40.00")}):
        rate = Budget([D("900")], charges).taux_effort
        assert (rate.valeur, rate.formule) == (None, "")
        assert rate.dit == "Aucun loyer n’est noté à cette date : pas de taux d’effort."


def test_an_aid_above_the_rent_gives_zero_not_less() -> None:
    rate = Budget([D("600.00")], {"LOYER": D("200.00")}, D("250.00")).taux_effort
    assert rate.valeur == D("0.00")
    assert rate.dit == "L’aide au logement couvre toute la dépense."


def test_what_is_left_to_live_on_is_resources_and_aid_less_charges() -> None:
    """Domain 3.2: « reste à vivre », no legal formula, to be confirmed."""
    charges = {**RENT, "ENERGIE": D("75.00")}
    left = Budget([D("1187.50")], charges, D("291.00")).reste_a_vivre
    assert left.valeur == D("792.96")
    assert spaced(left.formule) == (
        "ressources 1 187,50 € + aide au logement 291,00 € − charges 685,54 € = 792,96 €"
    )
    assert left.dit == "Aucune formule légale : à confirmer par les partenaires."


def test_it_may_be_less_than_nothing() -> None:
    left = Budget([], {"LOYER": D("400.00")}, ages=[40]).reste_a_vivre
    assert left.valeur == D("-400.00")
    assert "unité" not in left.dit


def test_ages_give_it_a_consumption_unit_as_an_advice() -> None:
    """INSEE: 1 for the first adult, 0.5 for others from 14 years, 0.3 under 14."""
    left = Budget([D("1500.00")], {"LOYER": D("420.00")}, ages=[38, 36, 14, 13]).reste_a_vivre
    told = "Soit 469,57 € par mois et par unité de consommation (2,3), à titre indicatif."
    assert spaced(left.dit).endswith(told)


@pytest.mark.parametrize(
    ("ages", "units"),
    [([40], "1"), ([40, 39], "1.5"), ([40, 3], "1.3"), ([15], "1"), ([], None), ([40, None], None)],
)
def test_consumption_units(ages: list[int | None], units: str | None) -> None:
    assert unites_consommation(ages) == (D(units) if units else None)
