"""Paul stops paying: two échéances in a row, a decision taken together, the procedure (5.3 C)."""

from datetime import date

import pytest

from engine.suivi.dettes.models import Plan
from tests.walks.plan import (
    follow,
    his_project,
    month,
    owing,
    the_account_is_looked_at,
    the_plan_is_agreed,
)
from tests.walks.walk import Walk
from tests.web.office import Office

INCIDENT = "Reprendre contact sur l’échéance"
DECISION = "Décider ensemble de la suite du plan"


@pytest.fixture
def walk(each_office: Office) -> Walk:
    """His plan is agreed, and October is paid."""
    walk = owing(each_office)
    the_account_is_looked_at(walk)
    his_project(walk)
    the_plan_is_agreed(walk)
    month(walk, date(2026, 10, 31), 620, 310)
    return walk


def test_paul_breaks_his_plan_and_the_procedure_goes_on(walk: Walk) -> None:
    a_first_echeance_is_missed(walk)
    the_second_in_a_row_calls_for_a_decision(walk)
    walk.does("MDL_CHEF", DECISION, suite_plan="REPRENDRE_PROCEDURE")
    assert walk.asked("XLH_PREC") == ["Reprendre la procédure"]
    page = walk.reads("MDL_TS", "/dette")
    assert "Plan Aucun" in page
    assert "1 plan d’avant 620,00 € en 4 échéances : arrêté le 8 janvier 2027" in page
    walk.does("XLH_PREC", "Reprendre la procédure", date_reprise_procedure="2027-01-08")
    the_procedure_is_told_before_not_after(walk)
    month(walk, date(2027, 1, 31), 620, 310)  # no plan is kept: nobody is called for it
    assert INCIDENT not in walk.asked("MDL_TS")


def test_the_same_two_incidents_may_end_in_another_plan(walk: Walk) -> None:
    a_first_echeance_is_missed(walk)
    the_second_in_a_row_calls_for_a_decision(walk)
    walk.does("MDL_CHEF", DECISION, suite_plan="REECHELONNER")
    known = walk.does("MDL_TS", "Proposer un plan d’apurement")
    assert (known["montant_dette"], known["date_premiere"]) == (620, "2027-02-05")
    walk.does("XLH_PREC", "Donner l’accord du bailleur", accord_plan="OUI")
    page = walk.reads("MDL_TS", "/dette")
    assert "du 5 février 2027 au 5 mai 2027" in page and "remplacé le 8 janvier 2027" in page
    assert [one.statut for one in walk.office.house.rows(Plan) if one.is_alive] == ["EN_COURS"]
    month(walk, date(2027, 1, 31), 620, 310)
    assert INCIDENT not in walk.asked("MDL_TS")  # the échéances of the former are not chased


def a_first_echeance_is_missed(walk: Walk) -> None:
    """Late by an account that stops after its day: a task, and the précontentieux is told."""
    walk.on(date(2026, 11, 20))
    page = walk.reads("MDL_TS", "/dette")
    assert "compte arrêté au 31 octobre 2026, pas encore connu" in page
    assert INCIDENT not in walk.asked("MDL_TS")
    month(walk, date(2026, 11, 30), 620, 310)
    page = walk.reads("MDL_TS", "/dette")
    assert "Échéance du 5 novembre 2026 : 190,00 € non réglés au compte arrêté au 30" in page
    assert INCIDENT in walk.asked("MDL_TS")
    assert "échéance non réglée (Précontentieux XL Habitat)" in walk.reads("XLH_PREC")
    assert walk.opened("MDL_TS", INCIDENT) == {}
    walk.does("MDL_TS", INCIDENT, echeance_reglee="NON", cause_incident="PERTE_RESSOURCES")
    known = follow(walk, "CONTINUER")
    assert known == {"loyer_paye": "OUI", "plan_tenu": "INCIDENT"}
    assert DECISION not in walk.waiting()


def the_second_in_a_row_calls_for_a_decision(walk: Walk) -> None:
    """Domain 5.3, 11: the chef decides with XL Habitat."""
    month(walk, date(2026, 12, 31), 620, 310)
    walk.on(date(2027, 1, 8))
    walk.does("MDL_TS", INCIDENT, echeance_reglee="NON", cause_incident="PERTE_RESSOURCES")
    assert walk.asked("MDL_CHEF") == [DECISION]
    assert "Plan 0 sur 4" in walk.reads("XLH_PILOTE", "/dette")


def the_procedure_is_told_before_not_after(walk: Walk) -> None:
    """A commandement of today: six weeks, and the dates of the law on the page of the debt."""
    walk.reports(
        "XLH_PREC",
        "commandement_delivre",
        date_commandement="2027-01-08",
        delai_commandement="P6W",
    )
    page = walk.reads("MDL_TS", "/dette")
    assert "Commandement de payer" in page
    assert "convenir avant : 19 février 2027" in page
    assert "Trêve hivernale jusqu’au 31 mars 2027" in page
