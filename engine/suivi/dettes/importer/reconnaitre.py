"""Whose account a line is: only the tenants of an open dossier are recognised, the others vanish.

Domain 0.1, point 8. The account of a restricted file is kept too, for the MDL that follows the
plan of its household; but to a landlord's person who does not see the file, its tenant is as
unknown as any other, in the counts and in the errors. Once the household has withdrawn its
agreement to the sharing, nothing more of the landlord reaches the file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.core import access
from engine.core.transaction import Transaction
from engine.suivi.dettes.models import LienCompte
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role, Statut
from engine.suivi.dossiers.see import is_whole

OUVERTS = (Statut.REPERE, Statut.EN_COURS)
BAILLEUR = "XLH"


@dataclass(frozen=True)
class Relie:
    """A dossier whose tenant's reference is known, and whether the actor may know of it."""

    dossier: Dossier
    marque: str
    is_seen: bool


def linked(tx: Transaction, ids: Iterable[UUID] | None = None) -> list[Relie]:
    """The open dossiers that take accounts in, among ``ids`` when they are given."""
    rows = (
        select(Dossier, LienCompte.marque, Instance.stand_ins)
        .join(LienCompte, LienCompte.dossier_id == Dossier.id)
        .join(DossierInstance, DossierInstance.dossier_id == Dossier.id)
        .join(Instance, Instance.id == DossierInstance.instance_id)
        .where(Dossier.statut.in_(OUVERTS), DossierInstance.role == Role.ENTREE)
    )
    visible = select(Dossier.id).where(access.visible(Dossier.circle_id, tx.actor))
    seen = set(tx.session.scalars(visible))
    wanted = None if ids is None else set(ids)
    return [
        Relie(dossier, marque, dossier.id in seen and is_whole(tx, dossier))
        for dossier, marque, stand_ins in tx.session.execute(rows)
        if is_shared(stand_ins) and (wanted is None or dossier.id in wanted)
    ]


def is_shared(stand_ins: Mapping[str, str] | None) -> bool:
    """False once somebody of the other side stands in for the landlord: the sharing has ended."""
    presenter = (stand_ins or {}).get(BAILLEUR)
    return presenter is None or presenter.startswith(f"{BAILLEUR}_")
