"""Keep a document of a dossier: looked at, hashed, sealed in the database."""

import hashlib
from uuid import uuid4

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotAllowed
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain, told_in
from engine.suivi.documents.antivirus import scan
from engine.suivi.documents.models import Document, PartieDocument
from engine.suivi.documents.photo import PhotoUnreadable, without_traces
from engine.suivi.documents.types import EXTENSIONS, IMAGES, TypeDocument, is_active, mime_of
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe, writable_classes
from engine.suivi.garde.textes import text_problems
from engine.suivi.partage.rubriques import Rubrique

MAX_BYTES = 10_000_000
PART = 256 * 1024
MAX_NAME = 150
ACTIVE_REFUSED = (
    "Ce fichier contient des macros ou du code : il n’est pas accepté. "
    "Imprimez-le en PDF, puis déposez ce PDF."
)

PHOTO_REFUSED = (
    "Cette photo est abîmée : le lieu où elle a été prise ne peut pas en être retiré. "
    "Reprenez-la, ou faites-en une copie d’écran."
)


def keep_document(
    tx: Transaction, dossier: Dossier, type: str, classe: str, filename: str, data: bytes
) -> Document:
    """A file of at most 10 MB, sealed, for those who read its class.

    ``dossier`` is one that the actor has opened; ``type`` a `TypeDocument`, ``classe`` a
    `Classe` that the actor writes (NotAllowed). AnswersRefused: not one of the kinds that are
    kept, macros or scripts inside, empty or too big, a forbidden number in the name, a photo that
    cannot be freed of what it tells. FileInfected
    and AntivirusSilent come from the antivirus. A photo is kept without what tells where and by
    what it was taken; ``sha256`` and ``taille`` are of the bytes that are kept.
    """
    require_class(tx, dossier, classe)
    instance = lock_chain(tx, dossier)
    name = filename.replace("\\", "/").rpartition("/")[2].strip()
    mime = _check(type, name, data)
    scan(data)
    document_id, kept = uuid4(), _without_traces(data) if mime in IMAGES else data
    document = Document(
        id=document_id,
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        type=type,
        classe=classe,
        mime=mime,
        taille=len(kept),
        sha256=hashlib.sha256(kept).hexdigest(),
        nom=seal(tx, "nom_document", document_id, {"nom": name}),
        auteur_id=tx.actor.id,
        organisation=tx.actor.organisation,
        depose_le=tx.now,
    )
    tx.session.add(document)
    tx.session.flush()
    _seal_parts(tx, document, kept)
    record(tx, instance, told_in(dossier, Classe(classe)), "document:kept", document.id)
    return document


def require_class(tx: Transaction, dossier: Dossier, classe: str) -> None:
    """NotAllowed unless the actor keeps documents of that class in this dossier."""
    if classe not in writable_classes(tx, dossier, Rubrique.DOCUMENTS):
        raise NotAllowed(classe=classe, person=str(tx.actor.id))


def _check(type: str, name: str, data: bytes) -> str:
    """The kind of the file; AnswersRefused tells what is wrong with it."""
    errors: dict[str, list[str]] = {}
    if type not in set(TypeDocument):
        errors["type"] = ["Choisissez parmi les réponses proposées."]
    if problems := text_problems(name, MAX_NAME):
        errors["fichier"] = [f"Le nom du fichier : {problem}" for problem in problems]
    mime = None
    if not data or not name:
        errors["fichier"] = ["Choisissez un fichier."]
    elif len(data) > MAX_BYTES:
        errors["fichier"] = ["Le fichier dépasse 10 Mo."]
    elif (mime := mime_of(data)) is None:
        kinds = ", ".join(EXTENSIONS.values()).upper()
        errors["fichier"] = [f"Ce fichier n’est pas d’un type accepté ({kinds})."]
    elif is_active(data, mime):
        errors["fichier"] = [ACTIVE_REFUSED]
    if errors or mime is None:
        raise AnswersRefused(errors=errors)
    return mime


def _without_traces(data: bytes) -> bytes:
    try:
        return without_traces(data)
    except PhotoUnreadable as error:
        raise AnswersRefused(errors={"fichier": [PHOTO_REFUSED]}) from error


def _seal_parts(tx: Transaction, document: Document, data: bytes) -> None:
    for rang, start in enumerate(range(0, len(data), PART)):
        part_id = uuid4()
        piece = tx.keys.seal(data[start : start + PART], f"partie_document:{part_id}")
        tx.session.add(
            PartieDocument(id=part_id, document_id=document.id, rang=rang, contenu=piece)
        )
