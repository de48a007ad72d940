"""Trial data: prepared aside, then put in at once, so that no start ever finds half of them."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from engine.bpm.dialect.folder import Folder
from engine.bpm.messages.notices import HANDLERS
from engine.core.calendar import at_paris, paris_day, previous_ouvre
from engine.core.copy import copy_into
from engine.core.crypto import Keyring
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import relay
from engine.core.transaction import Database
from engine.suivi.aside import open_aside
from engine.suivi.escalades.balayer import sweep
from engine.suivi.programme.conservation import settle_conservation
from engine.suivi.programme.dettes import settle_dettes
from engine.suivi.programme.households import Household, draw_households
from engine.suivi.programme.logements import settle_logements
from engine.suivi.programme.mark import Standing, mark, standing
from engine.suivi.programme.motion import Motion, Tell
from engine.suivi.programme.people import settle_people, settle_reach
from engine.suivi.programme.projets import settle_projets
from engine.suivi.programme.revues import settle_revues
from engine.suivi.programme.vie import settle_vie
from engine.suivi.programme.violences import settle_violences
from engine.suivi.programme.voisins import settle_menages
from engine.suivi.setup import publish_folder, settle_groups

# Fiche projet: 35 households, 2015–2018. The seed is the one of `palier rehearse` (issue 7).
HOUSEHOLDS, MONTHS, SEED = 35, 36, 1
BEFORE_THE_FIRST = timedelta(days=7)


class RealAccounts(RuntimeError):
    """The database holds accounts that are not invented."""


def prepare_trial(
    database: Database, folder: Folder, aside: Path, password: str, tell: Tell
) -> None:
    """The 35 households into an empty database; nothing to do where they are already.

    ``aside`` is a folder of ours alone: what an interrupted preparation left there goes first.
    """
    with database.transaction(SYSTEM, read_only=True) as tx:
        found, now = standing(tx), tx.now
    if found is Standing.REAL:
        raise RealAccounts
    if found is Standing.TRIAL:
        return
    households = draw_households(HOUSEHOLDS, MONTHS, SEED, paris_day(now))
    with _set_aside(aside, database.keys) as trial:
        fill(trial, folder, households, password, now, tell)
        copy_into(trial, database)


def fill(
    database: Database,
    folder: Folder,
    households: Sequence[Household],
    password: str,
    now: datetime,
    tell: Tell,
) -> Motion:
    """People, published diagrams and these households, played until the midnight before ``now``."""
    first = min([one.opens_at for one in households], default=now)
    with database.transaction(SYSTEM, at=now) as tx:
        mark(tx, households[0].seed if households else SEED, len(households))
    with database.transaction(SYSTEM, at=first - BEFORE_THE_FIRST) as tx:
        settle_groups(tx, folder)
        people = settle_people(tx, password)
        publish_folder(tx, folder, "Première publication")
    motion = Motion(database, people, until=at_paris(paris_day(now), 0))
    motion.play(households, tell)
    settle_menages(motion)
    settle_dettes(motion)
    settle_vie(motion)
    settle_projets(motion)
    settle_logements(motion)
    settle_revues(motion)
    settle_violences(motion)
    settle_conservation(motion)
    with database.transaction(SYSTEM, at=now) as tx:
        settle_reach(tx, people, now)
    last_day = previous_ouvre(paris_day(motion.until) - timedelta(days=1))
    sweep(database, at=at_paris(last_day, 17))
    relay(database, HANDLERS, at=motion.until)
    return motion


@contextmanager
def _set_aside(place: Path, keys: Keyring) -> Iterator[Database]:
    """A database in a folder that is emptied before, and gone after."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        with open_aside(place, "essai", keys) as database:
            yield database
    finally:
        shutil.rmtree(place, ignore_errors=True)
