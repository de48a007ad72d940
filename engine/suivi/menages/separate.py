"""A dossier that becomes restricted parts with the household that other dossiers share.

The former dossiers look unchanged, and what is written in the restricted one from then on is
never read there (domain 0.1, decision 3).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import or_, select

from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.core.walls import acts_beyond
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.hand import lock_menages
from engine.suivi.menages.models import (
    Coordonnee,
    Decision,
    EtatAnterieur,
    Incompatibilite,
    Menage,
    Personne,
    RapprochementDoublon,
    Situation,
)

SEALED: Mapping[type[Any], tuple[str, str]] = {
    Personne: ("identite", "personne"),
    Coordonnee: ("contenu", "coordonnee"),
    Situation: ("contenu", "situation"),
    EtatAnterieur: ("etat", "etat_anterieur"),
}


@acts_beyond
def separate_menage(tx: Transaction, dossier: Dossier) -> None:
    """Give the dossier a household of its own, the same in every point, where it shares one."""
    menage_id = dossier.menage_id
    if menage_id is None:
        return
    lock_menages(tx, [menage_id])
    others = select(Dossier.id).where(Dossier.menage_id == menage_id, Dossier.id != dossier.id)
    if tx.session.scalars(others).first() is None:
        return
    copy_id = _copy(tx, menage_id)
    tx.writes.set(dossier, menage_id=copy_id)
    tx.session.add(
        RapprochementDoublon(
            menage_a=menage_id, menage_b=copy_id, decision=Decision.DISTINCT, le=tx.now
        )
    )


def _copy(tx: Transaction, menage_id: UUID) -> UUID:
    """The household and all that is kept of it, each row sealed again for its copy."""
    menage = tx.session.get_one(Menage, menage_id)
    copy = Menage(id=uuid4(), cree_par=menage.cree_par, cree_le=menage.cree_le)
    tx.session.add(copy)
    tx.session.flush()
    ids: dict[Any, UUID] = {menage_id: copy.id}
    for model in SEALED:
        for row in tx.session.scalars(select(model).where(model.menage_id == menage_id)):
            ids[row.id] = uuid4()
            tx.session.add(_copied(tx, row, ids))
        tx.session.flush()
    _copy_marks(tx, menage_id, copy.id)
    return copy.id


def _copied(tx: Transaction, row: Any, ids: dict[Any, Any]) -> Any:
    """A row again under its new id; what it names of the household is named by its copy."""
    model = type(row)
    values = {column.key: getattr(row, column.key) for column in model.__mapper__.columns}
    column, kind = SEALED[model]
    content = _renamed(unseal(tx, kind, row.id, values[column]), ids)
    values[column] = seal(tx, kind, ids[row.id], content)
    for name in ("id", "menage_id", "personne_id", "objet_id"):
        if name in values:
            values[name] = ids.get(values[name], values[name])
    return model(**values)


def _renamed(content: Any, ids: dict[Any, Any]) -> Any:
    """The same content with the copies' ids in the place of the originals'."""
    if isinstance(content, dict):
        return {key: _renamed(value, ids) for key, value in content.items()}
    if isinstance(content, list):
        return [_renamed(value, ids) for value in content]
    known = {str(old): str(new) for old, new in ids.items() if old}
    return known.get(content, content) if isinstance(content, str) else content


def _copy_marks(tx: Transaction, menage_id: UUID, copy_id: UUID) -> None:
    """« Dossiers à ne pas croiser » hold for the copy too."""
    mine = or_(Incompatibilite.menage_a == menage_id, Incompatibilite.menage_b == menage_id)
    for mark in tx.session.scalars(select(Incompatibilite).where(mine)):
        values = {c.key: getattr(mark, c.key) for c in Incompatibilite.__mapper__.columns}
        sides = {s: copy_id for s in ("menage_a", "menage_b") if values[s] == menage_id}
        tx.session.add(Incompatibilite(**{**values, **sides, "id": uuid4()}))
