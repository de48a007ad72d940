"""« Qui ? »: those whom one knows and who look alike, with the reason; nobody else, ever."""

import pytest

from engine.core.errors import AnswersRefused
from engine.suivi.menages.keep_personne import add_personne
from engine.suivi.menages.match import Candidat, candidates, cherchee
from engine.suivi.menages.models import Personne
from tests.engine.suivi.menages.homes import JEAN, agree, open_for, restrict, shared
from tests.house import House

MARIE = {"nom": "Dupin", "prenom": "Marie", "date_naissance": "12/03/1985"}


def found(house: House, group: str = "MDL_TS", **who: str) -> list[Candidat]:
    with house.acting(group) as tx:
        return list(candidates(tx, cherchee(tx, {**MARIE, **who})))


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ({}, "même nom, même prénom et même date de naissance"),
        ({"nom": "DUPIN", "prenom": "marie"}, "même nom, même prénom et même date de naissance"),
        ({"nom": "Lartigue"}, "même nom, même prénom et même date de naissance"),
        (
            {"nom": "Bernède", "nom_naissance": "lartigue"},
            "même nom, même prénom et même date de naissance",
        ),
        ({"prenom": "Myriam"}, "même nom et même date de naissance"),
        ({"nom": "Dupim"}, "nom proche et même date de naissance"),
        ({"nom": "Bernède"}, "même prénom et même date de naissance"),
        ({"nom": "Marie", "prenom": "Dupin"}, "nom et prénom inversés, même date de naissance"),
        ({"date_naissance": ""}, "même nom et même prénom"),
        ({"date_naissance": "13/03/1985"}, "même nom et même prénom, autre date de naissance"),
        ({"nom": "Marie", "prenom": "Dupin", "date_naissance": ""}, "nom et prénom inversés"),
        ({"nom": "Dupim", "date_naissance": ""}, "nom et prénom proches"),
    ],
)
def test_each_likeness_has_its_reason(
    sqlite_house: House, who: dict[str, str], reason: str
) -> None:
    reference = open_for(sqlite_house)
    (one,) = found(sqlite_house, **who)
    assert (one.raison, one.personne.prenom) == (reason, "Marie")
    assert [vu.reference for vu in one.dossiers] == [reference]


@pytest.mark.parametrize(
    "who",
    [
        {"nom": "Bernède", "prenom": "Anne"},
        {"nom": "Bernède", "date_naissance": "13/03/1985"},
        {"nom": "Dupim", "date_naissance": "13/03/1985"},
        {"prenom": "Anne", "date_naissance": ""},
    ],
)
def test_others_are_not_told(sqlite_house: House, who: dict[str, str]) -> None:
    open_for(sqlite_house)
    assert found(sqlite_house, **who) == []


def test_the_likeliest_comes_first(sqlite_house: House) -> None:
    for first_name, born in (("Myriam", "12/03/1985"), ("Marie", "01/01/1960"), ("Marie", "")):
        open_for(sqlite_house, prenom=first_name, date_naissance=born)
    exact = open_for(sqlite_house)
    reasons = [(one.poids, one.dossiers[0].reference) for one in found(sqlite_house)]
    assert reasons[0] == (100, exact)
    assert [weight for weight, _ in reasons] == [100, 80, 50, 40]


def test_any_person_of_the_household_is_compared(house: House) -> None:
    reference = open_for(house)
    with house.acting() as tx:
        add_personne(tx, reference, {**JEAN, "date_naissance": "05/05/1980"})
    (one,) = found(house, prenom="Jean", date_naissance="05/05/1980")
    assert (one.personne.prenom, [p.prenom for p in one.titulaires]) == ("Jean", ["Marie", "Jean"])


def test_a_household_with_two_dossiers_is_told_once(house: House) -> None:
    first = open_for(house)
    second = open_for(house, known=first)
    (one,) = found(house)
    assert [vu.reference for vu in one.dossiers] == [first, second]


def test_a_restricted_dossier_is_told_to_its_list_alone(house: House) -> None:
    house.hire("COLLEGUE")
    reference = shared(house)
    assert [len(found(house, group)) for group in ("MDL_TS", "COLLEGUE", "XLH_IS")] == [1, 1, 1]
    restrict(house, reference)
    assert [len(found(house, group)) for group in ("COLLEGUE", "XLH_IS")] == [0, 0]
    (one,) = found(house)
    assert one.is_restreint


def test_before_the_agreement_the_other_partner_finds_nobody(house: House) -> None:
    reference = open_for(house)
    assert found(house, "XLH_IS") == []
    agree(house, reference)
    assert len(found(house, "XLH_IS")) == 1


def test_trades_that_read_no_name_find_nobody(sqlite_house: House) -> None:
    shared(sqlite_house)
    assert found(sqlite_house, "EDITEUR_PROCESSUS") == []
    assert found(sqlite_house, "REFERENTE_VVC") == []


def test_what_a_restricted_household_adds_is_never_even_opened(
    sqlite_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor can the time that the answer takes tell of it: its rows are not read at all."""
    house = sqlite_house
    house.hire("COLLEGUE")
    restricted, ordinary = shared(house), shared(house, prenom="Anne")
    restrict(house, restricted)
    opened: list[str] = []
    from engine.suivi.menages import match

    real = match.read_personne

    def watch(tx: object, row: object) -> object:
        opened.append(str(row.id))
        return real(tx, row)

    monkeypatch.setattr(match, "read_personne", watch)
    found(house, "COLLEGUE")
    known = {str(p.id) for p in house.rows(Personne)}
    assert len(opened) == 1 and len(known) == 2, ordinary


def test_a_name_and_a_first_name_are_asked_for(sqlite_house: House) -> None:
    with pytest.raises(AnswersRefused) as refused:
        found(sqlite_house, nom="", prenom="", date_naissance="x")
    assert list(refused.value.errors) == ["nom", "prenom", "date_naissance"]
