"""Absences: what was held goes to whoever stands in, and comes back; nothing leaks."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.inbox import inbox
from engine.core.access.models import CircleMember
from engine.core.audit.verify import is_intact
from engine.core.errors import AnswersRefused, NotFound
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance, find_dossier
from engine.suivi.menages.find import list_dossiers
from engine.suivi.menages.keep_apart import keep_apart
from engine.suivi.menages.name_referent import name_referent
from engine.suivi.referents.enter_absence import end_absence, enter_absence
from engine.suivi.referents.models import Absence
from engine.suivi.referents.name_others import name_suppleant, possible_suppleants
from engine.suivi.referents.read_absences import read_absences, replaced_by_me
from tests.engine.suivi.menages.homes import agree, open_for, restrict, shared
from tests.house import DAY, PARTAGE, House

WEEK = {"du": "07/09/2026", "au": "13/09/2026"}


@pytest.fixture
def colleague(house: House) -> UUID:
    return house.hire("COLLEGUE")


def leave(house: House, colleague: UUID | str, group: str = "MDL_TS", **days: str) -> UUID:
    """MDL_TS is away; the colleague stands in."""
    person = str(house.people["MDL_TS"])
    with house.acting(group) as tx:
        typed = {**WEEK, **days, "person": person, "remplacant": str(colleague)}
        return enter_absence(tx, typed).id


def case_of(house: House, reference: str) -> UUID:
    (dossier,) = house.rows(Dossier, Dossier.reference == reference)
    with house.system() as tx:
        return entry_instance(tx, dossier.id).id


def sees(house: House, who: str, reference: str) -> bool:
    with house.acting(who) as tx:
        try:
            find_dossier(tx, reference)
        except NotFound:
            return False
        return reference in [line.dossier.reference for line in list_dossiers(tx)]


def test_a_held_task_goes_to_the_replacement_who_may_do_it(house: House, colleague: UUID) -> None:
    case = case_of(house, open_for(house))
    task = house.task(case, "information_partage")
    with house.acting() as tx:
        claim_task(tx, task.id)
    leave(house, colleague)
    with house.acting("COLLEGUE") as tx:
        assert [entry.task.id for entry in inbox(tx) if entry.task.claimed_by == colleague] == [
            task.id
        ]
        (absence,) = replaced_by_me(tx)
        assert absence.au.isoformat() == "2026-09-13"
        complete_task(tx, task.id, PARTAGE)


def test_what_is_left_comes_back_by_itself(house: House, colleague: UUID) -> None:
    case = case_of(house, open_for(house))
    task = house.task(case, "information_partage")
    with house.acting() as tx:
        claim_task(tx, task.id)
    leave(house, colleague)
    house.time_passes(house.at + 7 * DAY)
    assert house.task(case, "information_partage").claimed_by == house.people["MDL_TS"]
    with house.acting("COLLEGUE") as tx:
        assert replaced_by_me(tx) == []


def test_it_comes_back_too_when_who_stood_in_was_away_in_turn(
    house: House, colleague: UUID
) -> None:
    """The colleague of the colleague holds it when its first holder is back."""
    third = house.hire("TROISIEME")
    case = case_of(house, open_for(house))
    task = house.task(case, "information_partage")
    with house.acting() as tx:
        claim_task(tx, task.id)
    leave(house, colleague)
    with house.acting("COLLEGUE") as tx:
        enter_absence(tx, {"du": "07/09/2026", "au": "20/09/2026", "remplacant": str(third)})
    assert house.task(case, "information_partage").claimed_by == third
    house.time_passes(house.at + 7 * DAY)
    assert house.task(case, "information_partage").claimed_by == house.people["MDL_TS"]
    house.time_passes(house.at + 14 * DAY)
    assert house.task(case, "information_partage").claimed_by == house.people["MDL_TS"]


def test_an_absence_to_come_begins_at_its_midnight(house: House, colleague: UUID) -> None:
    case = case_of(house, open_for(house))
    with house.acting() as tx:
        claim_task(tx, house.task(case, "information_partage").id)
    leave(house, colleague, du="09/09/2026")
    house.keep_promises()
    assert house.task(case, "information_partage").claimed_by == house.people["MDL_TS"]
    house.time_passes(house.at + 2 * DAY)
    assert house.task(case, "information_partage").claimed_by == colleague


def test_without_a_replacement_the_team_has_the_task_until_they_are_back(house: House) -> None:
    case = case_of(house, open_for(house))
    with house.acting() as tx:
        claim_task(tx, house.task(case, "information_partage").id)
    leave(house, "")
    assert house.task(case, "information_partage").claimed_by is None
    house.time_passes(house.at + 7 * DAY)
    assert house.task(case, "information_partage").claimed_by == house.people["MDL_TS"]


def test_what_a_colleague_has_taken_in_the_meantime_stays_theirs(
    house: House, colleague: UUID
) -> None:
    case = case_of(house, open_for(house))
    task = house.task(case, "information_partage").id
    with house.acting() as tx:
        claim_task(tx, task)
    leave(house, "")
    with house.acting("COLLEGUE") as tx:
        claim_task(tx, task)
    house.time_passes(house.at + 7 * DAY)
    assert house.task(case, "information_partage").claimed_by == colleague


def test_it_comes_back_when_who_stood_in_left_with_nobody_in_their_place(
    house: House, colleague: UUID
) -> None:
    case = case_of(house, open_for(house))
    with house.acting() as tx:
        claim_task(tx, house.task(case, "information_partage").id)
    leave(house, colleague)
    with house.acting("COLLEGUE") as tx:
        enter_absence(tx, {"du": "07/09/2026", "au": "20/09/2026", "remplacant": ""})
    assert house.task(case, "information_partage").claimed_by is None
    house.time_passes(house.at + 7 * DAY)
    assert house.task(case, "information_partage").claimed_by == house.people["MDL_TS"]


def test_who_has_left_the_list_in_the_meantime_is_given_nothing_back(house: House) -> None:
    reference = open_for(house)
    case = case_of(house, reference)
    with house.acting() as tx:
        claim_task(tx, house.task(case, "information_partage").id)
    leave(house, "")
    with house.system() as tx:
        circle = house.instance(case).circle_id
        tx.session.execute(delete(CircleMember).where(CircleMember.circle_id == circle))
    house.time_passes(house.at + 7 * DAY)
    assert house.task(case, "information_partage").claimed_by is None


def test_a_restricted_file_stays_with_the_chef(house: House, colleague: UUID) -> None:
    reference = open_for(house)
    agree(house, reference)
    restrict(house, reference)
    leave(house, colleague)
    assert not sees(house, "COLLEGUE", reference)
    assert sees(house, "MDL_CHEF", reference)


def test_named_beforehand_one_sees_a_restricted_file_until_the_last_day(
    house: House, colleague: UUID
) -> None:
    reference = open_for(house)
    agree(house, reference)
    restrict(house, reference)
    with house.acting("MDL_CHEF") as tx:
        name_suppleant(tx, reference, str(colleague))
    assert not sees(house, "COLLEGUE", reference)
    leave(house, colleague)
    assert sees(house, "COLLEGUE", reference)
    house.at += 7 * DAY - timedelta(hours=1)  # 8 o'clock on the day after the last
    assert not sees(house, "COLLEGUE", reference), "even before the worker has cleaned up"
    house.keep_promises()
    assert not sees(house, "COLLEGUE", reference)
    case = case_of(house, reference)
    with house.system() as tx:
        assert is_intact(tx, tx.session.get_one(Instance, case))


def test_a_new_referent_during_the_absence_does_not_keep_the_replacement_on_the_list(
    house: House, colleague: UUID
) -> None:
    reference = open_for(house)
    agree(house, reference)
    restrict(house, reference)
    third = house.hire("TROISIEME")
    with house.acting("MDL_CHEF") as tx:
        name_suppleant(tx, reference, str(colleague))
    leave(house, colleague)
    with house.acting("MDL_CHEF") as tx:
        name_referent(tx, reference, str(third))
    house.at += 8 * DAY
    assert not sees(house, "COLLEGUE", reference)
    assert sees(house, "TROISIEME", reference)


def test_coming_back_early_ends_the_access_at_once(house: House, colleague: UUID) -> None:
    reference = open_for(house)
    agree(house, reference)
    restrict(house, reference)
    with house.acting("MDL_CHEF") as tx:
        name_suppleant(tx, reference, str(colleague))
    absence = leave(house, colleague)
    with house.acting() as tx:
        end_absence(tx, absence)
    assert not sees(house, "COLLEGUE", reference)
    with pytest.raises(NotFound), house.acting() as tx:
        end_absence(tx, absence)


def test_nobody_stands_in_where_two_households_must_not_cross(
    house: House, colleague: UUID
) -> None:
    pair = shared(house), shared(house, "COLLEGUE", nom="Sarrade", prenom="Paul")
    with house.acting("MDL_CHEF") as tx:
        keep_apart(tx, *pair, "AUTEUR_VICTIME")
    with pytest.raises(AnswersRefused) as refusal:
        leave(house, colleague)
    assert list(refusal.value.errors) == ["remplacant"]
    assert house.rows(Absence) == []
    with house.acting("MDL_CHEF") as tx:
        possible = dict(possible_suppleants(tx, find_dossier(tx, pair[0])[0]))
        assert colleague in possible
    with pytest.raises(AnswersRefused), house.acting("MDL_CHEF") as tx:
        name_suppleant(tx, pair[0], str(colleague))


@pytest.mark.parametrize("group", ["XLH_IS", "MDL_CHEF"])
def test_only_the_same_trade_stands_in(house: House, group: str) -> None:
    with pytest.raises(AnswersRefused):
        leave(house, house.people[group])


@pytest.mark.parametrize(("group", "may"), [("MDL_CHEF", True), ("XLH_PILOTE", False)])
def test_a_chef_enters_for_their_own_people_alone(
    house: House, colleague: UUID, group: str, may: bool
) -> None:
    if may:
        leave(house, colleague, group)
        with house.acting(group) as tx:
            assert len(read_absences(tx)) == 1
    else:
        with pytest.raises(AnswersRefused):
            leave(house, colleague, group)
        with house.acting(group) as tx:
            assert read_absences(tx) == []


def test_two_absences_do_not_cross(house: House, colleague: UUID) -> None:
    leave(house, colleague)
    with pytest.raises(AnswersRefused):
        leave(house, colleague, du="10/09/2026", au="20/09/2026")
