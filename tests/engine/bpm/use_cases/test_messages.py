"""What a case is told: once, by the right person, even too early."""

import logging
from datetime import timedelta
from uuid import UUID

import pytest

from engine.bpm.instances.models import Answer
from engine.bpm.messages.models import Message, Subscription
from engine.bpm.messages.receive import LIFETIME, deliver_waiting, receive_message, report_event
from engine.core.access import reset_circle
from engine.core.audit.models import AuditEntry
from engine.core.errors import (
    AnswersRefused,
    DuplicateMessage,
    MessageNotExpected,
    NotAllowed,
    NotFound,
)
from engine.core.identity.actor import SYSTEM
from tests.engine.bpm.use_cases.drawing import (
    catch,
    diagram,
    end,
    form,
    message,
    path,
    reaction,
    start,
    user,
)
from tests.house import DAY, House, together


@pytest.fixture(autouse=True)
def published(house: House) -> None:
    """`courrier` asks for a letter, then waits for its answer; a call may come at any moment."""
    house.publish(
        diagram(
            "courrier",
            start(),
            user("ecrire", "vide"),
            catch("attendre", message("reponse"), "reponse"),
            user("lire", "vide"),
            end(),
            path("debut", "ecrire", "attendre", "lire", "fin"),
            reaction(
                "appel",
                start("appel_recu", event=message("appel"), repeated=True, event_form="reponse"),
                user("rappeler", "vide", group="MDL_CHEF"),
                end("fin_appel"),
                path("appel_recu", "rappeler", "fin_appel"),
            ),
        ),
        form("vide"),
        form("reponse", jours="number code", note="textarea mdl"),
    )


def key_of(house: House, case: UUID, name: str) -> str:
    wanted = (Subscription.instance_id == case, Subscription.message == name)
    (row,) = house.rows(Subscription, *wanted)
    key: str = row.key
    return key


def receive(house: House, case: UUID, message_id: str, **answers: object) -> None:
    with house.system() as tx:
        reference = house.instance(case).reference
        receive_message(tx, message_id, "reponse", reference, answers)


def report(house: House, case: UUID, message_id: str = "m1", group: str = "MDL_TS") -> None:
    key = key_of(house, case, "appel")
    with house.acting(group) as tx:
        report_event(tx, case, key, message_id, {"jours": 2, "note": "à rappeler"})


# --- Signaler un événement ----------------------------------------------------


def test_what_a_person_reports_opens_its_task_and_is_recorded(house: House) -> None:
    case = house.start("courrier")
    report(house, case)
    assert house.tasks(case) == ["ecrire", "rappeler"]
    (answer,) = house.rows(Answer, Answer.element == "appel_recu")
    assert answer.actor_id == house.people["MDL_TS"]
    (entry,) = house.rows(AuditEntry, AuditEntry.tag == "message:received")
    assert (entry.subject, entry.fields) == ("appel", ["jours", "note"])


def test_the_same_event_reported_twice_happens_once(house: House) -> None:
    case = house.start("courrier")
    report(house, case, "m1")
    with pytest.raises(DuplicateMessage):
        report(house, case, "m1")
    assert house.tasks(case) == ["ecrire", "rappeler"]
    report(house, case, "m2")
    assert house.tasks(case) == ["ecrire", "rappeler", "rappeler"]


def test_an_event_that_the_case_does_not_wait_for_is_refused(house: House) -> None:
    case = house.start("courrier")
    with pytest.raises(MessageNotExpected), house.acting() as tx:
        report_event(tx, case, "attendre", "m1", {})
    assert house.rows(Message) == []


def test_refused_answers_to_an_event_leave_no_trace(house: House) -> None:
    case = house.start("courrier")
    key = key_of(house, case, "appel")
    with pytest.raises(AnswersRefused), house.acting() as tx:
        report_event(tx, case, key, "m1", {"jours": "deux"})
    assert house.rows(Message) == []
    assert house.tasks(case) == ["ecrire"]


def test_a_stranger_does_not_learn_that_the_case_exists(house: House) -> None:
    case = house.start("courrier")
    with pytest.raises(NotFound):
        report(house, case, group="REFERENTE_VVC")


