"""A dossier opens for somebody new, or for a household that one knows; in one transaction."""

import pytest

from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.dossiers.models import Compteur, Dossier
from engine.suivi.dossiers.open import open_dossier
from engine.suivi.menages.errors import MenageRestreint
from engine.suivi.menages.models import Menage, Personne
from engine.suivi.menages.settle import Qui, name_menage
from tests.engine.suivi.menages.homes import (
    MARIE,
    dossier_of,
    open_for,
    read,
    restrict,
    shared,
)
from tests.house import REPERAGE, House, together


def test_a_refused_form_leaves_no_household_either(house: House) -> None:
    with pytest.raises(AnswersRefused), house.acting() as tx:
        open_dossier(tx, {**REPERAGE, "origine": "AILLEURS"}, Qui(typed=MARIE))
    assert [house.rows(t) for t in (Menage, Personne, Dossier, Compteur)] == [[], [], [], []]


def test_a_refused_name_leaves_no_dossier_either(house: House) -> None:
    with pytest.raises(AnswersRefused) as refused, house.acting() as tx:
        open_dossier(tx, REPERAGE, Qui(typed={**MARIE, "nom": ""}))
    assert refused.value.errors == {"nom": ["Indiquez le nom."]}
    assert [house.rows(table) for table in (Menage, Dossier, Compteur)] == [[], [], []]


def test_a_second_dossier_of_a_household_shares_it(house: House) -> None:
    first = shared(house)
    second = open_for(house, known=first)
    assert dossier_of(house, first).menage_id == dossier_of(house, second).menage_id
    assert read(house, second, "XLH_IS") is not None  # known by the first one's agreement
    assert len(house.rows(Personne)) == 1


def test_by_the_landlords_door_too(house: House) -> None:
    reference = open_for(house, "XLH_IS")
    row = dossier_of(house, reference)
    assert (row.porte, row.referent_id) == ("XLH", None)
    assert read(house, reference, "XLH_IS") is not None


def test_nobody_opens_for_a_household_that_they_do_not_know(house: House) -> None:
    unshared, restricted = open_for(house), shared(house, prenom="Anne")
    restrict(house, restricted)
    refusals = []
    for reference in (unshared, restricted, "2026-9999", "n’importe quoi"):
        with pytest.raises(NotFound) as refused:
            open_for(house, "XLH_IS", known=reference)
        refusals.append((type(refused.value), list(refused.value.context)))
    assert len({str(refusal) for refusal in refusals}) == 1
    assert len(house.rows(Dossier)) == 2


def test_nobody_opens_a_dossier_seen_by_all_for_a_restricted_household(house: House) -> None:
    restricted = shared(house)
    restrict(house, restricted)
    with pytest.raises(MenageRestreint):
        open_for(house, known=restricted)


def test_a_dossier_of_before_is_named_once(house: House) -> None:
    case = house.open_dossier()
    reference = house.instance(case).reference
    with house.acting() as tx:
        name_menage(tx, reference, Qui(typed=MARIE))
    menage = read(house, reference)
    assert menage is not None and menage.nom_court == "Mme Dupin"
    with pytest.raises(NotFound), house.acting() as tx:
        name_menage(tx, reference, Qui(typed=MARIE))


def test_before_the_agreement_the_landlord_names_no_household_that_it_has_not_met(
    sqlite_house: House,
) -> None:
    reference = sqlite_house.instance(sqlite_house.open_dossier()).reference
    with pytest.raises(NotAllowed), sqlite_house.acting("XLH_IS") as tx:
        name_menage(tx, reference, Qui(typed=MARIE))


def test_two_who_name_a_household_at_once_do_not_name_two(house: House) -> None:
    reference = house.instance(house.open_dossier()).reference

    def name() -> None:
        with house.acting() as tx:
            name_menage(tx, reference, Qui(typed=MARIE))

    outcomes = together(name, name)
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "NotFound"]
    assert len(house.rows(Menage)) == 1
