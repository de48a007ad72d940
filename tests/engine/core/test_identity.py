"""Accounts: who comes in, who does not."""

from uuid import UUID

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update

from engine.core.audit.models import AuditEntry
from engine.core.audit.verify import is_intact
from engine.core.errors import SignInRefused
from engine.core.identity.accounts import DECOY, open_account, sign_in
from engine.core.identity.models import Person
from tests.house import House

PASSWORD = "un mot de passe d’essai"


@pytest.fixture
def person(house: House) -> UUID:
    with house.system() as tx:
        return open_account(tx, " Alice ", "Alice", "MDL", ["MDL_TS", "MDL_CHEF"], PASSWORD).id


def arrive(house: House, login: str, password: str) -> UUID:
    with house.system() as tx:
        return sign_in(tx, login, password)


def test_a_person_signs_in_whatever_the_case_of_the_login(house: House, person: UUID) -> None:
    assert arrive(house, "alice", PASSWORD) == person
    assert arrive(house, "ALICE ", PASSWORD) == person


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("alice", "autre"),
        ("alice", ""),
        ("inconnue", PASSWORD),
        ("", ""),
        ("alice'--", PASSWORD),
        ("a\0", ""),
    ],
)
def test_a_wrong_login_and_a_wrong_password_get_the_same_answer(
    house: House, person: UUID, login: str, password: str
) -> None:
    with pytest.raises(SignInRefused) as refusal:
        arrive(house, login, password)
    assert refusal.value.context == {}


def test_a_closed_account_is_refused_like_an_unknown_one(house: House, person: UUID) -> None:
    with house.system() as tx:
        tx.session.execute(update(Person).where(Person.id == person).values(closed_at=tx.now))
    with pytest.raises(SignInRefused) as refusal:
        arrive(house, "alice", PASSWORD)
    assert refusal.value.context == {}


def test_an_unknown_login_takes_as_long_to_refuse_as_a_known_one() -> None:
    assert PasswordHasher().verify(DECOY, "personne")
    assert not PasswordHasher().check_needs_rehash(DECOY)  # the same memory, turns and threads


def test_the_decoy_password_opens_no_door(house: House) -> None:
    with pytest.raises(SignInRefused):
        arrive(house, "inconnue", "personne")


def test_the_password_is_not_kept(house: House, person: UUID) -> None:
    kept = house.row(Person, person).password_hash
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_each_sign_in_is_recorded_on_the_chain_of_the_person(house: House, person: UUID) -> None:
    for _ in range(2):
        arrive(house, "alice", PASSWORD)
    entries = house.rows(AuditEntry, AuditEntry.chain_id == person)
    assert [(entry.tag, entry.number) for entry in entries] == [
        ("person:signed_in", 1),
        ("person:signed_in", 2),
    ]
    with house.system() as tx:
        assert is_intact(tx, tx.session.get_one(Person, person))


def test_a_refused_sign_in_leaves_the_chain_as_it_was(house: House, person: UUID) -> None:
    with pytest.raises(SignInRefused):
        arrive(house, "alice", "autre")
    assert house.rows(AuditEntry, AuditEntry.chain_id == person) == []
