"""The post that fails: later and later, shown after a day, nothing lost, nothing twice."""

from collections import Counter
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest

from engine.bpm.messages import digest
from engine.bpm.messages.digest import plan_round
from engine.core.errors import NotAllowed
from engine.core.mail import send as sending
from engine.core.mail.letter import message_id
from engine.core.mail.models import Sending
from engine.core.mail.ports import Post, Refused, Silent, SmsFiles, Smtp
from engine.core.mail.send import send_due
from engine.core.mail.waiting import is_failing_for_me, read_waiting, send_now, stuck_since
from tests.engine.bpm.notices.told import ADDRESS, Kept, reach, send, tell
from tests.engine.core.mail.sink import Sink, running
from tests.house import DAY, MONDAY, House, together

MINUTE = timedelta(minutes=1)


def is_down() -> Silent:
    error = Silent()
    error.__cause__ = SMTPServerDisconnected("secret of the server")
    return error


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def urgent(house: House) -> House:
    """Somebody has a danger to be told by e-mail, and another person too."""
    house.hire("SECOND", "MDL_CHEF")
    reach(house, "MDL_CHEF", "SECOND")
    tell(house, house.open_dossier(), "urgence_1h", "MDL_CHEF")
    return house


def test_a_server_that_is_down_is_tried_later_and_later(urgent: House, kept: Kept) -> None:
    kept.fails = is_down()
    tried = []
    for minute in range(0, 300):
        before = kept.asked
        send(urgent, kept, MONDAY + minute * MINUTE)
        if kept.asked > before:
            tried.append(minute)
    assert tried == [0, 1, 3, 7, 15, 31, 63, 123, 183, 243]
    kept.fails = None
    assert send(urgent, kept, MONDAY + 304 * MINUTE) == 2
    assert {letter.to for letter in kept.letters} == {
        "mdl_chef@example.invalid",
        "second@example.invalid",
    }


def test_one_try_a_sweep_when_the_server_takes_nothing(urgent: House, kept: Kept) -> None:
    kept.fails = is_down()
    send(urgent, kept)
    assert kept.asked == 1
    assert {row.failure for row in urgent.rows(Sending)} == {"SMTPServerDisconnected"}


def test_it_is_shown_after_a_day_to_those_who_lift_incidents(urgent: House, kept: Kept) -> None:
    kept.fails = is_down()
    send(urgent, kept)
    with urgent.acting("MDL_CHEF") as tx:
        assert stuck_since(tx) is None
    urgent.at += DAY
    with urgent.acting("MDL_CHEF") as tx:
        assert stuck_since(tx) == MONDAY
        waiting = read_waiting(tx)
        assert (waiting.failing, waiting.reasons) == (2, {"SMTPServerDisconnected": 2})
        assert send_now(tx) == 2
    with urgent.acting("MDL_TS") as tx, pytest.raises(NotAllowed):
        read_waiting(tx)
    kept.fails = None
    assert send(urgent, kept) == 2
    with urgent.acting("MDL_CHEF") as tx:
        assert stuck_since(tx) is None


def test_an_address_that_is_refused_is_told_to_its_owner_alone(urgent: House, kept: Kept) -> None:
    kept.fails = Refused()
    assert send(urgent, kept) == 0
    assert kept.asked == 2
    assert [row.outcome for row in urgent.rows(Sending)] == ["refused", "refused"]
    with urgent.acting("SECOND") as tx:
        assert is_failing_for_me(tx) == MONDAY
    with urgent.acting("XLH_PILOTE") as tx:
        assert is_failing_for_me(tx) is None
    kept.fails = None
    urgent.at += timedelta(hours=1)
    tell(urgent, urgent.open_dossier(), "urgence_1h", "MDL_CHEF")
    send(urgent, kept)
    with urgent.acting("SECOND") as tx:
        assert is_failing_for_me(tx) is None


