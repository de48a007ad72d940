"""D4: what plan a household's means allow (domain 5.7; every figure is a rule, à confirmer)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.suivi.dettes.d4 import Issue, Parametres, capacity, parametres, propose
from tests.house import House

D = Decimal
RULES = Parametres(part=D("0.50"), pas=D("5.00"), seuil=D("450.00"), minimum=D("10.00"), most=36)
MONEY = st.integers(0, 5_000_000).map(lambda cents: D(cents) / 100)


def test_the_rules_of_the_house_are_those_of_the_domain(house: House) -> None:
    """Rules RESTE_A_VIVRE_SEUIL and PLAN_*."""
    with house.acting() as tx:
        assert parametres(tx, house.at.date()) == RULES


def test_a_debt_that_fits_gives_a_plan() -> None:
    """Oracle: dette 1 847,33, RAV 620, seuil 450 → 85 € × 21 + 62,33 (22 échéances)."""
    found = propose(D("1847.33"), D("620"), RULES)
    assert (found.issue, found.capacite, found.number) == (Issue.PLAN, D("85.00"), 22)
    assert found.montants == (*[D("85.00")] * 21, D("62.33"))
    assert found.reste == 0


def test_a_debt_too_large_for_thirty_six_months_gives_a_partial_plan() -> None:
    """Oracle: dette 6 000 → 71 échéances > 36 → PLAN_PARTIEL_ET_FSL_BDF."""
    found = propose(D("6000"), D("620"), RULES)
    assert (found.issue, found.needed, found.number) == (Issue.PLAN_PARTIEL_ET_FSL_BDF, 71, 36)
    assert found.reste == D("6000") - 36 * D("85")


def test_too_little_left_to_live_on_orients_to_the_fsl_or_the_banque_de_france() -> None:
    """Oracle: dette 900, RAV 460 → capacité 5 → ORIENTER_FSL_BDF."""
    found = propose(D("900"), D("460"), RULES)
    assert (found.issue, found.capacite, found.montants) == (Issue.ORIENTER_FSL_BDF, D("5.00"), ())


@pytest.mark.parametrize(
    ("rav", "expected"),
    [("450", "0"), ("200", "0"), ("-50", "0"), ("460", "5"), ("469.99", "5"), ("470", "10")],
)
def test_the_capacity_is_half_of_what_is_above_the_threshold_in_steps_of_five(
    rav: str, expected: str
) -> None:
    assert capacity(D(rav), RULES) == D(expected)


def test_thirty_six_instalments_are_a_whole_plan_and_thirty_seven_are_not() -> None:
    assert propose(D("360"), D("470"), RULES).issue is Issue.PLAN
    assert propose(D("360.01"), D("470"), RULES).issue is Issue.PLAN_PARTIEL_ET_FSL_BDF


def test_nothing_is_proposed_without_a_debt_or_without_knowing() -> None:
    assert propose(D("0"), D("620"), RULES).issue is Issue.SANS_DETTE
    assert propose(None, D("620"), RULES).issue is Issue.INCONNUE
    assert propose(D("900"), None, RULES).issue is Issue.INCONNUE


@given(MONEY, MONEY)
def test_a_proposal_never_asks_more_than_it_can_nor_for_longer(
    dette: Decimal, rav: Decimal
) -> None:
    found = propose(dette, rav, RULES)
    assert found.number <= 36
    assert all(0 < one <= found.capacite for one in found.montants)
    assert found.capacite <= D("0.5") * max(D(0), rav - 450)
    if found.issue is Issue.PLAN:
        assert sum(found.montants) == dette
    if found.issue is Issue.PLAN_PARTIEL_ET_FSL_BDF:
        assert sum(found.montants) + found.reste == dette
        assert found.needed > 36
