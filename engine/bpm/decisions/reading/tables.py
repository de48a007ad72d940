"""Reading decision tables (DMN 1.5, chapter 8). The orientation is a matter of drawing."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.bpm.decisions.logic import Aggregation, Input, Output, Policy, Rule, Table
from engine.bpm.decisions.reading.commas import french_decimal
from engine.bpm.decisions.reading.item_definitions import base_of
from engine.bpm.decisions.reading.page import NULL, Names, Page, name_of
from engine.bpm.dialect.words import short
from engine.bpm.dialect.xml import line_of
from engine.feel import Allowed, FeelError, Range, Type, UnaryTests
from engine.feel import compile as compile_feel

MAX_RULES = 1_000
SUMS = "SUM, MIN, MAX ou COUNT"
UNNAMED = "Chaque sortie de la table porte un nom, différent des autres : corrigez-les."
MISFIT = "La ligne n’a pas une case par colonne : supprimez-la, et refaites-la."


def read_table(page: Page, element: etree._Element, names: Names) -> Table:
    """The table, its rules and its columns, each cell compiled; what is wrong is noted."""
    policy, aggregation = _policy(page, element)
    inputs = tuple(_input(page, child, names) for child in page.children(element, "input"))
    outputs = tuple(_output(page, child, names) for child in page.children(element, "output"))
    parent = element.getparent()
    table = Table(
        element.get("id") or (parent.get("id") if parent is not None else "") or "",
        inputs,
        outputs,
        tuple(_rules(page, element, names, (len(inputs), len(outputs)))),
        policy,
        aggregation,
        line_of(element),
    )
    _check(page, element, table)
    return table


def _rules(
    page: Page, element: etree._Element, names: Names, columns: tuple[int, int]
) -> Iterator[Rule]:
    """The rules that have a cell a column."""
    rules = page.children(element, "rule")
    if len(rules) > MAX_RULES:
        page.refuse(element, f"Plus de {MAX_RULES} lignes : partagez la table en deux décisions.")
    for number, child in enumerate(rules[:MAX_RULES], 1):
        rule = _rule(page, child, number, names)
        if (len(rule.tests), len(rule.results)) == columns:
            yield rule
        else:
            page.refuse(child, MISFIT)


def _policy(page: Page, element: etree._Element) -> tuple[Policy, Aggregation]:
    policy, aggregation = Policy.UNIQUE, Aggregation.NONE
    written = element.get("hitPolicy") or policy
    if written in list(Policy):
        policy = Policy(written)
    else:
        page.refuse(
            element,
            f"La règle « {short(written)} » n’existe pas : choisissez parmi {', '.join(Policy)}.",
        )
    written = element.get("aggregation") or aggregation
    if written not in list(Aggregation):
        page.refuse(element, f"Le cumul « {short(written)} » n’existe pas : prenez {SUMS}.")
    elif written and policy is not Policy.COLLECT:
        page.refuse(
            element,
            "Un cumul demande la règle COLLECT : choisissez-la, ou retirez le cumul.",
        )
    else:
        aggregation = Aggregation(written)
    return policy, aggregation


def _check(page: Page, element: etree._Element, table: Table) -> None:
    """What the table's columns must be for its rule (DMN 1.5, 8.2.8 to 8.2.11)."""
    names = [output.name for output in table.outputs]
    if not names:
        page.refuse(element, "La table n’a pas de sortie : ajoutez-en une.")
    if len(names) > 1 and ("" in names or len(set(names)) < len(names)):
        page.refuse(element, UNNAMED)
    if table.aggregation and len(names) > 1:
        page.refuse(
            element,
            "Un cumul ne porte que sur une sortie : retirez-le, ou gardez une sortie.",
        )
    ranked = table.policy in (Policy.PRIORITY, Policy.OUTPUT_ORDER)
    if ranked and not any(output.ranking for output in table.outputs):
        page.refuse(
            element,
            f"La règle « {table.policy} » demande l’ordre des résultats : énumérez-les dans "
            "les valeurs de la sortie, le plus important en premier.",
        )


def _input(page: Page, element: etree._Element, names: Names) -> Input:
    inner = page.child(element, "inputExpression")
    if inner is None:
        page.refuse(
            element,
            "La colonne ne dit pas ce qu’elle regarde : écrivez-le dans son en-tête.",
        )
    expression = NULL if inner is None else page.expression(inner, names)
    given, allowed = _values(page, element, "inputValues", page.type(inner), names)
    return Input(element.get("label") or expression.text, expression, given, allowed)


def _output(page: Page, element: etree._Element, names: Names) -> Output:
    given, allowed = _values(page, element, "outputValues", page.type(element), names)
    default = page.child(element, "defaultOutputEntry")
    return Output(
        name_of(element),
        given,
        allowed,
        () if allowed is None else _enumerated(allowed.text),
        None if default is None or not page.text(default) else page.expression(default, names),
        element.get("label") or "",
    )


def _values(
    page: Page, element: etree._Element, part: str, given: Type | None, names: Names
) -> tuple[Type | None, UnaryTests | None]:
    """The type and the values of a column: those it names take the place of those of its type."""
    values = page.child(element, part)
    if values is not None and page.text(values):
        return given and base_of(given), page.tests(values, names)
    if isinstance(given, Allowed) and isinstance(given.tests, UnaryTests):
        return given, given.tests
    return given, None


def _enumerated(text: str) -> tuple[object, ...]:
    """The values that unary tests enumerate, in their order; none when they are no such list."""
    try:
        listed = compile_feel(f"[{text}]")
        values = () if listed.names or listed.calls else listed({})
    except FeelError:
        return ()
    if not isinstance(values, list) or any(isinstance(value, Range) for value in values):
        return ()
    return tuple(values)


def _rule(page: Page, element: etree._Element, number: int, names: Names) -> Rule:
    results = page.children(element, "outputEntry")
    return Rule(
        element.get("id") or f"ligne {number}",
        tuple(_cell(page, child, names) for child in page.children(element, "inputEntry")),
        tuple(page.expression(child, names) for child in results),
        tuple(page.type(child) for child in results),
        line_of(element),
        page.description(element),
    )


def _cell(page: Page, element: etree._Element, names: Names) -> UnaryTests:
    tests = page.tests(element, names)
    if written := french_decimal(tests.text):
        page.refuse(element, _in_doubt(written))
    return tests


def _in_doubt(written: str) -> str:
    """What a cell that says ``450,5`` asks, and how to say either thing."""
    whole, _, decimals = map(short, written.partition(","))
    return (
        f"Écrivez {whole}.{decimals} avec un point ; « {whole},{decimals} » veut dire {whole} ou "
        f"{decimals}. Si c’est ce que vous voulez, écrivez « {whole}, {decimals} »."
    )
