"""What ends by its age, whatever dossier it is of: logs, and what only goes through."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Table, delete, exists, update

from engine.core.calendar import add_months, at_paris, paris_day
from engine.core.transaction import Transaction
from engine.migrations.metadata import metadata
from engine.suivi.conservation.classes import TABLES, Classe, Fin, Sort
from engine.suivi.conservation.lignes import blank
from engine.suivi.conservation.models import Evenement
from engine.suivi.dossiers.models import Dossier
from engine.suivi.regles.read import whole

JOURNAUX, PASSAGE = "CONSERVATION_JOURNAUX", "CONSERVATION_PASSAGE"
# While a dossier lives, what has ended of it must be remembered.
KEPT_STILL: Mapping[str, Any] = {
    "evenement_conservation": exists().where(Dossier.id == Evenement.dossier_id)
}


def forget_old(tx: Transaction) -> dict[str, int]:
    """Delete or empty what is older than its rule; how many rows of each table."""
    found: dict[str, int] = {}
    for name, objet in TABLES.items():
        for sort in objet.sorts:
            if sort.age:
                table = metadata.tables[name]
                count = _end(tx, table, sort, _limit(tx, sort.classe))
                if count:
                    found[name] = found.get(name, 0) + count
    return found


def _limit(tx: Transaction, classe: Classe) -> datetime:
    """The instant before which a thing of the class is too old."""
    today = paris_day(tx.now)
    if classe is Classe.PASSAGE:
        return at_paris(today - timedelta(days=whole(tx, PASSAGE, today)), 0)
    return at_paris(add_months(today, -whole(tx, JOURNAUX, today)), 0)


def _end(tx: Transaction, table: Table, sort: Sort, limit: datetime) -> int:
    old = [table.c[sort.age] < limit]
    if table.name in KEPT_STILL:
        old.append(~KEPT_STILL[table.name])
    if sort.fin is Fin.SUPPRIMER:
        return _count(tx, delete(table).where(*old))
    columns = [table.c[name] for name in sort.colonnes]
    old += [_holds(column) for column in columns]
    values = {column.name: blank(column) for column in columns}
    return _count(tx, update(table).where(*old).values(values))


def _holds(column: Column[Any]) -> Any:
    return column.is_not(None) if column.nullable else column != blank(column)


def _count(tx: Transaction, statement: Any) -> int:
    result: Any = tx.session.execute(statement)
    return int(result.rowcount)
