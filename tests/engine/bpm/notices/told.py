"""What tests about messages begin with: people with an address, a post that keeps its letters."""

from datetime import datetime
from typing import Any
from uuid import UUID

from engine.bpm.messages.models import Notice, NoticeReader
from engine.bpm.messages.notices import promise_notice
from engine.bpm.messages.unread import count_unread, told_to_me
from engine.core.identity.wishes import Hours, Wishes, keep_wishes
from engine.core.mail.letter import Letter, Sms
from engine.core.mail.ports import Post
from engine.core.mail.send import send_due
from tests.house import House

ADDRESS = "https://palier.example"


class Kept:
    """A mail server and a gateway that keep what they are given; ``fails`` refuses it instead."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.texts: list[Sms] = []
        self.fails: Exception | None = None
        self.asked = 0

    def send(self, what: Any, at: datetime) -> None:
        self.asked += 1
        if self.fails is not None:
            raise self.fails
        (self.letters if isinstance(what, Letter) else self.texts).append(what)

    def close(self) -> None:
        """Nothing is open."""

    @property
    def post(self) -> Post:
        return Post(self, self, ADDRESS)


def reach(house: House, *people: str, hours: Hours | None = None, **wishes: Any) -> None:
    """These people have an address; they get e-mails."""
    with house.system() as tx:
        for code in people:
            address = wishes.get("address", f"{code.lower()}@example.invalid")
            wanted = {**wishes, "address": address, "hours": hours or Hours()}
            keep_wishes(tx, house.people[code], Wishes(**wanted))


def tell(house: House, case: UUID, template: str, *groups: str, **about: Any) -> None:
    """Tell these trades something about a case, now."""
    instance = house.instance(case)
    with house.system() as tx:
        for group in groups:
            promise_notice(tx, case, instance.circle_id, template, group=group, **about)
    house.keep_promises()


def readers(house: House, template: str) -> list[str]:
    """Who was told it, by their code, sorted."""
    names = {person: code for code, person in house.people.items()}
    told = {notice.id for notice in house.rows(Notice, Notice.template == template)}
    rows = house.rows(NoticeReader)
    return sorted(names[row.person_id] for row in rows if row.notice_id in told)


def unread(house: House, code: str) -> int:
    with house.acting(code) as tx:
        return count_unread(tx)


def shown(house: House, code: str) -> list[str]:
    """The templates on the page of that person."""
    with house.acting(code) as tx:
        return [line.notice.template for line in told_to_me(tx)]


def send(house: House, kept: Kept, to: datetime | None = None) -> int:
    """Send what is due, at once or at that instant; how many have gone."""
    house.at = to or house.at
    sent = 0
    while gone := send_due(house.database, kept.post, at=house.at):
        sent += gone
    return sent
