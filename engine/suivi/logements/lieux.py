"""Where a dwelling is: sealed for its row, and written field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.logements.models import Logement

KIND = "logement"
LIEU = ("reference", "commune", "adresse")


@dataclass(frozen=True)
class LogementLu:
    """A dwelling with what is sealed of it; empty texts where nothing is known."""

    row: Logement
    reference: str
    commune: str
    adresse: str

    @property
    def depense(self) -> Decimal | None:
        return self.row.depense


def read_logement(tx: Transaction, row: Logement) -> LogementLu:
    """A dwelling of a dossier whose part LOGEMENT was opened."""
    lieu = unseal(tx, KIND, row.id, row.lieu)
    return LogementLu(row, *(str(lieu.get(name) or "") for name in LIEU))


def add_logement(tx: Transaction, dossier: Dossier, lieu: Mapping[str, str]) -> Logement:
    """A dwelling of this dossier of which only this much is known; written at once."""
    row_id = uuid4()
    row = Logement(
        id=row_id,
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        note_le=tx.now,
        lieu=seal(tx, KIND, row_id, {name: lieu.get(name, "") for name in LIEU}),
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def tell_lieu(tx: Transaction, row: Logement, lieu: Mapping[str, str]) -> None:
    """Change these parts of where it is; the others stay."""
    kept = unseal(tx, KIND, row.id, row.lieu)
    row.lieu = seal(tx, KIND, row.id, {**kept, **lieu})
