"""Names, addresses and notes stay where they were written: not in logs, promises or the case."""

import logging
import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from engine.bpm.instances.models import Instance, Step
from engine.bpm.messages.digest import plan_round
from engine.bpm.messages.models import Message, Notice, NoticeReader, Subscription
from engine.bpm.tasks.models import Task
from engine.bpm.timers.models import Timer
from engine.core.audit.models import AuditEntry
from engine.core.identity.models import Person
from engine.core.mail.models import Sending
from engine.core.mail.ports import MailFiles, Post, SmsFiles
from engine.core.mail.send import send_due
from engine.core.outbox.models import Job
from engine.suivi.partage.demander import ask_access
from engine.suivi.partage.models import Consultation
from tests.engine.bpm.notices.told import reach, tell
from tests.walls.planted import NOM, REPLACED, SECRETS, VOISIN, Planted
from tests.walls.visits import Visits
from tests.web.office import Office

SAID = (*SECRETS, VOISIN, "secret-du-motif")
CLEAR = (
    Instance,
    Step,
    Task,
    Timer,
    Subscription,
    Message,
    Notice,
    Job,
    AuditEntry,
    Consultation,
    NoticeReader,
    Sending,
)
"""What steers cases, tells people and proves acts: ids, codes and dates."""


KEPT = re.compile(
    r"<title>.*?</title>|(?:href|action|src|hx-[a-z]+|formaction)=\"[^\"]*\"", re.DOTALL
)
"""What a browser writes down of a page."""


def leaks(text: str) -> list[str]:
    return [secret for secret in SAID if secret.lower() in text.lower()]


def columns(row: Any) -> str:
    """All of a row as a text, its state included."""
    values = [getattr(row, column.key) for column in row.__mapper__.columns]
    return " ".join(v.decode("latin-1") if isinstance(v, bytes) else repr(v) for v in values)


def live(planted: Planted) -> None:
    """An exceptional access on top of all that was planted, and months of time."""
    with planted.house.acting(REPLACED) as tx:
        ask_access(tx, planted.victim, "secret-du-motif, et c’est urgent")
    planted.house.keep_promises()


def test_what_steers_the_case_and_tells_people_names_nobody(each_planted: Planted) -> None:
    live(each_planted)
    for model in CLEAR:
        for row in each_planted.house.rows(model):
            assert leaks(columns(row)) == [], model.__tablename__


def test_no_reference_of_a_household_is_in_what_may_become_an_e_mail(planted: Planted) -> None:
    live(planted)
    for message in planted.house.folder.messages.values():
        assert planted.victim not in repr(message)
        assert leaks(repr(message)) == []
    for job in planted.house.rows(Job):
        assert planted.victim not in repr(job.payload)
        assert leaks(repr(job.payload)) == []


def test_no_e_mail_and_no_text_message_says_anything_of_a_file(
    planted: Planted, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything that leaves for a week, as it lies on the disk; the logs of it too."""
    house = planted.house
    caplog.set_level(logging.DEBUG)
    people = [code for code in house.people if code != "EDITEUR_PROCESSUS"]
    reach(house, *people, phone="0600000000", wants_sms=True)
    live(planted)
    for case in house.rows(Instance, Instance.reference == planted.victim):
        for template in house.folder.messages:
            tell(house, case.id, template, "MDL_TS", "MDL_CHEF", "REFERENTE_VVC")
    post = Post(
        MailFiles(tmp_path / "post", "palier@mdl.example"),
        SmsFiles(tmp_path / "post"),
        "https://p.example",
    )
    for _ in range(8):
        house.at += timedelta(days=1)
        plan_round(house.database, at=house.at)
        while send_due(house.database, post, at=house.at):
            pass
    sent = list((tmp_path / "post").iterdir())
    assert {path.suffix for path in sent} == {".eml", ".txt"} and len(sent) > 10
    names = {person.name for person in house.rows(Person)} - {"DPO"}
    for path in sent:
        text = path.read_text()
        if path.suffix == ".eml":
            message = message_from_bytes(path.read_bytes(), policy=policy.default)
            text = " ".join(part.get_content() for part in message.iter_parts())
            text += str(message["Subject"])
        assert leaks(text) == [], path
        for told in (planted.victim, planted.ordinary, "MDL", "XL Habitat", "violence", *names):
            assert told not in text, (told, text)
    assert leaks(caplog.text) == []
    assert "0600000000" not in caplog.text and "example.invalid" not in caplog.text


def test_the_logs_name_nobody_even_of_what_fails(
    planted: Planted, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """Every page and act of the chef, with everything logged, and forms sent empty."""
    caplog.set_level(logging.DEBUG)
    live(planted)
    visits = Visits(planted, office.app)
    for route in visits.routes():
        if route.is_of_a_file:
            visits.ask("Chef MDL", route, "victim")
    assert leaks(caplog.text) == []


def test_titles_and_addresses_name_nobody(visits: Visits) -> None:
    """On the screen of those who may read everything: what a browser's history would keep."""
    seen_name = False
    for route in visits.routes():
        answer = visits.ask("Référent", route, "victim")
        if route.method == "GET" and answer.mimetype == "text/html":
            seen_name |= NOM in answer.text
            told = " ".join(KEPT.findall(answer.text)) + repr(answer.headers)
            assert leaks(told) == [], route.name
    assert seen_name


def test_a_search_a_count_and_a_calendar_of_others_know_nothing_of_it(
    planted: Planted, office: Office
) -> None:
    for group in ("XLH_IS", "XLH_PREC", "XLH_RELOG", "REFERENTE_VVC"):
        desk = office.desk(group)
        for words in (NOM, NOM.lower(), "zabal", "Philomène", planted.victim, "0639980042"):
            page = desk.get(f"/dossiers?recherche={words}").text
            assert planted.victim not in page.replace(f'value="{words}"', "")
            assert page.count(NOM) <= page.count(f'value="{NOM}"')
    shown = office.desk("MDL_TS").read(f"/dossiers?recherche={NOM}")
    assert planted.victim in shown
