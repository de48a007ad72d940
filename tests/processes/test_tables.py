"""The tables against the rules of the business, every combination of their inputs."""

import re
from itertools import product
from pathlib import Path

import pytest
from lxml import etree

from engine.bpm.decisions.judging.told import judge
from engine.bpm.dialect.folder import SHIPPED, Folder
from tests.processes.tables import YES_NO, proposed

DANGER = ("NON_ABORDE", "AUCUN", "POSSIBLE", "AVERE")
DISPOSITIF = ("AUCUN", "ASLL", "AVDL_AUTRE", "MASP")


def expected_d1(
    danger: str, territoire: str, dispositif_actif: str, adhesion: str, place: bool
) -> str:
    if danger == "AVERE":
        return "PROTEGER"
    if territoire == "HORS" or dispositif_actif in ("ASLL", "AVDL_AUTRE"):
        return "REORIENTATION"
    if adhesion == "NON":
        return "AJOURNEMENT"
    return "ENTREE" if place else "ATTENTE"


def test_d1_answers_every_combination_by_one_rule(folder: Folder):
    names = ("danger", "territoire", "dispositif_actif", "adhesion", "place")
    choices = (DANGER, ("DANS", "HORS"), DISPOSITIF, YES_NO, (True, False))
    for values in product(*choices):
        result, rules = proposed(folder, "D1_ELIGIBILITE", **dict(zip(names, values, strict=True)))
        assert (result, len(rules)) == (expected_d1(*values), 1), values


@pytest.mark.parametrize(
    ("danger", "territoire", "dispositif", "adhesion", "place", "proposition", "regle"),
    [
        ("AVERE", "HORS", "ASLL", "NON", False, "PROTEGER", 1),
        ("POSSIBLE", "HORS", "AUCUN", "OUI", True, "REORIENTATION", 2),
        ("AUCUN", "DANS", "ASLL", "OUI", True, "REORIENTATION", 3),
        ("AUCUN", "DANS", "AVDL_AUTRE", "OUI", True, "REORIENTATION", 3),
        ("AUCUN", "DANS", "MASP", "NON", True, "AJOURNEMENT", 4),
        ("AUCUN", "DANS", "AUCUN", "OUI", False, "ATTENTE", 5),
        ("POSSIBLE", "DANS", "MASP", "OUI", True, "ENTREE", 6),
    ],
)
def test_d1_rule_by_rule(
    folder: Folder, danger, territoire, dispositif, adhesion, place, proposition, regle
):
    given = {"danger": danger, "territoire": territoire, "dispositif_actif": dispositif}
    given |= {"adhesion": adhesion, "place": place}
    assert proposed(folder, "D1_ELIGIBILITE", **given) == (proposition, [f"regle_{regle}"])


def expected_d2(specifique: str, intensite: str, dette: str, experience: str) -> str:
    if specifique == "OUI":
        return "DECISION_HUMAINE"
    if intensite == "FORTE":
        return "SOUS_LOCATION"
    if intensite == "LEGERE" and dette == "NON" and experience == "OUI":
        return "BAIL_DIRECT"
    return "BAIL_GLISSANT"


def test_d2_answers_every_combination_by_one_rule(folder: Folder):
    names = ("accompagnement_specifique", "intensite", "dette_locative", "experience_locative")
    for values in product(YES_NO, ("LEGERE", "MOYENNE", "FORTE"), YES_NO, YES_NO):
        given = dict(zip(names, values, strict=True))
        result, rules = proposed(folder, "D2_MODE_OCCUPATION", **given)
        assert (result, len(rules)) == (expected_d2(*values), 1), values


@pytest.mark.parametrize(
    ("specifique", "intensite", "dette", "experience", "mode", "regle"),
    [
        ("OUI", "FORTE", "OUI", "NON", "DECISION_HUMAINE", 1),
        ("NON", "FORTE", "NON", "OUI", "SOUS_LOCATION", 2),
        ("NON", "MOYENNE", "NON", "OUI", "BAIL_GLISSANT", 3),
        ("NON", "LEGERE", "OUI", "OUI", "BAIL_GLISSANT", 4),
        ("NON", "LEGERE", "NON", "NON", "BAIL_GLISSANT", 5),
        ("NON", "LEGERE", "NON", "OUI", "BAIL_DIRECT", 6),
    ],
)
def test_d2_rule_by_rule(folder: Folder, specifique, intensite, dette, experience, mode, regle):
    given = {"accompagnement_specifique": specifique, "intensite": intensite}
    given |= {"dette_locative": dette, "experience_locative": experience}
    assert proposed(folder, "D2_MODE_OCCUPATION", **given) == (mode, [f"regle_{regle}"])


@pytest.mark.parametrize("table", ["D1_ELIGIBILITE", "D2_MODE_OCCUPATION"])
def test_a_word_that_the_table_does_not_know_proposes_no_entry(folder: Folder, table):
    read = folder.sources.decisions[table].names
    assert proposed(folder, table, **dict.fromkeys(read, "INCONNU"))[0] is None


# --- all of them ---------------------------------------------------------------


def test_no_table_has_an_overlap_a_hole_or_a_cell_that_could_not_be_read(folder: Folder):
    for name, model in folder.sources.models.items():
        assert judge(model) == ([], []), name


@pytest.mark.parametrize("path", sorted((SHIPPED / "decisions").iterdir()), ids=lambda p: p.stem)
def test_every_decision_says_where_it_comes_from(path: Path):
    root = etree.parse(path).getroot()
    for decision in root.iterfind("{*}decision"):
        description = decision.findtext("{*}description") or ""
        origin = description.partition("Origine\u00a0: ")[2]
        assert re.search("FICHE_PROJET|LOI|A_CONFIRMER", origin), decision.get("id")


def test_the_forms_ask_what_the_tables_read_in_the_same_words(folder: Folder):
    words = {
        "danger": set(DANGER),
        "territoire": {"DANS", "HORS"},
        "adhesion": set(YES_NO),
        "intensite": {"LEGERE", "MOYENNE", "FORTE"},
        "dette_locative": set(YES_NO),
        "experience_locative": set(YES_NO),
        "accompagnement_specifique": set(YES_NO),
    }
    asked = [
        (field.key, {value for value, _ in field.options})
        for form in folder.sources.forms.values()
        for field in form.fields
        if field.key in words and field.classe == "code"
    ]
    assert {key for key, _ in asked} == words.keys()
    for key, options in asked:
        assert options <= words[key], key
