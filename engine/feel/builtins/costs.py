"""What the built-in functions cost, in tokens: measured, so that a step is never a microsecond.

A function that is in no table costs a call, and half a step for each item of a list it is given.
"""

from collections.abc import Mapping
from typing import Final

DEFAULT_ITEM: Final = 0.5

CALLS: Final[Mapping[str, int]] = {
    "exp": 60,
    "log": 120,
    "sqrt": 5,
    "range": 150,
    "date": 3,
    "time": 3,
    "date and time": 8,
    "duration": 6,
    "number": 5,
    "stddev": 20,
}
"""The steps of a call, beside those of any call."""

ITEMS: Final[Mapping[str, float]] = {
    "count": 0.02,
    "append": 0.1,
    "concatenate": 0.1,
    "insert before": 0.1,
    "remove": 0.1,
    "reverse": 0.1,
    "sublist": 0.1,
    "get value": 0.02,
    "is defined": 0.02,
    "get or else": 0.02,
    "string join": 0.3,
    "sum": 0.7,
    "mean": 0.7,
    "product": 1,
    "median": 1,
    "mode": 2,
    "stddev": 6,
}
"""The steps of an item of a list."""
