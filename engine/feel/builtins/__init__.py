"""The built-in functions of FEEL (DMN 1.5, 10.3.4), by theme."""

from engine.feel.builtins import (  # noqa: F401  # importing registers them
    booleans,
    clock,
    contexts,
    conversion,
    list_values,
    lists,
    numbers,
    ranges,
    strings,
    summaries,
    temporal,
)
from engine.feel.builtins.registry import BUILTINS

__all__ = ["BUILTINS"]
