"""Sous-volet: for whom the measure is. Told to the MDL and to the référente unique alone."""

from enum import StrEnum

from engine.bpm.instances.advance import lock_instance
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotAllowed
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique


class SousVolet(StrEnum):
    """On screen VVC is « Accompagnement spécifique » (domain 0.1, 16)."""

    STANDARD = "STANDARD"
    VVC = "VVC"
    REFUGIE = "REFUGIE"


def told_sous_volet(tx: Transaction, dossier: Dossier) -> str:
    """The sous-volet for those who may know it; empty for the landlord and for an ordinary one.

    Nothing of it is told to the landlord (domain 4.8): it knows neither who is a victim, nor who
    is a refugee.
    """
    if dossier.sous_volet == SousVolet.STANDARD or not may_know(tx):
        return ""
    return dossier.sous_volet


def may_know(tx: Transaction) -> bool:
    """Whether the actor is told of it."""
    return tx.actor.organisation == "MDL" or "REFERENTE_VVC" in tx.actor.groups


def set_sous_volet(tx: Transaction, reference: str, wanted: str) -> None:
    """Say for whom the measure is, by the MDL. It restricts nothing by itself."""
    dossier = open_rubrique(tx, reference, Rubrique.VIE, write=True)
    if tx.actor.organisation != "MDL":
        raise NotAllowed(reference=reference)
    if wanted not in set(SousVolet):
        raise AnswersRefused(errors={"sous_volet": ["Choisissez dans la liste."]})
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    tx.session.refresh(dossier)
    if dossier.sous_volet != wanted:
        tx.writes.set(dossier, sous_volet=wanted)
        record(tx, instance, dossier.circle_id, "dossier:sous_volet_set", reference)
