"""What can go wrong with a FEEL text, and why an answer is null.

A semantic error is no exception: it gives null, as FEEL says, and leaves a ``Reason``. Neither
ever carries a value, which may be personal: only names, kinds and what the text itself says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


class FeelError(ValueError):
    """A FEEL text that cannot be answered.

    ``code`` is a stable ascii key; ``detail`` holds the words that its sentence needs; ``line``
    and ``column`` start at 1 and say where in the text. A host function may raise it with a code
    of its own: it reaches the caller as it is.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        line: int | None = None,
        column: int | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = dict(detail or {})
        self.line = line or 1
        self.column = column or 1
        self._located = line is not None

    def locate(self, line: int, column: int) -> None:
        """Say where the error happened, unless a place nearer to it is already known."""
        if not self._located:
            self.line, self.column, self._located = line, column, True

    def __str__(self) -> str:
        return f"{self.message} (line {self.line}, column {self.column})"


class FeelSyntaxError(FeelError):
    """The text is not FEEL."""


class FeelLimitError(FeelError):
    """The text asks for more than its budget: too long, too deep, too many steps, too large."""


class FeelEvaluationError(FeelError):
    """The caller did not give what the text needs: a clock, or values FEEL knows."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something in an evaluation became null, and where in the text."""

    code: str
    detail: Mapping[str, str] = field(default_factory=dict)
    line: int = 1
    column: int = 1
    where: str = ""
    """Which of several texts: the words that the host gave by ``noted_at``."""
