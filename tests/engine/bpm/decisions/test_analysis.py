"""What a table leaves to chance is told with lines and an example; and only what is certain."""

import random
from datetime import date
from decimal import Decimal

import pytest

from engine.bpm.decisions.judging.analysis import Analysis, Never, Overlap, analyse
from engine.bpm.decisions.judging.french import value_in_french
from engine.bpm.decisions.judging.told import judge
from engine.bpm.decisions.logic import Policy, Variable
from engine.bpm.decisions.model import Decision, Model
from engine.feel import YearsMonths, parse_duration
from tests.engine.bpm.decisions.analysed import plain, table, told

NARROW = "resserrez l’une des deux."

# --- overlaps ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "rules", "where"),
    [
        ("n", ("<= 5", ">= 5"), "N = 5"),
        ("n", ("<= 5", "> 4", "< 0"), "N = 5"),
        ("n", ("< 450.00", "> 450.00", ">= 450.01", "450.00"), "N = 450,01"),
        ("n", ("< 2", "[1.5..3]", "> 3"), "N = 1,5"),
        ("jour", ('<= date("2027-01-01")', '>= date("2027-01-01")'), "Jour = 01/01/2027"),
        ("ok", ("true", "-"), "Ok = oui"),
        ("ok: boolean", ("false", "not(true)", "true"), "Ok = non"),
        ("mot", ('"A","B"', 'not("A")'), 'Mot = "B"'),
        ("danger | dette", ('"AVERE" | -', "- | > 450.00"), 'Danger = "AVERE", Dette = 450,01'),
        ("n", ("null", "-"), "N = vide"),
        ("delai", ('< @"P3M"', '< @"P4M"', '>= @"P4M"'), "Delai = 2 mois"),
    ],
)
def test_two_lines_that_both_apply_are_told_with_an_example(columns, rules, where):
    found = told(table(columns, *rules))
    assert any(
        message.startswith("Les lignes ")
        and message.endswith(f"s’appliquent toutes les deux, par exemple à {where} : {NARROW}")
        for message in found
    ), found


def test_the_lines_are_numbered_as_the_editor_does_and_point_into_the_file():
    model = Model()
    given = table("n", "< 0", "[0..5]", ">= 5")
    model.decisions["D"] = Decision("D", "D", Variable("d"), given, model=model)
    (problem,), unread = judge(model)
    assert (problem.line, problem.element, unread) == (13, "r3", [])
    assert plain(problem.message) == (
        f"Les lignes 2 et 3 s’appliquent toutes les deux, par exemple à N = 5 : {NARROW}"
    )


def test_lines_without_any_condition_overlap_whatever_the_data():
    assert told(table("n | m", "- | -", "- | -")) == [
        f"Les lignes 1 et 2 s’appliquent toutes les deux, quelles que soient les données : {NARROW}"
    ]


@pytest.mark.parametrize(
    "rules",
    [
        ("< 5", ">= 5"),
        ("< 450.00", "450.00", "> 450.00"),
        ("[0..5)", "[5..9]", "not([0..9])"),
        ("null", "not(null)"),
    ],
)
def test_lines_that_share_their_ends_and_no_value_are_in_order(rules):
    assert analyse(table("n: number", *rules)) == Analysis()


def test_in_an_any_table_only_different_results_are_a_problem():
    rules = ('< 5 -> "A"', '< 9 -> "A"', '>= 0 -> "B"')
    assert told(table("n", *rules, policy=Policy.ANY)) == [
        "Les lignes 1 et 3 s’appliquent toutes les deux et ne disent pas la même chose, "
        f"par exemple à N = 0 : {NARROW}",
        "Les lignes 2 et 3 s’appliquent toutes les deux et ne disent pas la même chose, "
        f"par exemple à N = 0 : {NARROW}",
    ]


def test_a_result_that_is_computed_is_not_accused_of_being_another():
    assert told(table("n", "- -> n", "- -> 1", "- -> today()", policy=Policy.ANY)) == []


@pytest.mark.parametrize(
    "policy", [Policy.COLLECT, Policy.RULE_ORDER, Policy.OUTPUT_ORDER, Policy.PRIORITY]
)
def test_overlaps_are_the_business_of_the_other_policies(policy):
    assert told(table("n", "< 5", "< 9", ">= 9", policy=policy)) == []


# --- holes -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "rules", "where"),
    [
        ("n", ("< 5", "> 5"), "N = 5"),
        ("n", ("< 1", "> 3"), "N = 1"),
        ("n", ("<= 1", ">= 3"), "N = 2"),
        ("n", ("<= 1", ">= 2"), "N = 1,5"),
        ("n", ("<= 450.00", ">= 450.02"), "N = 450,01"),
        ("n", ("<= 12000", ">= 12002"), "N = 12 001"),
        ("jour", ('<= date("2026-12-31")', '> date("2027-01-01")'), "Jour = 01/01/2027"),
        ("heure", ('< time("08:00:00")', '> time("08:00:00")'), "Heure = 08:00"),
        ("delai", ('<= duration("P1D")', '>= duration("P3D")'), "Delai = 2 jours"),
        ("ok", ("true",), "Ok = non"),
        ("mot", ('"A"', '"B"'), 'Mot = "autre"'),
        ('mot in "A","B","C"', ('"A"', '"B"'), 'Mot = "C"'),
        ("n: number in >= 0", ("(0..5)", ">= 5"), "N = 0"),
        ("mot | n", ('"A" | -', 'not("A") | < 5'), 'Mot = "autre", N = 5'),
    ],
)
def test_data_for_which_no_line_answers_are_told_with_an_example(columns, rules, where):
    assert (
        f"Aucune ligne ne répond, par exemple à {where} : ajoutez une ligne, "
        "une valeur par défaut ou les valeurs permises."
    ) in told(table(columns, *rules))


