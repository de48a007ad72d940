"""A dossier that becomes restricted parts with the household that other dossiers share."""

from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.coordonnees import add_coordonnee, read_coordonnees
from engine.suivi.menages.history import read_history
from engine.suivi.menages.keep_apart import keep_apart, read_marks
from engine.suivi.menages.keep_personne import add_personne, leave
from engine.suivi.menages.models import Menage, Personne
from engine.suivi.menages.similar import similar
from engine.suivi.menages.situations import read_situations, record_situation
from tests.engine.suivi.menages.homes import (
    JEAN,
    agree,
    dossier_of,
    open_for,
    read,
    restrict,
    shared,
)
from tests.house import House, together

OLD = {"type": "ADRESSE", "valeur": "3 rue des Genêts-Bleus, Dax"}
NEW = {"type": "ADRESSE", "valeur": "12 allée des Pinsons, Tarnos", "protegee": "1"}


def two_dossiers(house: House) -> tuple[str, str]:
    """A former dossier and a present one, of one household with Jean, an address and a budget."""
    former = shared(house)
    with house.acting() as tx:
        jean = add_personne(tx, former, JEAN)
        add_coordonnee(tx, former, {**OLD, "personne": str(jean)})
        typed = {"au": "01/09/2026", "ressource_type_0": "RSA", "ressource_montant_0": "635"}
        record_situation(tx, former, {**typed, "ressource_personne_0": str(jean)})
        leave(tx, former, jean, {"sortie": "07/09/2026"})
    present = open_for(house, known=former)
    agree(house, present)
    return former, present


def addresses(house: House, reference: str, group: str = "MDL_TS") -> list[str]:
    with house.acting(group) as tx:
        return [c.valeur for c in read_coordonnees(tx, find_dossier(tx, reference)[0])]


def test_a_dossier_that_shares_nothing_keeps_its_household(house: House) -> None:
    reference = shared(house)
    before = dossier_of(house, reference).menage_id
    restrict(house, reference)
    assert dossier_of(house, reference).menage_id == before
    assert len(house.rows(Menage)) == 1


def test_the_former_dossier_looks_unchanged_and_learns_nothing_more(house: House) -> None:
    former, present = two_dossiers(house)
    restrict(house, present)
    assert len({dossier_of(house, r).menage_id for r in (former, present)}) == 2
    with house.acting() as tx:
        add_coordonnee(tx, present, NEW)
        add_personne(tx, present, {**JEAN, "prenom": "Noé"})
    for group in ("MDL_TS", "XLH_IS"):
        assert addresses(house, former, group) == [OLD["valeur"]]
        menage = read(house, former, group)
        assert menage is not None
        assert sorted(p.prenom for p in menage.personnes) == ["Jean", "Marie"]
    assert sorted(addresses(house, present)) == sorted([NEW["valeur"], OLD["valeur"]])


def test_the_copy_is_the_same_in_every_point(house: House) -> None:
    _, present = two_dossiers(house)
    restrict(house, present)
    menage = read(house, present)
    assert menage is not None
    jean = next(p for p in menage.personnes if p.prenom == "Jean")
    assert len(house.rows(Personne)) == 4
    with house.acting() as tx:
        dossier, _ = find_dossier(tx, present)
        (address,), (budget,) = read_coordonnees(tx, dossier), read_situations(tx, dossier)
        (correction,) = read_history(tx, dossier)
    assert address.personne_id == jean.id
    assert budget.ressources[0].personne_id == jean.id
    assert jean.id in budget.composition
    assert (correction.objet_id, str(jean.sortie)) == (jean.id, "2026-09-07")


def test_the_two_are_never_told_to_be_alike(house: House) -> None:
    former, present = two_dossiers(house)
    restrict(house, present)
    for reference in (former, present):
        with house.acting("MDL_CHEF") as tx:
            assert similar(tx, find_dossier(tx, reference)[0]) == []


def test_what_it_must_not_cross_holds_for_the_copy_too(house: House) -> None:
    house.hire("COLLEGUE")
    former, present = two_dossiers(house)
    other = shared(house, "COLLEGUE", nom="Etcheverry")
    with house.acting("MDL_CHEF") as tx:
        keep_apart(tx, former, other, "VOISINAGE")
    restrict(house, present)
    with house.acting("MDL_CHEF") as tx:
        for reference in (former, present):
            (mark,) = read_marks(tx, find_dossier(tx, reference)[0])
            assert mark.dossiers == [(other, "Mme Etcheverry")]


def test_a_restriction_and_a_second_dossier_at_once_never_share_a_household(house: House) -> None:
    for _ in range(3):
        former = shared(house)
        together(lambda r=former: restrict(house, r), lambda r=former: open_for(house, known=r))
        restricted = dossier_of(house, former)
        others = [d for d in house.rows(Dossier, Dossier.menage_id == restricted.menage_id)]
        assert restricted.is_restreint
        assert [d.reference for d in others] == [former]
