"""What a decision table leaves to chance: rules that overlap, holes, rules that never hold.

Every accusation is certain, and comes with values at which the table's own tests were evaluated.
A cell that compares its input with something other than constants could be anything: it is taken
to separate rules and to fill holes. Two inputs computed from the same data cannot take any two
values: what needs both at once is not accused. Both are told in ``unread``. A missing value is
considered only where some cell speaks of null.
"""

from dataclasses import dataclass
from typing import Final

from engine.bpm.decisions.judging.columns import Behind, Column, Example, columns_of, tied
from engine.bpm.decisions.judging.cover import Budget, TooLarge, bits, uncovered
from engine.bpm.decisions.judging.doubts import doubts_on, unread_in
from engine.bpm.decisions.judging.holes import Holes
from engine.bpm.decisions.logic import Policy, Rule, Table
from engine.feel import FeelError, evaluate

MAX_TOLD: Final = 5
"""Of each kind, for one table: the next are found once these are mended."""

ONE_ANSWER: Final = (Policy.UNIQUE, Policy.ANY, Policy.FIRST, Policy.PRIORITY)


@dataclass(frozen=True)
class Overlap:
    """Two rules, by position, that both hold."""

    rules: tuple[int, int]
    example: Example


@dataclass(frozen=True)
class Never:
    """A rule that holds for nothing: for the cell of an input, or else for the rules before."""

    rule: int
    input: int | None


@dataclass(frozen=True)
class Analysis:
    """What is wrong, given the hit policy, and what could not be told."""

    overlaps: tuple[Overlap, ...] = ()
    holes: tuple[Example, ...] = ()
    never: tuple[Never, ...] = ()
    unread: tuple[str, ...] = ()


def analyse(table: Table, behind: Behind | None = None) -> Analysis:
    """The overlaps of UNIQUE, those of ANY whose results differ; the holes of a table of one
    answer that has no default; the rules that never hold (DMN 1.5, 8.2.8 to 8.2.10).

    ``behind``: the data from which a name that the table reads is computed. A table of which a
    line lacks a cell is not analysed: reading it has told so.
    """
    if any(len(rule.tests) != len(table.inputs) for rule in table.rules):
        return Analysis()
    return _Analyser(table, behind or {}).analysis()


class _Analyser:
    def __init__(self, table: Table, behind: Behind) -> None:
        self.table = table
        self.behind = behind
        self.columns: list[Column] = []
        self.everything = (1 << len(table.rules)) - 1
        self.budget = Budget()
        self.overlaps: list[Overlap] = []
        self.holes: list[Example] = []
        self.never: list[Never] = []
        self.unread: list[str] = []

    def analysis(self) -> Analysis:
        policy = self.table.policy
        try:
            self.columns = columns_of(self.table, self.behind, self.budget)
            self.unread += [told for column in self.columns for told in unread_in(column)]
            self.find_impossible()
            if policy in (Policy.UNIQUE, Policy.ANY):
                self.find_overlaps()
            if policy is Policy.FIRST:
                self.find_masked()
            if policy in ONE_ANSWER and all(
                output.default is None for output in self.table.outputs
            ):
                self.find_holes()
        except TooLarge:
            self.unread.append(
                "La table est trop grande : toutes les combinaisons n’ont pas été vérifiées."
            )
        unread = tuple(dict.fromkeys(self.unread))
        return Analysis(tuple(self.overlaps), tuple(self.holes), tuple(self.never), unread)

    def find_impossible(self) -> None:
        """Rules with a cell that accepts nothing of what its input may be."""
        found: dict[int, Never] = {}
        for column in self.columns:
            live = column.null.may & column.on_null
            for sample in column.samples:
                live |= sample.may
            for rule in bits(self.everything & ~live):
                found.setdefault(rule, Never(rule, column.input))
        self.never = [found[rule] for rule in sorted(found)][:MAX_TOLD]

    def find_masked(self) -> None:
        """Rules that, wherever they hold, come after another that does, null included."""
        together = self.together(null=True)
        known = {one.rule for one in self.never}
        for rule in range(1, len(self.table.rules)):
            before = together[rule] & ((1 << rule) - 1)
            if rule in known or not before or len(self.never) >= MAX_TOLD:
                continue
            self.budget.spend(sum(len(column.samples) for column in self.columns))
            where = [
                [s.must for s in (*column.samples, column.null) if s.may >> rule & 1]
                for column in self.columns
            ]
            if uncovered(where, before, self.budget) is None:
                self.never.append(Never(rule, None))

    def find_overlaps(self) -> None:
        """Pairs of rules that hold together, and must not."""
        results = [_constants(rule) for rule in self.table.rules]
        may_agree = self.table.policy is Policy.ANY
        for first, held in enumerate(self.together()):
            for second in bits(held >> (first + 1) << (first + 1)):
                if may_agree and not _differ(results[first], results[second]):
                    continue
                example = self.example(1 << first | 1 << second)
                if example is not None:
                    self.overlaps.append(Overlap((first, second), example))
                if len(self.overlaps) == MAX_TOLD:
                    return

    def together(self, *, null: bool = False) -> list[int]:
        """For each rule, those that hold with it at some value of every column."""
        found = [self.everything] * len(self.table.rules)
        for column in self.columns:
            here = [0] * len(found)
            samples = (*column.samples, column.null) if null else column.known
            for must in {sample.must for sample in samples}:
                self.budget.spend(must.bit_count())
                for rule in bits(must):
                    here[rule] |= must
            found = [one & other for one, other in zip(found, here, strict=True)]
        return found

    def example(self, rules: int) -> Example | None:
        """Values at which these rules hold; None when two of them cannot be chosen apart."""
        asking = [
            column
            for column in self.columns
            if any(sample.must & rules != rules for sample in column.known)
        ]
        if tied(asking):
            self.unread += doubts_on(asking)
            return None
        return tuple(
            (column.input, next(s.value for s in column.known if s.must & rules == rules))
            for column in asking
        )

    def find_holes(self) -> None:
        """Combinations at which no rule holds."""
        search = Holes(self.columns, len(self.table.rules), self.budget)
        self.holes = search.find(MAX_TOLD)
        self.unread += doubts_on(search.doubtful)


def _constants(rule: Rule) -> list[object] | None:
    """What a rule gives, where that depends on nothing; None elsewhere."""
    found: list[object] = []
    for result in rule.results:
        if result.names or result.calls:
            return None
        try:
            found.append(result({}))
        except FeelError:
            return None
    return found


def _differ(left: list[object] | None, right: list[object] | None) -> bool:
    """Whether two rules certainly give two results."""
    if left is None or right is None:
        return False
    return evaluate("left = right", {"left": left, "right": right}) is not True
