"""What is kept of a protection, as one sealed text, and how it is changed."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.violences.codes import Aide, Danger, Ordonnance
from engine.suivi.violences.models import Protection

KIND = "protection"
DATES = frozenset(
    {"evalue_le", "op_debut", "op_fin", "auu_demandee_le", "lrar_le", "revu_le", "logement_le"}
)


@dataclass(frozen=True)
class Contenu:
    """Codes, dates and the few words that keep somebody safe. Empty is « not asked »."""

    danger: str = Danger.NON_EVALUE
    evalue_le: date | None = None
    enfants: bool | None = None
    contact_sur: bool | None = None
    op: str = Ordonnance.AUCUNE
    op_debut: date | None = None
    op_fin: date | None = None
    oppi: bool = False
    tgd: bool = False
    plainte: bool = False
    auu: str = Aide.NON_DEMANDEE
    auu_demandee_le: date | None = None
    adresse_confidentielle: bool = False
    ne_pas_informer: str = ""
    mot_code: str = ""
    consignes: str = ""
    demarches: list[str] = field(default_factory=list)
    lrar_le: date | None = None
    """When the LRAR of the désolidarisation was first presented (loi 89, art. 8-2)."""
    logement: str = ""
    logement_le: date | None = None
    revu_le: date | None = None
    origine: str = ""
    """The dossier in which it was revealed, when this one was opened apart from it."""

    @property
    def desolidarise_le(self) -> date | None:
        """The solidarity ends the day after the first presentation (loi 89, art. 8-2)."""
        return self.lrar_le + timedelta(days=1) if self.lrar_le else None


def open_protection(tx: Transaction, dossier_id: UUID, circle_id: UUID, **given: Any) -> Protection:
    """A new protection of that dossier, on that list. ApartUnreadable without the volet's keys."""
    row = Protection(id=uuid4(), dossier_id=dossier_id, circle_id=circle_id, modifie_le=tx.now)
    row.corps = seal(tx, KIND, row.id, asdict(Contenu(**given)), apart=True)
    tx.session.add(row)
    tx.session.flush()
    return row


def read_contenu(tx: Transaction, row: Protection) -> Contenu:
    """What it holds; ApartUnreadable without the volet's keys."""
    known = {one.name for one in fields(Contenu)}
    given = {k: v for k, v in unseal(tx, KIND, row.id, row.corps).items() if k in known}
    for name in DATES & given.keys():
        given[name] = date.fromisoformat(given[name]) if given[name] else None
    return Contenu(**given)


def change_contenu(tx: Transaction, row: Protection, **changes: Any) -> None:
    """Seal it again with these fields changed."""
    content = {**asdict(read_contenu(tx, row)), **changes}
    tx.writes.set(row, corps=seal(tx, KIND, row.id, content, apart=True), modifie_le=tx.now)


def protection_of(tx: Transaction, dossier_id: UUID) -> Protection | None:
    """The protection of a dossier, whoever asks: the caller has opened the volet."""
    return tx.session.scalar(select(Protection).where(Protection.dossier_id == dossier_id))


def has_protections(tx: Transaction) -> bool:
    """Whether anything is sealed under the volet's keys."""
    return tx.session.scalar(select(Protection.id).limit(1)) is not None
