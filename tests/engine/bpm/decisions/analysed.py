"""Tables written in a few words, to be analysed."""

from engine.bpm.decisions.judging.told import judge
from engine.bpm.decisions.logic import Input, Output, Policy, Rule, Table, Variable
from engine.bpm.decisions.model import Decision, Model
from engine.feel import compile as compile_feel
from engine.feel import type_named, unary


def column(written: str) -> Input:
    """``danger``, ``dette: number``, ``danger in "AUCUN","AVERE"``."""
    written, _, allowed = written.partition(" in ")
    text, _, kind = written.partition(": ")
    return Input(
        text.capitalize(),
        compile_feel(text),
        type_named(kind, {}) if kind else None,
        unary(allowed) if allowed else None,
    )


def table(
    columns: str, *rules: str, policy: Policy = Policy.UNIQUE, default: str | None = None
) -> Table:
    """Columns and cells between bars; a result after an arrow: ``< 5 | - -> "A"``."""
    lines = []
    for number, rule in enumerate(rules, 1):
        tests, _, result = rule.partition("->")
        cells = tuple(unary(cell.strip()) for cell in tests.split("|"))
        lines.append(
            Rule(f"r{number}", cells, (compile_feel(result.strip() or '"A"'),), line=10 + number)
        )
    output = Output("avis", default=compile_feel(default) if default else None)
    inputs = tuple(column(part.strip()) for part in columns.split("|"))
    return Table("T", inputs, (output,), tuple(lines), policy, line=3)


def told(given: Table) -> list[str]:
    """The problems, as their message without the typography."""
    model = Model()
    model.decisions["D"] = Decision("D", "D", Variable("d"), given, model=model)
    return [plain(problem.message) for problem in judge(model)[0]]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
