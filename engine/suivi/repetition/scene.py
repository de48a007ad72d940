"""The base of a rehearsal, before its first day."""

from datetime import timedelta
from uuid import UUID

from engine.bpm.dialect.folder import Folder
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.suivi.repetition.gens import settle_gens
from engine.suivi.repetition.periode import Periode
from engine.suivi.setup import publish_folder, settle_groups

BEFORE = timedelta(days=7)
NAME = "repetition"
"""Of the base that is thrown away."""


def settle_scene(database: Database, folder: Folder, periode: Periode) -> dict[str, UUID]:
    """Groups, dated rules, people and the folder published, a week before; the people's ids.

    DiagramRefused when a file of the folder must be mended.
    """
    with database.transaction(SYSTEM, at=periode.commence - BEFORE) as tx:
        settle_groups(tx, folder)
        gens = settle_gens(tx)
        publish_folder(tx, folder, "Répétition")
    return gens
