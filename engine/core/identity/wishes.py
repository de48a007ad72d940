"""How a person wants to be told things outside the program: their address, hours, what at all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update

from engine.core.calendar import PARIS, at_paris, is_ouvre, paris_day
from engine.core.identity.models import Person, Preference
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction

KIND: Final = "preference"
SOON: Final = timedelta(minutes=10)
"""What is found within that time of the daily e-mail goes into the next one."""


@dataclass(frozen=True)
class Hours:
    """When e-mails go to a person; whole hours, in Paris."""

    mail_hour: int = 8
    quiet_from: int = 19
    quiet_until: int = 7

    def is_quiet(self, at: datetime) -> bool:
        """Whether that instant is within the quiet hours."""
        return self.is_quiet_hour(at.astimezone(PARIS).hour)

    def is_quiet_hour(self, hour: int) -> bool:
        """The quiet hours may go over midnight; there are none when both ends are the same."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def next_daily(self, now: datetime) -> datetime:
        """When the one e-mail of a working day goes next."""
        day = paris_day(now)
        while not is_ouvre(day) or at_paris(day, self.mail_hour) <= now + SOON:
            day += timedelta(days=1)
        return at_paris(day, self.mail_hour)

    def next_open(self, now: datetime) -> datetime:
        """``now`` on a working day outside the quiet hours, else the next full hour that is."""
        moment = now
        while not is_ouvre(paris_day(moment)) or self.is_quiet(moment):
            moment = moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return moment


@dataclass(frozen=True)
class Wishes:
    """What a person wants; the defaults are those of who has said nothing."""

    address: str = ""
    phone: str = ""
    wants_mail: bool = True
    wants_sms: bool = False
    wants_digest: bool = True
    hours: Hours = Hours()


@dataclass(frozen=True)
class Reached:
    """A person who is told things by e-mail (``mail``) or by text message for dangers."""

    id: UUID
    mail: bool
    sms: bool
    hours: Hours


def wishes_of(tx: Transaction, person_id: UUID) -> Wishes:
    """What a person wants, their address opened."""
    row = tx.session.get(Preference, person_id, populate_existing=True)
    if row is None:
        return Wishes()
    reach = unseal(tx, KIND, person_id, row.reach)
    return Wishes(
        reach["address"], reach["phone"], row.wants_mail, row.wants_sms, row.wants_digest,
        _hours(row),
    )  # fmt: skip


def keep_wishes(tx: Transaction, person_id: UUID, wishes: Wishes) -> None:
    """Write what a person wants: checked before, by who read it from a page or a command."""
    reach = {"address": wishes.address, "phone": wishes.phone}
    row: dict[str, Any] = {
        "person_id": person_id,
        "reach": seal(tx, KIND, person_id, reach),
        "has_address": bool(wishes.address),
        "wants_mail": wishes.wants_mail,
        "wants_sms": wishes.wants_sms and bool(wishes.phone),
        "wants_digest": wishes.wants_digest,
        "mail_hour": wishes.hours.mail_hour,
        "quiet_from": wishes.hours.quiet_from,
        "quiet_until": wishes.hours.quiet_until,
    }
    tx.writes.upsert(Preference, [row])


def reached(tx: Transaction, people: Collection[UUID]) -> list[Reached]:
    """Those of these people to whom something can be sent, by one statement; no address opened."""
    rows = tx.session.scalars(select(Preference).where(Preference.person_id.in_(sorted(people))))
    found = [
        Reached(row.person_id, row.has_address and row.wants_mail, row.wants_sms, _hours(row))
        for row in rows
    ]
    return [one for one in found if one.mail or one.sms]


def end_wishes(tx: Transaction) -> None:
    """Those of accounts that were closed: they go with the logs of that time."""
    closed = select(Person.id).where(Person.closed_at.is_not(None))
    gone = (Preference.ended_at.is_(None), Preference.person_id.in_(closed))
    tx.session.execute(update(Preference).where(*gone).values(ended_at=tx.now))


def _hours(row: Preference) -> Hours:
    return Hours(row.mail_hour, row.quiet_from, row.quiet_until)
