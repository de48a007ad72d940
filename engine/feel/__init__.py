"""FEEL, the expression language of DMN 1.5: text in, value out.

    evaluate("if montant > 500 then \\"grave\\" else \\"simple\\"", {"montant": 620})

Numbers are ``Decimal``; dates, times and days-and-time durations are those of the standard
library; ``YearsMonths`` and ``Range`` are here. A semantic error (a sum of a text and a date,
an unknown name, a wrong argument) gives null, as the specification says. What is not FEEL
raises ``FeelSyntaxError``, what would cost too much ``FeelLimitError``; nothing of Python can
be reached from a text. The clock and the host's functions come from the caller only.
"""

from engine.feel.errors import FeelError, FeelEvaluationError, FeelLimitError, FeelSyntaxError
from engine.feel.expression import Expression, UnaryTests, compile, evaluate, names, unary
from engine.feel.values.kinds import Function, Range, YearsMonths, kind_of, to_feel
from engine.feel.values.temporal import HOME_ZONE, parse_duration
from engine.feel.values.text import to_json, to_text

__all__ = [
    "HOME_ZONE",
    "Expression",
    "FeelError",
    "FeelEvaluationError",
    "FeelLimitError",
    "FeelSyntaxError",
    "Function",
    "Range",
    "UnaryTests",
    "YearsMonths",
    "compile",
    "evaluate",
    "kind_of",
    "names",
    "parse_duration",
    "to_feel",
    "to_json",
    "to_text",
    "unary",
]
