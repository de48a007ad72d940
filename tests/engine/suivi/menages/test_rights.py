"""Who knows a household, and what of it: the parts of domain 4.8, the agreement, the list."""

import pytest

from engine.core.access import widen_circle
from engine.core.errors import NotAllowed, NotFound
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.coordonnees import add_coordonnee, correct_coordonnee, read_coordonnees
from engine.suivi.menages.history import read_history
from engine.suivi.menages.keep_personne import add_personne
from engine.suivi.menages.situations import read_situations, record_situation
from tests.engine.suivi.menages.homes import (
    JEAN,
    LEA,
    agree,
    dossier_of,
    open_for,
    read,
    restrict,
    shared,
)
from tests.house import House

PHONE = {"type": "TELEPHONE", "valeur": "06 39 98 12 34", "consigne": "Ne pas laisser de message"}
BUDGET = {"au": "07/09/2026", "ressource_type_0": "RSA", "ressource_montant_0": "635,70"}
LANDLORDS = ("XLH_IS", "XLH_RELOG", "XLH_PILOTE")


def knowing(house: House, reference: str) -> set[str]:
    """The groups of the dossier's circle that read who the household is."""
    found = set()
    for group in house.people:
        try:
            if read(house, reference, group) is not None:
                found.add(group)
        except NotFound:
            continue
    return found


def write(house: House, reference: str, group: str = "MDL_TS") -> None:
    """A child, a phone, a protected phone and a budget."""
    with house.acting(group) as tx:
        add_personne(tx, reference, LEA)
        add_coordonnee(tx, reference, PHONE)
        add_coordonnee(tx, reference, {**PHONE, "valeur": "06 39 98 56 78", "protegee": "1"})
        record_situation(tx, reference, BUDGET)


def values(house: House, reference: str, group: str) -> tuple[int, list[str], int]:
    """How many people, which coordonnées, how many budgets somebody reads."""
    menage = read(house, reference, group)
    people = len(menage.personnes) if menage else 0
    with house.acting(group) as tx:
        dossier, _ = find_dossier(tx, reference)
        phones = [one.valeur for one in read_coordonnees(tx, dossier)]
        return people, sorted(phones), len(read_situations(tx, dossier))


def test_each_trade_reads_its_parts_and_no_other(sqlite_house: House) -> None:
    reference = shared(sqlite_house)
    write(sqlite_house, reference)
    both, one = ["06 39 98 12 34", "06 39 98 56 78"], ["06 39 98 12 34"]
    assert {g: values(sqlite_house, reference, g) for g in ("MDL_TS", "MDL_CHEF", *LANDLORDS)} == {
        "MDL_TS": (2, both, 1),
        "MDL_CHEF": (2, both, 1),
        "XLH_IS": (2, one, 0),
        "XLH_PILOTE": (2, one, 0),
        "XLH_RELOG": (2, [], 0),
    }


def test_the_precontentieux_reads_the_titulaires_names_alone(sqlite_house: House) -> None:
    house, reference = sqlite_house, shared(sqlite_house)
    write(house, reference)
    with house.system() as tx:
        widen_circle(tx, dossier_of(house, reference).circle_id, "XLH_PREC")
    menage = read(house, reference, "XLH_PREC")
    assert menage is not None
    (marie,) = menage.personnes
    assert (marie.appel, marie.date_naissance, marie.nom_naissance) == ("Mme Marie Dupin", None, "")
    assert values(house, reference, "XLH_PREC") == (1, [], 0)


def test_before_the_agreement_only_who_has_met_the_household_knows_it(house: House) -> None:
    """Domain 3.1 (secret professionnel of a CHRS) and 0.1, decision 2."""
    by_mdl, by_landlord = open_for(house), open_for(house, "XLH_IS", prenom="Anne")
    assert knowing(house, by_mdl) == {"MDL_TS", "MDL_CHEF"}
    assert knowing(house, by_landlord) == {"XLH_IS", "XLH_RELOG", "XLH_PILOTE"}
    agree(house, by_mdl)
    agree(house, by_landlord)
    everybody = {"MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_RELOG", "XLH_PILOTE"}
    assert knowing(house, by_mdl) == knowing(house, by_landlord) == everybody


def test_a_household_that_refuses_the_sharing_is_not_known_to_the_other_partner(
    house: House,
) -> None:
    reference = open_for(house)
    agree(house, reference, "NON")
    assert knowing(house, reference) == {"MDL_TS", "MDL_CHEF"}


def test_of_a_restricted_dossier_only_its_list_knows_the_household(house: House) -> None:
    house.hire("COLLEGUE")
    reference = shared(house)
    restrict(house, reference)
    assert knowing(house, reference) == {"MDL_TS", "MDL_CHEF"}


def test_what_the_landlord_may_not_write_is_refused(sqlite_house: House) -> None:
    reference = shared(sqlite_house)
    with pytest.raises(NotAllowed), sqlite_house.acting("XLH_IS") as tx:
        record_situation(tx, reference, BUDGET)
    for group in ("XLH_RELOG", "XLH_PILOTE"):
        with pytest.raises(NotAllowed), sqlite_house.acting(group) as tx:
            add_coordonnee(tx, reference, PHONE)


def test_who_does_not_know_a_household_writes_nothing_of_it(sqlite_house: House) -> None:
    reference = open_for(sqlite_house)
    with pytest.raises(NotFound), sqlite_house.acting("XLH_IS") as tx:
        add_personne(tx, reference, JEAN)
    restricted = shared(sqlite_house, prenom="Anne")
    restrict(sqlite_house, restricted)
    sqlite_house.hire("COLLEGUE")
    with pytest.raises(NotFound), sqlite_house.acting("COLLEGUE") as tx:
        add_personne(tx, restricted, JEAN)


def test_the_landlord_protects_nothing_from_itself_and_touches_nothing_protected(
    sqlite_house: House,
) -> None:
    house, reference = sqlite_house, shared(sqlite_house)
    with house.acting("XLH_IS") as tx:
        own = add_coordonnee(tx, reference, {**PHONE, "protegee": "1"})
    assert values(house, reference, "XLH_IS")[1] == ["06 39 98 12 34"]
    with house.acting() as tx:
        theirs = add_coordonnee(tx, reference, {**PHONE, "protegee": "1"})
    with pytest.raises(NotFound), house.acting("XLH_IS") as tx:
        correct_coordonnee(tx, reference, theirs, 1, PHONE)
    with house.acting("XLH_IS") as tx:
        correct_coordonnee(tx, reference, own, 1, {**PHONE, "valeur": "06 39 98 00 00"})


def test_corrections_are_told_to_the_landlord_without_what_was_before(sqlite_house: House) -> None:
    house, reference = sqlite_house, shared(sqlite_house)
    with house.acting() as tx:
        shown = add_coordonnee(tx, reference, PHONE)
        hidden = add_coordonnee(tx, reference, {**PHONE, "protegee": "1"})
        correct_coordonnee(tx, reference, shown, 1, PHONE)
        correct_coordonnee(tx, reference, hidden, 1, {**PHONE, "protegee": "1"})
    with house.acting("XLH_IS") as tx:
        (told,) = read_history(tx, find_dossier(tx, reference)[0])
    assert (told.objet_id, told.avant) == (shown, None)
    with house.acting() as tx:
        assert len(read_history(tx, find_dossier(tx, reference)[0])) == 2
    with house.acting("XLH_RELOG") as tx:
        assert read_history(tx, find_dossier(tx, reference)[0]) == []
