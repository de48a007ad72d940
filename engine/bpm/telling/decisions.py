"""The decisions that a process asks, with those that they need."""

from collections.abc import Iterable, Mapping
from typing import Final

from engine.bpm.decisions.judging.told import judge
from engine.bpm.decisions.logic import Aggregation, Literal, Policy, Rule, Table, Typed
from engine.bpm.decisions.model import Decision
from engine.bpm.telling.cells import tell_cell, tell_result
from engine.bpm.telling.model import Formula, Line, ToldDecision, ToldTable
from engine.bpm.telling.origin import in_words, read_origin
from engine.bpm.telling.vocabulary import Vocabulary

POLICIES: Final[Mapping[Policy, str]] = {
    Policy.UNIQUE: "une seule ligne répond",
    Policy.ANY: "plusieurs lignes peuvent répondre, si elles disent la même chose",
    Policy.PRIORITY: "de plusieurs lignes, le résultat le plus important",
    Policy.FIRST: "la première ligne qui convient répond",
    Policy.OUTPUT_ORDER: "toutes les lignes qui conviennent, le résultat le plus important d’abord",
    Policy.RULE_ORDER: "toutes les lignes qui conviennent, dans l’ordre de la table",
    Policy.COLLECT: "toutes les lignes qui conviennent répondent",
}
AGGREGATIONS: Final[Mapping[Aggregation, str]] = {
    Aggregation.NONE: "",
    Aggregation.SUM: ", leurs résultats s’ajoutent",
    Aggregation.MIN: ", le plus petit résultat est gardé",
    Aggregation.MAX: ", le plus grand résultat est gardé",
    Aggregation.COUNT: ", leur nombre est donné",
}


def tell_decisions(
    asked: Iterable[str], decisions: Mapping[str, Decision], vocabulary: Vocabulary
) -> tuple[ToldDecision, ...]:
    """The decisions of these ids, each followed by those that it needs, each told once."""
    found: dict[str, Decision] = {}
    for key in asked:
        if key in decisions:
            needed = decisions[key].model.needed(key, functions=False)
            found |= {one.id: one for one in needed if isinstance(one, Decision)}
    return tuple(_decision(one, vocabulary) for one in found.values())


def _decision(decision: Decision, vocabulary: Vocabulary) -> ToldDecision:
    model, logic = decision.model, decision.logic
    while isinstance(logic, Typed):
        logic = logic.logic
    required = [model.decisions[key] for key in decision.requires.decisions]
    given = [model.inputs[key].name for key in decision.requires.inputs]
    return ToldDecision(
        id=decision.id,
        name=decision.name,
        origin=read_origin(decision.documentation),
        inputs=tuple(vocabulary.label(name) or name for name in given),
        requires=tuple((one.id, one.name) for one in required),
        table=_table(decision, logic, vocabulary) if isinstance(logic, Table) else None,
        formula=logic.expression.text if isinstance(logic, Literal) else "",
    )


def _table(decision: Decision, table: Table, vocabulary: Vocabulary) -> ToldTable:
    _, unread = judge(decision.model)
    outputs = [one.label or one.name or decision.name for one in table.outputs]
    return ToldTable(
        policy=POLICIES[table.policy] + AGGREGATIONS[table.aggregation],
        inputs=tuple(one.label for one in table.inputs),
        outputs=tuple(outputs),
        lines=tuple(_line(table, rule, decision.variable.name, vocabulary) for rule in table.rules),
        unread=tuple(problem.message for problem in unread if problem.element == table.id),
    )


def _line(table: Table, rule: Rule, name: str, vocabulary: Vocabulary) -> Line:
    tests = [
        tell_cell(test.text, column.expression.text, vocabulary)
        for test, column in zip(rule.tests, table.inputs, strict=False)
    ]
    results = [
        Formula(one.text, tell_result(one.text, output.name or name, vocabulary))
        for one, output in zip(rule.results, table.outputs, strict=False)
    ]
    return Line(tuple(tests), tuple(results), in_words(rule.description))
