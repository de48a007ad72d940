"""Money: a Decimal of two decimals everywhere, a whole number of cents in the database."""

from decimal import ROUND_DOWN, Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MOST = Decimal("1000000")
"""No account of a household reaches this: beyond it, a figure is a mistake."""


class Montant(TypeDecorator[Decimal]):
    """An amount in euros. SQLite has no decimals and a float would lose cents: cents are kept.

    A whole number given is cents already: ``tx.writes`` sends rows as JSON, past this type.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        return value if value is None or isinstance(value, int) else in_cents(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else (Decimal(value) / 100).quantize(CENT)


def in_cents(value: Decimal) -> int:
    """An amount as it is kept; ValueError for what is below a cent."""
    cents = value * 100
    if cents != cents.to_integral_value():
        raise ValueError("an amount has two decimals")
    return int(cents)


def cents(value: Decimal) -> Decimal:
    """The same amount with exactly two decimals; what is below a cent is dropped."""
    return value.quantize(CENT, rounding=ROUND_DOWN)
