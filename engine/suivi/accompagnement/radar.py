"""Dossiers without a contact for a while (domain 5.8, T04; Carnet de bord #529)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Presence
from engine.suivi.accompagnement.models import Contact
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.partage.lire import is_told, may_read
from engine.suivi.partage.rubriques import Rubrique

QUIET_DAYS = 21
"""T04: « 21 j / 35 j without contact » (à confirmer)."""


def quiet_dossiers(tx: Transaction, dossiers: Sequence[Dossier]) -> dict[UUID, int]:
    """Days since the household was last met, where that is 21 or more, by one statement.

    Of measures under way alone; since the entry, for one never met. The landlord is told of
    nothing: nobody watches the other's staff (decision 13 of 0.1).
    """
    if tx.actor.organisation != "MDL" or not may_read(tx, Rubrique.ACCOMPAGNEMENT):
        return {}
    followed = [d for d in dossiers if d.statut == Statut.EN_COURS and is_told(tx, d)]
    last = tx.session.execute(
        select(Contact.dossier_id, func.max(Contact.jour))
        .where(
            Contact.dossier_id.in_([dossier.id for dossier in followed]),
            Contact.presence == Presence.HONORE,
        )
        .group_by(Contact.dossier_id)
    )
    met = {dossier_id: day for dossier_id, day in last}
    today, quiet = paris_day(tx.now), {}
    for dossier in followed:
        since = met.get(dossier.id) or dossier.date_entree
        if since is not None and (today - since).days >= QUIET_DAYS:
            quiet[dossier.id] = (today - since).days
    return quiet
