"""Dates, conditions, cells and origins told in French from what their authors wrote."""

import pytest

from engine.bpm.forms.read import Field
from engine.bpm.telling.cells import tell_cell, tell_result
from engine.bpm.telling.conditions import tell_condition
from engine.bpm.telling.dates import tell_date
from engine.bpm.telling.model import Mark
from engine.bpm.telling.origin import read_origin
from engine.bpm.telling.vocabulary import Vocabulary

HERE = "l’ouverture de la tâche"
YES = (("OUI", "Oui"), ("NON", "Non"))
WORDS = Vocabulary(
    {
        "date_reperage": Field("date_reperage", "date", "Date du repérage", "code"),
        "signe": Field("signe", "date", "Signé le", "code"),
        "accord": Field("accord", "radio", "Accord du ménage", "code", YES),
        "danger": Field("danger", "radio", "Danger", "code", (("P", "Possible"), ("A", "Avéré"))),
        "motifs": Field("motifs", "checklist", "Motifs", "code", (("IMPAYE", "Impayé"),)),
    },
    {"date_entree": "l’accord du ménage", "date_fin_max": "la fin de la mesure", "n": "refus"},
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("feel", "told"),
    [
        ("ajouter jours ouvres(date_reperage, 15)", "15 jours ouvrés après la date du repérage"),
        ("ajouter jours ouvres(today(), 1)", "1 jour ouvré après l’ouverture de la tâche"),
        ('today() + duration("P1M")', "1 mois après l’ouverture de la tâche"),
        ('date_fin_max - duration("P7D")', "7 jours avant la fin de la mesure"),
        ('signe + duration("P1Y6M")', "1 an et 6 mois après « Signé le »"),
        ('signe + duration("P2M") - duration("P15D")', "2 mois après « Signé le », moins 15 jours"),
        ("date_reperage", "à la date du repérage"),
        (
            'jour ouvre precedent(date_entree + duration("P9M"))',
            "9 mois après l’accord du ménage, avancé au jour ouvré précédent",
        ),
        (
            'date and time(date_entree + duration("P30D"), time("08:00:00@Europe/Paris"))',
            "30 jours après l’accord du ménage, à 8 h",
        ),
        (
            'min(date_reperage + duration("P15D"), date_fin_max)',
            "15 jours après la date du repérage, sans dépasser la fin de la mesure",
        ),
        (
            "ajouter jours ouvres(if signe = null then date_reperage else signe, 10)",
            "10 jours ouvrés après « Signé le » ou, à défaut, la date du repérage",
        ),
    ],
)
def test_a_delay_of_a_common_form_is_told(feel: str, told: str) -> None:
    assert plain(tell_date(feel, WORDS, HERE)) == told


@pytest.mark.parametrize(
    "feel",
    [
        "inconnue",
        'inconnue + duration("P1D")',
        "ajouter jours ouvres(date_reperage, n)",
        'date_reperage + duration("P" + string(n) + "M")',
        "if accord = null then date_reperage else signe",
        "min(rappels[item > today()])",
        "date_reperage + ",
        '"',
        "((",
    ],
)
def test_what_cannot_be_told_whole_is_not_told_at_all(feel: str) -> None:
    assert tell_date(feel, WORDS, HERE) == ""


@pytest.mark.parametrize(
    ("feel", "told"),
    [
        ('accord = "NON"', "« Accord du ménage » : non"),
        ('danger != "A"', "« Danger » : autre que « Avéré »"),
        ('danger = "P" or danger = "A"', "« Danger » : « Possible » ou « Avéré »"),
        ('accord = "OUI" and n >= 3', "« Accord du ménage » : oui et « Refus » vaut au moins 3"),
        ('list contains(motifs, "IMPAYE")', "« Motifs » comprend « Impayé »"),
        ("signe = null", "« Signé le » n’est pas renseigné"),
        ("signe > today()", "« Signé le » est encore à venir"),
        ("signe <= today()", "« Signé le » est venu"),
        ("accord = danger", "« Accord du ménage » et « Danger » sont identiques"),
        ('inconnue = "OUI"', ""),
        ('accord = "OUI" or inconnue = "OUI"', ""),
        ("some x in motifs satisfies x = 1", ""),
    ],
)
def test_a_condition_is_told_by_the_questions_of_the_forms(feel: str, told: str) -> None:
    assert plain(tell_condition(feel, WORDS).told) == told
    assert tell_condition(feel, WORDS).text == feel


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("-", "peu importe"),
        ('"P","A"', "« Possible » ou « Avéré »"),
        ('not("A")', "sauf « Avéré »"),
        (">= 0.33", "0,33 ou plus"),
        ('< date("2027-01-01")', "avant le 01/01/2027"),
        ("(0..450.00]", "plus de 0 à 450,00"),
        ("[1..3)", "de 1, moins de 3"),
        ("> autre", ""),
    ],
)
def test_a_cell_of_a_table_is_told_by_the_answers_of_its_column(cell: str, told: str) -> None:
    assert plain(tell_cell(cell, "danger", WORDS).told) == told


def test_a_result_is_a_word_a_date_or_another_answer() -> None:
    assert tell_result('"OUI"', "constitue", WORDS) == "oui"
    assert plain(tell_result("accord", "x", WORDS)) == "« Accord du ménage »"
    assert plain(tell_result('signe + duration("P2M")', "x", WORDS)) == "2 mois après « Signé le »"
    assert tell_result('"FORTE"', "inconnue", WORDS) == ""


def test_an_origin_is_read_after_its_word_and_a_doubt_anywhere() -> None:
    read = read_origin("Deux mois. En 2027, à lire. Origine : loi ; délai de 2027 à confirmer.")
    assert (read.note, read.text) == (
        "Deux mois. En 2027, à lire.",
        "loi ; délai de 2027 à confirmer",
    )
    assert read.marks == (Mark.LAW, Mark.TO_CONFIRM)
    elsewhere = read_origin("Les quinze jours sont à confirmer. Origine : fiche projet.")
    assert elsewhere.marks == (Mark.PROJECT, Mark.TO_CONFIRM)
    assert read_origin("Un seuil. Origine\u00a0: A_CONFIRMER.").text == "à confirmer"
    assert read_origin("Une note sans plus.").marks == ()
