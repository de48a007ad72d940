"""Local accounts: open one, check a password."""

from collections.abc import Iterable
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select

from engine.core.audit.record import record
from engine.core.errors import SignInRefused
from engine.core.identity.attempts import note_failure, refuse_guessing
from engine.core.identity.models import Membership, Person
from engine.core.transaction import Transaction

_HASHER = PasswordHasher()
# Verified when the login is unknown, so that the answer takes as long and tells nothing. It opens
# no door; written here, it costs no start of any command the time of a hash.
DECOY = (
    "$argon2id$v=19$m=65536,t=3,p=4$ALzFKFW6BI9EGlMzYnL7vQ$"
    "z5Ih/WB1GWJa7+E/ZlPk5ruVL/CSe0aHLwlnRTCcnVs"
)


def open_account(
    tx: Transaction,
    login: str,
    name: str,
    organisation: str,
    groups: Iterable[str],
    password: str,
) -> Person:
    """Create a person with a password and the groups they work in."""
    person = Person(
        login=login.strip().lower(),
        name=name,
        organisation_code=organisation,
        password_hash=_HASHER.hash(password),
        audit_length=0,
        audit_head=b"",
    )
    tx.session.add(person)
    tx.session.flush()
    tx.session.add_all(Membership(person_id=person.id, group_code=group) for group in groups)
    tx.session.flush()
    return person


def sign_in(tx: Transaction, login: str, password: str) -> UUID:
    """The person's id when login and password agree, else SignInRefused.

    TooManyAttempts after some failures. A refusal leaves a row behind: the door commits it.
    """
    name = login.strip().lower()
    if "\0" in name:  # PostgreSQL has no such text
        raise SignInRefused
    refuse_guessing(tx, name)
    person = tx.session.scalar(
        select(Person).where(Person.login == name, Person.closed_at.is_(None))
    )
    if not _agrees(person, password) or person is None:
        note_failure(tx, name)
        raise SignInRefused
    # The lock of the chain, taken after the slow check of the password.
    tx.session.refresh(person, with_for_update=True)
    record(tx, person, None, "person:signed_in", person.id)
    return person.id


def sign_out(tx: Transaction) -> None:
    """End every session that the actor has begun, on this machine and on others."""
    person = tx.session.get_one(Person, tx.actor.id, with_for_update=True)
    tx.writes.set(person, signed_out_at=tx.now)
    record(tx, person, None, "person:signed_out", person.id)


def _agrees(person: Person | None, password: str) -> bool:
    try:
        return _HASHER.verify(person.password_hash if person else DECOY, password)
    except VerificationError:
        return False
