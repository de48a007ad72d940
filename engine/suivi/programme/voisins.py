"""Neighbours at odds: once all is played, the direction marks them « à ne pas croiser »."""

from contextlib import suppress

from engine.bpm.instances.models import Instance
from engine.core.errors import EngineError
from engine.suivi.menages.direction import DIRECTION
from engine.suivi.menages.keep_apart import keep_apart
from engine.suivi.menages.models import MotifIncompatibilite
from engine.suivi.programme.motion import Motion

AT_ODDS = "mediation"


def settle_menages(motion: Motion) -> None:
    """Mark the two households of that story; nothing where there are fewer, or they cannot be."""
    pair = [
        (case, followed.household)
        for case, followed in motion.followed.items()
        if followed.household.story.name == AT_ODDS
    ]
    if len(pair) < 2:
        return
    chef = motion.people[pair[0][1].team[DIRECTION].login]
    with suppress(EngineError), motion.database.transaction(chef, at=motion.until) as tx:
        one, other = (tx.session.get_one(Instance, case).reference for case, _ in pair[:2])
        keep_apart(tx, one, other, MotifIncompatibilite.VOISINAGE)
