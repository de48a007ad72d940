"""Reading boxed expressions: what a decision's logic is written as (DMN 1.5, chapters 7 and 10)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lxml import etree

from engine.bpm.decisions.logic import (
    Conditional,
    Context,
    Entry,
    Filter,
    For,
    FunctionDefinition,
    Invocation,
    ListOf,
    Literal,
    Logic,
    Quantified,
    Relation,
    Typed,
    Variable,
    result_of,
)
from engine.bpm.decisions.names import reads_of
from engine.bpm.decisions.reading.page import NULL, Names, Page, name_of
from engine.bpm.decisions.reading.tables import read_table
from engine.bpm.dialect.words import short

MAX_NESTING = 20
NOTHING: Final = Literal(NULL)


def read_logic(page: Page, around: etree._Element, names: Names, depth: int = 0) -> Logic | None:
    """The boxed expression that stands in an element, or null when there is none.

    ``names``: those with spaces that the expression can see. More than one expression, or one
    in another, more than MAX_NESTING times, is a problem.
    """
    found = [(name, child) for name, child in page.own(around) if name in READERS]
    if not found:
        return None
    if len(found) > 1:
        page.refuse(around, "Une seule expression à cet endroit : retirez les autres.")
    return _boxed(page, *found[0], names, depth)


def _boxed(page: Page, name: str, element: etree._Element, names: Names, depth: int) -> Logic:
    if depth > MAX_NESTING:
        page.refuse(
            element,
            f"Plus de {MAX_NESTING} expressions l’une dans l’autre : faites-en des décisions.",
        )
        return NOTHING
    logic = READERS[name](page, element, names, depth)
    given = page.type(element)
    return logic if given is None or name == "functionDefinition" else Typed(logic, given)


def read_function(
    page: Page, element: etree._Element, names: Names, depth: int = 0
) -> FunctionDefinition:
    """Formal parameters and a body in FEEL; a function in Java or PMML is refused."""
    if (element.get("kind") or "FEEL").upper() != "FEEL":
        page.refuse(
            element,
            f"Une fonction s’écrit en FEEL : retirez « {short(element.get('kind') or '')} ».",
        )
    parameters = tuple(
        _variable(page, child) for child in page.children(element, "formalParameter")
    )
    _once(page, element, [parameter.name for parameter in parameters])
    inner = names | page.spaced(parameter.name for parameter in parameters)
    body = _required(page, element, inner, depth)
    return FunctionDefinition(parameters, body, result_of(page.type(element)))


def _variable(page: Page, element: etree._Element) -> Variable:
    name = name_of(element)
    if not name:
        page.refuse(element, "Il manque un nom à cet endroit : écrivez-le.")
    return Variable(name, page.type(element))


def _iterator(page: Page, element: etree._Element) -> str:
    name = " ".join((element.get("iteratorVariable") or "").split())
    if not name:
        page.refuse(element, "Il manque le nom de chaque élément parcouru : écrivez-le.")
    return name


def _required(page: Page, around: etree._Element | None, names: Names, depth: int) -> Logic:
    logic = None if around is None else read_logic(page, around, names, depth + 1)
    if logic is None and around is not None:
        page.refuse(around, "Il manque une formule ou une table : ajoutez-la.")
    return logic or NOTHING


def _part(page: Page, element: etree._Element, part: str, names: Names, depth: int) -> Logic:
    """The expression of a named part: ``<if>``, ``<in>``, ``<return>``…"""
    child = page.child(element, part)
    if child is None:
        page.refuse(element, f"Il manque la partie « {part} » : remplissez-la.")
        return NOTHING
    logic = _required(page, child, names, depth)
    given = page.type(child)
    return logic if given is None else Typed(logic, given)


def _once(page: Page, element: etree._Element, names: list[str]) -> None:
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        page.refuse(
            element,
            f"Le nom « {short(name)} » est donné deux fois : changez l’un des deux.",
        )


def _literal(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    if page.child(element, "importedValues") is not None:
        page.refuse(element, "Les valeurs d’un autre fichier ne sont pas lues : recopiez-les ici.")
    return Literal(page.expression(element, names))


def _context(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    entries: list[Entry] = []
    result: Logic | None = None
    for child in page.children(element, "contextEntry"):
        variable = page.child(child, "variable")
        if result is not None:
            page.refuse(
                child,
                "Le résultat du contexte, sans nom, vient en dernier : déplacez-le à la fin.",
            )
        if variable is None:
            result = _required(page, child, names, depth)
        else:
            entry = Entry(_variable(page, variable), _required(page, child, names, depth))
            entries.append(entry)
            names |= page.spaced([entry.variable.name])
    _once(page, element, [entry.variable.name for entry in entries])
    return Context(tuple(entries), result)


def _invocation(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    bindings = []
    for binding in page.children(element, "binding"):
        parameter = page.child(binding, "parameter")
        if parameter is None:
            page.refuse(binding, "Il manque le nom du paramètre : écrivez-le.")
            continue
        given = read_logic(page, binding, names, depth + 1) or NOTHING
        bindings.append((_variable(page, parameter), given))
    _once(page, element, [variable.name for variable, _ in bindings])
    return Invocation(_required(page, element, names, depth), tuple(bindings))


def _list(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    return ListOf(tuple(_each(page, element, names, depth)))


def _each(page: Page, element: etree._Element, names: Names, depth: int) -> list[Logic]:
    """Every expression of a list or of a row."""
    return [
        _boxed(page, name, child, names, depth + 1)
        for name, child in page.own(element)
        if name in READERS
    ]


def _relation(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    columns = tuple(_variable(page, child) for child in page.children(element, "column"))
    _once(page, element, [column.name for column in columns])
    rows = []
    for row in page.children(element, "row"):
        cells = tuple(_each(page, row, names, depth))
        if len(cells) != len(columns):
            page.refuse(
                row,
                "La ligne n’a pas une case par colonne : complétez-la, ou retirez les cases en "
                "trop.",
            )
        rows.append(cells)
    return Relation(columns, tuple(rows))


def _conditional(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    return Conditional(
        *(_part(page, element, part, names, depth) for part in ("if", "then", "else"))
    )


def _filter(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    return Filter(*(_part(page, element, part, names, depth) for part in ("in", "match")))


def _for(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    name = _iterator(page, element)
    domain = _part(page, element, "in", names, depth)
    body = _part(page, element, "return", names | page.spaced([name]), depth)
    return For(name, domain, body, "partial" in reads_of(body).names)


def _some(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    return _quantified(page, element, names, depth, some=True)


def _every(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    return _quantified(page, element, names, depth, some=False)


def _quantified(
    page: Page, element: etree._Element, names: Names, depth: int, *, some: bool
) -> Logic:
    name = _iterator(page, element)
    domain = _part(page, element, "in", names, depth)
    inner = names | page.spaced([name])
    return Quantified(name, domain, _part(page, element, "satisfies", inner, depth), some)


def _table(page: Page, element: etree._Element, names: Names, depth: int) -> Logic:
    return read_table(page, element, names)


Reader = Callable[[Page, etree._Element, Names, int], Logic]
READERS: Final[dict[str, Reader]] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "functionDefinition": read_function,
    "invocation": _invocation,
    "list": _list,
    "relation": _relation,
    "conditional": _conditional,
    "filter": _filter,
    "for": _for,
    "some": _some,
    "every": _every,
}
