"""The DPO is told of what was announced: by e-mail, since they are of no dossier's list.

Domain 5.8, T16: thirty days before, the list of the dry run. A message of the bell belongs to a
case that its reader sees, and the DPO sees none; what an e-mail says is composed as it goes, and
names nothing: a sentence and a link to « Conservation », their first page. Table D7 tells the
chefs, so a DPO who leads a team as well is told once, by it.
"""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from engine.bpm.messages.inforce import template_in_force
from engine.bpm.messages.letters import Item, letter
from engine.core.access.rules import CHIEFS
from engine.core.calendar import paris_day
from engine.core.identity.models import Membership, Person
from engine.core.identity.wishes import reached, wishes_of
from engine.core.mail.models import Sending
from engine.core.mail.promise import MAIL, Promised, promise_sendings
from engine.core.mail.send import COMPOSERS, Composed, Composer
from engine.core.transaction import Transaction
from engine.suivi.conservation.droits import DPO
from engine.suivi.conservation.lire import listed

KIND: Final = "conservation_announced"
TEMPLATE: Final = "rappel_conservation"


def tell_dpo(tx: Transaction) -> None:
    """Promise that each DPO who has an address hears of it, at their hour: one e-mail a day."""
    people = reached(tx, _dpos(tx))
    due = [(one.id, one.hours.next_daily(tx.now)) for one in people if one.mail]
    promised = [Promised(KIND, MAIL, paris_day(at).isoformat(), at, person) for person, at in due]
    promise_sendings(tx, promised)


def _dpos(tx: Transaction) -> set[UUID]:
    of = select(Membership.person_id).join(Person, Person.id == Membership.person_id)
    open_ = Person.closed_at.is_(None)
    watch = set(tx.session.scalars(of.where(open_, Membership.group_code == DPO)))
    lead = set(tx.session.scalars(of.where(open_, Membership.group_code.in_(sorted(CHIEFS)))))
    return watch - lead


def _compose(tx: Transaction, sending: Sending, address: str) -> Composed | None:
    """Written as the person; None once nothing is announced any more."""
    to = wishes_of(tx, tx.actor.id).address if tx.actor.id else ""
    if not to or DPO not in tx.actor.groups or not listed(tx):
        return None
    head = template_in_force(tx, TEMPLATE)
    items = [Item(head.texte, f"{address}/conservation")]
    return Composed(letter(sending.id, to, head, items, address))


COMPOSERS[KIND] = Composer(_compose)
