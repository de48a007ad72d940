"""Who works in the trial programme, and how long each takes to do what is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from sqlalchemy import update

from engine.bpm.messages.models import NoticeReader
from engine.core.calendar import add_ouvres, at_paris, next_ouvre, paris_day
from engine.core.identity.accounts import open_account
from engine.core.identity.wishes import Wishes, keep_wishes
from engine.core.transaction import Transaction

T = TypeVar("T")
FORGOTTEN = 12
"""Working days after which somebody who waits for a forgotten task asks for it again."""
STILL_UNREAD = timedelta(days=10)


@dataclass(frozen=True)
class Colleague:
    """A person: most tasks are done within ``pace`` working days, a share of them late."""

    login: str
    name: str
    organisation: str
    groups: tuple[str, ...]
    pace: int = 4
    late: float = 0.05
    forgets: float = 0.01


# Fiche projet: 1.5 posts at MDL for the measure; the landlord's trades, and the référente unique.
COLLEAGUES = (
    Colleague("agnes", "Agnès Lacoste", "MDL", ("MDL_TS",), pace=3),
    Colleague("bruno", "Bruno Etcheverry", "MDL", ("MDL_TS",), pace=5, late=0.15, forgets=0.03),
    Colleague("nadia", "Nadia Berthomieu", "MDL", ("MDL_TS",), pace=4, late=0.08),
    Colleague("claire", "Claire Dubosc", "MDL", ("MDL_CHEF",), pace=4),
    Colleague("david", "David Lafitte", "XLH", ("XLH_PILOTE",), pace=5, late=0.10),
    Colleague("elise", "Élise Darrigade", "XLH", ("XLH_RELOG",), pace=6, late=0.10),
    Colleague("mathieu", "Mathieu Laborde", "XLH", ("XLH_RELOG",), pace=5),
    Colleague("farid", "Farid Benali", "XLH", ("XLH_IS",), pace=3),
    Colleague("sophie", "Sophie Capdeville", "XLH", ("XLH_IS",), pace=4, late=0.08),
    Colleague("ines", "Inès Duprat", "XLH", ("XLH_PREC",), pace=5, late=0.12),
    Colleague("gaelle", "Gaëlle Tastet", "CIDFF40", ("REFERENTE_VVC",), pace=2),
    Colleague("hugo", "Hugo Marsan", "MDL", ("EDITEUR_PROCESSUS",)),
    Colleague("odile", "Odile Puyau", "MDL", ("DPO",)),
)

WITHOUT_CASES = frozenset({"DPO"})
"""Trades that nobody asks anything of: they are not drawn, so that the other draws stay."""


def settle_people(tx: Transaction, password: str) -> dict[str, UUID]:
    """An account for each, with the same trial password; their ids by login."""
    return {
        one.login: open_account(tx, one.login, one.name, one.organisation, one.groups, password).id
        for one in COLLEAGUES
    }


def give_addresses(tx: Transaction, people: Mapping[str, UUID]) -> None:
    """An invented address for each, by login: e-mails are promised from then on."""
    for login, person in people.items():
        keep_wishes(tx, person, Wishes(address=f"{login}@example.invalid"))


def settle_reach(tx: Transaction, people: Mapping[str, UUID], now: datetime) -> None:
    """Give each an invented address, and what is older than some days as read.

    Last of all: three years of e-mails would leave at the first start otherwise.
    """
    give_addresses(tx, people)
    old = (NoticeReader.read_at.is_(None), NoticeReader.at < now - STILL_UNREAD)
    tx.session.execute(update(NoticeReader).where(*old).values(read_at=NoticeReader.at))


def draw_team(luck: Random) -> dict[str, Colleague]:
    """Who does what a trade is asked for one household: the same person all along."""
    groups = sorted({group for one in COLLEAGUES for group in one.groups} - WITHOUT_CASES)
    return {group: luck.choice([c for c in COLLEAGUES if group in c.groups]) for group in groups}


def when_done(
    colleague: Colleague, luck: Random, opened: datetime, due: date | None, slow: float = 1.0
) -> datetime:
    """When somebody does what was asked at ``opened``: in office hours, now and then too late."""
    today = next_ouvre(paris_day(opened))
    usual = luck.randint(1, max(1, round(colleague.pace * slow)))
    last = max(today, due or add_ouvres(today, 10))
    chance = luck.random()
    if chance < colleague.forgets:
        day = add_ouvres(last, FORGOTTEN + luck.randint(0, 10))
    elif chance < colleague.forgets + colleague.late:
        day = add_ouvres(last, luck.randint(1, 6))
    else:
        day = min(add_ouvres(today, usual), next_ouvre(last))
    return office_hour(luck, day, opened)


def office_hour(luck: Random, day: date, after: datetime) -> datetime:
    """A minute of that working day between 9:00 and 17:59 Paris, or of the next one, after."""
    at = at_paris(next_ouvre(day), luck.randint(9, 17), luck.randint(0, 59))
    while at <= after:
        day = add_ouvres(day, 1)
        at = at_paris(day, luck.randint(9, 17), luck.randint(0, 59))
    return at


def weighted(luck: Random, chances: Mapping[T, float]) -> T:
    """One of the keys, by its weight."""
    return luck.choices(list(chances), list(chances.values()))[0]


def shuffled(luck: Random, items: Sequence[T]) -> list[T]:
    """The same items in another order."""
    return luck.sample(list(items), len(items))
