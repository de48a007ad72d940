"""Name who follows a dossier for the landlord, the référente unique, and substitutes beforehand."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.models import Instance
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.apart import barred_people
from engine.suivi.menages.direction import require_direction
from engine.suivi.menages.listing import EQUIPE
from engine.suivi.menages.name_referent import REASONS, people_of_trade
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.referents.models import RoleReferent, Suppleant
from engine.suivi.referents.noter import note_referent
from engine.suivi.referents.read import suppleants_of

TRADES = {RoleReferent.BAILLEUR: "XLH_IS", RoleReferent.VVC: "REFERENTE_VVC"}
NAMED_BY = {
    RoleReferent.BAILLEUR: frozenset({"XLH_PILOTE", "XLH_IS"}),
    RoleReferent.VVC: frozenset({"MDL_CHEF", "REFERENTE_VVC"}),
}
EVER = timedelta(days=800)
"""Longer than any absence may last."""
CHOOSE = "Choisissez dans la liste."
NOT_THIS_ONE = "Cette personne ne peut pas remplacer sur ce dossier."


def may_name(tx: Transaction, dossier: Dossier, role: RoleReferent) -> bool:
    """Whether the actor names who follows this dossier for that role.

    Somebody is named among those who see the file: to be named opens nothing.
    """
    is_listed = TRADES[role] in access.groups_of(tx, dossier.circle_id)
    return is_listed and bool(NAMED_BY[role] & tx.actor.groups)


def require_namer(tx: Transaction, reference: str, role: RoleReferent) -> Dossier:
    """The dossier; NotAllowed for another trade, and where that role does not see the file."""
    dossier = open_rubrique(tx, reference, Rubrique.VIE)
    if not may_name(tx, dossier, role):
        raise NotAllowed(reference=reference)
    return dossier


def name_other(tx: Transaction, reference: str, role: RoleReferent, wanted: str, why: str) -> None:
    """The landlord's intervenant social, or the référente unique, of a dossier.

    AnswersRefused (``person``, ``motif``).
    """
    dossier = require_namer(tx, reference, role)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    person = {str(one): one for one, _ in people_of_trade(tx, TRADES[role])}.get(wanted)
    if person is None:
        raise AnswersRefused(errors={"person": [CHOOSE]})
    if why not in REASONS:
        raise AnswersRefused(errors={"motif": [CHOOSE]})
    note_referent(tx, dossier, role, person, why)
    record(tx, instance, dossier.circle_id, "dossier:follower_named", reference)


def possible_suppleants(tx: Transaction, dossier: Dossier) -> Sequence[tuple[UUID, str]]:
    """Whom the MDL's direction may name beforehand on a file that its team does not see."""
    if "MDL_CHEF" not in tx.actor.groups or not is_by_name(tx, dossier):
        return []
    taken = suppleants_of(tx, dossier.id) | {dossier.referent_id}
    return [(one, name) for one, name in people_of_trade(tx, EQUIPE) if one not in taken]


def is_by_name(tx: Transaction, dossier: Dossier) -> bool:
    """Whether the file's list names people, without the MDL's team."""
    return EQUIPE not in access.groups_of(tx, dossier.circle_id)


def name_suppleant(tx: Transaction, reference: str, wanted: str) -> None:
    """Named beforehand: sees nothing yet, only while the référent is away (domain 0.1, 5).

    AnswersRefused (``suppleant``) for anybody who must not cross this household.
    """
    dossier, instance = _in_hand(tx, reference)
    person = {str(one): one for one, _ in possible_suppleants(tx, dossier)}.get(wanted)
    if person is None:
        raise AnswersRefused(errors={"suppleant": [CHOOSE]})
    if dossier.menage_id is not None and person in barred_people(tx, dossier.menage_id):
        raise AnswersRefused(errors={"suppleant": [NOT_THIS_ONE]})
    row = Suppleant(
        id=uuid4(),
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        person_id=person,
        nomme_par=tx.actor.id,
        nomme_le=tx.now,
        retire_le=None,
    )
    tx.session.add(row)
    tx.session.flush()
    record(tx, instance, dossier.circle_id, "dossier:substitute_named", reference)


def withdraw_suppleant(tx: Transaction, reference: str, row_id: UUID) -> None:
    """No longer named: whoever stands in at this moment sees the file no more."""
    dossier, instance = _in_hand(tx, reference)
    row = tx.session.get(Suppleant, row_id)
    if row is None or row.dossier_id != dossier.id or row.retire_le is not None:
        raise NotFound(row_id=row_id)
    row.retire_le = tx.now
    tx.session.flush()
    access.dismiss(tx, dossier.circle_id, row.person_id, tx.now + EVER)
    record(tx, instance, dossier.circle_id, "dossier:substitute_withdrawn", reference)


def _in_hand(tx: Transaction, reference: str) -> tuple[Dossier, Instance]:
    require_direction(tx)
    dossier = open_rubrique(tx, reference, Rubrique.VIE, write=True)
    return dossier, lock_instance(tx, entry_instance(tx, dossier.id).id)
