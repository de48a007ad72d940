"""A promise broken for a day is a blocage technique that everybody on the case sees, and lifts."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.bpm.instances.models import Incident
from engine.bpm.instances.retry import retry_incident
from engine.bpm.messages import notices
from engine.bpm.messages.stuck import show_stuck
from engine.core.outbox.models import Job
from engine.core.outbox.promise import promise
from engine.core.outbox.relay import relay
from engine.core.transaction import Transaction
from tests.house import DAY, House

HOUR = timedelta(hours=1)


def broken(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    raise ConnectionError("nobody answers")


@pytest.fixture
def case(house: House) -> UUID:
    """A case of which somebody must be told."""
    case = house.open_dossier()
    house.keep_promises()
    with house.system() as tx:
        promise(tx, [("tell", {"instance_id": str(case), "group": "MDL_TS", "template": "x"})])
    return case


def hours_pass(house: House, count: int) -> None:
    for _ in range(count):
        relay(house.database, {"tell": broken, "announce": broken}, at=house.at)
        house.at += HOUR


def show(house: House) -> int:
    return show_stuck(house.database, at=house.at)


def test_it_is_seen_after_a_day_and_not_before(house: House, case: UUID) -> None:
    hours_pass(house, 23)
    assert show(house) == 0
    hours_pass(house, 2)
    assert [show(house), show(house)] == [1, 0]
    (incident,) = house.rows(Incident)
    assert (incident.instance_id, incident.element) == (case, "Message à transmettre")
    assert (incident.code, incident.detail) == ("ConnectionError", "")


def test_what_is_promised_for_later_is_not_late_before_its_day(house: House, case: UUID) -> None:
    payload = {"instance_id": str(case), "group": "MDL_TS", "template": "x"}
    with house.system() as tx:
        promise(tx, [("tell", payload)], at=house.at + 10 * DAY)
    house.keep_promises()
    house.at += 10 * DAY + HOUR
    hours_pass(house, 2)
    assert show(house) == 0


def test_relaunched_by_somebody_it_is_tried_at_once_and_its_incident_is_lifted(
    house: House, case: UUID
) -> None:
    hours_pass(house, 25)
    show(house)
    (incident,) = house.rows(Incident)
    with house.acting("MDL_CHEF") as tx:
        retry_incident(tx, case, incident.token_id)
    assert house.row(Job, incident.token_id).due_at == house.at
    assert house.row(Incident, incident.id).resolved_at == house.at


def test_kept_at_last_its_incident_is_lifted_by_itself(house: House, case: UUID) -> None:
    hours_pass(house, 25)
    show(house)
    house.at += DAY
    relay(house.database, notices.HANDLERS, at=house.at)
    assert show(house) == 0
    (incident,) = house.rows(Incident)
    assert incident.resolved_at == house.at
