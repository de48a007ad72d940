"""The steps of a procedure: told by events and tasks, noted on the page, never twice."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.models import Answer
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.procedures.models import Etape, StatutEtape, TypeEtape
from engine.suivi.procedures.noter import (
    EtapeDite,
    awaited_steps,
    cancel_step,
    note_step,
    prove_step,
)
from engine.suivi.procedures.read import Procedure, read_procedure
from tests.engine.suivi.dettes.story import maintien, on
from tests.engine.suivi.dettes.test_plans import report
from tests.house import House


def procedure(house: House, case: UUID, group: str = "MDL_TS") -> Procedure:
    with house.acting(group) as tx:
        dossier, _ = find_dossier(tx, house.dossier(case).reference)
        return read_procedure(tx, dossier)


def note(house: House, case: UUID, kind: str, jour: date, **more: Any) -> Etape:
    with house.acting("XLH_PREC") as tx:
        said = {"delai": "", "preuve": "", **more}
        return note_step(tx, house.dossier(case).reference, kind, jour, **said)


def types(found: Procedure) -> list[str]:
    return [one.etape.type for one in found.etapes if one.etape.counts]


# --- told by forms -----------------------------------------------------------


def test_an_event_that_is_reported_is_a_step_and_nobody_notes_it_again(house: House) -> None:
    case = maintien(house)
    report(
        house,
        case,
        "commandement_delivre",
        "XLH_PREC",
        date_commandement="2026-09-25",
        delai_commandement="P6W",
        montant_commandement=900,
    )
    found = procedure(house, case)
    assert types(found) == ["COMMANDEMENT_PAYER", "SIGNALEMENT_CAF"]  # told by its own task
    commandement = found.etapes[0]
    assert (commandement.etape.jour, commandement.etape.delai) == (date(2026, 9, 25), "P6W")
    assert [one.brute for one in commandement.limites] == [date(2026, 11, 6)]


def test_a_task_that_is_done_is_a_step_with_its_proof(house: House) -> None:
    case = maintien(house, until="signalement_caf")
    (etape,) = house.rows(Etape)
    assert (etape.type, etape.jour, etape.has_proof) == (
        TypeEtape.SIGNALEMENT_CAF,
        date(2026, 9, 28),
        True,
    )
    assert procedure(house, case).a_venir[0].prorogee == date(2026, 11, 30)


def test_a_corrected_answer_corrects_its_step(house: House) -> None:
    case = maintien(house)
    report(house, case, "assignation_delivree", "XLH_PREC", date_assignation="2026-09-25")
    (answer,) = house.rows(Answer, Answer.form == "assignation_delivree")
    with house.acting("XLH_PREC") as tx:
        correct_answer(tx, answer.id, {"date_assignation": "2026-09-24"}, "Erreur de date.")
    (etape,) = house.rows(Etape, Etape.type == TypeEtape.ASSIGNATION)
    assert etape.jour == date(2026, 9, 24)


def test_a_new_date_of_hearing_takes_the_place_of_the_former(house: House) -> None:
    case = maintien(house)
    report(house, case, "audience_fixee", "XLH_PREC", date_audience="2027-03-09")
    on(house, date(2026, 10, 12))
    report(house, case, "audience_fixee", "XLH_PREC", date_audience="2027-04-13")
    kept = {one.etape.jour: one.etape.statut for one in procedure(house, case).etapes[-2:]}
    assert kept == {
        date(2027, 3, 9): StatutEtape.REMPLACEE,
        date(2027, 4, 13): StatutEtape.NOTEE,
    }
    assert procedure(house, case).a_venir[-1].brute == date(2027, 4, 6)  # of the new one alone


# --- noted on the page -------------------------------------------------------


def test_the_precontentieux_notes_a_step_that_no_event_tells(house: House) -> None:
    case = maintien(house)
    note(house, case, "MISE_EN_DEMEURE", date(2026, 9, 2), preuve="LRAR 2C 123 456 7890 1")
    found = procedure(house, case).etapes[0]
    assert (found.etape.type, found.preuve) == ("MISE_EN_DEMEURE", "LRAR 2C 123 456 7890 1")
    assert found.etape.has_proof


def test_a_step_that_the_case_waits_for_is_told_there_so_that_its_tasks_open(
    house: House,
) -> None:
    case = maintien(house)
    with house.acting("XLH_PREC") as tx:
        dossier, _ = find_dossier(tx, house.dossier(case).reference)
        assert TypeEtape.COMMANDEMENT_PAYER in awaited_steps(tx, dossier)
    with pytest.raises(AnswersRefused) as refused:
        note(house, case, "COMMANDEMENT_PAYER", date(2026, 9, 2))
    assert "attend cette étape" in refused.value.errors["type"][0]


@pytest.mark.parametrize(
    ("kind", "jour", "more", "field"),
    [
        ("AUTRE", date(2026, 9, 2), {}, "type"),
        ("RELANCE", None, {}, "jour"),
        ("RELANCE", date(2030, 1, 1), {}, "jour"),
        ("RELANCE", date(2026, 9, 2), {"delai": "P6W"}, "delai"),
        ("RELANCE", date(2026, 9, 2), {"preuve": "x" * 121}, "preuve"),
        ("RELANCE", date(2026, 9, 2), {"preuve": "1 85 05 78 006 084 36"}, "preuve"),
    ],
)
def test_what_cannot_be_noted_is_said_by_field(
    house: House, kind: str, jour: Any, more: dict[str, str], field: str
) -> None:
    case = maintien(house)
    with pytest.raises(AnswersRefused) as refused:
        note(house, case, kind, jour, **more)
    assert field in refused.value.errors
    assert house.rows(Etape, Etape.type == TypeEtape.RELANCE) == []


def test_a_step_noted_by_mistake_no_longer_counts_and_can_come_back(house: House) -> None:
    case = maintien(house)
    etape = note(house, case, "RELANCE", date(2026, 9, 2))
    reference = house.dossier(case).reference
    for counts in (False, True):
        with house.acting("XLH_PREC") as tx:
            cancel_step(tx, reference, etape.id)
        assert house.row(Etape, etape.id).counts is counts


def test_a_step_that_an_answer_tells_is_corrected_there(house: House) -> None:
    case = maintien(house)
    (etape,) = house.rows(Etape)
    with house.acting("XLH_PREC") as tx, pytest.raises(EtapeDite):
        cancel_step(tx, house.dossier(case).reference, etape.id)


def test_the_reference_of_a_proof_is_added_to_any_step(house: House) -> None:
    case = maintien(house)
    (etape,) = house.rows(Etape)
    with house.acting("XLH_PREC") as tx:
        prove_step(tx, house.dossier(case).reference, etape.id, "EXPLOC 2026-118")
    found = procedure(house, case).etapes[0]
    assert found.preuve == "EXPLOC 2026-118"
    assert b"EXPLOC" not in house.row(Etape, etape.id).preuve


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_IS", "XLH_PILOTE"])
def test_those_who_read_the_procedure_do_not_write_it(house: House, group: str) -> None:
    case = maintien(house)
    with house.acting(group) as tx, pytest.raises(NotAllowed):
        note_step(tx, house.dossier(case).reference, "RELANCE", date(2026, 9, 2), "", "")


def test_another_dossier_s_step_is_nobody_s_here(house: House) -> None:
    case, other = maintien(house), maintien(house)
    (etape,) = [e for e in house.rows(Etape) if e.dossier_id == house.dossier(other).id]
    with house.acting("XLH_PREC") as tx, pytest.raises(NotFound):
        prove_step(tx, house.dossier(case).reference, etape.id, "X-1")


# --- what does not agree -----------------------------------------------------


def test_an_assignation_too_soon_after_the_ccapex_is_told_before_the_judge_does(
    house: House,
) -> None:
    case = maintien(house)
    report(house, case, "assignation_delivree", "XLH_PREC", date_assignation="2026-09-28")
    assert "ASSIGNATION_TROP_TOT" in procedure(house, case).alertes


def test_an_assignation_without_any_ccapex_is_told(house: House) -> None:
    case = maintien(house, until="etat_compte")
    report(house, case, "assignation_delivree", "XLH_PREC", date_assignation="2026-09-24")
    assert procedure(house, case).alertes == ["ASSIGNATION_SANS_CCAPEX"]


def test_an_eviction_during_the_truce_is_told(house: House) -> None:
    case = maintien(house)
    report(house, case, "expulsion_programmee", "XLH_PREC", date_expulsion="2027-01-12")
    assert "EXPULSION_EN_TREVE" in procedure(house, case).alertes


def test_what_has_been_done_since_is_no_longer_to_come(house: House) -> None:
    case = maintien(house)
    report(house, case, "audience_fixee", "XLH_PREC", date_audience="2027-03-09")
    coming = {one.code for one in procedure(house, case).a_venir}
    assert "NOTIF_PREFET" in coming
    house.do(
        case,
        "notifier_prefet",
        {"date_notification": "2026-09-28", "preuve_notification": True},
    )
    assert "NOTIF_PREFET" not in {one.code for one in procedure(house, case).a_venir}
