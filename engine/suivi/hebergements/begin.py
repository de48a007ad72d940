"""From a picked household to its dossier: nothing that the import brought is typed again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.core import access
from engine.core.errors import NotFound
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.hebergements.importer import HEBERGE, require_team
from engine.suivi.hebergements.lire import MenageHeberge
from engine.suivi.hebergements.models import Heberge
from engine.suivi.menages.coordonnees import add_coordonnee
from engine.suivi.menages.keep_personne import add_personne


@dataclass(frozen=True)
class Retenu:
    """A household that was picked and has no dossier yet."""

    id: UUID
    menage: MenageHeberge
    retenu_le: datetime
    mis_a_jour_le: datetime | None

    @property
    def qui(self) -> Mapping[str, str]:
        """The fields of « Qui ? »."""
        first = self.menage.personnes[0]
        return {name: text for name, text in first.items() if name != "lien"}

    @property
    def reperage(self) -> Mapping[str, Any]:
        """What the repérage can be filled with; whoever opens the dossier may change it."""
        known = {"origine": self.menage.origine} if self.menage.origine else {}
        return {**known, "volet": "ACCES", "motifs": ["SORTIE_HEBERGEMENT"]}


def read_retenus(tx: Transaction) -> Sequence[Retenu]:
    """Those that wait for their repérage, the oldest first."""
    require_team(tx)
    waits = (Heberge.dossier_id.is_(None), access.visible(Heberge.circle_id, tx.actor))
    rows = tx.session.scalars(select(Heberge).where(*waits).order_by(Heberge.retenu_le, Heberge.id))
    return [_told(tx, row) for row in rows]


def read_retenu(tx: Transaction, row_id: UUID) -> Retenu:
    """One of them; NotFound once its dossier is open."""
    return _told(tx, _find(tx, row_id))


def begin_dossier(tx: Transaction, row_id: UUID, dossier: Dossier, *, is_new: bool) -> None:
    """The dossier that was opened for it: its family and how to reach it follow.

    Not where the household was known already (``is_new`` false): what is kept there stays. From
    then on its row is of the dossier's circle, without content.
    """
    row = _find(tx, row_id, is_locked=True)
    menage = _told(tx, row).menage
    if is_new:
        tx.flush()
        for person in menage.personnes[1:]:
            add_personne(tx, dossier.reference, person)
        for kind, value in (("TELEPHONE", menage.telephone), ("EMAIL", menage.courriel)):
            if value:
                add_coordonnee(tx, dossier.reference, {"type": kind, "valeur": value})
    row.circle_id, row.dossier_id, row.contenu = dossier.circle_id, dossier.id, None
    tx.session.flush()


def forget_retenu(tx: Transaction, row_id: UUID) -> None:
    """Picked by mistake, or needs nothing any more: nothing of it is left."""
    tx.session.delete(_find(tx, row_id))
    tx.session.flush()


def _find(tx: Transaction, row_id: UUID, *, is_locked: bool = False) -> Heberge:
    require_team(tx)
    query = select(Heberge).where(
        Heberge.id == row_id,
        Heberge.dossier_id.is_(None),
        access.visible(Heberge.circle_id, tx.actor),
    )
    row = tx.session.scalar(query.with_for_update() if is_locked else query)
    if row is None or row.contenu is None:
        raise NotFound(row_id=row_id)
    return row


def _told(tx: Transaction, row: Heberge) -> Retenu:
    assert row.contenu is not None
    content = MenageHeberge(**unseal(tx, HEBERGE, row.id, row.contenu))
    return Retenu(row.id, content, row.retenu_le, row.mis_a_jour_le)
