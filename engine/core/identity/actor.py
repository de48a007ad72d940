"""Who acts in a transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select
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
    signed_out_at: datetime | None = None

    @property
    def is_system(self) -> bool:
        return self.id is None


SYSTEM = Actor(None, "systeme", "Système", "", frozenset())


# Built once: it opens every request.
WHO = (
    select(
        Person.login,
        Person.name,
        Person.organisation_code,
        Person.signed_out_at,
        Membership.group_code,
    )
    .outerjoin(Membership, Membership.person_id == Person.id)
    .where(Person.id == bindparam("person_id"), Person.closed_at.is_(None))
)


def load_actor(session: Session, person_id: UUID) -> Actor:
    """The open account of that id with its groups, by one statement."""
    rows = session.execute(WHO, {"person_id": person_id}).all()
    if not rows:
        raise SignInRefused(person_id=person_id)
    login, name, organisation, signed_out_at, _ = rows[0]
    groups = frozenset(row.group_code for row in rows if row.group_code)
    return Actor(person_id, login, name, organisation, groups, signed_out_at)
