"""Enter what became of a rendez-vous: held, or not, or called off before."""

from uuid import UUID

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Statut
from engine.suivi.accompagnement.former import keep_former
from engine.suivi.accompagnement.models import RendezVous
from engine.suivi.accompagnement.opening import SHARED, find_rendez_vous, lock_chain
from engine.suivi.partage.lire import open_rubrique


def settle_rendez_vous(
    tx: Transaction, reference: str, rendez_vous_id: UUID, statut: str
) -> RendezVous:
    """The rendez-vous is held, missed, excused, put off or called off; entered again, corrected.

    Only a day that has come was held or missed: AnswersRefused for the others, save calling off.
    """
    dossier = open_rubrique(tx, reference, SHARED, write=True)
    instance = lock_chain(tx, dossier)  # what is read from here on is the last that was written
    planned = find_rendez_vous(tx, dossier, rendez_vous_id)
    if statut not in set(Statut) - {Statut.PREVU}:
        raise AnswersRefused(errors={"statut": ["Choisissez parmi les réponses proposées."]})
    is_to_come = planned.debut > tx.now
    if is_to_come and statut in (Statut.HONORE, Statut.ABSENT):
        raise AnswersRefused(errors={"statut": ["Ce rendez-vous n’a pas encore eu lieu."]})
    if planned.statut == statut:
        return planned
    keep_former(tx, planned, {"statut": planned.statut})
    planned.statut = statut
    record(tx, instance, dossier.circle_id, "meeting:settled", planned.id)
    return planned
