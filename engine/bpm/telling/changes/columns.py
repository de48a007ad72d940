"""The columns and cells of a decision table, of conditions or of results."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpm.decisions.logic import Input, Output, Rule, Table
from engine.bpm.decisions.model import Decision
from engine.bpm.telling.cells import ANYTHING, tell_cell, tell_result
from engine.bpm.telling.changes.facts import Fact
from engine.bpm.telling.changes.outline import type_name
from engine.bpm.telling.vocabulary import Vocabulary


@dataclass(frozen=True)
class Column:
    """A column of a table, by its place among those of its side."""

    column: Input | Output
    place: int
    variable: str
    """What it looks at, or what it gives."""
    label: str

    @property
    def is_result(self) -> bool:
        return isinstance(self.column, Output)

    @property
    def sign(self) -> tuple[bool, str]:
        return self.is_result, self.variable

    @property
    def second_sign(self) -> tuple[bool, str]:
        return self.is_result, self.label

    @property
    def last_sign(self) -> tuple[bool, int]:
        return self.is_result, self.place

    def facts(self) -> Iterator[Fact]:
        """What is said of the column."""
        one = self.column
        yield Fact("Nom de la colonne", self.label)
        yield Fact("Donnée" if self.is_result else "Ce que la colonne regarde", self.variable)
        yield Fact("Type", type_name(one.type))
        yield Fact("Valeurs permises", one.allowed.text if one.allowed else "")
        if isinstance(one, Output):
            yield Fact(
                "Résultat si aucune ligne ne répond", one.default.text if one.default else ""
            )

    def cell(self, rule: Rule, vocabulary: Vocabulary) -> Fact:
        """What a line says in this column."""
        if self.is_result:
            text = rule.results[self.place].text
            return Fact(self.label, text, tell_result(text, self.variable, vocabulary))
        told = tell_cell(rule.tests[self.place].text, self.variable, vocabulary)
        # An empty cell and a dash say the same.
        return Fact(self.label, ANYTHING if told.told == ANYTHING else told.text, told.told)

    def text(self, rule: Rule) -> str:
        """The same, to be compared."""
        return self.cell(rule, NO_WORDS).text


NO_WORDS = Vocabulary()


def columns_of(decision: Decision, table: Table) -> list[Column]:
    """The columns of a table, those of its conditions first."""
    inputs = [
        Column(one, at, one.expression.text, one.label) for at, one in enumerate(table.inputs)
    ]
    outputs = [
        Column(one, at, one.name or decision.variable.name, one.label or one.name or decision.name)
        for at, one in enumerate(table.outputs)
    ]
    return [*inputs, *outputs]
