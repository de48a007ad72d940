"""What changed in a decision table: its columns, then its lines, cell by cell."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engine.bpm.decisions.logic import Rule, Table
from engine.bpm.telling.cells import ANYTHING
from engine.bpm.telling.changes.columns import Column
from engine.bpm.telling.changes.facts import AND, COLUMN, LINE, Fact, apart, whole
from engine.bpm.telling.changes.matching import match, reordered
from engine.bpm.telling.changes.model import Change
from engine.bpm.telling.changes.outline import type_name
from engine.bpm.telling.changes.sheet import Line, Sheet
from engine.bpm.telling.decisions import AGGREGATIONS, POLICIES
from engine.bpm.telling.origin import in_words
from engine.bpm.telling.vocabulary import quoted
from engine.core.french import NBSP

POLICY: Final = "Comment les lignes répondent"
Columns = list[tuple[Column | None, Column | None]]


def policy_of(table: Table) -> Fact:
    """What is done with the lines that answer."""
    text = f"{table.policy} {table.aggregation}".strip()
    return Fact(POLICY, text, POLICIES[table.policy] + AGGREGATIONS[table.aggregation])


def tables_apart(old: Sheet, new: Sheet) -> Iterator[Change]:
    """The lines that tell two tables of one decision apart."""
    columns: Columns = match(
        old.columns, new.columns,
        lambda column: column.sign,
        lambda column: column.second_sign,
        lambda column: column.last_sign,
    )  # fmt: skip
    for one, other in columns:
        yield from _column(new, one, other)
    kept = [(one, other) for one, other in columns if one and other]
    before = old.lines([one for one, _ in kept])
    after = new.lines([other for _, other in kept])
    stay: list[tuple[Line, Line]] = []
    for was, now in match(
        before, after,
        lambda line: line.id,
        lambda line: line.texts,
        lambda line: line.conditions,
    ):  # fmt: skip
        if was and now:
            stay.append((was, now))
            yield from _line((old, new), columns, (was, now))
        elif now:
            yield from line_whole(new, now, is_new=True)
        elif was:
            yield from line_whole(old, was, is_new=False)
    yield from _order(new, stay)


def line_whole(sheet: Sheet, one: Line, *, is_new: bool) -> Iterator[Change]:
    """A line that came or went, in one text: « Dette : plus de 450 → Impayé constitué : oui »."""
    cells = {True: list[str](), False: list[str]()}
    for column in sheet.columns:
        fact = column.cell(one.rule, sheet.vocabulary)
        if fact.text != ANYTHING:
            cells[column.is_result].append(f"{fact.what}{NBSP}: {fact.told or fact.text}")
    text = f"{AND.join(cells[False]) or 'toujours'} → {AND.join(cells[True])}"
    yield from whole(LINE, sheet.where(one), one.rule.id, text, (), is_new=is_new)


def _column(sheet: Sheet, one: Column | None, other: Column | None) -> Iterator[Change]:
    column = other or one
    assert column
    where, element = sheet.decision.name, sheet.table.id
    if one and other:
        yield from apart(
            f"{where}, colonne {quoted(other.label)}", element, one.facts(), other.facts()
        )
    else:
        side = "résultat" if column.is_result else "condition"
        text = f"{quoted(column.label)} ({side})"
        yield from whole(COLUMN, where, element, text, (), is_new=other is not None)


def _line(
    sheets: tuple[Sheet, Sheet], columns: Columns, lines: tuple[Line, Line]
) -> Iterator[Change]:
    """A line that stays: a change a cell."""
    where, element = sheets[1].where(lines[1]), lines[1].rule.id
    for one, other in columns:
        column = other or one
        assert column
        nothing = Fact(column.label, "" if column.is_result else ANYTHING)
        cells = [
            replace(side.cell(line.rule, sheet.vocabulary), what=column.label) if side else nothing
            for side, line, sheet in zip((one, other), lines, sheets, strict=True)
        ]
        yield from apart(where, element, cells[:1], cells[1:])
    yield from apart(where, element, _about(lines[0].rule), _about(lines[1].rule))


def _about(rule: Rule) -> Iterator[Fact]:
    yield Fact("Explication", rule.description, in_words(rule.description))
    types = [type_name(one) for one in rule.types]
    yield Fact("Types des résultats", ", ".join(types) if any(types) else "")


def _order(sheet: Sheet, stay: list[tuple[Line, Line]]) -> Iterator[Change]:
    """By the numbers that the lines have now."""
    was = [now.number for _, now in sorted(stay, key=lambda pair: pair[0].number)]
    before, after = (", ".join(map(str, order)) for order in reordered(was, sorted(was)))
    if before:
        yield Change(sheet.decision.name, sheet.table.id, "Ordre des lignes", before, after)
