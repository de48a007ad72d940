"""Settle who a dossier's household is: one that is known already, or a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.instances.advance import lock_instance
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import NotAllowed, NotFound
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.apart import refuse_barred
from engine.suivi.menages.errors import MenageRestreint
from engine.suivi.menages.hand import lock_menages
from engine.suivi.menages.keep_personne import insert_personne
from engine.suivi.menages.models import Lien, Menage
from engine.suivi.menages.personnes import typed_personne
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique


@dataclass(frozen=True)
class Qui:
    """Who it is: that of the dossier ``reference``, or, without one, somebody typed in a page."""

    reference: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    """civilite, nom, prenom, nom_naissance, date_naissance, as texts."""


def settle_menage(tx: Transaction, qui: Qui) -> UUID:
    """The household's id, created when it is new. AnswersRefused in words; see ``known_menage``."""
    return known_menage(tx, qui.reference) if qui.reference else create_menage(tx, qui.typed)


def create_menage(tx: Transaction, typed: Mapping[str, str]) -> UUID:
    """A household of one person, the titulaire, whatever else is typed."""
    columns = typed_personne({**typed, "lien": Lien.TITULAIRE}, paris_day(tx.now))
    menage = Menage(id=uuid4(), cree_par=tx.actor.organisation, cree_le=tx.now)
    tx.session.add(menage)
    tx.session.flush()
    insert_personne(tx, menage.id, columns)
    return menage.id


def known_menage(tx: Transaction, reference: str) -> UUID:
    """The household of a dossier that the actor knows, for another dossier.

    MenageRestreint when that dossier is restricted: a new one would be seen by all. NotAssignable
    when the actor would follow two households that must not cross.
    """
    dossier = open_rubrique(tx, reference, Rubrique.IDENTITE, write=True)
    menage_id = dossier.menage_id
    if menage_id is None or not knows(tx, dossier):
        raise NotFound(reference=reference)
    lock_menages(tx, [menage_id])
    # Read after the wait, without what this transaction has loaded.
    of_it = select(Dossier.menage_id, Dossier.is_restreint).where(Dossier.id == dossier.id)
    current, is_restreint = tx.session.execute(of_it).one()
    if is_restreint or current != menage_id:
        raise MenageRestreint(reference=reference)
    if tx.actor.organisation == "MDL" and tx.actor.id is not None:
        refuse_barred(tx, menage_id, tx.actor.id)
    return menage_id


def name_menage(tx: Transaction, reference: str, qui: Qui) -> None:
    """Say who the household of a dossier is, where nobody has yet (dossiers of before)."""
    dossier = open_rubrique(tx, reference, Rubrique.IDENTITE, write=True)
    if not knows(tx, dossier):
        raise NotAllowed(reference=reference)
    if dossier.is_restreint and qui.reference:
        raise MenageRestreint(reference=reference)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    tx.session.refresh(dossier)
    if dossier.menage_id is not None:
        raise NotFound(reference=reference)
    menage_id = settle_menage(tx, qui)
    if dossier.referent_id is not None:
        refuse_barred(tx, menage_id, dossier.referent_id)
    porte = dossier.porte or tx.actor.organisation
    tx.writes.set(dossier, menage_id=menage_id, porte=porte)
    record(tx, instance, dossier.circle_id, "menage:named", dossier.reference)
