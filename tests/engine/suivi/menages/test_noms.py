"""Names: accents, case and hyphens do not tell two people apart; how a household is called."""

from dataclasses import dataclass

import pytest

from engine.suivi.menages.noms import has_words, is_near, nom_court, nom_long, normalised, words


@dataclass
class Somebody:
    civilite: str
    prenom: str
    nom: str


MARIE, JEAN = Somebody("MME", "Marie", "Dupin"), Somebody("M", "Jean", "Dupin")
LEA, CAMILLE = Somebody("MME", "Léa", "Lartigue"), Somebody("", "Camille", "Dupin")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jean-Élie", "jean elie"),
        ("Jean-Élie", "JEAN ELIE"),
        ("D’Etcheverry", "d'etcheverry"),
        ("Lœtitia", "LOETITIA"),
        ("Núñez", "Nunez"),
        ("De La Cruz", "delacruz"),
        ("Strauß", "Strauss"),
    ],
)
def test_accents_case_and_hyphens_do_not_count(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


def test_the_parts_of_a_name_are_kept_apart() -> None:
    assert words("Anne-Marie d’Ibarra") == ["anne", "marie", "d", "ibarra"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("dupin", "dupim"), ("dupin", "dupinn"), ("lartigue", "lartige"), ("dupin", "dupni")],
)
def test_one_letter_of_difference_is_near(one: str, other: str) -> None:
    assert is_near(one, other) and is_near(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("dupin", "dubon"), ("roy", "ray"), ("dupin", "pindu"), ("", "a")]
)
def test_two_letters_or_a_short_name_are_not(one: str, other: str) -> None:
    assert not is_near(one, other) and not is_near(other, one)


@pytest.mark.parametrize(
    ("people", "called"),
    [
        ([MARIE], "Mme Dupin"),
        ([MARIE, JEAN], "M. et Mme Dupin"),
        ([JEAN, MARIE], "M. et Mme Dupin"),
        ([MARIE, Somebody("MME", "Anne", "Dupin")], "Mmes Dupin"),
        ([JEAN, Somebody("M", "Paul", "DUPIN")], "MM. Dupin"),
        ([MARIE, LEA], "Mme Dupin et Mme Lartigue"),
        ([CAMILLE], "Camille Dupin"),
        ([MARIE, CAMILLE], "Mme Dupin et Camille Dupin"),
        ([], ""),
    ],
)
def test_a_household_is_called_by_its_titulaires(people: list[Somebody], called: str) -> None:
    assert nom_court(people) == called


def test_its_long_name_has_every_first_name() -> None:
    assert nom_long([MARIE, JEAN]) == "Mme Marie Dupin et M. Jean Dupin"
    assert nom_long([CAMILLE]) == "Camille Dupin"


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [("dup", True), ("marie dup", True), ("DUPIN Marie", True), ("mari x", False), ("", False)],
)
def test_every_word_that_is_asked_begins_a_name(asked: str, is_found: bool) -> None:
    assert has_words(words(asked), ("Dupin", "Marie")) is is_found


def test_a_compound_name_is_found_written_in_one_word() -> None:
    assert has_words(words("jeanpierre"), ("Dupin", "Jean-Pierre"))
    assert has_words(words("pierre"), ("Dupin", "Jean-Pierre"))
