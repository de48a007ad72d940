"""Whoever's clock has run out does not see the dossier any more."""

from collections.abc import Collection

from sqlalchemy import select

from engine.core import access
from engine.core.access.models import CircleMember
from engine.core.identity.models import Group, Person
from engine.core.transaction import Transaction
from engine.suivi.conservation.classes import Classe
from engine.suivi.dossiers.models import Dossier

DE_LA_DETTE = "XLH_PREC"
"""The trade that follows the debt once the landlord's social follow-up is over."""


def close_circle(
    tx: Transaction, dossier: Dossier, finies: Collection[str], toutes: Collection[str]
) -> None:
    """Keep in the dossier's circle those who have still something to keep.

    ``finies``: the classes that have ended; ``toutes``: those that the dossier has.
    """
    groups = access.groups_of(tx, dossier.circle_id)
    sides = {
        code: organisation
        for code, organisation in tx.session.execute(
            select(Group.code, Group.organisation_code).where(Group.code.in_(groups))
        )
    }
    stay = {code for code, side in sides.items() if _stays(side, code, finies, toutes)}
    named = tx.session.execute(
        select(Person.id, Person.organisation_code)
        .join(CircleMember, CircleMember.person_id == Person.id)
        # Who was let in for some hours is not let in for good by the list that is written anew.
        .where(CircleMember.circle_id == dossier.circle_id, CircleMember.until.is_(None))
    )
    people = [person for person, side in named if _stays(side, "", finies, toutes)]
    access.reset_circle(tx, dossier.circle_id, stay, people)


def _stays(side: str, group: str, finies: Collection[str], toutes: Collection[str]) -> bool:
    """The référente unique is of neither partner: she stays with the MDL's accompaniment."""
    if side != "XLH":
        return Classe.SOCIAL not in finies
    if Classe.SUIVI_BAILLEUR not in finies:
        return True
    return group == DE_LA_DETTE and Classe.PRECONTENTIEUX in set(toutes) - set(finies)
