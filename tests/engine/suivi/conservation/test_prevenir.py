"""T16 to the DPO: an e-mail that says that a list has grown, and nothing of what is on it."""

import pytest
from sqlalchemy import insert

from engine.core.identity.models import Membership
from engine.core.mail.models import Sending
from engine.suivi.conservation.prevenir import KIND
from tests.engine.bpm.notices.told import Kept, reach, send
from tests.engine.suivi.conservation.story import NOM, daily, days_pass, planted
from tests.house import House


@pytest.fixture
def kept() -> Kept:
    return Kept()


def to_dpo(house: House, kept: Kept) -> list[str]:
    """The e-mails to the DPO so far."""
    send(house, kept)
    return [letter.text for letter in kept.letters if letter.to == "dpo@example.invalid"]


def test_the_dpo_is_told_once_of_what_is_announced(house: House, kept: Kept) -> None:
    reach(house, "DPO")
    reference = planted(house)
    daily(house)
    daily(house)
    days_pass(house, 1)  # past the hour of the day's e-mail
    (text,) = to_dpo(house, kept)
    assert "fin de conservation" in text and "https://palier.example/conservation" in text
    assert reference not in text and NOM not in text
    daily(house)  # nothing new: nothing more is told
    days_pass(house, 1)
    assert len(to_dpo(house, kept)) == 1


def test_nothing_is_told_where_nothing_is_announced(house: House, kept: Kept) -> None:
    reach(house, "DPO")
    daily(house)
    days_pass(house, 1)
    assert to_dpo(house, kept) == [] and house.rows(Sending, Sending.kind == KIND) == []


def test_a_dpo_who_leads_a_team_is_told_by_the_table_alone(house: House, kept: Kept) -> None:
    reach(house, "DPO")
    planted(house)
    with house.system() as tx:
        also = {"person_id": house.people["DPO"], "group_code": "MDL_CHEF"}
        tx.session.execute(insert(Membership).values(**also))
    daily(house)
    assert house.rows(Sending, Sending.kind == KIND) == []
