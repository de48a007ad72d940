"""Name who follows a dossier, by the MDL's direction."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.advance import lock_instance
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.identity.models import Membership, Person
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.apart import barred_people
from engine.suivi.menages.direction import require_direction
from engine.suivi.menages.listing import EQUIPE, replace_named
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.referents.models import MotifReferent, RoleReferent
from engine.suivi.referents.noter import note_referent

BARRED = "Cette personne ne peut pas suivre ce dossier : voyez les « dossiers à ne pas croiser »."
REASONS = (
    MotifReferent.DESIGNATION,
    MotifReferent.DEPART,
    MotifReferent.CHARGE,
    MotifReferent.DEMANDE_MENAGE,
)
"""What may be said on the page. That two files must not cross is never told there."""


def possible_referents(tx: Transaction) -> Sequence[tuple[UUID, str]]:
    """Who may follow a dossier: the MDL's social workers, by name."""
    require_direction(tx)
    return people_of_trade(tx, EQUIPE)


def people_of_trade(tx: Transaction, group: str) -> Sequence[tuple[UUID, str]]:
    """The open accounts of a trade, by name."""
    rows = tx.session.execute(
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_code == group, Person.closed_at.is_(None))
        .order_by(Person.name)
    )
    return [(person, name) for person, name in rows]


def name_referent(
    tx: Transaction, reference: str, wanted: str, motif: str = MotifReferent.DESIGNATION
) -> Dossier:
    """Another référent, named on the dossier's list in the place of the former one.

    ``wanted`` is the person's id as a text, ``motif`` one of ``REASONS``. AnswersRefused
    (``referent``, ``motif``) for nobody of the team, and for whoever follows a household that
    this one must not cross.
    """
    require_direction(tx)
    dossier = open_rubrique(tx, reference, Rubrique.IDENTITE, write=True)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    tx.session.refresh(dossier)
    person = {str(one): one for one, _ in possible_referents(tx)}.get(wanted)
    if person is None:
        raise AnswersRefused(errors={"referent": ["Choisissez dans la liste."]})
    if motif not in REASONS:
        raise AnswersRefused(errors={"motif": ["Choisissez dans la liste."]})
    if dossier.menage_id is not None and person in barred_people(tx, dossier.menage_id):
        raise AnswersRefused(errors={"referent": [BARRED]})
    if person != dossier.referent_id:
        replace_named(tx, dossier, dossier.referent_id, person)
        note_referent(tx, dossier, RoleReferent.MDL, person, motif)
        tx.writes.set(dossier, referent_id=person)
        record(tx, instance, dossier.circle_id, "dossier:referent_named", reference)
    return dossier
