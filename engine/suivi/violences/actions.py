"""What diagrams may ask of the volet, by name."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from engine.bpm.actions import Cause, action
from engine.bpm.instances.models import Instance
from engine.core import access
from engine.core.errors import ActionFailed
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.violences.ouvrir import open_apart, open_volet_of

REFERENTE = "REFERENTE_VVC"


@action("violences.ouvrir", inputs="reference")
def ouvrir(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """The volet of this dossier begins, known to its référent and to the MDL's direction."""
    open_volet_of(tx, _find(tx, inputs))


@action("violences.ouvrir_a_part", inputs="reference")
def ouvrir_a_part(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """The person gets a dossier of their own; this one stays as it was."""
    open_apart(tx, _find(tx, inputs))


@action("violences.prevenir_referente", inputs="reference")
def prevenir_referente(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """With the person's agreement the référente unique is on both lists: volet and dossier."""
    instance = tx.session.get_one(Instance, cause.instance_id)
    access.widen_circle(tx, instance.circle_id, REFERENTE)
    access.widen_circle(tx, _find(tx, inputs).circle_id, REFERENTE)


def _find(tx: Transaction, inputs: Mapping[str, Any]) -> Dossier:
    dossier = tx.session.scalar(select(Dossier).where(Dossier.reference == inputs["reference"]))
    if dossier is None:
        raise ActionFailed(reference=inputs["reference"])
    return dossier
