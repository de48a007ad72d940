"""What forms say of a debt, kept as they are answered: nobody types it twice."""

from datetime import timedelta

from sqlalchemy import delete

from engine.bpm.instances.heard import Said, hears
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dettes.echeancier import PlanImpossible
from engine.suivi.dettes.ecrire import write_plan
from engine.suivi.dettes.etablir import resume_on
from engine.suivi.dettes.find import dossier_of
from engine.suivi.dettes.models import StatutPlan, Versement
from engine.suivi.dettes.plans import echeances_of, living_plan, proposed_plan
from engine.suivi.dettes.reponses import said_amount, said_day

NEAR = timedelta(days=15)
"""Two échéances are a month apart: a day typed by hand means the nearest."""


@hears("plan_apurement")
def hear_plan(tx: Transaction, said: Said) -> None:
    """A plan is proposed; figures that make none leave the answer alone."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    try:
        write_plan(tx, dossier, said.raw, said.answer_id, said.corrects_id)
    except PlanImpossible:  # told before anything is written
        return


@hears("accord_plan")
def hear_refusal(tx: Transaction, said: Said) -> None:
    """The landlord wants another plan."""
    if said.raw.get("accord_plan") != "NON":
        return
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    plan = proposed_plan(tx, dossier.id)
    if plan is not None:
        tx.writes.set(plan, statut=StatutPlan.ECARTE, fini_le=paris_day(tx.now))


@hears("versement_recu")
def hear_payment(tx: Transaction, said: Said) -> None:
    """A payment that no account shows yet. What the accounts themselves have told is not one."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None or tx.actor.is_system:
        return
    if said.corrects_id is not None:
        tx.session.execute(delete(Versement).where(Versement.id == said.corrects_id))
    montant, jour = (
        said_amount(said.raw, "montant_versement"),
        said_day(said.raw, "date_versement"),
    )
    if montant and jour:
        tx.session.add(
            Versement(
                id=said.answer_id,
                dossier_id=dossier.id,
                circle_id=dossier.circle_id,
                jour=jour,
                montant=montant,
                signale_le=tx.now,
            )
        )
    tx.session.flush()


@hears("incident_plan")
def hear_incident(tx: Transaction, said: Said) -> None:
    """Somebody has told it before the account did: the account does not tell it again."""
    dossier = dossier_of(tx, said.instance)
    plan = None if dossier is None else living_plan(tx, dossier.id)
    day = said_day(said.raw, "date_echeance_manquee")
    if plan is None or day is None or plan.statut == StatutPlan.SUSPENDU:
        return
    near = [one for one in echeances_of(tx, plan) if abs(one.jour - day) <= NEAR]
    if near:
        closest = min(near, key=lambda one: abs(one.jour - day))
        closest.incident_le = closest.incident_le or paris_day(tx.now)
        tx.session.flush()


@hears("reprendre_plan")
def hear_resumption(tx: Transaction, said: Said) -> None:
    """After the frost, the household is told when the next échéance falls."""
    dossier = dossier_of(tx, said.instance)
    premiere = said_day(said.raw, "prochaine_echeance")
    if dossier is not None and premiere is not None:
        resume_on(tx, dossier, premiere)
