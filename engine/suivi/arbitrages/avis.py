"""The two avis of a file, each told to the other partner once that one has given its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.bpm.instances.models import Answer
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier

AVIS: Mapping[str, str] = {"avis_mdl": "MDL", "avis_bailleur": "XLH"}
WHY = ("motif_ecart", "motivation")
REASONS = ("motif_refus", "motif_refus_bailleur")


@dataclass(frozen=True)
class Avis:
    """What one partner says, or that it has spoken, or that it has not yet."""

    partie: str
    is_donne: bool
    is_lu: bool = False
    """Whether the reader is told what it says."""
    choix: str = ""
    motif: str = ""
    conditions: str = ""
    pourquoi: str = ""
    le: datetime | None = None


def read_avis(
    tx: Transaction, dossier: Dossier, answers: Sequence[tuple[Answer, Any]], *, is_told: bool
) -> Sequence[Avis]:
    """The MDL's and the landlord's, since the last pré-diagnostic: an earlier round is over.

    One's own is read always; the other's once one's own is given; on a restricted file the
    landlord reads its own alone.
    """
    given: dict[str, tuple[Answer, Any]] = {}
    for row, body in answers:
        if row.form == "prediagnostic" and row.corrects_id is None:
            given.clear()
        elif row.form in AVIS:
            given[AVIS[row.form]] = (row, body)
    mine = tx.actor.organisation
    both_read = is_told and mine in given
    return [
        _told(partie, *given[partie], is_read=partie == mine or both_read)
        if partie in given
        else Avis(partie, is_donne=False)
        for partie in AVIS.values()
    ]


def _told(partie: str, row: Answer, body: Mapping[str, Any], *, is_read: bool) -> Avis:
    if not is_read:
        return Avis(partie, is_donne=True)
    return Avis(
        partie,
        is_donne=True,
        is_lu=True,
        choix=str(body.get(row.form) or ""),
        motif=_first(body, REASONS),
        conditions=str(body.get("conditions") or ""),
        pourquoi=_first(body, WHY),
        le=row.at,
    )


def _first(body: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((str(body[name]) for name in names if body.get(name)), "")
