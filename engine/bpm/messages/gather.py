"""When e-mails about notices go, and what they say: one a working day, save what is urgent.

Ordinary notices wait for the person's hour. A legal date goes within a quarter of an hour, on a
working day outside the quiet hours, else when these end. A danger goes at once, day and night.
(domain 0.1, 14, and 5.8)
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update

from engine.bpm.dialect.templates import Template, Urgency
from engine.bpm.messages.inforce import template_in_force
from engine.bpm.messages.letters import Item, letter, sms
from engine.bpm.messages.models import Notice, NoticeReader
from engine.bpm.messages.unread import STANDS, UNREAD, unread_of
from engine.bpm.tasks.models import Task
from engine.core.calendar import at_paris, paris_day
from engine.core.identity.wishes import Reached, reached, wishes_of
from engine.core.mail.models import Sending
from engine.core.mail.promise import MAIL, SMS, Promised, promise_sendings
from engine.core.mail.send import COMPOSERS, Composed, Composer
from engine.core.transaction import Transaction

QUARTER: Final = timedelta(minutes=15)
DAILY, LEGAL, DANGER = "notices_of_the_day", "legal_notices", "danger_notice"
DAILY_TEMPLATE: Final = "courriel_du_jour"


def plan_mails(tx: Transaction, readers: Sequence[Mapping[str, Any]]) -> None:
    """Promise the e-mails that tell these notices (``person_id``, ``urgency``, ``notice_id``)."""
    people = {one.id: one for one in reached(tx, {row["person_id"] for row in readers})}
    promised = [
        promise
        for row in readers
        if row["person_id"] in people
        for promise in _promises(people[row["person_id"]], row, tx.now)
    ]
    promise_sendings(tx, promised)


def _promises(person: Reached, row: Mapping[str, Any], now: datetime) -> list[Promised]:
    urgency, notice = row["urgency"], row["notice_id"]
    if urgency == Urgency.DANGER:
        ways = [way for way, wanted in ((MAIL, person.mail), (SMS, person.sms)) if wanted]
        return [Promised(DANGER, way, str(notice), now, person.id, notice) for way in ways]
    if not person.mail:
        return []
    if urgency == Urgency.LEGAL:
        due = _quarter(person.hours.next_open(now))
        return [Promised(LEGAL, MAIL, due.isoformat(), due, person.id)]
    due = person.hours.next_daily(now)
    return [Promised(DAILY, MAIL, paris_day(due).isoformat(), due, person.id)]


def _quarter(moment: datetime) -> datetime:
    """The next quarter of an hour, a minute away at least: what comes together goes together."""
    moment += timedelta(minutes=1)
    past = timedelta(
        minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond
    )
    return moment - past + (QUARTER if past else timedelta())


def _compose(urgency: Urgency) -> Any:
    def compose(tx: Transaction, sending: Sending, address: str) -> Composed | None:
        wanted = [NoticeReader.urgency == urgency, NoticeReader.mailed_at.is_(None)]
        rows = unread_of(tx, *wanted)
        to = wishes_of(tx, tx.actor.id).address if tx.actor.id else ""
        if not rows or not to:
            return None
        items = _items(tx, rows, address)
        head = template_in_force(tx, DAILY_TEMPLATE)
        if urgency != Urgency.ORDINARY and len({item.text for item in items}) == 1:
            head = template_in_force(tx, rows[0].template)
        told = [notice.id for notice in rows]
        return Composed(letter(sending.id, to, head, items, address), told)

    return compose


def _compose_danger(tx: Transaction, sending: Sending, address: str) -> Composed | None:
    """About one notice: the e-mail and, for who asked, the text message without a link to type."""
    assert tx.actor.id and sending.subject_id
    rows = unread_of(tx, NoticeReader.notice_id == sending.subject_id)
    wishes = wishes_of(tx, tx.actor.id)
    to = wishes.address if sending.channel == MAIL else wishes.phone
    if not rows or not to:
        return None
    template = template_in_force(tx, rows[0].template)
    if sending.channel == SMS:
        return Composed(sms(sending.id, to, template))
    items = _items(tx, rows, address)
    return Composed(letter(sending.id, to, template, items, address), [rows[0].id])


def _items(tx: Transaction, rows: Sequence[Notice], address: str) -> list[Item]:
    return [Item(_template(tx, row).texte, link_to(row, address)) for row in rows]


def _template(tx: Transaction, row: Notice) -> Template:
    return template_in_force(tx, row.template)


def link_to(notice: Notice, address: str) -> str:
    """To the exact task; else to the page of the notice, which leads to its dossier."""
    if notice.task_id is not None:
        return f"{address}/taches/{notice.task_id}"
    return f"{address}/messages/{notice.id}"


def _note(tx: Transaction, sending: Sending, told: Sequence[UUID]) -> None:
    """These were told to that person: no other e-mail says them again."""
    mine = (NoticeReader.person_id == sending.person_id, NoticeReader.notice_id.in_(told))
    tx.session.execute(update(NoticeReader).where(*mine).values(mailed_at=tx.now))


def plan_again(tx: Transaction) -> None:
    """After the actor changed what they want: the e-mail that waits goes at the new hour, that day.

    What no e-mail was to tell, because none was wanted, is promised now.
    """
    assert tx.actor.id
    tx.flush()
    hours = wishes_of(tx, tx.actor.id).hours
    waits = (Sending.person_id == tx.actor.id, Sending.done_at.is_(None), Sending.kind == DAILY)
    for row in tx.session.scalars(select(Sending).where(*waits)):
        tx.writes.set(row, due_at=at_paris(paris_day(row.due_at), hours.mail_hour))
    mine = NoticeReader.person_id == tx.actor.id
    plan_mails(tx, _unmailed(tx, mine))


def plan_forgotten(tx: Transaction) -> None:
    """A net under all that: what is unread and that no e-mail waits to tell goes another day."""
    waits = select(Sending.person_id).where(Sending.done_at.is_(None), Sending.kind == DAILY)
    lost = (NoticeReader.at < tx.now - timedelta(days=1), NoticeReader.person_id.not_in(waits))
    rows = _unmailed(tx, NoticeReader.urgency == Urgency.ORDINARY, *lost)
    people = {one.id: one for one in reached(tx, {row["person_id"] for row in rows})}
    tomorrow = at_paris(paris_day(tx.now) + timedelta(days=1), 0)
    promised = [
        one
        for row in rows
        if row["person_id"] in people
        for one in _promises(people[row["person_id"]], row, tomorrow)
    ]
    promise_sendings(tx, promised)


def _unmailed(tx: Transaction, *conditions: Any) -> list[dict[str, Any]]:
    """What is unread news, in no e-mail yet and no danger: that goes at once or never."""
    unsaid = (NoticeReader.mailed_at.is_(None), NoticeReader.urgency != Urgency.DANGER)
    rows = tx.session.execute(
        select(NoticeReader.person_id, NoticeReader.urgency, NoticeReader.notice_id)
        .join(Notice, Notice.id == NoticeReader.notice_id)
        .outerjoin(Task, Task.id == Notice.task_id)
        .where(UNREAD, STANDS, *unsaid, *conditions)
    )
    return [dict(row._mapping) for row in rows]


COMPOSERS[DAILY] = Composer(_compose(Urgency.ORDINARY), _note)
COMPOSERS[LEGAL] = Composer(_compose(Urgency.LEGAL), _note)
COMPOSERS[DANGER] = Composer(_compose_danger, _note)
