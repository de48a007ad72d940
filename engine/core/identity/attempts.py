"""Passwords are not guessed: after some failures a login waits, whoever asks for it."""

import hmac
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import delete, func, select

from engine.core.errors import TooManyAttempts
from engine.core.identity.models import SignInFailure
from engine.core.transaction import Transaction

MAX_FAILURES = 10
WITHIN = timedelta(minutes=15)
KEPT_FOR = timedelta(days=1)


def refuse_guessing(tx: Transaction, login: str) -> None:
    """TooManyAttempts when this login has failed too often lately, known or not."""
    failures = select(func.count()).where(
        SignInFailure.login_key == _key(tx, login), SignInFailure.at > tx.now - WITHIN
    )
    if (tx.session.scalar(failures) or 0) >= MAX_FAILURES:
        raise TooManyAttempts


def note_failure(tx: Transaction, login: str) -> None:
    """Remember a failure, by a keyed hash of the login: what was typed may be a password."""
    tx.session.execute(delete(SignInFailure).where(SignInFailure.at < tx.now - KEPT_FOR))
    row = {"id": uuid4(), "login_key": _key(tx, login), "at": tx.now}
    tx.writes.insert(SignInFailure, [row])


def _key(tx: Transaction, login: str) -> str:
    return hmac.new(tx.keys.derive("sign-in"), login.encode(), "sha256").hexdigest()
