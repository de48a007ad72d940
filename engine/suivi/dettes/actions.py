"""What diagrams may ask of a debt, by name. Amounts stay in the rows: only codes come back.

A rehearsal runs a case without a dossier: nothing is kept then, and the case goes on.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.bpm.actions import Cause, action
from engine.bpm.instances.models import Instance
from engine.core.transaction import Transaction
from engine.suivi.dettes.d4 import Issue
from engine.suivi.dettes.etablir import end_plan, establish, freeze, unfreeze
from engine.suivi.dettes.find import dossier_named
from engine.suivi.dettes.models import StatutPlan
from engine.suivi.dettes.proposer import propose_plan


@action(
    "plan.proposer",
    inputs="reference dette",
    outputs="proposition_plan echeances_proposees",
    writes=False,
)
def proposer(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """D4 (domain 5.7): what to propose, and how many instalments; the amounts are on the page."""
    dossier = dossier_named(tx, inputs["reference"])
    if dossier is None:
        return {"proposition_plan": Issue.INCONNUE.value, "echeances_proposees": Decimal(0)}
    dette = inputs["dette"] if isinstance(inputs["dette"], Decimal) else None
    instance = tx.session.get_one(Instance, cause.instance_id)
    found = propose_plan(tx, dossier, instance, dette)
    return {
        "proposition_plan": found.issue.value,
        "echeances_proposees": Decimal(found.number),
    }


@action("plan.etablir", inputs="reference", outputs="incidents", writes=False)
def etablir(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The plan that was proposed is kept from today; no incident is counted yet."""
    dossier = dossier_named(tx, inputs["reference"])
    if dossier is not None:
        establish(tx, dossier)
    return {"incidents": Decimal(0)}


@action("plan.geler", inputs="reference", outputs="plan_gele", writes=False)
def geler(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing of the plan is due any more (surendettement recevable)."""
    dossier = dossier_named(tx, inputs["reference"])
    if dossier is not None:
        freeze(tx, dossier)
    return {"plan_gele": "OUI"}


@action("plan.degeler", inputs="reference", outputs="plan_gele")
def degeler(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The plan goes on; what fell during the frost is due later."""
    dossier = dossier_named(tx, inputs["reference"])
    if dossier is not None:
        unfreeze(tx, dossier)
    return {"plan_gele": "NON"}


@action("plan.arreter", inputs="reference issue", writes=False)
def arreter(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """The plan is over: SOLDE, ROMPU or REMPLACE."""
    dossier = dossier_named(tx, inputs["reference"])
    if dossier is not None:
        end_plan(tx, dossier, StatutPlan(str(inputs["issue"])))
