"""What a form about a debt can already be filled with (`suivi/prefill.py`)."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from engine.core.calendar import add_months, paris_day
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import comptes_of, is_rent_paid
from engine.suivi.dettes.juger import judge_comptes
from engine.suivi.dettes.models import Compte, StatutPlan
from engine.suivi.dettes.montants import ZERO
from engine.suivi.dettes.plans import echeances_of, follow_plan, living_plan
from engine.suivi.dettes.proposer import propose_plan
from engine.suivi.dettes.rapprocher import StatutEcheance
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.partage.lire import may_read, open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.prefill import Filled, prefills

SOON = timedelta(days=20)
"""A first échéance leaves the landlord the time to accept."""


def debt_known(tx: Transaction, reference: str, form: str) -> Filled:
    """What is known of a form about a debt; refused to whoever may not read this dossier's debt."""
    dossier = open_rubrique(tx, reference, Rubrique.COMPTE)
    comptes = [one for one in comptes_of(tx, dossier.id) if one.arrete_au <= paris_day(tx.now)]
    return FORMS[form](tx, dossier, comptes)


def _plan(tx: Transaction, dossier: Dossier, comptes: list[Compte]) -> Filled:
    """The proposal of D4, for those who read the budget; else the debt of the account alone."""
    found = propose_plan(tx, dossier, entry_instance(tx, dossier.id))
    filled: Filled = {"montant_dette": found.dette} if comptes and found.dette else {}
    if comptes and may_read(tx, Rubrique.BUDGET):
        # What the form's text says is computed again too: an account may have come since.
        filled |= {"proposition_plan": found.issue.value, "echeances_proposees": found.number}
    if found.montants and comptes and may_read(tx, Rubrique.BUDGET):
        # Of a partial plan, what its instalments settle: the rest asks for another help.
        filled["montant_dette"] = sum(found.montants, ZERO)
        filled |= {"nb_echeances": found.number, "mensualite": found.montants[0]}
        month = add_months((paris_day(tx.now) + SOON).replace(day=1), 1)
        filled |= {"date_premiere": month.replace(day=5), "jour_prelevement": 5}
    rent = is_rent_paid(comptes[-1]) if comptes else None
    return {**filled, "loyer_courant_repris": None if rent is None else "OUI" if rent else "NON"}


def _account(tx: Transaction, dossier: Dossier, comptes: list[Compte]) -> Filled:
    """The last account, as the table of the impayé asks for it: judged today, as its page does."""
    told = judge_comptes(tx, entry_instance(tx, dossier.id), comptes, paris_day(tx.now))
    if told is None:
        return {}
    fait, last = told.dernier.fait, comptes[-1]
    return {
        "date_arrete": last.arrete_au,
        "dette": fait.dette,
        "date_fait": told.depuis or last.arrete_au,
        "mois_depuis_defaut": fait.mois_depuis_defaut,
        "tiers_payant": "OUI" if fait.tiers_payant else "NON",
        "loyer_brut": fait.loyer_brut,
        "loyer_net": fait.loyer_net if fait.tiers_payant else None,
    }


def _incident(tx: Transaction, dossier: Dossier, comptes: list[Compte]) -> Filled:
    """The first échéance that the account shows late and that nobody has told yet."""
    plan = living_plan(tx, dossier.id)
    if plan is None or not comptes:
        return {}
    rows = echeances_of(tx, plan)
    followed = follow_plan(tx, plan, rows, comptes, paris_day(tx.now))
    late = [
        one.due.jour
        for row, one in zip(rows, followed, strict=True)
        if one.is_late and row.incident_le is None
    ]
    return {
        "compte_arrete_au": comptes[-1].arrete_au,
        "date_echeance_manquee": late[0] if late else None,
    }


def _end(tx: Transaction, dossier: Dossier, comptes: list[Compte]) -> Filled:
    if not comptes:
        return {}
    left = max(comptes[-1].solde, ZERO)
    return {"dette_soldee": "NON" if left else "OUI", "reste_du": left or None}


def _budget(tx: Transaction, dossier: Dossier, comptes: list[Compte]) -> Filled:
    """What the last account says of the rent and of the plan; the MDL says otherwise if need be."""
    plan = living_plan(tx, dossier.id)
    filled: Filled = {"loyer_paye": _rent(comptes), "plan_tenu": "SANS" if comptes else None}
    if plan is None:
        return filled
    if plan.statut == StatutPlan.SUSPENDU:
        return {**filled, "plan_tenu": "GELE"}
    followed = follow_plan(tx, plan, echeances_of(tx, plan), comptes, paris_day(tx.now))
    known = [one for one in followed if one.is_late or one.statut is StatutEcheance.PAYEE]
    told = "INCIDENT" if any(one.is_late for one in followed) else "TENU" if known else None
    return {**filled, "plan_tenu": told}


def _rent(comptes: list[Compte]) -> str | None:
    """OUI, PARTIEL or NON for the month of the last account; None when it does not say."""
    rent = is_rent_paid(comptes[-1]) if comptes else None
    if rent is None:
        return None
    return "OUI" if rent else "PARTIEL" if comptes[-1].paye else "NON"


def _since(tx: Transaction, dossier: Dossier, comptes: list[Compte]) -> Filled:
    """Whether the account shows paid all that had been told missing; nothing when it does not."""
    plan = living_plan(tx, dossier.id)
    if plan is None or not comptes:
        return {}
    rows = echeances_of(tx, plan)
    followed = follow_plan(tx, plan, rows, comptes, paris_day(tx.now))
    told = [one for row, one in zip(rows, followed, strict=True) if row.incident_le is not None]
    settled = bool(told) and all(one.statut is StatutEcheance.PAYEE for one in told)
    return {"echeance_reglee": "OUI" if settled else None}


FORMS: Mapping[str, Callable[[Transaction, Dossier, list[Compte]], Filled]] = {
    "plan_apurement": _plan,
    "etat_compte": _account,
    "incident_plan": _incident,
    "traiter_incident": _since,
    "suivi_budget": _budget,
    "constater_fin_plan": _end,
}
prefills(*FORMS)(debt_known)
