"""The post of a rehearsal: each letter is composed, as whom it is for, and goes nowhere."""

from datetime import datetime

from engine.core.mail.letter import Letter, Sms
from engine.core.mail.ports import Post
from engine.core.mail.send import send_due
from engine.core.transaction import Database

ADRESSE = "https://palier.invalid"
"""How links begin; nobody follows them."""


class _Muette:
    """A server that takes everything, and keeps nothing: the rows say what has gone."""

    def send(self, what: Letter | Sms, at: datetime) -> None: ...

    def close(self) -> None: ...


POSTE = Post(_Muette(), _Muette(), ADRESSE)


def post(database: Database, at: datetime) -> None:
    """Send all that is due then."""
    while send_due(database, POSTE, at=at):
        pass
