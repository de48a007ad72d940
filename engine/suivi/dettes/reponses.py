"""Days and amounts as answers hold them; None for what a changed form no longer says so.

What hears an answer must not refuse it: the form has accepted it already.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.suivi.dettes.montants import MOST, cents


def said_day(raw: Mapping[str, Any], key: str) -> date | None:
    """The day of a date field."""
    try:
        return date.fromisoformat(str(raw.get(key) or ""))
    except ValueError:
        return None


def said_amount(raw: Mapping[str, Any], key: str) -> Decimal | None:
    """The amount of a number field, exact to the cent."""
    try:
        found = Decimal(str(raw.get(key)).replace(",", "."))
    except InvalidOperation:
        return None
    return cents(found) if found.is_finite() and abs(found) < MOST else None


def said_count(raw: Mapping[str, Any], key: str) -> int | None:
    """The whole number of a number field."""
    found = said_amount(raw, key)
    return int(found) if found is not None and found == found.to_integral_value() else None
