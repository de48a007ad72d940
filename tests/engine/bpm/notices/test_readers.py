"""Who is told: the people of a trade who see the case, each once; who follows it; who stands in."""

import pytest

from engine.bpm.messages.models import NoticeReader
from engine.bpm.messages.unread import find_told, mark_read, mark_unread, unread_about
from engine.bpm.tasks.claim import claim_task
from engine.core.errors import NotFound
from engine.core.identity.models import Membership, Person
from engine.suivi.referents.enter_absence import enter_absence
from tests.engine.bpm.notices.told import readers, shown, tell, unread
from tests.engine.suivi.menages.homes import restrict, shared
from tests.engine.suivi.referents.test_absences import case_of
from tests.house import DAY, House


def join(house: House, code: str, group: str) -> None:
    with house.system() as tx:
        tx.session.add(Membership(person_id=house.people[code], group_code=group))


def leave(house: House, code: str, stand_in: str = "") -> None:
    """That person is away this week."""
    who = str(house.people[stand_in]) if stand_in else ""
    typed = {"du": "07/09/2026", "au": "13/09/2026", "person": str(house.people[code])}
    with house.acting(code) as tx:
        enter_absence(tx, {**typed, "remplacant": who})


def test_everybody_of_the_trade_who_sees_the_case_is_told(house: House) -> None:
    case = house.open_dossier()
    house.hire("SECOND", "MDL_CHEF")
    tell(house, case, "rappel_limite", "MDL_CHEF")
    assert readers(house, "rappel_limite") == ["MDL_CHEF", "SECOND"]
    assert unread(house, "SECOND") == unread(house, "MDL_CHEF") == 1
    assert unread(house, "XLH_PILOTE") == 0


def test_who_follows_the_dossier_is_told_alone_of_their_trade(house: House) -> None:
    house.hire("SECOND")
    case = house.open_dossier()
    tell(house, case, "rappel_limite", "MDL_TS")
    assert readers(house, "rappel_limite") == ["MDL_TS"]


def test_somebody_of_two_trades_is_told_once(house: House) -> None:
    join(house, "MDL_CHEF", "MDL_TS")
    case = house.open_dossier()
    tell(house, case, "rappel_limite", "MDL_CHEF", "MDL_TS")
    assert readers(house, "rappel_limite") == ["MDL_CHEF", "MDL_TS"]
    join(house, "MDL_TS", "MDL_CHEF")
    tell(house, case, "rappel_treve", "MDL_TS", "MDL_CHEF")
    assert readers(house, "rappel_treve") == ["MDL_CHEF", "MDL_TS"]


def test_the_same_words_another_day_are_told_again(house: House) -> None:
    case = house.open_dossier()
    tell(house, case, "rappel_limite", "MDL_TS")
    house.at += DAY
    tell(house, case, "rappel_limite", "MDL_TS")
    assert shown(house, "MDL_TS").count("rappel_limite") == 2


def test_whoever_is_away_is_replaced(house: House) -> None:
    house.hire("SECOND")
    case = house.open_dossier()
    leave(house, "MDL_TS", "SECOND")
    tell(house, case, "rappel_limite", "MDL_TS")
    assert readers(house, "rappel_limite") == ["SECOND"]
    house.at += 7 * DAY
    tell(house, case, "rappel_treve", "MDL_TS")
    assert readers(house, "rappel_treve") == ["MDL_TS"]


def test_away_without_a_replacement_the_team_is_told(house: House) -> None:
    house.hire("SECOND")
    house.hire("TROISIEME")
    case = house.open_dossier()
    leave(house, "MDL_TS")
    tell(house, case, "rappel_limite", "MDL_TS")
    assert readers(house, "rappel_limite") == ["SECOND", "TROISIEME"]


def test_when_everybody_is_away_nothing_is_lost(house: House) -> None:
    case = house.open_dossier()
    leave(house, "MDL_TS")
    tell(house, case, "rappel_limite", "MDL_TS")
    assert readers(house, "rappel_limite") == ["MDL_TS"]


def test_on_a_restricted_file_only_its_list_is_told_replacements_included(house: House) -> None:
    house.hire("SECOND")
    reference = shared(house)
    case = case_of(house, reference)
    restrict(house, reference)
    leave(house, "MDL_TS", "SECOND")  # not named beforehand on this file
    tell(house, case, "rappel_limite", "MDL_TS", "MDL_CHEF", "XLH_IS")
    assert readers(house, "rappel_limite") == ["MDL_CHEF", "MDL_TS", "XLH_PILOTE"]
    assert unread(house, "SECOND") == unread(house, "XLH_IS") == 0


def test_one_person_named_is_told_alone_and_only_who_sees_the_case(house: House) -> None:
    house.hire("SECOND")
    case = house.open_dossier()
    tell(house, case, "rappel_limite", "MDL_TS", person=house.people["SECOND"])
    assert readers(house, "rappel_limite") == ["SECOND"]
    tell(house, case, "rappel_treve", "MDL_TS", person=house.people["REFERENTE_VVC"])
    assert readers(house, "rappel_treve") == []


def test_a_closed_account_is_told_nothing(house: House) -> None:
    house.hire("SECOND", "MDL_CHEF")
    case = house.open_dossier()
    with house.system() as tx:
        tx.session.get_one(Person, house.people["SECOND"]).closed_at = tx.now
    tell(house, case, "rappel_limite", "MDL_CHEF")
    with house.system() as tx:
        assert (
            tx.session.query(NoticeReader).filter_by(person_id=house.people["SECOND"]).count() == 0
        )


def test_read_and_unread_are_ones_own(house: House) -> None:
    case = house.open_dossier()
    house.hire("SECOND", "MDL_CHEF")
    tell(house, case, "rappel_limite", "MDL_CHEF")
    with house.acting("MDL_CHEF") as tx:
        assert mark_read(tx) == 1
    assert (unread(house, "MDL_CHEF"), unread(house, "SECOND")) == (0, 1)
    (notice,) = {row.notice_id for row in house.rows(NoticeReader) if row.read_at}
    with house.acting("MDL_CHEF") as tx:
        assert mark_unread(tx, [notice]) == 1
    assert unread(house, "MDL_CHEF") == 1
    with house.acting("XLH_PILOTE") as tx, pytest.raises(NotFound):
        find_told(tx, notice)


def test_a_task_that_a_colleague_has_done_is_no_news_any_more(house: House) -> None:
    case = house.open_dossier()
    house.keep_promises()
    before = unread(house, "MDL_TS")
    task = house.task(case, "information_partage")
    with house.acting() as tx:
        assert len(unread_about(tx, task.id)) == 1
        claim_task(tx, task.id)
    house.do(
        case,
        "information_partage",
        {
            "accord_partage": "NON",
            "date_information": "2026-09-07",
            "mode_information": "ENTRETIEN",
        },
    )
    assert unread(house, "MDL_TS") < before


def test_whoever_leaves_the_circle_finds_nothing_of_it_any_more(house: House) -> None:
    reference = shared(house)
    case = case_of(house, reference)
    tell(house, case, "rappel_limite", "XLH_RELOG")
    assert unread(house, "XLH_RELOG") == 1
    restrict(house, reference)
    assert unread(house, "XLH_RELOG") == 0
    assert shown(house, "XLH_RELOG") == []
