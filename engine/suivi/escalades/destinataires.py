"""Who exactly is told, among the people of the file's list.

Nobody is told of a file whose list does not have them, whatever the tables say: a trade that the
list leaves out is told through those of it whom the list names, or not at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select

from engine.bpm.instances.models import Instance
from engine.core.access.models import CircleMember
from engine.core.calendar import paris_day
from engine.core.identity.models import Membership, Person
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.referents.models import Absence, RoleReferent
from engine.suivi.referents.noter import in_charge
from engine.suivi.referents.read import suppleants_of

ASSIGNE, REMPLACANT, REFERENT = "ASSIGNE", "REMPLACANT", "REFERENT"
SUIVI_PAR = {"XLH_IS": RoleReferent.BAILLEUR, "REFERENTE_VVC": RoleReferent.VVC}
MEMBERS = select(CircleMember.group_code, CircleMember.person_id, CircleMember.until)


@dataclass(frozen=True)
class Destinataire:
    """A trade, or one person in its name; ``gens`` are those who then read it.

    Of a trade, those who are at work today: nobody is told through whoever stands in for them what
    that colleague is told too. When all are away it is still told to them all.
    """

    metier: str
    person_id: UUID | None
    gens: frozenset[UUID]


@dataclass(frozen=True)
class Cas:
    """What is told about: a case, its dossier if it has one, and whose work it is."""

    instance: Instance
    dossier: Dossier | None
    metier: str
    person_id: UUID | None
    """Who has it in hand; None: whoever of the trade follows the dossier, else the trade."""


def follower(tx: Transaction, dossier: Dossier | None, metier: str) -> UUID | None:
    """Who of that trade follows the dossier."""
    if dossier is None:
        return None
    if metier == "MDL_TS":
        return dossier.referent_id
    if metier in SUIVI_PAR:
        return next((row.person_id for row in in_charge(tx, dossier.id, SUIVI_PAR[metier])), None)
    return None


def resolve(tx: Transaction, cas: Cas, niveau: str) -> Destinataire | None:
    """Whom a level of the ladder means on this file today; None when the list has nobody for it.

    ASSIGNE, REFERENT: who has it in hand, else who follows the dossier, else the trade; somebody
    absent is stood in for. REMPLACANT: who stands in for them, else who was named beforehand, else
    the team. Anything else is a trade.
    """
    liste = _Liste(tx, cas.instance.circle_id)
    holder = cas.person_id or follower(tx, cas.dossier, cas.metier)
    if niveau in (ASSIGNE, REFERENT):
        wanted: Iterator[UUID] = _present(tx, holder)
    elif niveau == REMPLACANT:
        wanted = _substitutes(tx, cas.dossier, holder)
    else:
        return liste.trade(cas.instance.group_for(niveau))
    seen = next((person for person in wanted if liste.has(person)), None)
    if seen is not None:
        return Destinataire(cas.metier, seen, frozenset({seen}))
    return liste.trade(cas.metier)


def _present(tx: Transaction, person: UUID | None) -> Iterator[UUID]:
    """The person, or who stands in for them today; nobody of those who are away too."""
    if person is not None:
        here = person if _absence(tx, person) is None else _stand_in(tx, person)
        if here is not None:
            yield here


def _substitutes(tx: Transaction, dossier: Dossier | None, person: UUID | None) -> Iterator[UUID]:
    other = _stand_in(tx, person) if person else None
    if other is not None:
        yield other
    if dossier is not None:
        yield from sorted(suppleants_of(tx, dossier.id) - {person}, key=str)


def _stand_in(tx: Transaction, person: UUID) -> UUID | None:
    """Who stands in today for somebody away; where that one is away too, who does for them."""
    met, away = {person}, _absence(tx, person)
    while away is not None and away.remplacant_id and away.remplacant_id not in met:
        other = away.remplacant_id
        met.add(other)
        away = _absence(tx, other)
        if away is None:
            return other
    return None


def _absence(tx: Transaction, person: UUID) -> Absence | None:
    wanted = select(Absence).where(Absence.person_id == person, *_is_away(tx))
    return tx.session.scalars(wanted).first()


def _is_away(tx: Transaction) -> tuple[ColumnElement[bool], ...]:
    today = paris_day(tx.now)
    return Absence.du <= today, Absence.au >= today, Absence.terminee_le.is_(None)


class _Liste:
    """The list of a file, as it holds now."""

    def __init__(self, tx: Transaction, circle_id: UUID) -> None:
        rows = tx.session.execute(MEMBERS.where(CircleMember.circle_id == circle_id)).all()
        held = [row for row in rows if row.until is None or row.until > tx.now]
        self.tx = tx
        self.groups = {row.group_code for row in held if row.group_code}
        self.people = {row.person_id for row in held if row.person_id}

    def has(self, person: UUID) -> bool:
        """Whether that person, by name or by trade, sees the file and may still sign in."""
        rows = self.tx.session.execute(
            select(Person.id, Membership.group_code)
            .outerjoin(Membership, Membership.person_id == Person.id)
            .where(Person.id == person, Person.closed_at.is_(None))
        ).all()
        mine = {row.group_code for row in rows}
        return bool(rows) and (person in self.people or bool(mine & self.groups))

    def trade(self, group: str) -> Destinataire | None:
        """A trade of the list, or the one of it whom the list names."""
        rows: Sequence[Any] = self.tx.session.execute(
            select(Person.id, Absence.id)
            .join(Membership, Membership.person_id == Person.id)
            .outerjoin(Absence, and_(Absence.person_id == Person.id, *_is_away(self.tx)))
            .where(Membership.group_code == group, Person.closed_at.is_(None))
            .order_by(Person.name, Person.id)
        ).all()
        if group in self.groups:
            here = frozenset(person for person, away in rows if away is None)
            everybody = here or frozenset(person for person, _ in rows)
            return Destinataire(group, None, everybody) if everybody else None
        named = next((person for person, _ in rows if person in self.people), None)
        return Destinataire(group, named, frozenset({named})) if named else None
