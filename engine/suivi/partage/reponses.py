"""Whose answers a trade of the landlord reads: those of the part that it works on (domain 4.8).

A form's fields say which side reads them; within the landlord, the précontentieux reads the debt,
the plan and the procedure, the pôle relogement the home that is looked for, and neither what is
written of the accompagnement.
"""

from collections.abc import Mapping

from engine.bpm.instances.models import Answer
from engine.core.transaction import Transaction
from engine.suivi.partage.rubriques import EQUIPE_MDL, REFERENTE, SOCIAL_BAILLEUR

DETTE = frozenset(
    {
        *("loyer_impaye", "traiter_impaye", "reagir_impaye", "etat_compte", "regarder_compte"),
        *("plan_apurement", "accord_plan", "incident_plan", "traiter_incident", "versement_recu"),
        *("decision_incident", "reprendre_plan", "constater_fin_plan", "signalement_caf"),
        *("commandement_delivre", "assignation_delivree", "audience_fixee", "preparer_audience"),
        *("jugement_recu", "cql_delivre", "expulsion_programmee", "saisine_ccapex"),
        *("suite_procedure", "reprendre_procedure", "procedure_arretee", "appliquer_gel"),
        *("surendettement_recevable", "surendettement_irrecevable"),
        *("protocole_cohesion_signe", "examiner_bail"),
    }
)
LOGEMENT = frozenset(
    {
        *("diagnostic", "strategie_recherche", "confirmation_mode", "candidature"),
        *("proposer_logement", "reponse_menage", "revoir_strategie", "remise_cles"),
        *("demarches_installation", "examen_contradictoire", "notifier_prefet"),
        *("occupation_logement", "instruire_mutation", "organiser_mutation"),
        *("composition_change", "demenagement"),
    }
)
PAR_METIER: Mapping[str, frozenset[str]] = {"XLH_PREC": DETTE, "XLH_RELOG": LOGEMENT}
TOUT = EQUIPE_MDL | SOCIAL_BAILLEUR | REFERENTE


def reads_answer(tx: Transaction, answer: Answer) -> bool:
    """Whether the actor, who sees the dossier, reads this answer as far as its fields are theirs.

    Everybody reads their own; a form that process owners have added is nobody's of these trades.
    """
    actor = tx.actor
    if actor.is_system or actor.groups & TOUT or answer.actor_id == actor.id:
        return True
    return any(answer.form in PAR_METIER.get(group, ()) for group in actor.groups)