def test_days_and_months_have_nothing_between_two_neighbours():
    days = table("jour: date", '<= date("2026-12-31")', '>= date("2027-01-01")')
    months = table("delai", '<= duration("P1M")', '>= duration("P2M")')
    assert (analyse(days), analyse(months)) == (Analysis(), Analysis())


@pytest.mark.parametrize("policy", list(Policy))
def test_only_a_table_of_one_answer_owes_one(policy):
    one = policy in (Policy.UNIQUE, Policy.ANY, Policy.FIRST, Policy.PRIORITY)
    assert bool(analyse(table("n", "< 5", policy=policy)).holes) == one
    assert not analyse(table("n", "< 5", policy=policy, default='"Z"')).holes


def test_a_table_without_lines_never_answers():
    assert told(table("n")) == [
        "Aucune ligne ne répond, quelles que soient les données : ajoutez une ligne."
    ]


def test_each_hole_told_is_another():
    holes = analyse(table("a: boolean | b: boolean", "true | true", "false | false")).holes
    assert sorted(holes) == [((0, False), (1, True)), ((0, True), (1, False))]


# --- lines that never apply --------------------------------------------------


def test_a_cell_outside_of_the_allowed_values_is_told():
    given = table('mot in "A","B"', '"A"', '"B"', '"C"')
    assert told(given) == [
        "La ligne 3 ne s’applique jamais : sa case « Mot » n’accepte aucune des valeurs "
        "que cette colonne peut prendre. Corrigez la case, ou supprimez la ligne."
    ]


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("cell", ["[9..1]", '"texte"', "< 0", 'date("2026-02-30")'])
def test_a_cell_that_accepts_nothing_is_told_whatever_the_policy(policy, cell):
    given = table("n: number in >= 0", "-", cell, policy=policy)
    assert Never(1, 0) in analyse(given).never


def test_a_line_hidden_by_those_before_is_told():
    given = table("n | m", "< 5 | -", ">= 5 | > 2", "[3..7] | [3..9]", "- | -", policy=Policy.FIRST)
    assert told(given) == [
        "La ligne 3 ne s’applique jamais : partout où elle le pourrait, une ligne d’avant "
        "répond déjà. Remontez-la, ou supprimez-la."
    ]


def test_a_last_line_for_missing_data_is_no_hidden_line():
    assert analyse(table("n", "< 5", ">= 5", "-", policy=Policy.FIRST)) == Analysis()


# --- what cannot be read -----------------------------------------------------


def test_a_cell_on_other_data_is_told_as_not_analysed_and_accuses_nobody():
    found = analyse(table("n: number", "> plafond", "< 3", "[3..5]", "[4..9]"))
    assert found.overlaps == (Overlap((2, 3), ((0, Decimal(4)),)),)
    assert found.holes == ()
    (sentence,) = found.unread
    assert "« N » n’est pas analysée (ligne 1)" in plain(sentence)


def test_what_is_certain_in_the_other_columns_is_accused_all_the_same():
    found = analyse(table("n | m: boolean", "> plafond | true", "- | true"))
    assert found.holes == (((1, False),),)


def test_two_columns_on_the_same_data_are_not_accused_together():
    given = table("n | n * 2", "<= 3 | -", "> 3 | <= 100", "> 50 | > 100")
    found = analyse(given)
    assert (found.overlaps, found.holes) == ((), ())
    assert "dépendent d’une même donnée" in plain(found.unread[0])
    assert analyse(table("n | n * 2", "< 3 | -", "> 3 | -")).holes == (((0, Decimal(3)),),)


def test_what_stands_behind_a_required_decision_counts_as_the_same_data():
    given = table("dette | ratio", "< 3 | -", "- | > 2", "> 3 | <= 2", "3 | <= 2")
    assert analyse(given).overlaps
    assert not analyse(given, {"ratio": frozenset({"dette", "loyer"})}).overlaps


def test_the_same_expression_twice_is_one_column():
    assert analyse(table("n | n", "< 5 | -", ">= 5 | < 9", "- | >= 9")).holes == ()
    assert analyse(table("n | n", ">= 5 | < 9", "< 5 | -", "- | >= 9")).overlaps == ()


def test_a_table_too_large_to_be_searched_is_told_as_such():
    shuffled = random.Random(3)
    columns = " | ".join(f"c{number}: boolean" for number in range(40))
    rules = []
    for _ in range(400):
        cells = ["-"] * 40
        for at in shuffled.sample(range(40), 4):
            cells[at] = shuffled.choice(["true", "false"])
        rules.append(" | ".join(cells))
    found = analyse(table(columns, *rules, policy=Policy.FIRST))
    assert any("trop grande" in sentence for sentence in found.unread)


# --- words -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("450.01"), "450,01"),
        (Decimal("450.00"), "450,00"),
        (Decimal(2026), "2026"),
        (Decimal("-1234567.5"), "-1 234 567,5"),
        (Decimal("-0.5"), "-0,5"),
        (date(2027, 1, 1), "01/01/2027"),
        (True, "oui"),
        (False, "non"),
        (None, "vide"),
        ("AVERE", '"AVERE"'),
        (YearsMonths(14), "1 an 2 mois"),
        (parse_duration("P3DT4H"), "3 jours 4 h"),
        (parse_duration("-PT90S"), "-1 min 30 s"),
    ],
)
def test_values_are_written_as_in_french(value, written):
    assert plain(value_in_french(value)) == written
