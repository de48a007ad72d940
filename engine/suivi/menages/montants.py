"""Amounts of money: read as they are typed in France, and printed so."""

import re
from decimal import Decimal

from engine.core.french import NBSP

AMOUNT = re.compile(r"\d{1,8}([.,]\d{1,2})?")
SPACES = str.maketrans("", "", " \u00a0\u202f€")
CENT = Decimal("0.01")


def read_amount(text: str) -> Decimal | None:
    """« 1 187,50 € » as 1187.50; None for anything else than an amount of zero or more."""
    plain = text.translate(SPACES)
    return Decimal(plain.replace(",", ".")).quantize(CENT) if AMOUNT.fullmatch(plain) else None


def euros(amount: Decimal) -> str:
    """1187.5 as « 1 187,50 € », with spaces that do not break."""
    sign, text = ("−" if amount < 0 else ""), f"{abs(amount):,.2f}"
    return f"{sign}{text.replace(',', NBSP).replace('.', ',')}{NBSP}€"
