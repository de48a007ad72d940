"""`regle("CODE", date)` for the expressions of diagrams and tables (architecture, decision 12)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from engine.bpm.functions import BadArgument, lend
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.regles.read import as_feel, regle


@lend("regle")
def rules_of(tx: Transaction) -> Callable[..., object]:
    """The function as this transaction reads the rules."""

    def read(code: Any, day: Any) -> object:
        """The value that holds for a fact of that day; RegleInconnue when none does."""
        on = paris_day(day) if isinstance(day, datetime) else day
        if not isinstance(code, str) or not isinstance(on, date):
            raise BadArgument(expected="code and date")
        return as_feel(regle(tx, code, on))

    return read
