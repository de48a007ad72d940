"""Note, while a page is being made, that it reads something protected: nothing is written yet.

The door writes the notes in a transaction of its own before it sends the page (`lectures.py`).
"""

from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from engine.core.transaction import Transaction

LECTURES: Final = "lectures"
PARCOURS: Final = "parcours"
"""A page of the dossier that opens no part of it in particular."""


class Protege(Protocol):
    """A dossier, as far as a note goes."""

    id: UUID
    circle_id: UUID
    is_restreint: bool


@dataclass(frozen=True)
class Lue:
    """A part of a dossier that a page reads."""

    dossier_id: UUID
    circle_id: UUID
    objet: str


def note_reading(tx: Transaction, dossier: Protege, objet: str = PARCOURS) -> None:
    """This page reads that part of a dossier; an ordinary file's reading is not kept."""
    if dossier.is_restreint:
        note_document(tx, dossier, objet)


def note_document(tx: Transaction, dossier: Protege, objet: str) -> None:
    """The same, whatever the file: what is read is protected by its own class."""
    noted: dict[Lue, None] = tx.session.info.setdefault(LECTURES, {})
    noted[Lue(dossier.id, dossier.circle_id, objet)] = None


def noted_readings(tx: Transaction) -> list[Lue]:
    """What the page reads, the dossier alone where no part of it was named."""
    noted: dict[Lue, None] = tx.session.info.get(LECTURES, {})
    precise = {lue.dossier_id for lue in noted if lue.objet != PARCOURS}
    return [lue for lue in noted if lue.objet != PARCOURS or lue.dossier_id not in precise]
