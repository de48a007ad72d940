"""Who reads and who writes a text or a document, by its class (domain 4.8, decisions 2–4 of 0.1).

What is shared is shared once the household has agreed: until then each partner reads its own.

What is written about violences is read on the file's list alone: the référente unique, and the
people of the MDL whom the list names. On an ordinary file that is by name; a restricted file's
circle is that list, its chef de service included. A personal draft is its author's.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from engine.core.access.models import CircleMember
from engine.core.errors import NotAllowed, NotFound
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import is_told, may_read, may_write
from engine.suivi.partage.noter import note_reading
from engine.suivi.partage.rubriques import Rubrique


class Classe(StrEnum):
    """Whose a text or a document is."""

    PARTAGE = "PARTAGE"
    MDL = "MDL"
    XLH = "XLH"
    VVC = "VVC"
    BROUILLON = "BROUILLON"


KEPT_FOR: Mapping[Classe, Rubrique] = {
    Classe.MDL: Rubrique.NOTES_MDL,
    Classe.XLH: Rubrique.NOTES_BAILLEUR,
    Classe.VVC: Rubrique.VIOLENCES,
}
UNTOLD = frozenset({Classe.VVC, Classe.BROUILLON})
"""That these exist is told to nobody else: the audit keeps them out of the circle's journal."""


def open_classes(tx: Transaction, reference: str, shared: Rubrique) -> Dossier:
    """The dossier, for whoever reads at least one class of that part of it.

    NotFound outside its circle and for the landlord on a restricted file; NotAllowed for a trade
    that reads no class.
    """
    dossier, _ = find_dossier(tx, reference)
    if not is_told(tx, dossier):
        raise NotFound(reference=reference)
    if not readable_classes(tx, dossier, shared):
        raise NotAllowed(rubrique=shared.value, person=str(tx.actor.id))
    note_reading(tx, dossier, shared.value)
    return dossier


def readable_classes(tx: Transaction, dossier: Dossier, shared: Rubrique) -> frozenset[Classe]:
    """The classes that the actor reads; ``shared`` is the part that class PARTAGE belongs to."""
    found = {c for c, rubrique in KEPT_FOR.items() if may_read(tx, rubrique)}
    if may_read(tx, shared):
        found.add(Classe.PARTAGE)
    if not is_on_the_list(tx, dossier):
        found.discard(Classe.VVC)
    return frozenset(found)


def writable_classes(tx: Transaction, dossier: Dossier, shared: Rubrique) -> frozenset[Classe]:
    """The classes that the actor writes, drafts left out."""
    found = {c for c, rubrique in KEPT_FOR.items() if may_write(tx, rubrique)}
    if may_write(tx, shared):
        found.add(Classe.PARTAGE)
    return frozenset(found) & readable_classes(tx, dossier, shared)


def is_on_the_list(tx: Transaction, dossier: Dossier) -> bool:
    """Whether the file's list names the actor: who may know of violences, if they may at all."""
    actor = tx.actor
    if actor.is_system or dossier.is_restreint or "REFERENTE_VVC" in actor.groups:
        return True
    named = select(CircleMember.id).where(
        CircleMember.circle_id == dossier.circle_id, CircleMember.person_id == actor.id
    )
    return dossier.referent_id == actor.id or tx.session.scalar(named.limit(1)) is not None


class Kept(Protocol):
    """A table of texts or documents, each of one class."""

    classe: Any
    auteur_id: Any
    organisation: Any


def within(
    tx: Transaction, dossier: Dossier, table: type[Kept], classes: Iterable[Classe]
) -> ColumnElement[bool]:
    """The condition that keeps the rows of these classes, and the actor's own drafts."""
    kept_apart = sorted(set(classes) - {Classe.PARTAGE})
    mine: ColumnElement[bool] = table.auteur_id == tx.actor.id if tx.actor.id else false()
    drafts = and_(table.classe == Classe.BROUILLON, mine)
    found = or_(table.classe.in_(kept_apart), drafts)
    if Classe.PARTAGE not in classes:
        return found
    shared = and_(table.classe == Classe.PARTAGE, of_both_sides(tx, dossier, table.organisation))
    return or_(found, shared)


def of_both_sides(tx: Transaction, dossier: Dossier, organisation: Any) -> ColumnElement[bool]:
    """The condition on what is shared: both sides' once the household has agreed, else one's own.

    ``organisation`` is the column that says whose side wrote a row.
    """
    if tx.actor.is_system or knows(tx, dossier):
        return true()
    own: ColumnElement[bool] = organisation == tx.actor.organisation
    return own
