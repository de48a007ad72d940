"""Read the documents of a dossier: their list, and one of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from engine.core.errors import DocumentTampered, NotFound
from engine.core.identity.models import Person
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import may_correct
from engine.suivi.documents.models import Document, PartieDocument
from engine.suivi.documents.types import EXTENSIONS, IMAGES
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe, open_classes, readable_classes, within
from engine.suivi.partage.noter import note_document
from engine.suivi.partage.rubriques import Rubrique

SHARED = Rubrique.DOCUMENTS
MAX_LISTED = 300
PROTEGEES = frozenset({Classe.MDL, Classe.VVC})
"""Whoever opens one is written down, on an ordinary file too."""


@dataclass(frozen=True)
class DocumentLu:
    """A document as its list tells of it."""

    row: Document
    reference: str
    nom: str
    auteur: str
    motif_retrait: str
    is_withdrawable: bool

    @property
    def is_image(self) -> bool:
        return self.row.mime in IMAGES

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.row.mime]


def open_documents(tx: Transaction, reference: str) -> Dossier:
    """The dossier, for whoever reads a class of its documents; NotFound, NotAllowed otherwise."""
    return open_classes(tx, reference, SHARED)


def documents_of(tx: Transaction, dossier: Dossier) -> Sequence[DocumentLu]:
    """The documents of an opened dossier that the actor may read, the newest first."""
    rows = tx.session.execute(
        select(Document, Person.name)
        .outerjoin(Person, Person.id == Document.auteur_id)
        .where(
            Document.dossier_id == dossier.id,
            within(tx, dossier, Document, readable_classes(tx, dossier, SHARED)),
        )
        .order_by(Document.depose_le.desc(), Document.id)
        .limit(MAX_LISTED)
    )
    return [_read(tx, dossier, row, name or "") for row, name in rows]


def find_document(tx: Transaction, reference: str, document_id: UUID) -> DocumentLu:
    """One document of a dossier, of a class that the actor reads; NotFound otherwise."""
    dossier = open_documents(tx, reference)
    readable = within(tx, dossier, Document, readable_classes(tx, dossier, SHARED))
    mine = (Document.id == document_id, Document.dossier_id == dossier.id)
    row = tx.session.scalar(select(Document).where(*mine, readable))
    if row is None:
        raise NotFound(document_id=document_id)
    if dossier.is_restreint or row.classe in PROTEGEES:
        note_document(tx, dossier, f"document_{row.classe.lower()}")
    person = tx.session.get(Person, row.auteur_id) if row.auteur_id else None
    return _read(tx, dossier, row, person.name if person else "")


def content_of(tx: Transaction, document: DocumentLu) -> bytes:
    """The file’s bytes; NotFound once withdrawn, DocumentTampered for others than were kept."""
    if document.row.retire_le is not None:
        raise NotFound(document_id=document.row.id)
    parts = tx.session.execute(
        select(PartieDocument.id, PartieDocument.contenu)
        .where(PartieDocument.document_id == document.row.id)
        .order_by(PartieDocument.rang)
    )
    data = b"".join(tx.keys.open(sealed, f"partie_document:{key}") for key, sealed in parts)
    if hashlib.sha256(data).hexdigest() != document.row.sha256:
        raise DocumentTampered(row=str(document.row.id))
    return data


def _read(tx: Transaction, dossier: Dossier, row: Document, auteur: str) -> DocumentLu:
    reason = ""
    if row.motif_retrait is not None:
        reason = unseal(tx, "retrait_document", row.id, row.motif_retrait)["motif"]
    return DocumentLu(
        row=row,
        reference=dossier.reference,
        nom=unseal(tx, "nom_document", row.id, row.nom)["nom"],
        auteur=auteur,
        motif_retrait=reason,
        is_withdrawable=row.retire_le is None and may_correct(tx.actor, row),
    )