def test_one_letter_that_cannot_be_made_does_not_stop_the_others(
    urgent: House, kept: Kept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sent = kept.send

    def broken(what, at):
        if "second" in what.to:
            raise ValueError(what.to)
        sent(what, at)

    monkeypatch.setattr(kept, "send", broken)
    assert send(urgent, kept) == 1
    assert "second@example.invalid" not in caplog.text
    assert sorted(row.outcome or "" for row in urgent.rows(Sending)) == ["", "sent"]


def test_killed_between_the_server_and_the_note_it_goes_again_under_the_same_name(
    urgent: House, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_args: object) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, "_end", killed)
        send(urgent, kept)
    assert send(urgent, kept, MONDAY + MINUTE) == 0  # its lease still holds
    assert send(urgent, kept, MONDAY + 6 * MINUTE) == 2
    names = Counter(message_id(letter.id, "a@b.example") for letter in kept.letters)
    assert sorted(names.values()) == [1, 2]


def test_four_sweeps_at_once_send_each_letter_once_to_a_real_server(house: House) -> None:
    people = [f"TS{number}" for number in range(40)]
    for person in people:
        house.hire(person, "MDL_CHEF")
    reach(house, *people)
    tell(house, house.open_dossier(), "urgence_1h", "MDL_CHEF")
    with running(Sink()) as sink:

        def sweep() -> int:
            mailer = Smtp(f"smtp://127.0.0.1:{sink.port}", "palier@mdl.example")
            with Post(mailer, SmsFiles(None), ADDRESS) as post:
                gone = 0
                while some := send_due(house.database, post, at=house.at, batch=7):
                    gone += some
                return gone

        gone = together(sweep, sweep, sweep, sweep)
    assert sum(gone) == 40
    assert Counter(str(message["Message-ID"]) for message in sink.taken).most_common(1)[0][1] == 1
    assert len({str(message["To"]) for message in sink.taken}) == len(sink.taken) == 40


# --- Monday ------------------------------------------------------------------

NEXT_MONDAY = MONDAY + 7 * DAY - timedelta(hours=1)  # 8 h in Paris


def monday(house: House, kept: Kept, at=NEXT_MONDAY) -> int:
    house.at = at
    plan_round(house.database, at=at)
    return send(house, kept)


def test_monday_at_eight_what_is_late_and_what_comes(house: House, kept: Kept) -> None:
    case = house.open_dossier()
    reach(house, "MDL_TS", "MDL_CHEF", "XLH_PILOTE", "REFERENTE_VVC")
    task = house.task(case, "information_partage")
    assert monday(house, kept, NEXT_MONDAY - MINUTE) == 0
    assert monday(house, kept) == 2
    assert monday(house, kept, NEXT_MONDAY + MINUTE) == 0
    texts = {letter.to.partition("@")[0]: letter.text for letter in kept.letters}
    assert texts.keys() == {"mdl_ts", "mdl_chef"}
    assert task.due_on is not None
    assert f"{ADDRESS}/taches/{task.id}" in texts["mdl_ts"]
    assert "Votre service" not in texts["mdl_ts"]
    assert "Votre service\u00a0: " in texts["mdl_chef"]
    assert f"/taches/{task.id}" not in texts["mdl_chef"]


def test_a_program_that_slept_sends_it_until_tuesday_evening(house: House, kept: Kept) -> None:
    house.open_dossier()
    reach(house, "MDL_TS")
    assert monday(house, kept, NEXT_MONDAY + timedelta(hours=35)) == 1
    assert monday(house, kept, NEXT_MONDAY + 7 * DAY + timedelta(hours=36)) == 0
    assert digest.STALE_HOUR == 20


def test_a_digest_that_fails_until_wednesday_is_not_sent_any_more(house: House, kept: Kept) -> None:
    house.open_dossier()
    reach(house, "MDL_TS")
    kept.fails = is_down()
    assert monday(house, kept) == 0
    kept.fails = None
    assert monday(house, kept, NEXT_MONDAY + 2 * DAY) == 0
    assert [row.outcome for row in house.rows(Sending, Sending.kind == digest.DIGEST)] == [
        "expired"
    ]


def test_an_empty_week_and_a_digest_that_is_not_wanted_send_nothing(
    house: House, kept: Kept
) -> None:
    reach(house, "XLH_PREC")
    house.open_dossier()
    reach(house, "MDL_TS", wants_digest=False)
    assert monday(house, kept) == 0
