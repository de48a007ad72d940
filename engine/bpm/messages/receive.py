"""A message reaches one subscription, the innermost first, or waits until it expires."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from engine.bpm.diagrams.load import Compiled, compiled
from engine.bpm.forms.read import Form
from engine.bpm.forms.validate import validate
from engine.bpm.instances.advance import advance, lock_instance
from engine.bpm.instances.answers import form_of, keep_answers, variables_of
from engine.bpm.instances.look import event_of
from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import IS_WAITING, Message, Subscription
from engine.bpm.runtime.case import Case, NotWaiting
from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import DatabaseSilent, DuplicateMessage, MessageNotExpected, NotFound
from engine.core.transaction import Database, Transaction

logger = logging.getLogger(__name__)
LIFETIME = timedelta(days=30)
WAITS_NO_MORE = (NotWaiting, LookupError)


def receive_message(
    tx: Transaction, message_id: str, name: str, key: str, answers: Mapping[str, Any]
) -> Message:
    """Take in a message and hand it to the case that waits for it, if one does.

    ``message_id`` is the sender's: DuplicateMessage when it was taken in before. AnswersRefused
    when a case waits for it and the answers do not hold. A message that nobody waits for stays
    until it expires.
    """
    if tx.session.get(Message, message_id) is not None:
        raise DuplicateMessage(message_id=message_id)
    message = Message(
        id=message_id,
        name=name,
        correlation_key=key,
        payload=tx.keys.seal(json.dumps(answers).encode(), f"message:{message_id}"),
        received_at=tx.now,
        expires_at=tx.now + LIFETIME,
    )
    try:
        with tx.attempt():
            tx.session.add(message)
    except IntegrityError as error:  # taken in by another at the same moment
        raise DuplicateMessage(message_id=message_id) from error
    found = _waiting(tx, name, key)
    if found is not None:
        _deliver(tx, message, found.instance_id, found.key, answers)
    return message


def report_event(
    tx: Transaction, instance_id: UUID, key: str, message_id: str, answers: Mapping[str, Any]
) -> None:
    """Signaler un événement: a person tells one case what happened, by the message it waits for."""
    instance = lock_instance(tx, instance_id)
    if instance.is_closed_to(tx.actor.organisation):
        raise NotFound(instance_id=instance_id)
    subscription = tx.session.get(Subscription, (instance_id, key))
    if subscription is None:
        raise MessageNotExpected(key=key)
    event = event_of(compiled(tx, instance.release_id), subscription)
    access.require(tx, access.Permission.MESSAGE_SEND, event)
    if tx.session.get(Message, message_id) is not None:
        raise DuplicateMessage(message_id=message_id)
    message = Message(
        id=message_id,
        name=subscription.message,
        correlation_key=subscription.correlation_key,
        payload=b"",
        received_at=tx.now,
        expires_at=tx.now,
    )
    tx.session.add(message)
    tx.session.expunge(subscription)  # its row is rewritten by the mirror
    _deliver(tx, message, instance_id, key, answers)


def deliver_waiting(database: Database, system: Any, *, at: datetime | None = None) -> int:
    """Hand over the messages that came before their case waited for them."""
    with database.transaction(system, read_only=True, at=at) as tx:
        waiting = tx.session.execute(
            select(Message.id, Subscription.instance_id, Subscription.key)
            .join(
                Subscription,
                (Subscription.message == Message.name)
                & (Subscription.correlation_key == Message.correlation_key),
            )
            .where(IS_WAITING, Message.expires_at > tx.now)
            .order_by(Message.received_at, Subscription.depth.desc())
        ).all()
    return sum(_deliver_late(database, system, at, *row) for row in waiting)


def event_form(release: Compiled, process: str, element: str) -> Form:
    """The form of the message that a catching event waits for."""
    node = release.program.node(process, element)
    return form_of(release, node.message_form if node else "")


def _waiting(tx: Transaction, name: str, key: str) -> Subscription | None:
    found = tx.session.scalar(
        select(Subscription)
        .where(
            Subscription.message == name,
            Subscription.correlation_key == key,
            access.visible(Subscription.circle_id, tx.actor),
        )
        .order_by(Subscription.depth.desc(), Subscription.key)
        .limit(1)
    )
    if found is not None:
        tx.session.expunge(found)
    return found


def _deliver(
    tx: Transaction, message: Message, instance_id: UUID, key: str, answers: Mapping[str, Any]
) -> None:
    instance = lock_instance(tx, instance_id)
    process, element = _element(tx, instance, key)
    release = compiled(tx, instance.release_id)
    form = event_form(release, process, element)
    accepted = validate(form, answers, tx.now)

    def receive(case: Case) -> None:
        case.receive(key, variables_of(release, form, accepted))

    try:
        advance(tx, instance, receive)
    except WAITS_NO_MORE as error:
        raise MessageNotExpected(key=key) from error
    message.delivered_at, message.delivered_to, message.payload = tx.now, instance.id, b""
    keep_answers(tx, instance, (process, element), form, accepted.raw)
    record(tx, instance, instance.circle_id, "message:received", message.name, accepted.raw)


def _element(tx: Transaction, instance: Instance, key: str) -> tuple[str, str]:
    """Read again under the lock: the case may have moved on."""
    row = tx.session.execute(
        select(Subscription.process, Subscription.element).where(
            Subscription.instance_id == instance.id, Subscription.key == key
        )
    ).first()
    if row is None:
        raise MessageNotExpected(key=key)
    return row.process, row.element


def _deliver_late(
    database: Database,
    system: Any,
    at: datetime | None,
    message_id: str,
    instance_id: UUID,
    key: str,
) -> int:
    try:
        with database.transaction(system, at=at) as tx:
            message = tx.session.get(Message, message_id, with_for_update=True)
            if message is None or not message.is_waiting:
                return 0
            answers = json.loads(tx.keys.open(message.payload, f"message:{message.id}"))
            _deliver(tx, message, instance_id, key, answers)
            return 1
    except MessageNotExpected:
        return 0
    except DatabaseSilent:
        raise
    except Exception:  # one message that cannot be delivered must not hold up the others
        logger.exception("message %s not delivered", message_id)
        return 0
