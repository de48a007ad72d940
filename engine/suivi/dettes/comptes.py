"""The accounts of a dossier: kept as they come, read in the order of their dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select

from engine.core.db import add_rows
from engine.core.transaction import Transaction
from engine.suivi.dettes.models import Compte
from engine.suivi.dettes.montants import ZERO
from engine.suivi.dossiers.models import Dossier

Payments = tuple[tuple[date, Decimal], ...]
MANY = 500
LAST_SOLDE = (
    select(Compte.solde)
    .where(Compte.dossier_id == bindparam("dossier_id"), Compte.arrete_au <= bindparam("day"))
    .order_by(Compte.arrete_au.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Arrete:
    """What a landlord's file says of one account at one date; None: it does not say."""

    arrete_au: date
    solde: Decimal
    loyer: Decimal | None = None
    paye: Decimal | None = None
    apl: Decimal | None = None
    versements: Payments = ()

    @property
    def row(self) -> dict[str, Any]:
        """Its columns, as they are kept and compared."""
        payments = [[day.isoformat(), str(montant)] for day, montant in self.versements]
        return {
            "arrete_au": self.arrete_au,
            "solde": self.solde,
            "loyer": self.loyer,
            "paye": self.paye,
            "apl": self.apl,
            "versements": payments,
        }


@dataclass
class Kept:
    """What keeping accounts has changed: how many are new, changed, the same; whose."""

    created: int = 0
    updated: int = 0
    identical: int = 0
    changed: set[UUID] = field(default_factory=set)


def keep_comptes(
    tx: Transaction, dossiers: Sequence[Dossier], given: Mapping[UUID, Sequence[Arrete]]
) -> dict[UUID, Kept]:
    """Keep these accounts of these dossiers, by dossier id; an account of a known date is updated.

    The same accounts again change nothing. What each dossier has got of it, by its id.
    """
    known = _known(tx, [dossier.id for dossier in dossiers])
    told: dict[UUID, Kept] = {}
    fresh: list[dict[str, Any]] = []
    for dossier in dossiers:
        kept = told[dossier.id] = Kept()
        for arrete in given[dossier.id]:
            row, found = arrete.row, known.get((dossier.id, arrete.arrete_au))
            if found is None:
                place = {"dossier_id": dossier.id, "circle_id": dossier.circle_id}
                fresh.append({"id": uuid4(), **place, **row, "importe_le": tx.now})
                kept.created += 1
            elif all(getattr(found, name) == value for name, value in row.items()):
                kept.identical += 1
                continue
            else:
                _update(found, row)
                found.importe_le = tx.now
                kept.updated += 1
            kept.changed.add(dossier.id)
    add_rows(tx.session, Compte, fresh)
    tx.session.flush()
    return told


def comptes_of(tx: Transaction, dossier_id: UUID) -> list[Compte]:
    """The accounts of a dossier that the actor was allowed to open, the oldest first."""
    rows = select(Compte).where(Compte.dossier_id == dossier_id).order_by(Compte.arrete_au)
    return list(tx.session.scalars(rows))


def last_solde(tx: Transaction, dossier_id: UUID, on: date) -> Decimal | None:
    """What the last account of that day or before shows; None without one."""
    return tx.session.scalar(LAST_SOLDE, {"dossier_id": dossier_id, "day": on})


def payments_of(compte: Compte, since: date | None) -> Payments:
    """The payments that this account shows after ``since``: one before it showed the others."""
    read = ((date.fromisoformat(day), Decimal(montant)) for day, montant in compte.versements)
    return tuple((day, montant) for day, montant in read if since is None or day > since)


def net_rent(compte: Compte) -> Decimal | None:
    """What the tenant has to pay themselves for the month."""
    return None if compte.loyer is None else max(compte.loyer - (compte.apl or ZERO), ZERO)


def is_rent_paid(compte: Compte) -> bool | None:
    """Whether this account shows the month's rent paid whole; None when it does not say."""
    due = net_rent(compte)
    return None if due is None or compte.paye is None else compte.paye >= due


def _known(tx: Transaction, ids: Sequence[UUID]) -> dict[tuple[UUID, date], Compte]:
    found: dict[tuple[UUID, date], Compte] = {}
    for start in range(0, len(ids), MANY):
        rows = select(Compte).where(Compte.dossier_id.in_(ids[start : start + MANY]))
        found |= {(row.dossier_id, row.arrete_au): row for row in tx.session.scalars(rows)}
    return found


def _update(found: Compte, row: Mapping[str, Any]) -> None:
    for name, value in row.items():
        setattr(found, name, value)
