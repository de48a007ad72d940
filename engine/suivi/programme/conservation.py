"""What comes to its end in the trial programme: announced as it would have been, one kept back."""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select

from engine.core.calendar import add_months, paris_day
from engine.core.errors import EngineError
from engine.core.identity.actor import SYSTEM
from engine.suivi.conservation.annoncer import announce
from engine.suivi.conservation.maintenir import Motif, hold_back
from engine.suivi.conservation.models import Evenement
from engine.suivi.programme.motion import Motion

SINCE = timedelta(days=12)
CHEF = "claire"


def settle_conservation(motion: Motion) -> None:
    """The list as it stands today: what was announced twelve days ago, and what is new."""
    for moment in (motion.until - SINCE, motion.until):
        with motion.database.transaction(SYSTEM, at=moment) as tx:
            announce(tx)
            ours = select(Evenement.id).where(Evenement.organisation == "MDL")
            first = tx.session.scalar(ours.order_by(Evenement.prevu_le, Evenement.reference))
    chef = motion.people.get(CHEF)
    if first is None or chef is None:
        return
    with suppress(EngineError), motion.database.transaction(chef, at=motion.until) as tx:
        told = {
            "motif": Motif.RECLAMATION,
            "texte": "Une réclamation du ménage est en cours d’examen.",
            "jusqu_au": add_months(paris_day(tx.now), 6).isoformat(),
        }
        hold_back(tx, first, told)
