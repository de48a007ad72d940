"""The list of dossiers: by reference, name or first name, among what one may read."""

import pytest

from engine.suivi.menages.find import list_dossiers
from engine.suivi.menages.keep_personne import add_personne
from tests.engine.suivi.menages.homes import LEA, agree, open_for, restrict, shared
from tests.house import House


def listed(house: House, wanted: str = "", group: str = "MDL_TS") -> list[tuple[str, str]]:
    with house.acting(group) as tx:
        return [(line.dossier.reference, line.nom) for line in list_dossiers(tx, wanted)]


def test_the_list_has_names_where_they_may_be_read(house: House) -> None:
    first, second = shared(house), open_for(house, nom="Etcheverry", prenom="Anne")
    nameless = house.instance(house.open_dossier()).reference
    everybody = [(nameless, ""), (second, "Mme Etcheverry"), (first, "Mme Dupin")]
    assert listed(house) == everybody
    assert listed(house, group="XLH_IS") == [(nameless, ""), (second, ""), (first, "Mme Dupin")]
    assert listed(house, group="EDITEUR_PROCESSUS") == []


@pytest.mark.parametrize(
    "wanted", ["dupin", "DUPIN", "dup", "marie", "Marie Dupin", "dupin marie", "lartigue", "léa",
               "lea", "0001", "2026-0001"]
)  # fmt: skip
def test_a_dossier_is_found_by_reference_name_or_first_name(
    sqlite_house: House, wanted: str
) -> None:
    reference = open_for(sqlite_house)
    with sqlite_house.acting() as tx:
        add_personne(tx, reference, LEA)
    open_for(sqlite_house, nom="Etcheverry", prenom="Anne", nom_naissance="")
    assert [found for found, _ in listed(sqlite_house, wanted)] == [reference]


@pytest.mark.parametrize("wanted", ["dupon", "d", "upin", "marie x", "9999", "%", "_", "'"])
def test_what_nobody_is_called_finds_nothing(sqlite_house: House, wanted: str) -> None:
    open_for(sqlite_house)
    assert listed(sqlite_house, wanted) == []


def test_a_restricted_dossier_is_found_by_its_list_alone(house: House) -> None:
    house.hire("COLLEGUE")
    reference = shared(house)
    restrict(house, reference)
    assert listed(house, "dupin") == [(reference, "Mme Dupin")]
    assert listed(house, "dupin", "COLLEGUE") == []
    # The pilote sees its stage by its reference, and no name.
    assert listed(house, group="XLH_PILOTE") == [(reference, "")]
    assert listed(house, "dupin", "XLH_PILOTE") == []


def test_before_the_agreement_the_other_partner_finds_no_name(house: House) -> None:
    reference = open_for(house)
    assert listed(house, "dupin", "XLH_IS") == []
    agree(house, reference)
    assert listed(house, "dupin", "XLH_IS") == [(reference, "Mme Dupin")]
