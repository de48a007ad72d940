"""What the diagram of a review asks for, by name."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from engine.bpm.actions import Cause, action
from engine.core.calendar import paris_day
from engine.core.outbox.promise import promise
from engine.core.transaction import Transaction
from engine.suivi.revues.codes import ECRITS, Etat
from engine.suivi.revues.find import revue_of
from engine.suivi.revues.models import Revue

PREFIX = "revue-"
"""Before the number of a review, in the reference of its case."""


@action("revue.ouvrir", inputs="reference date_revue")
def ouvrir(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """A row for this review; its day is fixed already when a partner has convened it."""
    tx.session.add(
        Revue(
            numero=_numero(tx, str(inputs["reference"])),
            circle_id=cause.circle_id,
            instance_id=cause.instance_id,
            etat=Etat.A_CONVOQUER,
            ouverte_le=tx.now,
            prevue_le=_day(inputs["date_revue"]),
            presents=[],
        )
    )
    tx.session.flush()


@action("revue.avancer", inputs="reference etat date_revue")
def avancer(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """The review is being prepared, held, or read again; every open dossier gets its line."""
    revue = revue_of(tx, cause.instance_id)
    if revue is None:
        return
    revue.etat = Etat(str(inputs["etat"])).value
    revue.prevue_le = _day(inputs["date_revue"]) or revue.prevue_le
    if revue.etat == Etat.SEANCE:  # reopened, it is to be accepted again
        revue.accepte_mdl_le = revue.accepte_bailleur_le = None
    tx.session.flush()
    if revue.etat in ECRITS:
        promise(tx, [("remplir_revue", {"revue_id": str(revue.id)})])


@action("revue.transmettre", inputs="reference")
def transmettre(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """The minutes are accepted: the decisions go to their dossiers, after the commit."""
    revue = revue_of(tx, cause.instance_id)
    if revue is None:
        return
    revue.etat, revue.terminee_le = Etat.TERMINEE.value, tx.now
    tx.session.flush()
    promise(tx, [("transmettre_revue", {"revue_id": str(revue.id)})])


def next_numero(tx: Transaction) -> str:
    """« 2027-1 », « 2027-2 »: by the year in which a review is opened."""
    year = paris_day(tx.now).year
    known = tx.session.scalar(select(func.count()).where(Revue.numero.startswith(f"{year}-")))
    return f"{year}-{(known or 0) + 1}"


def _numero(tx: Transaction, reference: str) -> str:
    return reference.removeprefix(PREFIX) if reference.startswith(PREFIX) else next_numero(tx)


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
