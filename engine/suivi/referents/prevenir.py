"""Who a reminder is for: the person who follows the dossier, or who stands in for them."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from engine.bpm.messages.readers import ABSENCES, FOLLOWERS
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import DossierInstance
from engine.suivi.referents.models import Absence, Referent, RoleReferent

TRADES = {
    RoleReferent.MDL: "MDL_TS",
    RoleReferent.BAILLEUR: "XLH_IS",
    RoleReferent.VVC: "REFERENTE_VVC",
}


def followers(tx: Transaction, instance_id: UUID, trades: Collection[str]) -> Mapping[str, UUID]:
    """Who follows the dossier of a case today, by trade; nobody for a trade that has none."""
    roles = {role: trade for role, trade in TRADES.items() if trade in trades}
    if not roles:
        return {}
    rows = tx.session.execute(
        select(Referent.role, Referent.person_id)
        .join(DossierInstance, DossierInstance.dossier_id == Referent.dossier_id)
        .where(
            DossierInstance.instance_id == instance_id,
            Referent.role.in_(list(roles)),
            Referent.au.is_(None),
        )
        .order_by(Referent.du, Referent.nomme_le)
    )
    return {roles[RoleReferent(role)]: person for role, person in rows}


def away(tx: Transaction, people: Collection[UUID]) -> Mapping[UUID, UUID | None]:
    """Those of these people who are away today, with who stands in for them."""
    today = paris_day(tx.now)
    rows = tx.session.execute(
        select(Absence.person_id, Absence.remplacant_id).where(
            Absence.person_id.in_(sorted(people)),
            Absence.du <= today,
            Absence.au >= today,
            Absence.terminee_le.is_(None),
        )
    )
    return {person: replacement for person, replacement in rows}


FOLLOWERS.append(followers)
ABSENCES.append(away)
