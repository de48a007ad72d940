"""Two households that are one: told, joined by the direction alone, and taken apart again."""

import pytest
from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.core.audit.verify import is_intact
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.coordonnees import add_coordonnee, read_coordonnees
from engine.suivi.menages.keep_apart import keep_apart
from engine.suivi.menages.keep_personne import add_personne
from engine.suivi.menages.merge import Fusion, fusions, merge, unmerge
from engine.suivi.menages.similar import (
    Ressemblance,
    similar,
    tell_alike,
    tell_apart,
    told_apart,
)
from engine.suivi.menages.situations import read_situations, record_situation
from tests.engine.suivi.menages.homes import (
    JEAN,
    LEA,
    dossier_of,
    open_for,
    read,
    restrict,
    shared,
)
from tests.house import House

PHONE = {"type": "TELEPHONE", "valeur": "06 39 98 12 34"}


def alike(house: House, reference: str, group: str = "MDL_CHEF") -> list[Ressemblance]:
    with house.acting(group) as tx:
        return list(similar(tx, find_dossier(tx, reference)[0]))


def done(house: House, reference: str) -> list[Fusion]:
    with house.acting("MDL_CHEF") as tx:
        return list(fusions(tx, find_dossier(tx, reference)[0]))


def names(house: House, reference: str) -> list[str]:
    menage = read(house, reference)
    assert menage is not None
    return [person.prenom for person in menage.personnes]


def join(house: House, one: str, other: str, group: str = "MDL_CHEF") -> None:
    with house.acting(group) as tx:
        merge(tx, one, other)


def twins(house: House) -> tuple[str, str]:
    """Marie twice, with Jean in one place, with Léa, a phone and a budget in the other."""
    one, other = shared(house), shared(house, nom="DUPIN")
    with house.acting() as tx:
        add_personne(tx, one, JEAN)
        add_personne(tx, other, LEA)
        record_situation(tx, other, {"au": "01/09/2026", "aide": "100"})
    marie = read(house, other)
    assert marie is not None
    with house.acting() as tx:
        add_coordonnee(tx, other, {**PHONE, "personne": str(marie.personnes[0].id)})
    return one, other


def test_a_likeness_is_told_with_its_reason_and_joins_nothing(house: House) -> None:
    one, other = twins(house)
    (told,) = alike(house, one)
    assert (told.nom, told.raison) == (
        "Mme Marie DUPIN",
        "même nom, même prénom et même date de naissance",
    )
    assert [vu.reference for vu in told.dossiers] == [other]
    assert dossier_of(house, one).menage_id != dossier_of(house, other).menage_id
    assert alike(house, one, "XLH_IS") == []


def test_what_was_said_to_be_different_is_not_told_again_until_one_comes_back_on_it(
    house: House,
) -> None:
    one, other = twins(house)
    with house.acting() as tx:
        tell_apart(tx, one, other)
    assert alike(house, one) == alike(house, other) == []
    with house.acting() as tx:
        (difference,) = told_apart(tx, find_dossier(tx, other)[0])
        tell_alike(tx, other, difference.id)
    assert len(alike(house, one)) == 1


def test_a_merge_keeps_each_person_once_with_all_that_is_known(house: House) -> None:
    one, other = twins(house)
    join(house, one, other)
    assert dossier_of(house, one).menage_id == dossier_of(house, other).menage_id
    assert names(house, one) == names(house, other) == ["Marie", "Jean", "Léa"]
    marie = read(house, one)
    assert marie is not None
    with house.acting() as tx:
        dossier, _ = find_dossier(tx, one)
        (phone,) = read_coordonnees(tx, dossier)
        assert phone.personne_id == marie.personnes[0].id
        assert len(read_situations(tx, dossier)) == 1
    assert alike(house, one) == []


def test_one_act_undoes_it(house: House) -> None:
    one, other = twins(house)
    before = dossier_of(house, one).menage_id, dossier_of(house, other).menage_id
    join(house, one, other)
    (fusion,) = done(house, one)
    with house.acting("MDL_CHEF") as tx:
        unmerge(tx, other, fusion.id)
    assert (dossier_of(house, one).menage_id, dossier_of(house, other).menage_id) == before
    assert names(house, one) == ["Marie", "Jean"]
    assert names(house, other) == ["Marie", "Léa"]
    marie = read(house, other)
    assert marie is not None
    with house.acting() as tx:
        (phone,) = read_coordonnees(tx, find_dossier(tx, other)[0])
        assert phone.personne_id == marie.personnes[0].id
        assert read_coordonnees(tx, find_dossier(tx, one)[0]) == []
    assert done(house, one) == []
    assert len(alike(house, one)) == 1
    with house.system() as tx:
        assert all(is_intact(tx, instance) for instance in tx.session.scalars(select(Instance)))
    with pytest.raises(NotFound), house.acting("MDL_CHEF") as tx:
        unmerge(tx, one, fusion.id)


def test_what_was_written_since_stays_where_it_was_written(house: House) -> None:
    one, other = twins(house)
    join(house, one, other)
    with house.acting() as tx:
        add_personne(tx, other, {**LEA, "prenom": "Noé"})
    (fusion,) = done(house, one)
    with house.acting("MDL_CHEF") as tx:
        unmerge(tx, one, fusion.id)
    assert names(house, one) == ["Marie", "Jean", "Noé"]


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_PILOTE", "XLH_IS"])
def test_only_the_direction_joins_households(sqlite_house: House, group: str) -> None:
    one, other = twins(sqlite_house)
    with pytest.raises(NotAllowed):
        join(sqlite_house, one, other, group)
    assert len({dossier_of(sqlite_house, r).menage_id for r in (one, other)}) == 2


def test_neither_a_restricted_nor_an_unknown_nor_an_absent_dossier_is_joined(
    house: House,
) -> None:
    """All are refused in the same words."""
    one = shared(house)
    restricted, unshared = shared(house), open_for(house, "XLH_IS")
    restrict(house, restricted)
    said = set()
    for other in (restricted, unshared, "2026-9999", "", one):
        with pytest.raises(AnswersRefused) as refused:
            join(house, one, other)
        said.add(str(refused.value.errors))
    assert said == {
        "{'autre': ['Aucun dossier de cette référence dont vous connaissez le ménage.']}"
    }
    with pytest.raises(AnswersRefused):
        join(house, restricted, one)
    assert alike(house, one) == []


def test_a_household_that_is_known_by_one_dossier_is_joined_with_all_of_its_dossiers(
    house: House,
) -> None:
    one, known = shared(house), shared(house, "XLH_IS")
    second = open_for(house, "XLH_IS", known=known)  # its own agreement is still to be asked
    join(house, one, known)
    assert dossier_of(house, second).menage_id == dossier_of(house, one).menage_id


def test_households_that_must_not_cross_are_not_joined(house: House) -> None:
    house.hire("COLLEGUE")
    one, other = shared(house), shared(house, "COLLEGUE")
    with house.acting("MDL_CHEF") as tx:
        keep_apart(tx, one, other, "FAMILLE")
    with pytest.raises(AnswersRefused) as refused:
        join(house, one, other)
    assert "à ne pas croiser" in str(refused.value.errors)
