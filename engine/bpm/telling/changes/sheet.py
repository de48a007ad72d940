"""A decision table and its lines, as they are compared and read."""

import re
from dataclasses import dataclass
from typing import Final

from engine.bpm.decisions.logic import Rule, Table
from engine.bpm.decisions.model import Decision
from engine.bpm.telling.changes.columns import Column, columns_of
from engine.bpm.telling.vocabulary import Vocabulary

NO_ID: Final = re.compile(r"ligne \d+")


@dataclass(frozen=True)
class Sheet:
    """A table, its decision and the words for its cells."""

    decision: Decision
    table: Table
    vocabulary: Vocabulary

    @property
    def columns(self) -> list[Column]:
        return columns_of(self.decision, self.table)

    def lines(self, columns: list[Column]) -> list["Line"]:
        """The lines, each with its texts in these columns."""
        rules = self.table.rules
        return [
            Line(
                rule,
                number,
                tuple(column.text(rule) for column in columns),
                tuple(column.text(rule) for column in columns if not column.is_result),
            )
            for number, rule in enumerate(rules, 1)
        ]

    def where(self, line: "Line") -> str:
        return f"{self.decision.name}, ligne {line.number}"


@dataclass(frozen=True)
class Line:
    """A line of a table, by its number."""

    rule: Rule
    number: int
    texts: tuple[str, ...]
    conditions: tuple[str, ...]

    @property
    def id(self) -> str:
        """Empty for a rule without an id: its number says nothing of it."""
        return "" if NO_ID.fullmatch(self.rule.id) else self.rule.id
