"""What was written before a correction: kept sealed, told to those who read what replaced it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.models import AncienEcrit, Written


@dataclass(frozen=True)
class Former:
    """Some fields as they were until ``until``."""

    until: datetime
    author_id: UUID | None
    fields: Mapping[str, Any]


def keep_former(tx: Transaction, written: Written, fields: Mapping[str, Any]) -> None:
    """Put aside what the actor is about to replace, and note who replaces it, now."""
    former_id = uuid4()
    tx.session.add(
        AncienEcrit(
            id=former_id,
            objet_id=written.id,
            dossier_id=written.dossier_id,
            circle_id=written.circle_id,
            corps=seal(tx, "ancien_ecrit", former_id, fields),
            ecrit_par=written.modifie_par or written.auteur_id,
            remplace_le=tx.now,
        )
    )
    written.modifie_le, written.modifie_par = tx.now, tx.actor.id


def formers(tx: Transaction, written: Iterable[UUID]) -> dict[UUID, list[Former]]:
    """What each of these rows said before, the newest first; nothing for one never corrected."""
    rows = tx.session.scalars(
        select(AncienEcrit)
        .where(AncienEcrit.objet_id.in_(list(written)))
        .order_by(AncienEcrit.remplace_le.desc())
    )
    found: dict[UUID, list[Former]] = {}
    for row in rows:
        fields = unseal(tx, "ancien_ecrit", row.id, row.corps)
        if "jour" in fields:
            fields["jour"] = date.fromisoformat(fields["jour"])
        found.setdefault(row.objet_id, []).append(Former(row.remplace_le, row.ecrit_par, fields))
    return found
