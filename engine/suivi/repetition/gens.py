"""The people of a rehearsal: how long each takes, what each forgets, when each is away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Protocol
from uuid import UUID

from engine.core.calendar import add_ouvres, next_ouvre, paris_day
from engine.core.identity.models import Membership, Person
from engine.core.transaction import Transaction
from engine.suivi.programme.households import chance
from engine.suivi.programme.people import (
    COLLEAGUES,
    FORGOTTEN,
    Colleague,
    give_addresses,
    office_hour,
)
from engine.suivi.repetition.periode import Periode
from engine.suivi.repetition.regard import Asked

YEAR = 365
LEAVES, LEAVE_DAYS = 2, (5, 15)
"""Holidays a year and their working days."""
WITHOUT_TASKS = frozenset({"EDITEUR_PROCESSUS", "DPO"})
ILLNESSES, ILLNESS_DAYS = 1, (2, 15)


class Delai(Protocol):
    """When a person does what was asked of them, and whether they forget it until reminded.

    ``slow`` is the household's own: 2.0 takes twice as long.
    """

    def __call__(
        self, colleague: Colleague, luck: Random, asked: Asked, opened: datetime, slow: float
    ) -> tuple[datetime, bool]: ...


def usual(
    colleague: Colleague, luck: Random, asked: Asked, opened: datetime, slow: float
) -> tuple[datetime, bool]:
    """In office hours, most within the person's pace; some late, some forgotten for weeks."""
    today = next_ouvre(paris_day(opened))
    within = luck.randint(1, max(1, round(colleague.pace * slow)))
    last = max(today, asked.due_on or add_ouvres(today, 10))
    drawn = luck.random()
    is_forgotten = drawn < colleague.forgets
    if is_forgotten:
        day = add_ouvres(last, FORGOTTEN + luck.randint(0, 10))
    elif drawn < colleague.forgets + colleague.late:
        day = add_ouvres(last, luck.randint(1, 6))
    else:
        day = min(add_ouvres(today, within), next_ouvre(last))
    return office_hour(luck, day, opened), is_forgotten


@dataclass(frozen=True)
class Absence:
    """From ``du`` to ``au``, both away; ``remplacant`` is a login, or nobody."""

    login: str
    du: date
    au: date
    remplacant: str | None

    @property
    def days(self) -> Sequence[date]:
        """Every day of it."""
        return [self.du + timedelta(days=n) for n in range((self.au - self.du).days + 1)]


@dataclass(frozen=True)
class Presence:
    """Who is away when."""

    absences: Sequence[Absence] = ()
    by_login: Mapping[str, list[Absence]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, absences: Sequence[Absence]) -> "Presence":
        by_login: dict[str, list[Absence]] = {}
        for one in absences:
            by_login.setdefault(one.login, []).append(one)
        return cls(absences, by_login)

    def away(self, login: str, day: date) -> Absence | None:
        """The absence of that person on that day."""
        known = self.by_login.get(login, ())
        return next((one for one in known if one.du <= day <= one.au), None)

    def who_acts(self, login: str, day: date) -> str | None:
        """The person, who stands in for them, or nobody that day."""
        absence = self.away(login, day)
        if absence is None:
            return login
        other = absence.remplacant
        return other if other and not self.away(other, day) else None


def settle_gens(tx: Transaction) -> dict[str, UUID]:
    """An account for each, whom no password lets in, and an e-mail address; ids by login."""
    gens = {one.login: _settle(tx, one) for one in COLLEAGUES}
    give_addresses(tx, gens)
    return gens


def draw_absences(periode: Periode, graine: int) -> Presence:
    """Holidays and illnesses of each, year by year; a colleague of the same trade stands in."""
    drawn = [
        one
        for colleague in COLLEAGUES
        if not WITHOUT_TASKS.issuperset(colleague.groups)
        for year in range(-(-periode.jours // YEAR))
        for one in _of_a_year(
            chance(graine, "absences", colleague.login, year),
            colleague,
            periode.debut + timedelta(days=year * YEAR),
        )
    ]
    kept: list[Absence] = []
    for one in sorted(drawn, key=lambda a: (a.du, a.login)):
        presence = Presence.of(kept)
        if one.au < periode.dernier and not any(presence.away(one.login, d) for d in one.days):
            kept.append(_with_replacement(one, presence))
    return Presence.of(kept)


def _settle(tx: Transaction, one: Colleague) -> UUID:
    person = Person(
        login=one.login, name=one.name, organisation_code=one.organisation, password_hash="",
        audit_length=0, audit_head=b"",
    )  # fmt: skip
    tx.session.add(person)
    tx.session.flush()
    tx.session.add_all(Membership(person_id=person.id, group_code=code) for code in one.groups)
    tx.session.flush()
    return person.id


def _of_a_year(luck: Random, colleague: Colleague, first: date) -> list[Absence]:
    lengths = [luck.randint(*LEAVE_DAYS) for _ in range(LEAVES)]
    lengths += [luck.randint(*ILLNESS_DAYS) for _ in range(ILLNESSES)]
    made = []
    for days in lengths:
        du = next_ouvre(first + timedelta(days=luck.randrange(YEAR)))
        made.append(Absence(colleague.login, du, add_ouvres(du, days - 1), None))
    return made


def _with_replacement(one: Absence, presence: Presence) -> Absence:
    """Somebody of the same trades and organisation who is there all along, else nobody."""
    me = next(c for c in COLLEAGUES if c.login == one.login)
    for other in COLLEAGUES:
        same = other.organisation == me.organisation and set(me.groups) <= set(other.groups)
        if same and other is not me and not any(presence.away(other.login, d) for d in one.days):
            return replace(one, remplacant=other.login)
    return one
