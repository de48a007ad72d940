"""The key under which a browser keeps a visit that is written without network.

It is derived, never stored here: the same person is given the same key for the same dossier after
signing in again, so what waits on their device can still be sent; nobody else ever is. What the
browser does with it, and against whom: `web/assets/src/visite/vault.js`.
"""

import hmac
from dataclasses import dataclass

from engine.core.sealed import blind
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier

PURPOSE = "visite-hors-reseau"


@dataclass(frozen=True)
class OfflineKey:
    """``key``: 32 bytes. ``mark`` tells two people's drafts apart on one device, no more."""

    key: bytes
    mark: str


def offline_key(tx: Transaction, dossier: Dossier) -> OfflineKey:
    """For the actor and a dossier that they have opened to write about its accompagnement."""
    subject = f"{tx.actor.id}:{dossier.id}"
    key = hmac.digest(tx.keys.derive_stable(PURPOSE), subject.encode(), "sha256")
    return OfflineKey(key, blind(tx, f"{PURPOSE}/marque", subject)[:16])
