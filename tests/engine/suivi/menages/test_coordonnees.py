"""How a household is reached: safe channels first, dated, corrected without loss."""

from datetime import date

import pytest

from engine.core.errors import AnswersRefused
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.coordonnees import (
    CoordonneeLue,
    add_coordonnee,
    correct_coordonnee,
    read_coordonnees,
)
from engine.suivi.menages.errors import ChangedMeanwhile
from tests.engine.suivi.menages.homes import open_for, read
from tests.house import House

PHONE = {"type": "TELEPHONE", "valeur": "06 39 98 12 34"}


def all_of(house: House, reference: str) -> list[CoordonneeLue]:
    with house.acting() as tx:
        return list(read_coordonnees(tx, find_dossier(tx, reference)[0]))


def test_a_safe_channel_comes_first_with_its_instruction(house: House) -> None:
    reference = open_for(house)
    with house.acting() as tx:
        add_coordonnee(tx, reference, {"type": "ADRESSE", "valeur": "3 rue des Genêts-Bleus, Dax"})
        add_coordonnee(
            tx,
            reference,
            {**PHONE, "canal_sur": "1", "consigne": "Ne pas laisser de message", "plages": "9 h"},
        )
    safe, home = all_of(house, reference)
    assert safe.canal_sur
    assert (safe.consigne, safe.plages) == ("Ne pas laisser de message", "9 h")
    assert (home.type, home.valeur) == ("ADRESSE", "3 rue des Genêts-Bleus, Dax")


def test_it_belongs_to_a_person_of_the_household_or_to_all(house: House) -> None:
    reference, other = open_for(house), open_for(house, prenom="Anne")
    marie, anne = read(house, reference), read(house, other)
    assert marie is not None and anne is not None
    with house.acting() as tx:
        add_coordonnee(tx, reference, {**PHONE, "personne": str(marie.personnes[0].id)})
    (one,) = all_of(house, reference)
    assert one.personne_id == marie.personnes[0].id
    with pytest.raises(AnswersRefused) as refused, house.acting() as tx:
        add_coordonnee(tx, reference, {**PHONE, "personne": str(anne.personnes[0].id)})
    assert refused.value.errors == {"personne": ["Choisissez dans la liste."]}


def test_it_holds_from_a_day_to_another(house: House) -> None:
    reference = open_for(house)
    with house.acting() as tx:
        dates = {"valide_du": "01/02/2026", "valide_au": "01/06/2026"}
        add_coordonnee(tx, reference, {**PHONE, **dates})
    (one,) = all_of(house, reference)
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 6, 1), date(2026, 6, 2)]
    assert [one.is_valid(day) for day in days] == [False, True, True, False]


def test_a_correction_is_refused_when_a_colleague_has_just_made_one(house: House) -> None:
    reference = open_for(house)
    with house.acting() as tx:
        row_id = add_coordonnee(tx, reference, PHONE)
        correct_coordonnee(tx, reference, row_id, 1, {**PHONE, "valeur": "06 39 98 99 99"})
    with pytest.raises(ChangedMeanwhile), house.acting() as tx:
        correct_coordonnee(tx, reference, row_id, 1, PHONE)
    assert [one.valeur for one in all_of(house, reference)] == ["06 39 98 99 99"]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"type": ""}, {"type": ["Dites de quoi il s’agit."]}),
        ({"valeur": ""}, {"valeur": ["Indiquez le numéro ou l’adresse."]}),
        (
            {"valeur": "06 39"},
            {"valeur": ["Ce numéro n’a pas dix chiffres : écrivez par exemple 06 39 98 12 34."]},
        ),
        (
            {"type": "EMAIL", "valeur": "marie"},
            {"valeur": ["Une adresse de courriel contient un @."]},
        ),
        (
            {"valide_du": "01/02/2026", "valide_au": "31/01/2026"},
            {"valide_au": ["La fin est avant le début."]},
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    sqlite_house: House, typed: dict[str, str], errors: dict[str, list[str]]
) -> None:
    reference = open_for(sqlite_house)
    with pytest.raises(AnswersRefused) as refused, sqlite_house.acting() as tx:
        add_coordonnee(tx, reference, {**PHONE, **typed})
    assert refused.value.errors == errors
    assert all_of(sqlite_house, reference) == []
