"""Open one part of a dossier: to see it at all, then to read or to write that part."""

from sqlalchemy import ColumnElement, true

from engine.core.errors import NotAllowed, NotFound
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import find_dossier, is_whole
from engine.suivi.partage.noter import note_reading
from engine.suivi.partage.rubriques import ECRITURE, LECTURE, Rubrique


def open_rubrique(
    tx: Transaction, reference: str, rubrique: Rubrique, *, write: bool = False
) -> Dossier:
    """The dossier, for somebody who may read (or write) this part of it.

    NotFound outside the dossier's circle, and for the landlord on a restricted file: whoever may
    not know gets what an absent reference gives. NotAllowed for a trade that the table leaves out.
    """
    dossier, _ = find_dossier(tx, reference)
    if not is_told(tx, dossier):
        raise NotFound(reference=reference)
    if not (may_write if write else may_read)(tx, rubrique):
        raise NotAllowed(rubrique=rubrique.value, person=str(tx.actor.id))
    note_reading(tx, dossier, rubrique.value)
    return dossier


def is_told(tx: Transaction, dossier: Dossier) -> bool:
    """Whether the actor reads parts of it at all: not the landlord, on a restricted file.

    The référente unique is there with the person's agreement: the table says what she reads.
    """
    return is_whole(tx, dossier) or "REFERENTE_VVC" in tx.actor.groups


def are_told(tx: Transaction) -> ColumnElement[bool]:
    """The same, as a condition on the rows of ``Dossier``."""
    if tx.actor.organisation == "MDL" or "REFERENTE_VVC" in tx.actor.groups:
        return true()
    return Dossier.is_restreint.is_(False)


def may_read(tx: Transaction, rubrique: Rubrique) -> bool:
    """Whether the table lets the actor read this part of a dossier whose circle they are of."""
    return tx.actor.is_system or bool(LECTURE[rubrique] & tx.actor.groups)


def may_write(tx: Transaction, rubrique: Rubrique) -> bool:
    """The same, to write it."""
    return tx.actor.is_system or bool(ECRITURE[rubrique] & tx.actor.groups)
