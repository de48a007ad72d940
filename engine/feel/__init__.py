"""FEEL, the expression language of DMN 1.5: text in, value out.

    evaluate("if montant > 500 then \\"grave\\" else \\"simple\\"", {"montant": 620})

Numbers are ``Decimal``; dates, times and days-and-time durations are those of the standard
library; ``YearsMonths`` and ``Range`` are here. A semantic error (a sum of a text and a date,
an unknown name, a wrong argument) gives null, as the specification says; ``explain`` and
``evaluation`` tell why. What is not FEEL raises ``FeelSyntaxError``, what would cost too much
``FeelLimitError``; nothing of Python can be reached from a text. The clock and the host's
functions come from the caller only.
"""

from engine.feel.errors import (
    FeelError,
    FeelEvaluationError,
    FeelLimitError,
    FeelSyntaxError,
    Reason,
)
from engine.feel.expression import (
    Expression,
    UnaryTests,
    compile,
    evaluate,
    names,
    type_named,
    unary,
)
from engine.feel.french import placed
from engine.feel.functions import HostFunction, invoke
from engine.feel.limits import evaluation, note, noted_at
from engine.feel.values.durations import YearsMonths
from engine.feel.values.json import json_text, to_json
from engine.feel.values.kinds import Function, Range, kind_of
from engine.feel.values.python import parse_duration, to_feel, to_python
from engine.feel.values.text import to_text
from engine.feel.values.types import (
    ANY,
    Allowed,
    ContextType,
    FunctionType,
    ListType,
    Type,
)

__all__ = [
    "ANY",
    "Allowed",
    "ContextType",
    "Expression",
    "FeelError",
    "FeelEvaluationError",
    "FeelLimitError",
    "FeelSyntaxError",
    "Function",
    "FunctionType",
    "HostFunction",
    "ListType",
    "Range",
    "Reason",
    "Type",
    "UnaryTests",
    "YearsMonths",
    "compile",
    "evaluate",
    "evaluation",
    "invoke",
    "json_text",
    "kind_of",
    "names",
    "note",
    "noted_at",
    "parse_duration",
    "placed",
    "to_feel",
    "to_json",
    "to_python",
    "to_text",
    "type_named",
    "unary",
]
