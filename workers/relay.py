"""Promises and waiting messages."""

from engine.bpm.messages.notices import HANDLERS
from engine.bpm.messages.receive import deliver_waiting
from engine.bpm.messages.stuck import show_stuck
from engine.bpm.messages.unheard import forget_expired
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import relay_for
from workers.app import app, database

SECONDS = 4.0


@app.task(name="palier.keep_promises")
def keep_promises() -> int:
    """Run the outbox jobs that are due, for less time than there is between two ticks."""
    return relay_for(database(), HANDLERS, SECONDS)


@app.task(name="palier.show_stuck")
def show_broken() -> int:
    """Show on their cases the promises that have been broken for a day."""
    return show_stuck(database())


@app.task(name="palier.deliver_messages")
def deliver_messages() -> int:
    """Hand over messages that came before their case waited for them; forget the expired."""
    forget_expired(database(), SYSTEM)
    return deliver_waiting(database(), SYSTEM)
