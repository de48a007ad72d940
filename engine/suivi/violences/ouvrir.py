"""Open the volet of a dossier: a case of its own, on a list of its own, under a key of its own."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.instances.start import begin, newest
from engine.core import access
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role, Statut
from engine.suivi.dossiers.open import start_entry, take_reference
from engine.suivi.referents.models import MotifReferent
from engine.suivi.referents.noter import note_first
from engine.suivi.violences.contenu import open_protection

PROCESS = "volet_violences"
DIRECTION = "MDL_CHEF"
BAILLEUR = "XLH"


def open_volet_of(tx: Transaction, dossier: Dossier, **given: Any) -> None:
    """Begin the volet of a dossier, once: its référent and the MDL's direction are on its list.

    The référente unique is not, before the person's agreement (domain 0.1, decision 3).
    ApartUnreadable without the volet's keys: nothing of it is written under another one.
    """
    with beyond(tx):
        if tx.session.scalar(has_volet(dossier.id)) is not None:
            return
    people = [dossier.referent_id] if dossier.referent_id else []
    circle_id = access.open_circle(tx, {DIRECTION}, people)
    protection = open_protection(tx, dossier.id, circle_id, **given)
    variables = {
        "reference": dossier.reference,
        "protection_id": str(protection.id),
        "sensible": True,
    }
    release = newest(tx, PROCESS)
    instance, _ = begin(tx, release, dossier.reference, circle_id, variables, apart=True)
    tx.session.add(
        DossierInstance(dossier_id=dossier.id, instance_id=instance.id, role=Role.VIOLENCES)
    )
    tx.session.flush()
    record(tx, instance, circle_id, "case:started", instance.id)


def open_apart(tx: Transaction, former: Dossier) -> Dossier:
    """A dossier of its own for somebody of another one's household, with its volet.

    Domain 0.1, decision 3: the former dossier, and the landlord's tasks, look unchanged; where it
    comes from is sealed in the protection. Who it is, its référent says on its page. What would
    be asked of the landlord is the direction's, who presents it by its reference alone (4).
    """
    is_of_mdl = tx.actor.organisation == "MDL"
    referent_id: UUID | None = tx.actor.id if is_of_mdl else former.referent_id
    circle_id = access.open_circle(tx, {DIRECTION}, [referent_id] if referent_id else [])
    dossier = Dossier(
        reference=take_reference(tx),
        circle_id=circle_id,
        menage_id=None,
        porte="MDL",
        volet="ACCES",
        statut=Statut.REPERE,
        is_restreint=True,
        referent_id=referent_id,
        ouvert_le=tx.now,
    )
    tx.session.add(dossier)
    tx.session.flush()
    if referent_id is not None:
        note_first(tx, dossier, referent_id, MotifReferent.OUVERTURE)
    answers = {
        "origine": "AUTRE",
        "volet": "ACCES",
        "motifs": ["AUTRE"],
        "date_reperage": paris_day(tx.now).isoformat(),
        "contact_sur": "NON",
    }
    entry = start_entry(tx, dossier, answers)
    tx.writes.set(entry, stand_ins={BAILLEUR: DIRECTION})
    open_volet_of(tx, dossier, origine=former.reference)
    return dossier


def has_volet(dossier_id: UUID) -> Any:
    """The query of a dossier's volet: its instance, to be narrowed to those who may know."""
    return (
        select(Instance)
        .join(DossierInstance, DossierInstance.instance_id == Instance.id)
        .where(DossierInstance.dossier_id == dossier_id, DossierInstance.role == Role.VIOLENCES)
    )
