"""Open the project of a dossier; find its versions and its objectives."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from engine.core import access
from engine.core.errors import NotFound
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.projets.codes import StatutProjet, TypeProjet
from engine.suivi.projets.models import Action, Objectif, Projet

OF_VOLET = {"ACCES": TypeProjet.PPAL, "MAINTIEN": TypeProjet.PPML}
VIVANTS = (StatutProjet.BROUILLON, StatutProjet.A_SIGNER)


def open_projet(tx: Transaction, reference: str) -> Dossier:
    """The dossier, to change its project.

    NotFound and NotAllowed as `open_rubrique` says; NotFound too before the household has agreed
    that the partners share, for the one who has not met it.
    """
    dossier = open_rubrique(tx, reference, Rubrique.PROJET, write=True)
    if not is_shared(tx, dossier):
        raise NotFound(reference=reference)
    return dossier


def is_shared(tx: Transaction, dossier: Dossier) -> bool:
    """Whether the actor, who reads the part, may know what the household's project says."""
    return tx.actor.is_system or knows(tx, dossier)


def versions_of(tx: Transaction, dossier: Dossier, type: str | None = None) -> Sequence[Projet]:
    """Every version that the actor sees, or those of one type, the newest first."""
    found = select(Projet).where(
        Projet.dossier_id == dossier.id, access.visible(Projet.circle_id, tx.actor)
    )
    rows = tx.session.scalars(found.order_by(Projet.ecrit_le.desc(), Projet.version.desc()))
    return [row for row in rows if type is None or row.type == type]


def find_projet(tx: Transaction, dossier: Dossier, projet_id: UUID) -> Projet:
    """A version of that dossier; NotFound otherwise."""
    found = next((one for one in versions_of(tx, dossier) if one.id == projet_id), None)
    if found is None:
        raise NotFound(projet_id=projet_id)
    return found


def objectifs_of(tx: Transaction, dossier: Dossier) -> Sequence[Objectif]:
    """The objectives of a dossier, those written by mistake left out, in their order."""
    found = select(Objectif).where(
        Objectif.dossier_id == dossier.id,
        Objectif.retire_le.is_(None),
        access.visible(Objectif.circle_id, tx.actor),
    )
    return list(tx.session.scalars(found.order_by(Objectif.rang, Objectif.id)))


def actions_of(tx: Transaction, dossier: Dossier) -> Sequence[Action]:
    """What is done for them, in the order in which it was written."""
    found = select(Action).where(
        Action.dossier_id == dossier.id,
        Action.retire_le.is_(None),
        access.visible(Action.circle_id, tx.actor),
    )
    return list(tx.session.scalars(found.order_by(Action.ecrit_le, Action.rang, Action.id)))


def find_objectif(tx: Transaction, dossier: Dossier, objectif_id: UUID) -> Objectif:
    """An objective of that dossier; NotFound otherwise."""
    found = next((one for one in objectifs_of(tx, dossier) if one.id == objectif_id), None)
    if found is None:
        raise NotFound(objectif_id=objectif_id)
    return found


def find_action(tx: Transaction, dossier: Dossier, action_id: UUID) -> Action:
    """An action of that dossier; NotFound otherwise."""
    found = next((one for one in actions_of(tx, dossier) if one.id == action_id), None)
    if found is None:
        raise NotFound(action_id=action_id)
    return found
