"""The budget of a household, dated: with who lived there then; corrected, never lost."""

from datetime import date
from decimal import Decimal

import pytest

from engine.core.errors import AnswersRefused
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.errors import ChangedMeanwhile
from engine.suivi.menages.history import read_history
from engine.suivi.menages.keep_personne import add_personne, leave
from engine.suivi.menages.situations import (
    SituationLue,
    correct_situation,
    read_situations,
    record_situation,
)
from tests.engine.suivi.menages.homes import JEAN, LEA, open_for
from tests.house import House

TYPED = {
    "au": "01/09/2026",
    "ressource_type_0": "SALAIRE",
    "ressource_montant_0": "1 187,50",
    "ressource_type_1": "",
    "ressource_montant_1": "",
    "charge_LOYER": "512,34",
    "charge_CHARGES": "98,20",
    "aide": "291,00",
}


def situations(house: House, reference: str) -> list[SituationLue]:
    with house.acting() as tx:
        return list(read_situations(tx, find_dossier(tx, reference)[0]))


def test_the_oracle_of_the_domain_from_what_is_typed_to_the_rate(house: House) -> None:
    """Domain 3.5: loyer 512,34, charges 98,20, APL 291,00, ressources 1 187,50: 26,91 %."""
    reference = open_for(house)
    with house.acting() as tx:
        record_situation(tx, reference, TYPED)
    (situation,) = situations(house, reference)
    assert situation.budget.taux_effort.valeur == Decimal("26.91")
    assert situation.budget.reste_a_vivre.valeur == Decimal("867.96")
    assert (situation.au, situation.auteur) == (date(2026, 9, 1), "Travailleur social MDL")


def test_who_lived_there_that_day_is_kept_with_it(house: House) -> None:
    reference = open_for(house)
    with house.acting() as tx:
        jean = add_personne(tx, reference, JEAN)
        add_personne(tx, reference, {**LEA, "entree": "05/09/2026"})
        typed = {**TYPED, "ressource_type_1": "ARE", "ressource_montant_1": "600"}
        record_situation(tx, reference, {**typed, "ressource_personne_1": str(jean)})
        record_situation(tx, reference, {**TYPED, "au": "06/09/2026"})
        leave(tx, reference, jean, {"sortie": "02/09/2026"})
    later, first = situations(house, reference)
    assert [r.personne_id for r in first.ressources] == [None, jean]
    assert (len(first.composition), first.ages) == (2, [41, None])
    assert (len(later.composition), sorted(a for a in later.ages if a is not None)) == (3, [6, 41])


def test_the_newest_day_comes_first_and_each_stays(house: House) -> None:
    reference = open_for(house)
    with house.acting() as tx:
        for day in ("01/03/2026", "01/09/2026", "01/01/2026"):
            record_situation(tx, reference, {**TYPED, "au": day})
    assert [s.au.month for s in situations(house, reference)] == [9, 3, 1]


def test_a_correction_keeps_what_was_said_before(house: House) -> None:
    reference = open_for(house)
    with house.acting() as tx:
        row_id = record_situation(tx, reference, TYPED)
        correct_situation(tx, reference, row_id, 1, {**TYPED, "ressource_montant_0": "1200"})
    with pytest.raises(ChangedMeanwhile), house.acting("MDL_CHEF") as tx:
        correct_situation(tx, reference, row_id, 1, TYPED)
    (situation,) = situations(house, reference)
    assert situation.budget.total_ressources == Decimal("1200.00")
    with house.acting() as tx:
        (before,) = read_history(tx, find_dossier(tx, reference)[0])
    assert before.avant is not None
    assert before.avant["ressources"][0]["montant"] == "1187.50"


def test_no_resource_at_all_is_a_situation_too(sqlite_house: House) -> None:
    reference = open_for(sqlite_house)
    with sqlite_house.acting() as tx:
        record_situation(tx, reference, {"au": "01/09/2026", "charge_LOYER": "300"})
    (situation,) = situations(sqlite_house, reference)
    assert situation.budget.taux_effort.valeur is None
    assert situation.budget.reste_a_vivre.valeur == Decimal("-300.00")


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"au": ""}, {"au": ["Indiquez à quelle date."]}),
        ({"au": "08/09/2026"}, {"au": ["Cette date est dans l’avenir."]}),
        (
            {"ressource_type_0": ""},
            {"ressource_type_0": ["Dites de quelle ressource il s’agit."]},
        ),
        (
            {"ressource_montant_0": ""},
            {"ressource_montant_0": ["Indiquez le montant, ou 0."]},
        ),
        (
            {"ressource_montant_0": "mille"},
            {
                "ressource_montant_0": [
                    "« mille » n’est pas un montant : écrivez par exemple 512,34."
                ]
            },
        ),
        ({"ressource_personne_0": "x"}, {"ressource_personne_0": ["Choisissez dans la liste."]}),
        (
            {"charge_LOYER": "-3"},
            {"charge_LOYER": ["« -3 » n’est pas un montant : écrivez par exemple 512,34."]},
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    sqlite_house: House, typed: dict[str, str], errors: dict[str, list[str]]
) -> None:
    reference = open_for(sqlite_house)
    with pytest.raises(AnswersRefused) as refused, sqlite_house.acting() as tx:
        record_situation(tx, reference, {**TYPED, **typed})
    assert refused.value.errors == errors
    assert situations(sqlite_house, reference) == []
