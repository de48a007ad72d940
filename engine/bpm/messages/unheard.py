"""Messages from outside that no step has taken: told without their content, then filed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select, update

from engine.bpm.diagrams.load import Compiled, compiled
from engine.bpm.dialect.model import EventKind
from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import IS_WAITING, Message
from engine.core import access
from engine.core.audit.record import Chain, record
from engine.core.errors import AnswersRefused, NotFound
from engine.core.identity.actor import Actor
from engine.core.identity.models import Person
from engine.core.transaction import Database, Transaction

MAX_LISTED = 100
MAX_NOTE = 500
UNKNOWN = "message inconnu"
IS_OF_NO_CASE = ~exists().where(Instance.reference == Message.correlation_key)


@dataclass(frozen=True)
class Unheard:
    """A message that waits for a step, or that has waited too long."""

    number: str
    """Stands for the sender's identifier, which may say something."""
    message: str
    """What the diagrams call it, or UNKNOWN: a sender may write anything there."""
    name: str
    correlation_key: str
    received_at: datetime
    expires_at: datetime
    has_expired: bool
    filed_at: datetime | None
    note: str


def message_names(release: Compiled) -> dict[str, str]:
    """What the diagrams of a release call each message."""
    return {
        node.event.name: node.name
        for process in release.program.processes.values()
        for node in process.nodes()
        if node.event.kind is EventKind.MESSAGE
    }


def unheard_of(tx: Transaction, instance: Instance) -> Sequence[Unheard]:
    """What came for a case and was not taken, or was filed; nothing to whom it is closed."""
    if instance.is_closed_to(tx.actor.organisation):
        return []
    mine = select(Instance.id).where(
        Instance.id == instance.id, access.visible(Instance.circle_id, tx.actor)
    )
    was_for_it = Message.correlation_key == instance.reference
    names = message_names(compiled(tx, instance.release_id))
    return _listed(tx, names, was_for_it, Message.delivered_at.is_(None), mine.exists())


def unheard_of_no_case(tx: Transaction, names: Mapping[str, str]) -> Sequence[Unheard]:
    """What came for a reference that no case has, for those who lead."""
    access.require(tx, access.Permission.MESSAGE_FILE_UNKNOWN, None)
    return _listed(tx, names, IS_OF_NO_CASE, IS_WAITING)


def file_message(tx: Transaction, instance_id: UUID, number: str, note: str) -> None:
    """Nothing more is to be done with a message that came for this case; ``note`` says why."""
    reference = tx.session.scalar(
        select(Instance.reference).where(
            Instance.id == instance_id, access.visible(Instance.circle_id, tx.actor)
        )
    )
    # The message first, as its late delivery does.
    message = _find_locked(tx, number, Message.correlation_key == reference)
    instance = lock_instance(tx, instance_id)
    access.require(tx, access.Permission.MESSAGE_FILE, instance)
    names = message_names(compiled(tx, instance.release_id))
    _file(tx, message, note, names, instance, instance.circle_id)


def file_unknown(tx: Transaction, number: str, note: str, names: Mapping[str, str]) -> None:
    """The same for a message of no case: told by the chain of whoever files it."""
    access.require(tx, access.Permission.MESSAGE_FILE_UNKNOWN, None)
    message = _find_locked(tx, number, IS_OF_NO_CASE)
    person = tx.session.get_one(Person, tx.actor.id, with_for_update=True)
    _file(tx, message, note, names, person, None)


def forget_expired(database: Database, system: Actor, *, at: datetime | None = None) -> int:
    """What nobody took in time keeps its name and its dates; what it said goes."""
    with database.transaction(system, read_only=True, at=at) as tx:
        said = (IS_WAITING, Message.expires_at <= tx.now, Message.payload != b"")
        expired = tx.session.scalars(select(Message.id).where(*said)).all()
    if not expired:
        return 0
    with database.transaction(system, at=at) as tx:
        late = update(Message).where(Message.id.in_(expired), IS_WAITING).values(payload=b"")
        tx.session.execute(late)
    return len(expired)


def _listed(
    tx: Transaction, names: Mapping[str, str], *conditions: ColumnElement[bool]
) -> Sequence[Unheard]:
    newest = Message.received_at.desc()
    rows = select(Message).where(*conditions).order_by(newest, Message.id).limit(MAX_LISTED)
    return [_told(tx, row, names) for row in tx.session.scalars(rows)]


def _told(tx: Transaction, row: Message, names: Mapping[str, str]) -> Unheard:
    note = tx.keys.open(row.note, f"note:{row.id}").decode() if row.note else ""
    return Unheard(
        number=_number(row.id),
        message=row.name if row.name in names else UNKNOWN,
        name=names.get(row.name, ""),
        correlation_key=row.correlation_key,
        received_at=row.received_at,
        expires_at=row.expires_at,
        has_expired=row.expires_at <= tx.now,
        filed_at=row.filed_at,
        note=note,
    )


def _number(message_id: str) -> str:
    return sha256(message_id.encode()).hexdigest()[:24]


def _find_locked(tx: Transaction, number: str, condition: ColumnElement[bool]) -> Message:
    ids = tx.session.scalars(select(Message.id).where(condition, IS_WAITING))
    wanted = next((found for found in ids if _number(found) == number), None)
    message = tx.session.get(Message, wanted, with_for_update=True) if wanted else None
    if message is None or not message.is_waiting:
        raise NotFound(number=number)
    return message


def _file(
    tx: Transaction,
    message: Message,
    note: str,
    names: Mapping[str, str],
    chain: Chain,
    circle_id: UUID | None,
) -> None:
    note = note.strip()
    if not 0 < len(note) <= MAX_NOTE:
        raise AnswersRefused(errors={"note": ["Dites en une phrase pourquoi le classer."]})
    filed: dict[str, Any] = {"filed_at": tx.now, "payload": b""}
    sealed = tx.keys.seal(note.encode(), f"note:{message.id}")
    tx.writes.set(message, note=sealed, **filed)
    subject = message.name if message.name in names else UNKNOWN
    record(tx, chain, circle_id, "message:filed", subject, ["note"])
