"""A plan: proposed and accepted by the forms of its process, then kept, frozen or ended."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.advance import host_of
from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.look import expected_events
from engine.bpm.instances.models import Answer, Instance
from engine.bpm.messages.models import Message
from engine.bpm.messages.receive import report_event
from engine.bpm.runtime.state import load
from engine.suivi.dettes.models import Echeance, Plan, StatutPlan, Versement
from tests.engine.suivi.dettes.story import account, dette, keep, maintien, on
from tests.house import House

D = Decimal
PLAN = {
    "montant_dette": 900,
    "nb_echeances": 15,
    "mensualite": 60,
    "date_premiere": "2026-11-05",
    "loyer_courant_repris": "OUI",
}
NOV, DEC = date(2026, 11, 30), date(2026, 12, 31)


def report(house: House, case: UUID, message: str, group: str = "MDL_TS", **said: Any) -> None:
    with house.acting(group) as tx:
        instance = tx.session.get_one(Instance, case)
        events = expected_events(tx, instance, compiled(tx, instance.release_id))
        event = next(event for event in events if event.message == message)
        report_event(tx, case, event.key, f"{message}-{house.at}", said)


def incidents(house: House) -> list[str]:
    sent = house.rows(Message, Message.name == "incident_plan")
    return sorted(message.id.partition(":")[0] for message in sent)


# --- proposed, accepted ------------------------------------------------------


def test_the_form_that_proposes_a_plan_makes_it_and_nobody_types_it_again(house: House) -> None:
    case = maintien(house, until="proposer_plan")
    proposed = dette(house, case, "XLH_PREC").propose
    assert proposed is not None
    assert (proposed.plan.montant, proposed.plan.mensualite) == (D("900.00"), D("60.00"))
    assert [due.montant for due in proposed.echeances] == [D("60.00")] * 15
    assert proposed.echeances[-1].jour == date(2028, 1, 5)
    assert proposed.plan.etabli_le is None


def test_the_landlord_s_agreement_establishes_it(house: House) -> None:
    case = maintien(house)
    told = dette(house, case)
    assert told.propose is None
    assert told.plan is not None
    assert told.plan.plan.statut == StatutPlan.EN_COURS
    assert told.plan.plan.etabli_le == date(2026, 9, 28)


def test_a_plan_that_the_landlord_sends_back_is_set_aside(house: House) -> None:
    case = maintien(house, until="proposer_plan")
    house.do(case, "accord_plan", {"accord_plan": "NON", "motif_plan": "Trop long."})
    told = dette(house, case)
    assert (told.plan, told.propose) == (None, None)
    assert [one.plan.statut for one in told.anciens] == [StatutPlan.ECARTE]
    house.do(case, "proposer_plan", {**PLAN, "nb_echeances": 10, "mensualite": 90})
    house.do(case, "accord_plan", {"accord_plan": "OUI"})
    kept = dette(house, case).plan
    assert kept is not None
    assert len(kept.echeances) == 10


def test_a_corrected_answer_corrects_the_plan(house: House) -> None:
    maintien(house)
    (answer,) = house.rows(Answer, Answer.form == "plan_apurement")
    with house.acting() as tx:
        correct_answer(tx, answer.id, {**PLAN, "mensualite": 75, "nb_echeances": 12}, "Erreur.")
    (plan,) = house.rows(Plan)
    assert (plan.mensualite, plan.statut) == (D("75.00"), StatutPlan.EN_COURS)
    assert len(house.rows(Echeance, Echeance.plan_id == plan.id)) == 12


def test_figures_that_make_no_plan_leave_the_answer_and_no_plan(house: House) -> None:
    case = maintien(house, until="acces_droits")
    house.do(case, "proposer_plan", {**PLAN, "mensualite": 0})
    assert house.rows(Plan) == []
    assert "accord_plan" in house.tasks(case)


def test_the_case_knows_codes_and_no_amount_of_the_proposal(house: House) -> None:
    """Amounts stay in the rows: the diagram is told an issue and a number of instalments."""
    case = maintien(house, until="redaction_maintien")
    with house.system() as tx:
        instance = tx.session.get_one(Instance, case)
        release = compiled(tx, instance.release_id)
        scopes = load(release.program, host_of(tx, instance, release), instance.state).scopes
    known = {name: value for scope in scopes.values() for name, value in scope.variables.items()}
    # Resources 1 180 − charges 690 = 490; half of 490 − 450 is 20; 900 / 20 is 45 instalments.
    assert known["proposition_plan"] == "PLAN_PARTIEL_ET_FSL_BDF"
    assert known["echeances_proposees"] == 36
    assert {"mensualite", "montant_dette", "reste_a_vivre", "ressources"} & known.keys() == set()


# --- kept, by the account ----------------------------------------------------


def test_an_unpaid_echeance_is_told_to_the_case_ten_days_after_its_day(house: House) -> None:
    """Rule PLAN_INCIDENT (J+10, T08), by an account that stops then or later."""
    case = maintien(house)
    keep(house, case, account(date(2026, 9, 28), "900"))
    on(house, date(2026, 11, 20))
    keep(house, case, account(date(2026, 11, 14), "900"))
    assert "traiter_incident" not in house.tasks(case)
    keep(house, case, account(date(2026, 11, 15), "900"))
    assert "traiter_incident" in house.tasks(case)
    (echeance,) = house.rows(Echeance, Echeance.incident_le.is_not(None))
    assert echeance.jour == date(2026, 11, 5)


def test_it_is_told_once_however_many_accounts_come(house: House) -> None:
    case = maintien(house)
    keep(house, case, account(date(2026, 9, 28), "900"))
    on(house, DEC)
    for day in (20, 25, 30):
        keep(house, case, account(date(2026, 11, day), "900"))
    assert incidents(house) == ["incident_plan"]
    assert house.tasks(case).count("traiter_incident") == 1


def test_two_missed_in_a_row_lead_to_the_joint_decision(house: House) -> None:
    case = maintien(house)
    keep(house, case, account(date(2026, 9, 28), "900"))
    on(house, date(2026, 12, 1))
    keep(house, case, account(NOV, "900"))
    house.do(case, "traiter_incident", {"echeance_reglee": "NON", "cause_incident": "FACTURE"})
    on(house, date(2027, 1, 2))
    keep(house, case, account(DEC, "900"))
    house.do(case, "traiter_incident", {"echeance_reglee": "NON", "cause_incident": "FACTURE"})
    assert "decision_incident" in house.tasks(case)


def test_an_echeance_paid_after_all_is_told_too_and_no_longer_counts(house: House) -> None:
    case = maintien(house)
    keep(house, case, account(date(2026, 9, 28), "900"))
    on(house, date(2026, 12, 1))
    keep(house, case, account(NOV, "900"))
    house.do(case, "traiter_incident", {"echeance_reglee": "NON", "cause_incident": "OUBLI"})
    on(house, date(2027, 1, 2))
    keep(house, case, account(DEC, "840"))  # November's is paid, December's is not
    house.do(case, "traiter_incident", {"echeance_reglee": "NON", "cause_incident": "OUBLI"})
    assert "decision_incident" not in house.tasks(case)  # not the second in a row
    (paid,) = house.rows(Echeance, Echeance.regle_le.is_not(None))
    assert paid.rang == 1
    assert house.rows(Versement) == []  # the account has told it, nobody by hand


def test_an_incident_told_by_hand_is_not_told_again_by_the_account(house: House) -> None:
    case = maintien(house)
    keep(house, case, account(date(2026, 9, 28), "900"))
    on(house, date(2026, 11, 20))
    said = {"date_echeance_manquee": "2026-11-06", "compte_arrete_au": "2026-11-16"}
    report(house, case, "incident_plan", **said)
    keep(house, case, account(NOV, "900"))
    assert house.tasks(case).count("traiter_incident") == 1


def test_a_payment_told_by_hand_keeps_the_family_from_being_called(house: House) -> None:
    case = maintien(house)
    keep(house, case, account(date(2026, 9, 28), "900"))
    on(house, date(2026, 11, 20))
    report(house, case, "versement_recu", date_versement="2026-11-12", montant_versement=60)
    told = dette(house, case)
    assert told.plan is not None
    assert [one.is_told for one in told.plan.suivis][:2] == [True, False]
    assert [one.montant for one in told.versements] == [D("60.00")]


# --- frozen, ended -----------------------------------------------------------


def test_a_frozen_plan_is_late_of_nothing_and_goes_on_where_the_household_is_told(
    house: House,
) -> None:
    """Surendettement recevable: paying the former debts is forbidden (domain 3.3.2)."""
    case = maintien(house)
    keep(house, case, account(date(2026, 9, 28), "900"))
    on(house, date(2026, 10, 20))
    report(house, case, "surendettement_recevable", date_recevabilite="2026-10-19")
    told = dette(house, case).plan
    assert told is not None
    assert (told.plan.statut, told.plan.gele_par) == (StatutPlan.SUSPENDU, "SURENDETTEMENT")
    on(house, DEC)
    keep(house, case, account(NOV, "900"))
    assert incidents(house) == []

    on(house, date(2027, 1, 20))
    report(house, case, "surendettement_irrecevable", date_irrecevabilite="2027-01-19")
    moved = dette(house, case).plan
    assert moved is not None
    assert (moved.plan.statut, moved.echeances[0].jour) == (
        StatutPlan.EN_COURS,
        date(2027, 2, 5),
    )
    answers = {"prochaine_echeance": "2027-02-15", "plan_tenable": "OUI"}
    house.do(case, "reprendre_plan", answers)
    resumed = dette(house, case).plan
    assert resumed is not None
    assert [due.jour for due in resumed.echeances[:2]] == [date(2027, 2, 15), date(2027, 3, 15)]


def test_an_incident_told_while_the_plan_is_frozen_does_not_hide_the_next_one(house: House) -> None:
    case = maintien(house)
    keep(house, case, account(date(2026, 9, 28), "900"))
    on(house, date(2026, 10, 20))
    report(house, case, "surendettement_recevable", date_recevabilite="2026-10-19")
    on(house, date(2026, 11, 16))
    said = {"date_echeance_manquee": "2026-11-05", "compte_arrete_au": "2026-11-06"}
    report(house, case, "incident_plan", **said)
    on(house, date(2027, 1, 20))
    report(house, case, "surendettement_irrecevable", date_irrecevabilite="2027-01-19")
    on(house, date(2027, 3, 2))
    keep(house, case, account(date(2027, 2, 28), "900"))
    assert "traiter_incident" in house.tasks(case)


def test_a_settled_debt_settles_the_plan(house: House) -> None:
    case = maintien(house, "accord_plan", story="maintien_plan_solde")
    on(house, date(2026, 10, 5))
    house.do(case, "constater_fin_plan", {"dette_soldee": "OUI"})
    (plan,) = house.rows(Plan)
    assert (plan.statut, plan.fini_le) == (StatutPlan.SOLDE, date(2026, 10, 5))


@pytest.mark.parametrize("story", ["deux_incidents_procedure", "deux_incidents_plus_soutenu"])
def test_a_plan_that_both_give_up_is_broken(house: House, story: str) -> None:
    maintien(house, "decision_incident", story=story)
    (plan,) = house.rows(Plan)
    assert plan.statut == StatutPlan.ROMPU
    assert plan.fini_le is not None


def test_a_rescheduled_plan_takes_the_place_of_the_former(house: House) -> None:
    case = maintien(house, "decision_incident", story="deux_incidents_reechelonner")
    house.do(case, "proposer_plan", {**PLAN, "date_premiere": "2027-02-05"})
    house.do(case, "accord_plan", {"accord_plan": "OUI"})
    statuts = {plan.statut for plan in house.rows(Plan)}
    assert statuts == {StatutPlan.REMPLACE, StatutPlan.EN_COURS}
