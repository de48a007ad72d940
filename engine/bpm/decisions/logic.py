"""What a decision's logic is written as: a table or another boxed expression, compiled.

The words are those of DMN 1.5: decision tables (chapter 8), boxed expressions (10.2.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.feel import Expression, FunctionType, Type, UnaryTests


class Policy(StrEnum):
    """What a table does with the rules that hold (DMN 1.5, 8.2.8)."""

    UNIQUE = "UNIQUE"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    FIRST = "FIRST"
    OUTPUT_ORDER = "OUTPUT ORDER"
    RULE_ORDER = "RULE ORDER"
    COLLECT = "COLLECT"


class Aggregation(StrEnum):
    """What COLLECT makes of the results; NONE leaves the list."""

    NONE = ""
    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True)
class Variable:
    """A name, as FEEL reads it, and the type that its value is brought to (null: any)."""

    name: str
    type: Type | None = None


def result_of(given: Type | None) -> Type | None:
    """What a function gives, by the type that its variable or its body has: the result of a
    function type, or, as older files write it, the type itself."""
    return given.result if isinstance(given, FunctionType) else given


# --- decision tables ---------------------------------------------------------


@dataclass(frozen=True)
class Input:
    """A column of conditions. ``allowed``: what ``inputValues``, or else the type, lets pass."""

    label: str
    expression: Expression
    type: Type | None = None
    allowed: UnaryTests | None = None


@dataclass(frozen=True)
class Output:
    """A column of results; ``name`` is empty when it is the only one and has none.

    ``ranking``: the values that ``outputValues`` enumerates, in their order, the first being the
    most important (PRIORITY, OUTPUT ORDER); empty when it does not enumerate.
    ``default``: the result when no rule holds.
    """

    name: str
    type: Type | None = None
    allowed: UnaryTests | None = None
    ranking: tuple[object, ...] = ()
    default: Expression | None = None
    label: str = ""


@dataclass(frozen=True)
class Rule:
    """One line: a test an input, an expression an output. ``line`` is that of the file."""

    id: str
    tests: tuple[UnaryTests, ...]
    results: tuple[Expression, ...]
    types: tuple[Type | None, ...] = ()
    """Those that the results say they are of, besides that of their column."""
    line: int = 1
    description: str = ""


@dataclass(frozen=True)
class Table:
    """A decision table; ``id`` is that of its element, or else of the decision."""

    id: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    policy: Policy = Policy.UNIQUE
    aggregation: Aggregation = Aggregation.NONE
    line: int = 1


# --- the other boxed expressions ---------------------------------------------


@dataclass(frozen=True)
class Literal:
    """A FEEL text."""

    expression: Expression


@dataclass(frozen=True)
class Typed:
    """An expression that says its own type (``typeRef``)."""

    logic: Logic
    type: Type


@dataclass(frozen=True)
class Entry:
    """A line of a context: what its logic gives, under its name."""

    variable: Variable
    logic: Logic


@dataclass(frozen=True)
class Context:
    """Named entries, each seeing those before it; ``result`` is the value when there is one."""

    entries: tuple[Entry, ...]
    result: Logic | None = None


@dataclass(frozen=True)
class FunctionDefinition:
    """Parameters and a body that sees them, and the names around."""

    parameters: tuple[Variable, ...]
    body: Logic
    type: Type | None = None
    """The type of what it returns."""


@dataclass(frozen=True)
class Invocation:
    """A function, and what each of its parameters is given."""

    called: Logic
    bindings: tuple[tuple[Variable, Logic], ...]


@dataclass(frozen=True)
class ListOf:
    """A list of expressions."""

    items: tuple[Logic, ...]


@dataclass(frozen=True)
class Relation:
    """A list of contexts with the same names: a row is one context."""

    columns: tuple[Variable, ...]
    rows: tuple[tuple[Logic, ...], ...]


@dataclass(frozen=True)
class Conditional:
    """If, then, else."""

    condition: Logic
    then: Logic
    otherwise: Logic


@dataclass(frozen=True)
class Filter:
    """The items of a list for which ``match`` is true, or the one at that position."""

    source: Logic
    match: Logic


@dataclass(frozen=True)
class For:
    """What ``body`` gives for each item, under its ``name``.

    ``partial``: the body reads the list of what was given so far.
    """

    name: str
    domain: Logic
    body: Logic
    partial: bool = False


@dataclass(frozen=True)
class Quantified:
    """Whether ``condition`` holds for some item, or for every one."""

    name: str
    domain: Logic
    condition: Logic
    some: bool


Logic = (
    Table
    | Literal
    | Typed
    | Context
    | FunctionDefinition
    | Invocation
    | ListOf
    | Relation
    | Conditional
    | Filter
    | For
    | Quantified
)
