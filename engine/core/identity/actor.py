"""Who acts in a transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.core.errors import SignInRefused
from engine.core.identity.models import Membership, Person
from engine.core.walls import SETTINGS


@dataclass(frozen=True)
class Actor:
    """A person with the groups they work in, or the system (``id`` is None)."""

    id: UUID | None
    login: str
    name: str
    organisation: str
    groups: frozenset[str]
    signed_out_at: datetime | None = None
    at: datetime | None = None
    """The instant of the transaction: who was admitted until then is not any more."""

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
WHO_ACTS = WHO.add_columns(*SETTINGS)


def load_actor(session: Session, person_id: UUID, told: Mapping[str, Any] | None = None) -> Actor:
    """The open account of that id with its groups, by one statement.

    ``told`` says to the walls, by the same statement, that this person acts.
    """
    statement = WHO_ACTS if told else WHO
    rows = session.execute(statement, {"person_id": person_id, **(told or {})}).all()
    if not rows:
        raise SignInRefused(person_id=person_id)
    login, name, organisation, signed_out_at = rows[0][:4]
    groups = frozenset(row.group_code for row in rows if row.group_code)
    return Actor(person_id, login, name, organisation, groups, signed_out_at)
