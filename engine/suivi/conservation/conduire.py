"""The daily run: announce what is coming, do what is due, forget what is old."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from engine.core.errors import DatabaseSilent
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.suivi.conservation.annoncer import announce, due_now
from engine.suivi.conservation.journaux import forget_old
from engine.suivi.conservation.prevenir import tell_dpo
from engine.suivi.conservation.terminer import end_class
from engine.suivi.regles.read import has_rules

logger = logging.getLogger(__name__)
Tell = Callable[[int, int], None]
"""Told how many are done, of how many."""


@dataclass
class Bilan:
    """What a run has done."""

    annonces: int = 0
    finies: int = 0
    retenues: int = 0
    """Held back, or moved since."""
    echecs: list[UUID] = field(default_factory=list)
    """The ends that could not be done: they are tried again at the next run."""
    anciens: dict[str, int] = field(default_factory=dict)
    """Rows that ended by their age, by table."""


def run(database: Database, tell: Tell = lambda *_: None, at: datetime | None = None) -> Bilan:
    """One run, each end in a transaction of its own; interrupted, the next one goes on from there.

    A fault of one dossier leaves it as it was, and the others go on.
    """
    bilan = Bilan()
    with database.transaction(SYSTEM, at=at) as tx:
        if not has_rules(tx):  # before the first publication there is no household either
            return bilan
        bilan.annonces = announce(tx)
        if bilan.annonces:
            tell_dpo(tx)
        bilan.anciens = forget_old(tx)
        due = list(due_now(tx))
    for done, event_id in enumerate(due, 1):
        try:
            with database.transaction(SYSTEM, at=at) as tx:
                is_done = end_class(tx, event_id)
        except DatabaseSilent:  # no fault of this dossier
            raise
        except Exception:  # the dossier stays whole; the others must not wait for it
            logger.exception("the end %s could not be done", event_id)
            bilan.echecs.append(event_id)
            continue
        bilan.finies += is_done
        bilan.retenues += not is_done
        tell(done, len(due))
    return bilan
