"""The independent count of e-mails: all that was told has left in time, and one letter a day.

Source: domain §5.8 and §0.1, 14: ordinary messages by one e-mail each working morning, a legal
date within a quarter of an hour of office hours, a danger at once, each message once. Hours are
those of who has chosen none. Nothing here is computed by the functions that plan the post.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from engine.bpm.dialect.templates import Urgency
from engine.bpm.instances.models import Instance
from engine.bpm.messages.digest import DIGEST
from engine.bpm.messages.gather import DAILY, DANGER, LEGAL
from engine.bpm.messages.models import Notice, NoticeReader
from engine.bpm.tasks.models import Task
from engine.core.calendar import paris_day
from engine.core.mail.models import Sending
from engine.core.transaction import Transaction
from engine.suivi.repetition.attendu import PARIS, eight_oclock, next_worked, worked
from engine.suivi.repetition.controle import DELAY
from engine.suivi.repetition.releve_retards import Lus

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
JUSTE_AVANT = timedelta(minutes=10)
"""What is told that short before the e-mail of the day goes with the next."""
QUART = timedelta(minutes=16)
"""The next quarter of an hour, a minute away at least."""
OUVRE, FERME = 7, 19
"""No e-mail of a legal date outside these hours."""
NATURES = {
    DAILY: "Courriel du jour",
    LEGAL: "Échéance légale",
    DANGER: "Danger",
    DIGEST: "Point du lundi",
}
ENVOYE = "sent"


class Dit(NamedTuple):
    """A message told to one person, and the e-mail that took it."""

    person: UUID
    circle: UUID
    reference: str
    template: str
    urgency: str
    at: datetime
    mailed: datetime | None
    done: datetime | None
    """When the task that it is about was done: it is no news any more."""


@dataclass
class Courriels:
    """What has left, and what should have."""

    envoyes: Mapping[str, int] = field(default_factory=dict)
    """By kind of sending."""
    messages: int = 0
    """Messages owed an e-mail, once a person."""
    manquements: list[str] = field(default_factory=list)


def count_courriels(tx: Transaction, lus: Lus, until: datetime) -> Courriels:
    """Every message of who has an address and is still on the file's list; the last instant."""
    sent = Sending.outcome == ENVOYE
    kinds = select(Sending.kind, func.count()).where(sent).group_by(Sending.kind)
    found = Courriels({kind: count for kind, count in tx.session.execute(kinds)})
    for dit in _read(tx):
        if lus.is_listed(dit.circle, dit.person):
            _judge(found, dit, until)
    daily = select(Sending.person_id, Sending.done_at).where(sent, Sending.kind == DAILY)
    days = Counter((person, paris_day(at)) for person, at in tx.session.execute(daily) if at)
    found.manquements += [
        f"{count} courriels du jour à la même personne, {day:%d/%m/%Y}"
        for (_, day), count in days.items()
        if count > 1
    ]
    return found


def _read(tx: Transaction) -> Sequence[Dit]:
    columns = (
        NoticeReader.person_id, NoticeReader.circle_id, Instance.reference, Notice.template,
        NoticeReader.urgency, NoticeReader.at, NoticeReader.mailed_at, Task.closed_at,
    )  # fmt: skip
    rows: Sequence[Any] = tx.session.execute(
        select(*columns)
        .join(Notice, Notice.id == NoticeReader.notice_id)
        .join(Instance, Instance.id == Notice.instance_id)
        .outerjoin(Task, Task.id == Notice.task_id)
        .order_by(NoticeReader.at, Instance.reference)
    ).all()
    return [Dit(*row) for row in rows]


def _judge(found: Courriels, dit: Dit, until: datetime) -> None:
    first, last = _owed(dit)
    where = f"{dit.reference}, {dit.template}, {dit.at:%d/%m/%Y}"
    is_over = dit.done is not None and dit.done <= last
    if dit.mailed is not None:
        found.messages += 1
        if not first <= dit.mailed <= last:
            found.manquements.append(f"{where} : le courriel est parti à une autre heure")
    elif last < until and not is_over:
        found.messages += 1
        found.manquements.append(f"{where} : aucun courriel n’est parti")


def _owed(dit: Dit) -> tuple[datetime, datetime]:
    """From when, and until when, its e-mail goes."""
    if dit.urgency == Urgency.DANGER:
        return dit.at, dit.at + DELAY
    if dit.urgency == Urgency.LEGAL:
        return dit.at, _open(dit.at) + QUART
    day = next_worked(paris_day(dit.at))
    if eight_oclock(day) <= dit.at + JUSTE_AVANT:
        day = next_worked(day + DAY)
    return eight_oclock(day), eight_oclock(day) + DELAY


def _open(at: datetime) -> datetime:
    """That instant in office hours of a working day, else the next hour that is."""
    local = at.astimezone(PARIS)
    while worked(local.date()) != local.date() or not OUVRE <= local.hour < FERME:
        at = at.replace(minute=0, second=0, microsecond=0) + HOUR
        local = at.astimezone(PARIS)
    return at
