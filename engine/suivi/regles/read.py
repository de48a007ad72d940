"""Read the rules: one at a date, or all of them with their versions."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, or_, select

from engine.core.errors import EngineError
from engine.core.transaction import Transaction
from engine.suivi.regles.models import Regle

VALUES = select(Regle.code, Regle.valeur).where(
    Regle.code.in_(bindparam("codes", expanding=True)),
    Regle.valide_du <= bindparam("day"),
    or_(Regle.valide_au.is_(None), Regle.valide_au >= bindparam("day")),
)


class RegleInconnue(EngineError):
    """No version of this rule holds on that day."""

    code = "regle_inconnue"


def regle(tx: Transaction, code: str, on: date) -> Regle:
    """The version of ``code`` that holds for a fact of the day ``on``.

    RegleInconnue when none does: a rule is never guessed from another year's.
    """
    found = tx.session.scalar(
        select(Regle)
        .where(Regle.code == code, Regle.valide_du <= on)
        .order_by(Regle.valide_du.desc())
        .limit(1)
    )
    if found is None or not found.holds_on(on):
        raise RegleInconnue(regle=code, on=on.isoformat())
    return found


def has_rules(tx: Transaction) -> bool:
    """Whether any rule is there: they come with the first publication."""
    return tx.session.scalar(select(Regle.code).limit(1)) is not None


def whole(tx: Transaction, code: str, on: date) -> int:
    """The value of a rule that counts something (days, months, instalments)."""
    return int(regle(tx, code, on).valeur)


def amount(tx: Transaction, code: str, on: date) -> Decimal:
    """The value of a rule that is money or a share, exact: it is kept as a text."""
    return Decimal(str(regle(tx, code, on).valeur))


def regles(tx: Transaction, codes: Sequence[str], on: date) -> Mapping[str, Regle]:
    """These rules on that day, by code, in one reading; those that do not hold are left out."""
    rows = tx.session.scalars(select(Regle).where(Regle.code.in_(codes)).order_by(Regle.valide_du))
    return {row.code: row for row in rows if row.holds_on(on)}


def versions(tx: Transaction, code: str) -> Sequence[Regle]:
    """Every version of a rule, the newest first: at most one holds on a day."""
    rows = select(Regle).where(Regle.code == code).order_by(Regle.valide_du.desc())
    return tx.session.scalars(rows).all()


def values(tx: Transaction, codes: Sequence[str], on: date) -> Mapping[str, Any]:
    """The values of these rules on that day, by one statement built once.

    RegleInconnue when one of them does not hold.
    """
    rows = tx.session.execute(VALUES, {"codes": list(codes), "day": on})
    found: dict[str, Any] = {code: value for code, value in rows}
    for code in codes:
        if code not in found:
            raise RegleInconnue(regle=code, on=on.isoformat())
    return found


def all_regles(tx: Transaction) -> Sequence[Regle]:
    """Every version of every rule, as the page shows them."""
    return list(tx.session.scalars(select(Regle).order_by(Regle.rang, Regle.valide_du)))


def as_feel(rule: Regle) -> Any:
    """A rule's value as FEEL reads it: an amount, a share and a count are numbers."""
    value = rule.valeur
    is_number = isinstance(value, int) or rule.unite in ("€", "part")
    return Decimal(value) if is_number else value
