"""The names an expression can see, innermost first."""

from collections.abc import Callable
from typing import Final

MISSING: Final = object()


class Scope:
    """Values by name, above the scope around them."""

    __slots__ = ("parent", "values")

    def __init__(self, values: dict[str, object], parent: "Scope | None" = None) -> None:
        self.values = values
        self.parent = parent

    def find(self, name: str) -> object:
        """The value of a name, or MISSING."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.values:
                return scope.values[name]
            scope = scope.parent
        return MISSING


Code = Callable[[Scope], object]
"""A compiled expression: give it the names, it gives the value."""
