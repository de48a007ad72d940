"""The dossier that a case, or a reference, belongs to; rehearsals run cases without one."""

from sqlalchemy import bindparam, select

from engine.bpm.instances.models import Instance
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role

# Built once: a completion of the debt's steps passes here.
BY_REFERENCE = select(Dossier).where(Dossier.reference == bindparam("reference"))
BY_INSTANCE = (
    select(Dossier)
    .join(DossierInstance, DossierInstance.dossier_id == Dossier.id)
    .where(
        DossierInstance.instance_id == bindparam("instance_id"),
        DossierInstance.role != Role.VIOLENCES,
    )
)


def dossier_named(tx: Transaction, reference: str) -> Dossier | None:
    """The dossier of that reference, for what the program does by itself."""
    return tx.session.scalar(BY_REFERENCE, {"reference": reference})


def dossier_of(tx: Transaction, instance: Instance) -> Dossier | None:
    """The dossier whose case this is."""
    return tx.session.scalar(BY_INSTANCE, {"instance_id": instance.id})
