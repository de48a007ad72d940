"""The pages of messages, and what every page asks of them: the bell, the words of a template."""

from collections.abc import Collection
from uuid import UUID

from flask import Blueprint, g

from engine.bpm.dialect.templates import Template, template_of
from engine.bpm.messages.inforce import templates_in_force
from engine.bpm.messages.unread import count_unread, mark_read
from engine.core.identity.actor import Actor
from engine.core.transaction import Database

blueprint = Blueprint("messages", __name__)


def bell() -> int:
    """How many messages wait for the signed-in person, asked once a page; none on a fault's."""
    if "tx" not in g:
        return 0
    if "unread" not in g:
        g.unread = count_unread(g.tx)
    return int(g.unread)


def template(name: str) -> Template:
    """The words of a message template, as they are now: asked once a page."""
    if "message_templates" not in g:
        g.message_templates = templates_in_force(g.tx)
    return g.message_templates.get(name) or template_of({}, name)


def has_opened(notices: Collection[UUID]) -> None:
    """These are read by the page that is being made: noted once it is, for it may not write."""
    g.opened_messages = list(notices)


def keep_opened(database: Database, actor: Actor) -> None:
    """In a transaction of its own, when there is something to note."""
    opened = g.pop("opened_messages", None)
    if opened and actor.id:
        with database.transaction(actor.id) as tx:
            mark_read(tx, opened)


blueprint.add_app_template_global(bell, "cloche")
blueprint.add_app_template_global(template, "modele")
