"""You cannot load what you may not see; what has no rule is refused."""

from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from engine.bpm.dialect.folder import Folder
from engine.core.access import Permission, may, open_circle, require, reset_circle, visible
from engine.core.access.models import Circle
from engine.core.access.rules import CASEWORK, RULES
from engine.core.errors import NotAllowed
from engine.core.identity.actor import SYSTEM, Actor
from tests.house import House

THING = {
    "group_code": "MDL_TS",
    "claimed_by": None,
    "actor_id": uuid4(),
    "organisation": "MDL",
    "groups": frozenset(),
    "is_closed_to": lambda _: False,
}
NOBODY = Actor(uuid4(), "nul", "Nul", "MDL", frozenset())


def of(*groups: str) -> Actor:
    organisation = groups[0].partition("_")[0]
    return Actor(uuid4(), "x", "X", organisation, frozenset(groups))


def sees(house: House, group: str, circle: UUID) -> bool:
    with house.acting(group) as tx:
        found = select(Circle.id).where(Circle.id == circle, visible(Circle.id, tx.actor))
        return tx.session.scalar(found) is not None


def test_the_members_of_a_circle_see_by_their_group_or_by_their_name(house: House) -> None:
    with house.system() as tx:
        circle = open_circle(tx, ["MDL_TS"], [house.people["XLH_PILOTE"]])
    assert sees(house, "MDL_TS", circle)
    assert sees(house, "XLH_PILOTE", circle)
    assert not sees(house, "MDL_CHEF", circle)
    assert not sees(house, "EDITEUR_PROCESSUS", circle)


def test_an_empty_circle_is_seen_by_nobody_but_the_system(house: House) -> None:
    with house.system() as tx:
        circle = open_circle(tx)
        assert tx.session.scalar(select(Circle.id).where(visible(Circle.id, tx.actor))) == circle
        assert tx.session.scalar(select(Circle.id).where(visible(Circle.id, NOBODY))) is None
    assert not sees(house, "MDL_CHEF", circle)


def test_who_is_not_named_any_more_sees_nothing_any_more(house: House) -> None:
    with house.system() as tx:
        circle = open_circle(tx, ["MDL_TS"], [house.people["XLH_PILOTE"]])
    with house.system() as tx:
        reset_circle(tx, circle, ["MDL_CHEF"])
    assert [sees(house, group, circle) for group in ("MDL_TS", "XLH_PILOTE", "MDL_CHEF")] == [
        False,
        False,
        True,
    ]


def test_every_permission_has_a_rule() -> None:
    assert RULES.keys() == set(Permission)


@pytest.mark.parametrize("permission", Permission)
def test_somebody_without_a_trade_may_do_nothing(permission: Permission) -> None:
    subject = SimpleNamespace(**THING)
    assert not may(NOBODY, permission, subject)
    assert may(SYSTEM, permission, subject)


@pytest.mark.parametrize(
    ("permission", "groups"),
    [
        (Permission.CASE_START, {"MDL_TS", "XLH_IS"}),
        (Permission.MESSAGE_SEND, set(CASEWORK)),
        (Permission.MESSAGE_FILE, set(CASEWORK)),
        (Permission.MESSAGE_FILE_UNKNOWN, {"MDL_CHEF", "XLH_PILOTE"}),
        (Permission.ANSWER_CORRECT, {"MDL_CHEF"}),
        (Permission.INCIDENT_RETRY, {"MDL_CHEF", "XLH_PILOTE", "EDITEUR_PROCESSUS"}),
        (Permission.DIAGRAM_PUBLISH, {"EDITEUR_PROCESSUS"}),
        (Permission.TASK_CLAIM, {"MDL_TS"}),
        (Permission.TASK_COMPLETE, {"MDL_TS"}),
        (Permission.TASK_RELEASE, {"MDL_CHEF"}),
    ],
)
def test_who_may(folder: Folder, permission: Permission, groups: set[str]) -> None:
    subject = SimpleNamespace(**THING)
    assert {code for code in folder.groups if may(of(code), permission, subject)} == groups


def test_a_refusal_names_the_permission_and_the_person_but_not_the_thing(house: House) -> None:
    with house.acting("XLH_PREC") as tx, pytest.raises(NotAllowed) as refusal:
        require(tx, Permission.CASE_START, None)
    assert refusal.value.context == {
        "permission": "case:start",
        "person": str(house.people["XLH_PREC"]),
    }
