"""How many measures there were, counted the same before and after their data have gone."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from engine.core.transaction import Transaction
from engine.suivi.conservation.models import StatAnonyme
from engine.suivi.dossiers.models import Dossier

SMALL = 5
"""Fewer of a kind are never published (domain 0.1, point 12); by volet and outcome, exact."""


def totals(tx: Transaction) -> Mapping[tuple[str, str], int]:
    """The measures of the programme by volet and statut: dossiers still there, and figures."""
    found: Counter[tuple[str, str]] = Counter()
    for table in (Dossier, StatAnonyme):
        by: tuple[Any, Any] = (table.volet, table.statut)
        for volet, statut, number in tx.session.execute(select(*by, func.count()).group_by(*by)):
            found[volet, statut] += number
    return dict(found)


def published(number: int) -> str:
    """A count for anything finer than volet and outcome."""
    return f"<\u00a0{SMALL}" if 0 < number < SMALL else str(number)
