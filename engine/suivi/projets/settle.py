"""Tick how far objectives and actions are: several at once, on the project's page or at a visit.

The visit is the seam of `accompagnement/visit.py`: it gives what was ticked and calls
`settle_ticked` in its own transaction, under its own lock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain
from engine.suivi.dossiers.models import Dossier
from engine.suivi.partage.lire import may_write
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.projets.codes import STATUTS_ACTION, STATUTS_OBJECTIF
from engine.suivi.projets.given import CHOOSE, Errors
from engine.suivi.projets.models import Action, Objectif
from engine.suivi.projets.opening import actions_of, objectifs_of, open_projet


@dataclass(frozen=True)
class Avancee:
    """What was ticked: a status by the id of an objective, or of an action."""

    objectifs: Mapping[UUID, str] = field(default_factory=dict)
    actions: Mapping[UUID, str] = field(default_factory=dict)


def settle_projet(tx: Transaction, reference: str, avancee: Avancee) -> int:
    """How many statuses have changed. AnswersRefused names a status that is none."""
    dossier = open_projet(tx, reference)
    lock_chain(tx, dossier)
    errors = avancee_problems(avancee)
    if errors:
        raise AnswersRefused(errors=errors)
    return settle_ticked(tx, dossier, avancee)


def avancee_problems(avancee: Avancee) -> Errors:
    """What is wrong in what was ticked, by ``objectif_<id>`` and ``action_<id>``."""
    told = {f"objectif_{i}": s not in STATUTS_OBJECTIF for i, s in avancee.objectifs.items()}
    told |= {f"action_{i}": s not in STATUTS_ACTION for i, s in avancee.actions.items()}
    return {name: [CHOOSE] for name, is_wrong in told.items() if is_wrong}


def settle_ticked(tx: Transaction, dossier: Dossier, avancee: Avancee) -> int:
    """Change the statuses that differ, under the dossier's lock; how many did.

    What is not of the dossier any more, or of a part that the actor does not write, is left.
    """
    if not (avancee.objectifs or avancee.actions) or not may_write(tx, Rubrique.PROJET):
        return 0
    rows: list[tuple[Objectif | Action, str | None]] = [
        *((one, avancee.objectifs.get(one.id)) for one in objectifs_of(tx, dossier)),
        *((one, avancee.actions.get(one.id)) for one in actions_of(tx, dossier)),
    ]
    changed = [(row, statut) for row, statut in rows if statut and row.statut != statut]
    for row, statut in changed:
        row.statut, row.statut_le = statut, tx.now
    if changed:
        instance = lock_chain(tx, dossier)
        record(tx, instance, dossier.circle_id, "projet:followed", dossier.id)
    return len(changed)
