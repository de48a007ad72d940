"""Random tables, and what every combination of values says of them."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bpm.decisions.judging.analysis import MAX_TOLD, analyse
from engine.bpm.decisions.judging.columns import Example
from engine.bpm.decisions.logic import Policy, Rule, Table
from engine.feel import unary
from tests.engine.bpm.decisions.analysed import table

NUMBERS = [Decimal(n) / 2 for n in range(-2, 14)]
DAYS = [date(2026, 12, day) for day in range(25, 32)] + [date(2027, 1, day) for day in range(1, 8)]
WORDS = ["A", "B", "C", "autre"]
ENDS = st.integers(0, 5)


def interval(write: Any) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["<", "<=", ">", ">="])
    ends = st.lists(ENDS, min_size=2, max_size=2, unique=True).map(sorted)
    return st.one_of(
        st.builds(lambda sign, end: f"{sign} {write(end)}", signs, ENDS),
        st.builds(
            lambda left, both, right: f"{left}{write(both[0])}..{write(both[1])}{right}",
            st.sampled_from("[("),
            ends,
            st.sampled_from("])"),
        ),
        st.builds(lambda end: f"not({write(end)})", ENDS),
        st.builds(lambda one, two: f"{write(one)}, > {write(two)}", ENDS, ENDS),
        st.just("-"),
    )


def word_cells() -> st.SearchStrategy[str]:
    words = st.lists(st.sampled_from(WORDS[:3]), min_size=1, max_size=2)
    listed = words.map(lambda some: ", ".join(f'"{word}"' for word in some))
    return st.one_of(listed, listed.map("not({})".format), st.just("-"))


KINDS: dict[str, tuple[st.SearchStrategy[str], list[Any]]] = {
    "number": (interval(str), NUMBERS),
    "date": (interval(lambda end: f'date("2026-12-{26 + end}")'), DAYS),
    "string": (word_cells(), WORDS),
    "boolean": (st.sampled_from(["true", "false", "-", "not(true)"]), [True, False]),
}


@st.composite
def tables(draw: st.DrawFn, policy: Policy) -> tuple[Table, list[list[Any]]]:
    """A table of one to three columns and the dense values of each."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3))
    columns = " | ".join(f"c{at}: {kind}" for at, kind in enumerate(kinds))
    rule = st.tuples(*(KINDS[kind][0] for kind in kinds)).map(" | ".join)
    rules = draw(st.lists(rule, min_size=1, max_size=5))
    return table(columns, *rules, policy=policy), [KINDS[kind][1] for kind in kinds]


def rules_at(given: Table, values: tuple[Any, ...]) -> list[int]:
    return [
        position
        for position, rule in enumerate(given.rules)
        if all(test(value, {}) is True for test, value in zip(rule.tests, values, strict=True))
    ]


def at_example(example: Example, grid: list[list[Any]]) -> "product[Any]":
    """Every combination that the example speaks of."""
    fixed = dict(example)
    return product(*([fixed[at]] if at in fixed else some for at, some in enumerate(grid)))


@settings(max_examples=150, deadline=None)
@given(tables(Policy.UNIQUE))
def test_holes_and_overlaps_are_those_of_every_combination(drawn):
    given_table, grid = drawn
    found = analyse(given_table)
    held = [rules_at(given_table, values) for values in product(*grid)]
    assert bool(found.holes) == any(not rules for rules in held)
    pairs = {(a, b) for rules in held for a in rules for b in rules if a < b}
    accused = {overlap.rules for overlap in found.overlaps}
    assert accused <= pairs
    assert len(accused) == min(len(pairs), MAX_TOLD)
    assert {one.rule for one in found.never} == set(range(len(given_table.rules))) - {
        rule for rules in held for rule in rules
    }
    for overlap in found.overlaps:
        for values in at_example(overlap.example, grid):
            assert set(overlap.rules) <= set(rules_at(given_table, values))
    for hole in found.holes:
        for values in at_example(hole, grid):
            assert rules_at(given_table, values) == []


@settings(max_examples=150, deadline=None)
@given(tables(Policy.FIRST))
def test_hidden_lines_are_those_that_are_first_nowhere_not_even_without_data(drawn):
    given_table, grid = drawn
    with_null = [[*some, None] for some in grid]
    first = {rules[0] for v in product(*with_null) if (rules := rules_at(given_table, v))}
    never = {one.rule for one in analyse(given_table).never}
    assert never == set(range(len(given_table.rules))) - first


@settings(max_examples=100, deadline=None)
@given(tables(Policy.UNIQUE), st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=3))
def test_whatever_a_cell_on_other_data_means_what_is_accused_is_true(drawn, unread):
    given_table, grid = drawn
    rules = [[*rule.tests] for rule in given_table.rules]
    for line, at in unread:
        rules[line % len(rules)][at % len(grid)] = unary("? = seuil")
    changed = Table(
        "T",
        given_table.inputs,
        given_table.outputs,
        tuple(Rule(f"r{n}", tuple(tests), ()) for n, tests in enumerate(rules, 1)),
    )
    found = analyse(changed)
    for overlap in found.overlaps:
        for values in at_example(overlap.example, grid):
            assert set(overlap.rules) <= set(rules_at(changed, values))
    always = Table("T", changed.inputs, changed.outputs, tuple(map(read_as_dash, changed.rules)))
    for hole in found.holes:
        for values in at_example(hole, grid):
            assert rules_at(always, values) == []


def read_as_dash(rule: Rule) -> Rule:
    tests = tuple(unary("-") if test.edges is None else test for test in rule.tests)
    return Rule(rule.id, tests, ())
