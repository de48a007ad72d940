"""A dossier: its reference, who sees it, its dates."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from engine.bpm.dialect.folder import SHIPPED
from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.find import find_task
from engine.bpm.tasks.inbox import inbox
from engine.bpm.timers.models import Timer
from engine.core.audit.models import AuditEntry
from engine.core.calendar import at_paris
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.dossiers.models import Compteur, Dossier
from engine.suivi.dossiers.open import numbers_skipped
from engine.suivi.scenarios.read import plain, read_scenario
from tests.house import PARTAGE, House


def follow(house: House, case: UUID, scenario: str, until: str, start: str = "") -> None:
    """Do the tasks of a scenario, from one to another; the clock stands still."""
    for step in read_scenario(SHIPPED / "scenarios" / f"{scenario}.yaml").steps:
        start = "" if step.about == start else start
        if step.verb == "realiser" and not start:
            house.do(case, str(step.about), plain(step.content))
            if step.about == until:
                return
    raise LookupError(until)


# --- references --------------------------------------------------------------


def test_references_follow_each_other(house: House) -> None:
    opened = [house.open_dossier() for _ in range(3)]
    assert [house.dossier(case).reference for case in opened] == [
        "2026-0001",
        "2026-0002",
        "2026-0003",
    ]


def test_a_number_that_is_missing_tells_of_no_hidden_file(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As they are given outside the tests: numbers are left out, the first ones of a year too."""
    assert {numbers_skipped() for _ in range(200)} > {0, 1, 2}
    skipped = iter((2, 0, 3))
    monkeypatch.setattr("engine.suivi.dossiers.open.numbers_skipped", lambda: next(skipped))
    opened = [house.open_dossier() for _ in range(3)]
    assert [house.dossier(case).reference for case in opened] == [
        "2026-0003",
        "2026-0004",
        "2026-0008",
    ]


def test_references_start_again_with_the_year_in_paris(house: House) -> None:
    house.open_dossier()
    house.at = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
    assert house.dossier(house.open_dossier()).reference == "2026-0002"
    house.at = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    assert house.dossier(house.open_dossier()).reference == "2027-0001"


def test_a_refused_opening_leaves_nothing_not_even_a_gap(house: House) -> None:
    with pytest.raises(AnswersRefused):
        house.open_dossier(origine="AILLEURS")
    assert [house.rows(table) for table in (Dossier, Compteur, AuditEntry)] == [[], [], []]
    assert house.dossier(house.open_dossier()).reference == "2026-0001"


@pytest.mark.parametrize("group", ["MDL_CHEF", "XLH_PILOTE", "EDITEUR_PROCESSUS", "REFERENTE_VVC"])
def test_only_social_workers_open_a_dossier(house: House, group: str) -> None:
    house.people = {**house.people, "MDL_TS": house.people[group]}
    with pytest.raises(NotAllowed):
        house.open_dossier()


# --- who sees ----------------------------------------------------------------


def sees(house: House, case: UUID, who: str) -> bool:
    task = house.task(case, house.tasks(case)[0])
    try:
        with house.acting(who) as tx:
            find_task(tx, task.id)
    except NotFound:
        return False
    return True


def test_an_ordinary_file_is_seen_by_both_partners_and_nobody_else(house: House) -> None:
    case = house.open_dossier()
    assert {code for code in house.people if sees(house, case, code)} == {
        "MDL_TS",
        "MDL_CHEF",
        "XLH_IS",
        "XLH_RELOG",
        "XLH_PILOTE",
    }


@pytest.fixture
def protected(house: House) -> UUID:
    """A file in which a danger is proven, and a colleague of its référent."""
    house.hire("COLLEGUE")
    case = house.open_dossier()
    follow(house, case, "danger_avere", until="prediagnostic")
    return case


def test_a_danger_hides_the_file_from_all_but_three(house: House, protected: UUID) -> None:
    assert house.dossier(protected).is_restreint
    seen_by = {code for code in house.people if sees(house, protected, code)}
    assert seen_by == {"MDL_TS", "MDL_CHEF", "XLH_PILOTE"}


def test_a_colleague_of_the_same_trade_does_not_learn_that_it_exists(
    house: House, protected: UUID
) -> None:
    with house.acting("COLLEGUE") as tx:
        assert inbox(tx) == []
    task = house.task(protected, "avis_mdl")
    with pytest.raises(NotFound), house.acting("COLLEGUE") as tx:
        claim_task(tx, task.id)


def opened_by_the_landlord(house: House, **answers: str) -> UUID:
    """A household that the landlord's social worker has met."""
    people = house.people
    house.people = {**people, "MDL_TS": people["XLH_IS"]}
    case = house.open_dossier(**answers)
    house.people = people
    return case


def test_by_the_landlords_door_the_pre_diagnostic_names_the_referent(house: House) -> None:
    case = opened_by_the_landlord(house)
    assert house.tasks(case) == ["information_partage_bailleur"]
    assert house.dossier(case).referent_id is None
    house.do(case, "information_partage_bailleur", PARTAGE)
    follow(house, case, "danger_avere", until="prediagnostic", start="prediagnostic")
    assert house.dossier(case).referent_id == house.people["MDL_TS"]
    seen_by = {code for code in house.people if sees(house, case, code)}
    assert seen_by == {"MDL_TS", "MDL_CHEF", "XLH_PILOTE"}


def entered(house: House, **answers: str) -> UUID:
    """A household in the programme."""
    house.at = at_paris(date(2026, 9, 21), 10)
    case = house.open_dossier(**answers)
    follow(house, case, "acces_bail_direct", until="accord_menage")
    return case


def test_the_precontentieux_sees_a_file_from_the_maintien_on(house: House) -> None:
    assert not sees(house, entered(house), "XLH_PREC")
    assert sees(house, entered(house, volet="MAINTIEN"), "XLH_PREC")


def test_a_restricted_file_is_not_opened_again_to_the_landlord(house: House) -> None:
    house.at = at_paris(date(2026, 9, 21), 10)
    case = house.open_dossier(volet="MAINTIEN")
    follow(house, case, "danger_avere", until="accord_menage")
    assert not sees(house, case, "XLH_PREC")


# --- the measure -------------------------------------------------------------


def test_the_entry_counts_twelve_months_from_the_accord(house: House) -> None:
    house.at = at_paris(date(2026, 9, 21), 10)
    case = house.open_dossier()
    follow(house, case, "acces_bail_direct", until="accord_menage")
    dossier = house.dossier(case)
    assert (dossier.statut, dossier.date_entree, dossier.date_fin_max) == (
        "EN_COURS",
        date(2026, 9, 21),
        date(2027, 9, 21),
    )
    armed = house.rows(Timer, Timer.instance_id == case, Timer.element == "seuil_jp1")
    assert [row.due_at for row in armed] == [at_paris(date(2027, 9, 22))]


def test_a_household_that_refuses_to_share_is_filed_without_follow_up(house: House) -> None:
    case = house.open_dossier()
    follow(house, case, "refus_partage", until="information_partage")
    dossier = house.dossier(case)
    assert (dossier.statut, dossier.motif_sortie) == ("SANS_SUITE", "NON_ADHESION")
    assert dossier.date_sortie == date(2026, 9, 7)
    assert house.instance(case).status == "ended"
    assert house.rows(Timer, Timer.instance_id == case) == []
