"""A budget that is written is not typed again in a diagnostic."""

import pytest

from engine.suivi.dettes.moyens import moyens_of
from engine.suivi.dossiers.see import entry_instance, find_dossier
from engine.suivi.menages.situations import record_situation
from engine.suivi.prefill import prefilled
from tests.engine.suivi.menages.homes import shared
from tests.house import House

BUDGET = {
    "au": "07/09/2026",
    "ressource_type_0": "SALAIRE",
    "ressource_montant_0": "1180",
    "charge_LOYER": "520,50",
    "aide": "210",
}


@pytest.mark.parametrize("form", ["diagnostic", "diagnostic_maintien"])
def test_the_last_budget_fills_the_diagnostic(house: House, form: str) -> None:
    reference = shared(house)
    with house.acting() as tx:
        assert prefilled(tx, reference, form) == {}
        record_situation(tx, reference, BUDGET)
    with house.acting() as tx:
        known = prefilled(tx, reference, form)
        assert known == {"ressources": 1390, "charges_menage": "520.50"}
        dossier, _ = find_dossier(tx, reference)
        means = moyens_of(tx, dossier, entry_instance(tx, dossier.id))
    assert means is not None and str(means.reste_a_vivre) == "869.50"  # the same either way


def test_the_landlord_is_told_nothing_of_it(house: House) -> None:
    reference = shared(house)
    with house.acting() as tx:
        record_situation(tx, reference, BUDGET)
    with house.acting("XLH_IS") as tx:
        assert prefilled(tx, reference, "diagnostic_maintien") == {}
