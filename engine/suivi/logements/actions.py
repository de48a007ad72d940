"""What diagrams may ask of a home, by name: the dates of a bail glissant. Rows stay the truth.

A rehearsal runs a case without a dossier: no period is known then, and the case goes on.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.bpm.actions import Cause, action
from engine.core.transaction import Transaction
from engine.suivi.dettes.find import dossier_named
from engine.suivi.logements.glissement import periode_ending, periode_of
from engine.suivi.logements.models import Examen
from engine.suivi.logements.rows import examens_of, lived_in

NONE = {"examen_le": None, "prefet_avant": None}


@action(
    "logement.periode",
    inputs="reference fin_periode",
    outputs="examen_le prefet_avant",
    writes=False,
)
def periode(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """From when the examen is prepared, and the day to act on for the préfet (CCH L.442-8-3).

    Of the period that is open, or of one that would end on ``fin_periode``; nothing without one.
    """
    row = _waiting(tx, str(inputs["reference"]))
    if row is None:
        return NONE
    told = inputs["fin_periode"]
    found = periode_ending(tx, row, told) if isinstance(told, date) else periode_of(tx, row)
    return {"examen_le": found.prevu_le, "prefet_avant": found.retenue}


@action("logement.bail_a_examiner", inputs="reference", outputs="bail_a_examiner", writes=False)
def bail_a_examiner(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """OUI while a bail glissant waits for an examen: it is not asked twice for one period."""
    row = _waiting(tx, str(inputs["reference"]))
    return {"bail_a_examiner": "NON" if row is None else "OUI"}


def _waiting(tx: Transaction, reference: str) -> Examen | None:
    """The examen that is to come of the home lived in now."""
    dossier = dossier_named(tx, reference)
    home = lived_in(tx, dossier.id) if dossier else None
    if home is None or not home.is_glissant:
        return None
    return next((row for row in examens_of(tx, home) if row.realise_le is None), None)
