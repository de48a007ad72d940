"""The home that the household needs, as the diagnostic says it to the landlord too.

Only the fields that the form shares are read here: what the household lives on stays with the MDL.
"""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from engine.bpm.instances.answers import open_answers
from engine.bpm.instances.models import Answer, Instance
from engine.core.transaction import Transaction
from engine.suivi.dettes.reponses import said_amount


@dataclass(frozen=True)
class Besoin:
    """The size that is looked for, and the rent that can be borne, charges included."""

    typologie: str | None
    loyer_max: Decimal | None


def besoin_of(tx: Transaction, instance: Instance) -> Besoin | None:
    """By the last diagnostic of this case; None before there is one."""
    last = tx.session.scalar(
        select(Answer)
        .where(Answer.instance_id == instance.id, Answer.form == "diagnostic")
        .order_by(Answer.at.desc(), Answer.corrects_id.is_(None))
        .limit(1)
    )
    if last is None:
        return None
    said = open_answers(tx, last)
    return Besoin(said.get("typologie_cible"), said_amount(said, "loyer_max"))
