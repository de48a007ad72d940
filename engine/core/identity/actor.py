"""Who acts in a transaction."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.errors import SignInRefused
from engine.core.identity.models import Membership, Person


@dataclass(frozen=True)
class Actor:
    """A person with the groups they work in, or the system (``id`` is None)."""

    id: UUID | None
    login: str
    name: str
    organisation: str
    groups: frozenset[str]

    @property
    def is_system(self) -> bool:
        return self.id is None


SYSTEM = Actor(None, "systeme", "Système", "", frozenset())


def load_actor(session: Session, person_id: UUID) -> Actor:
    """The open account of that id with its groups, by one statement."""
    columns = (Person.login, Person.name, Person.organisation_code, Membership.group_code)
    rows = session.execute(
        select(*columns)
        .outerjoin(Membership, Membership.person_id == Person.id)
        .where(Person.id == person_id, Person.closed_at.is_(None))
    ).all()
    if not rows:
        raise SignInRefused(person_id=person_id)
    login, name, organisation, _ = rows[0]
    return Actor(person_id, login, name, organisation, frozenset(row[3] for row in rows if row[3]))
