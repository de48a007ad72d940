"""What can go wrong with a FEEL text. A semantic error is not here: it gives null, as FEEL says."""


class FeelError(ValueError):
    """A FEEL text that cannot be answered.

    ``code`` is a stable ascii key; ``line`` and ``column`` start at 1 and say where in the text.
    A host function may raise it with a code of its own: it reaches the caller as it is.
    """

    def __init__(
        self, code: str, message: str, *, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
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
