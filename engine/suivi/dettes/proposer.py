"""Propose a plan: D4 on what is known of this dossier today."""

from decimal import Decimal

from engine.bpm.instances.models import Instance
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import last_solde
from engine.suivi.dettes.d4 import Proposition, parametres, propose
from engine.suivi.dettes.moyens import moyens_of
from engine.suivi.dossiers.models import Dossier


def propose_plan(
    tx: Transaction, dossier: Dossier, instance: Instance, dette: Decimal | None = None
) -> Proposition:
    """What D4 proposes for the debt of the last account, else for ``dette``, as typed before."""
    today = paris_day(tx.now)
    solde = last_solde(tx, dossier.id, today)
    owed = dette if solde is None else max(solde, Decimal(0))
    moyens = moyens_of(tx, dossier, instance)
    left = moyens.reste_a_vivre if moyens else None
    return propose(owed, left, parametres(tx, today))
