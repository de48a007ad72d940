"""What the analysis found, in sentences for the person who writes the table."""

from collections.abc import Iterator
from dataclasses import fields
from functools import lru_cache
from typing import Any, Final, get_args

from engine.bpm.decisions.judging.analysis import Analysis, Never, Overlap, analyse
from engine.bpm.decisions.judging.columns import Behind, Example
from engine.bpm.decisions.judging.french import value_in_french
from engine.bpm.decisions.logic import Context, Entry, Logic, Policy, Table, Variable
from engine.bpm.decisions.model import Model
from engine.bpm.decisions.names import reads_of
from engine.bpm.dialect.model import Problem


@lru_cache(maxsize=64)
def judge(model: Model) -> tuple[list[Problem], list[Problem]]:
    """What is wrong with the tables of a model, and what of them could not be analysed.

    A model that is read does not change: it is judged once, whoever asks.
    """
    wrong: list[Problem] = []
    unread: list[Problem] = []
    for table, behind in _tables(model):
        analysis = analyse(table, behind)
        wrong += _problems(table, analysis)
        unread += [Problem(table.line, table.id, told) for told in analysis.unread]
    return sorted(wrong), sorted(unread)


def _tables(model: Model) -> Iterator[tuple[Table, Behind]]:
    """Every table, wherever it stands, and the data from which what it reads comes."""
    for decision in model.decisions.values():
        required = [model.decisions[key] for key in decision.requires.decisions]
        yield from _within(decision.logic, {one.variable.name: one.names for one in required})
    for knowledge in model.knowledge.values():
        yield from _within(knowledge.function, {})


def _within(part: Any, behind: Behind) -> Iterator[tuple[Table, Behind]]:
    """The tables of a boxed expression. What an entry of a context is made of stands behind its
    name for those after it."""
    if isinstance(part, Table):
        yield part, behind
    elif isinstance(part, tuple):
        for item in part:
            yield from _within(item, behind)
            if isinstance(item, Entry):
                names = reads_of(item.logic).names
                made = names.union(*(behind.get(name, frozenset()) for name in names))
                behind = {**behind, item.variable.name: made}
    elif isinstance(part, Context):
        after = (*part.entries, Entry(Variable(""), part.result)) if part.result else part.entries
        yield from _within(after, behind)
    elif isinstance(part, BOXES):
        for field in fields(part):
            yield from _within(getattr(part, field.name), behind)


BOXES: Final = (*get_args(Logic), Entry)


def _problems(table: Table, analysis: Analysis) -> Iterator[Problem]:
    for overlap in analysis.overlaps:
        rule = table.rules[overlap.rules[1]]
        yield Problem(rule.line, rule.id, _overlap(table, overlap))
    for never in analysis.never:
        rule = table.rules[never.rule]
        yield Problem(rule.line, rule.id, _never(table, never))
    for hole in analysis.holes:
        yield Problem(table.line, table.id, _hole(table, hole))


def _overlap(table: Table, overlap: Overlap) -> str:
    first, second = (rule + 1 for rule in overlap.rules)
    where = f"par exemple à {_at(table, overlap.example)}"
    if not overlap.example:
        where = "quelles que soient les données"
    apart = " et ne disent pas la même chose" if table.policy is Policy.ANY else ""
    return (
        f"Les lignes {first} et {second} s’appliquent toutes les deux{apart}, {where} : "
        "resserrez l’une des deux."
    )


def _never(table: Table, never: Never) -> str:
    line = never.rule + 1
    if never.input is None:
        return (
            f"La ligne {line} ne s’applique jamais : partout où elle le pourrait, "
            "une ligne d’avant répond déjà. Remontez-la, ou supprimez-la."
        )
    label = table.inputs[never.input].label
    return (
        f"La ligne {line} ne s’applique jamais : sa case « {label} » n’accepte aucune des valeurs "
        "que cette colonne peut prendre. Corrigez la case, ou supprimez la ligne."
    )


def _hole(table: Table, hole: Example) -> str:
    if not hole:
        return "Aucune ligne ne répond, quelles que soient les données : ajoutez une ligne."
    return (
        f"Aucune ligne ne répond, par exemple à {_at(table, hole)} : ajoutez une ligne, "
        "une valeur par défaut ou les valeurs permises."
    )


def _at(table: Table, example: Example) -> str:
    return ", ".join(
        f"{table.inputs[at].label} = {value_in_french(value)}" for at, value in example
    )