def test_a_process_owner_who_sees_a_case_still_reports_nothing(house: House) -> None:
    case = house.start("courrier")
    with house.system() as tx:
        reset_circle(tx, house.instance(case).circle_id, ["EDITEUR_PROCESSUS"])
    with pytest.raises(NotAllowed):
        report(house, case, group="EDITEUR_PROCESSUS")


# --- messages from outside ---------------------------------------------------


def test_a_message_reaches_the_case_that_waits_for_it(house: House) -> None:
    case, other = house.start("courrier"), house.start("courrier")
    for each in (case, other):
        house.do(each, "ecrire")
    receive(house, case, "m1", jours=3)
    assert house.tasks(case) == ["lire"]
    assert house.tasks(other) == []
    assert house.row(Message, "m1").delivered_to == case


def test_a_delivered_message_keeps_nothing_of_what_it_said(house: House) -> None:
    case = house.start("courrier")
    house.do(case, "ecrire")
    receive(house, case, "m1", jours=3)
    assert house.row(Message, "m1").payload == b""


def test_a_message_received_twice_is_refused(house: House) -> None:
    case = house.start("courrier")
    receive(house, case, "m1")
    with pytest.raises(DuplicateMessage):
        receive(house, case, "m1")


def test_a_message_received_twice_at_once_is_taken_in_once(house: House) -> None:
    case = house.start("courrier")
    house.do(case, "ecrire")
    outcomes = together(*[lambda: receive(house, case, "m1", jours=1)] * 3)
    assert sorted(type(o).__name__ for o in outcomes) == ["DuplicateMessage"] * 2 + ["NoneType"]
    assert house.tasks(case) == ["lire"]


def test_a_message_that_comes_too_early_waits_and_is_delivered_later(house: House) -> None:
    case = house.start("courrier")
    receive(house, case, "m1", jours=3)
    assert deliver_waiting(house.database, SYSTEM, at=house.at) == 0
    house.do(case, "ecrire")
    house.at += DAY
    assert deliver_waiting(house.database, SYSTEM, at=house.at) == 1
    assert house.tasks(case) == ["lire"]
    assert house.row(Message, "m1").delivered_at == house.at
    assert deliver_waiting(house.database, SYSTEM, at=house.at) == 0


def test_two_messages_that_waited_reach_one_waiting_place_once(house: House) -> None:
    case = house.start("courrier")
    receive(house, case, "m1", jours=1)
    house.at += DAY
    receive(house, case, "m2", jours=2)
    house.do(case, "ecrire")
    assert deliver_waiting(house.database, SYSTEM, at=house.at) == 1
    assert house.row(Message, "m1").delivered_to == case
    assert house.row(Message, "m2").delivered_at is None


def test_two_deliveries_at_once_deliver_once(house: House) -> None:
    case = house.start("courrier")
    receive(house, case, "m1", jours=3)
    house.do(case, "ecrire")

    def deliver() -> int:
        return deliver_waiting(house.database, SYSTEM, at=house.at)

    assert sum(together(deliver, deliver)) == 1
    assert len(house.rows(Answer, Answer.element == "attendre")) == 1


def test_a_message_that_nobody_waits_for_expires(house: House) -> None:
    case = house.start("courrier")
    receive(house, case, "m1", jours=3)
    house.at += LIFETIME - timedelta(seconds=1)
    house.do(case, "ecrire")
    house.at += timedelta(seconds=1)
    assert deliver_waiting(house.database, SYSTEM, at=house.at) == 0
    assert house.tasks(case) == []


def test_a_waiting_message_that_does_not_hold_does_not_hold_up_the_others(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    wrong, right = house.start("courrier"), house.start("courrier")
    receive(house, wrong, "m1", jours="trois")
    receive(house, right, "m2", jours=3)
    for case in (wrong, right):
        house.do(case, "ecrire")
    with caplog.at_level(logging.CRITICAL):
        assert deliver_waiting(house.database, SYSTEM, at=house.at) == 1
    assert house.tasks(right) == ["lire"]
    assert house.tasks(wrong) == []


def test_a_message_whose_answers_do_not_hold_is_refused_at_the_door(house: House) -> None:
    case = house.start("courrier")
    house.do(case, "ecrire")
    with pytest.raises(AnswersRefused):
        receive(house, case, "m1", jours="trois")
    assert house.rows(Message) == []
