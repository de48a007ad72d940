"""Keep a file to a few, the landlord not among them but for who presents it."""

from uuid import UUID

from engine.bpm.instances.close_to import close_to
from engine.core import access
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.separate import separate_menage

BAILLEUR = "XLH"
DIRECTION = "MDL_CHEF"


def restrict_to(tx: Transaction, dossier: Dossier, instance_id: UUID, presenter: str) -> None:
    """Only the référent, the MDL's direction and ``presenter`` still see the file.

    ``presenter``: the trade that does from now on what is asked of the landlord. The case
    ``instance_id`` is locked by the caller.
    """
    tx.writes.set(dossier, is_restreint=True)
    separate_menage(tx, dossier)
    people = [dossier.referent_id] if dossier.referent_id else []
    # The référente unique was told with the person's agreement: she stays.
    stay = access.groups_of(tx, dossier.circle_id) & {"REFERENTE_VVC"}
    close_to(tx, instance_id, BAILLEUR, presenter, {DIRECTION, presenter} | stay, people)


def stop_sharing(tx: Transaction, dossier: Dossier, instance_id: UUID) -> None:
    """Nobody of the landlord sees the file any more: the MDL's direction presents it."""
    restrict_to(tx, dossier, instance_id, presenter=DIRECTION)
