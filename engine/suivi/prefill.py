"""What a form can already be filled with: what is known is not asked again.

A room registers what it knows for a form; the page puts it in the fields when the form is opened.
It is read from the rows, for those who may read them, and never passes by the case's variables.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from engine.core.errors import NotAllowed, NotFound
from engine.core.transaction import Transaction

Filled = dict[str, Any]
Prefill = Callable[[Transaction, str, str], Filled]
"""Given the dossier's reference and the form: what is known of its fields; it may refuse."""
_KNOWN: dict[str, list[Prefill]] = {}


def prefills(*forms: str) -> Callable[[Prefill], Prefill]:
    """Register what a room knows of these forms' fields."""

    def register(fill: Prefill) -> Prefill:
        for form in forms:
            _KNOWN.setdefault(form, []).append(fill)
        return fill

    return register


def prefilled(tx: Transaction, reference: str, form: str) -> Filled:
    """The fields of this form that are known, as JSON values; empty for any other form.

    Nothing from a room whose part of this dossier the actor may not read.
    """
    known: Filled = {}
    for fill in _KNOWN.get(form, ()):
        try:
            known |= fill(tx, reference, form)
        except (NotFound, NotAllowed):
            continue
    return {key: _json(value) for key, value in known.items() if value is not None}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value)
    return value.isoformat() if isinstance(value, date) else value
