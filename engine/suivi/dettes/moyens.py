"""The means of a household, as it told them last: what D4 computes from.

From its budget, or from the diagnostic where no budget is written since. They are read whoever
moves the case, because the landlord's answer may call for another proposal; only their result
leaves, and a page shows them to those who read the budget, the MDL alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, select

from engine.bpm.instances.answers import open_answers
from engine.bpm.instances.models import Answer, Instance
from engine.core.calendar import paris_day
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.effort import Budget
from engine.suivi.menages.models import Situation
from engine.suivi.menages.montants import euros
from engine.suivi.menages.situations import KIND

DIAGNOSTICS = ("diagnostic_maintien", "diagnostic")
DIAGNOSED = (
    select(Answer)
    .where(Answer.instance_id == bindparam("instance_id"), Answer.form.in_(DIAGNOSTICS))
    .order_by(Answer.at.desc(), Answer.corrects_id.is_(None))
)
LAST_BUDGET = (
    select(Situation)
    .where(Situation.menage_id == bindparam("menage_id"))
    .order_by(Situation.au.desc(), Situation.saisie_le.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Moyens:
    """The monthly reste à vivre in euros, how it was found, and of which day."""

    reste_a_vivre: Decimal
    formule: str
    au: date
    source: str
    """« budget » or « diagnostic »."""


def moyens_of(tx: Transaction, dossier: Dossier, instance: Instance) -> Moyens | None:
    """The newest means that are known; None before there are any."""
    known = [*_budget(tx, dossier), *_diagnostic(tx, instance)]
    return max(known, key=lambda one: one.au) if known else None


def mensualite_possible(tx: Transaction, instance: Instance) -> Decimal | None:
    """What the household itself thinks it can pay besides its rent, by its last diagnostic."""
    for _, said in _answers(tx, instance):
        if said.get("mensualite_possible") is not None:
            return Decimal(str(said["mensualite_possible"]))
    return None


def _budget(tx: Transaction, dossier: Dossier) -> Iterator[Moyens]:
    if dossier.menage_id is None:
        return
    row = tx.session.scalar(LAST_BUDGET, {"menage_id": dossier.menage_id})
    if row is not None:
        content = unseal(tx, KIND, row.id, row.contenu)
        budget = Budget(
            [Decimal(one["montant"]) for one in content["ressources"]],
            {code: Decimal(montant) for code, montant in content["charges"].items()},
            Decimal(content["aide"]),
        )
        found = budget.reste_a_vivre
        if found.valeur is not None:
            yield Moyens(found.valeur, found.formule, row.au, "budget")


def _diagnostic(tx: Transaction, instance: Instance) -> Iterator[Moyens]:
    for answer, said in _answers(tx, instance):
        if said.get("ressources") is not None and said.get("charges_menage") is not None:
            have, owe = Decimal(str(said["ressources"])), Decimal(str(said["charges_menage"]))
            left = have - owe
            formule = f"ressources {euros(have)} − charges {euros(owe)} = {euros(left)}"
            yield Moyens(left, formule, paris_day(answer.at), "diagnostic")
            return


def _answers(tx: Transaction, instance: Instance) -> Iterator[tuple[Answer, dict[str, object]]]:
    """The diagnostics of this case, the newest first, a correction before what it corrects."""
    for answer in tx.session.scalars(DIAGNOSED, {"instance_id": instance.id}):
        yield answer, open_answers(tx, answer)
