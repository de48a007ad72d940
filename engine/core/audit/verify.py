"""Read a chain again and say whether it is whole."""

from sqlalchemy import select

from engine.core.audit.models import AuditEntry
from engine.core.audit.record import Chain, entry_hash
from engine.core.transaction import Transaction


def is_intact(tx: Transaction, chain: Chain) -> bool:
    """True when every entry follows from the one before and the last is the chain's head."""
    head = b""
    entries = tx.session.scalars(
        select(AuditEntry).where(AuditEntry.chain_id == chain.id).order_by(AuditEntry.number)
    ).all()
    for number, entry in enumerate(entries, 1):
        content = {
            name: getattr(entry, name)
            for name in (
                "chain_id", "number", "at", "actor_id", "circle_id", "tag", "subject", "fields"
            )
        }  # fmt: skip
        if entry.number != number or entry.hash != (head := entry_hash(head, content)):
            return False
    return bool(head == chain.audit_head and len(entries) == chain.audit_length)
