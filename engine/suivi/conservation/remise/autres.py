"""What other rooms keep, read from the table of classes: a new room is given as soon as classed.

Codes, days, amounts and the room's own sealed texts, row by row; never an id, nor what names
another person of the household.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from engine.core.french import day_fr
from engine.core.sealed import sealed_columns
from engine.core.transaction import Transaction
from engine.migrations.metadata import metadata
from engine.suivi.consentements.codes import RESERVEES
from engine.suivi.conservation.classes import TABLES, Classe, Objet
from engine.suivi.conservation.lignes import rows_of
from engine.suivi.conservation.portee import portee_of
from engine.suivi.conservation.remise.forme import Element, Section, dit, libelle
from engine.suivi.conservation.remise.qui import Demandeur
from engine.suivi.conservation.remise.reponses import is_hushed
from engine.suivi.dossiers.models import Dossier

TUS = frozenset({"version_texte", "sha256", "rang", "version", "avant", "trace", "importe_le"})
"""Columns and keys that say nothing to anybody, or what was undone."""
PERSONNE = "personne_id"


def other_sections(tx: Transaction, dossier: Dossier, who: Demandeur) -> Iterator[Section]:
    """A section for each table that is given row by row."""
    kinds = _kinds()
    for table, objet in TABLES.items():
        if objet.est_remis:
            yield _section(tx, dossier, who, table, objet, kinds.get(table, {}))


def _kinds() -> Mapping[str, Mapping[str, str]]:
    """The kind of each sealed column, by table."""
    found: dict[str, dict[str, str]] = {}
    for _, column, kind in sealed_columns():
        found.setdefault(column.class_.__tablename__, {})[str(column.key)] = kind
    return found


def _section(
    tx: Transaction,
    dossier: Dossier,
    who: Demandeur,
    table: str,
    objet: Objet,
    kinds: Mapping[str, str],
) -> Section:
    (sort,) = objet.sorts
    rows = tx.session.execute(rows_of(portee_of(tx, dossier, sort.classe), table, sort.classe))
    told = [_element(tx, table, dict(row), kinds) for row in rows.mappings() if _mine(row, who)]
    source = "Importé du logiciel de XL Habitat" if sort.classe is Classe.PRECONTENTIEUX else ""
    return Section(objet.quoi, sort.classe, source or "Noté au cours du suivi", told)


def _mine(row: Mapping[Any, Any], who: Demandeur) -> bool:
    """Of the person, or of the whole household; nothing that only a list may know of."""
    return row.get(PERSONNE) in (None, who.id) and row.get("finalite") not in RESERVEES


def _element(
    tx: Transaction, table: str, row: Mapping[Any, Any], kinds: Mapping[str, str]
) -> Element:
    key = next(iter(metadata.tables[table].primary_key)).name
    fields: list[tuple[str, str]] = []
    for name, value in row.items():
        if name in kinds and value and name not in TUS:
            fields += _opened(tx.keys.open(value, f"{kinds[name]}:{row[key]}"))
        elif name not in kinds and _is_told(name, value):
            fields.append((libelle(name), dit(value)))
    when = next((v for n, v in row.items() if n.endswith("_le") and v is not None), None)
    return Element(f"Noté le {day_fr(when)}" if when else "", fields)


def _opened(sealed: bytes) -> Iterator[tuple[str, str]]:
    """What a sealed text holds: the pairs of a JSON object, or the text."""
    try:
        content = json.loads(sealed)
    except ValueError:
        content = {"texte": sealed.decode(errors="replace")}
    for name, value in content.items():
        if _is_told(name, value):
            yield libelle(name), dit(value)


def _is_told(name: str, value: Any) -> bool:
    is_id = isinstance(value, UUID | bytes) or name.endswith(("_id", "_par"))
    return not (is_id or name in TUS or is_hushed(str(value)) or dit(value) == "")
