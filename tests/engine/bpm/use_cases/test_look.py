"""What a page about a case shows, always in the same order."""

from sqlalchemy import delete, insert, select

from engine.bpm.instances.look import find_instance, look_at
from engine.bpm.instances.models import Step
from tests.engine.bpm.use_cases.drawing import diagram, end, form, path, script, start, user
from tests.house import House

ALONE = ("trier", "peser", "noter", "ranger")


def test_steps_that_followed_by_themselves_are_told_as_they_followed(house: House) -> None:
    """They have one moment; in whatever order the database gives them."""
    house.publish(
        diagram(
            "suite",
            start(),
            *(script(name, "=1", "un") for name in ALONE),
            user("lire", "vide"),
            end(),
            path("debut", *ALONE, "lire", "fin"),
        ),
        form("vide"),
    )
    case = house.start("suite")
    with house.system() as tx:
        rows = [dict(row) for row in tx.session.execute(select(Step.__table__)).mappings()]
        tx.session.execute(delete(Step))
        tx.session.execute(insert(Step), rows[::-1])
    with house.acting() as tx:
        steps = look_at(tx, find_instance(tx, case)).steps
    assert [step.element for step in steps] == ["debut", *ALONE]
