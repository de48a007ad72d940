"""Withdraw a document with a reason: kept for the audit, shown and served to nobody."""

from uuid import UUID

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotAllowed
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain, told_in
from engine.suivi.documents.models import Document
from engine.suivi.documents.read import find_document, open_documents
from engine.suivi.garde.classes import Classe
from engine.suivi.garde.textes import check_texts

MAX_REASON = 300


def withdraw_document(tx: Transaction, reference: str, document_id: UUID, reason: str) -> Document:
    """By whoever kept it, or the chef of their side; a second time changes nothing."""
    dossier = open_documents(tx, reference)
    instance = lock_chain(tx, dossier)  # what is read from here on is the last that was written
    found = find_document(tx, reference, document_id)
    document = found.row
    if document.retire_le is not None:
        return document
    if not found.is_withdrawable:
        raise NotAllowed(document_id=document_id, person=str(tx.actor.id))
    if not reason.strip():
        raise AnswersRefused(errors={"motif": ["Dites pourquoi le document est retiré."]})
    check_texts({"motif": reason}, MAX_REASON)
    document.retire_le, document.retire_par = tx.now, tx.actor.id
    content = {"motif": reason.strip()}
    document.motif_retrait = seal(tx, "retrait_document", document.id, content)
    record(
        tx, instance, told_in(dossier, Classe(document.classe)), "document:withdrawn", document.id
    )
    return document
