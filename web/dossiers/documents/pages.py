"""The documents of a dossier: their list, the deposit of one, its withdrawal."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused, NotAllowed
from engine.suivi.documents.antivirus import AntivirusSilent, FileInfected
from engine.suivi.documents.keep import MAX_BYTES, keep_document
from engine.suivi.documents.read import SHARED, documents_of, find_document, open_documents
from engine.suivi.documents.types import EXTENSIONS, TYPES
from engine.suivi.documents.withdraw import withdraw_document
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe, writable_classes
from web.dossiers.accompagnement.mots import CLASSES
from web.dossiers.room import blueprint
from web.errors import SENTENCES

# The file, and the few fields beside it.
MAX_POSTED = MAX_BYTES + 200_000
ACCEPTED = ",".join([*(f".{extension}" for extension in EXTENSIONS.values()), ".jpeg"])
CHAMPS = {"type": "Type", "fichier": "Fichier", "classe": "Qui le lit", "motif": "Motif"}


@blueprint.url_value_preprocessor
def let_a_document_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A deposit may be bigger than other posts; before anything reads it, and signed in only."""
    if endpoint == "dossiers.create_document" and "person" in session:
        request.max_content_length = MAX_POSTED


@blueprint.get("/<reference>/documents")
def show_documents(reference: str) -> ResponseReturnValue:
    return _page(open_documents(g.tx, reference), {})


@blueprint.post("/<reference>/documents")
def create_document(reference: str) -> ResponseReturnValue:
    dossier = open_documents(g.tx, reference)
    known = {name: request.form.get(name, "") for name in ("type", "classe")}
    file = request.files.get("fichier")
    name, data = (file.filename or "", file.read()) if file else ("", b"")
    if known["classe"] not in set(Classe):
        raise NotAllowed(classe=known["classe"])
    try:
        with g.tx.attempt():
            keep_document(g.tx, dossier, known["type"], known["classe"], name, data)
    except AnswersRefused as refusal:
        return _page(dossier, known, refusal.errors), 422
    except (FileInfected, AntivirusSilent) as refusal:
        status, sentence = SENTENCES[refusal.code]
        return _page(dossier, known, {"fichier": [sentence]}), status
    flash("Le document est déposé.", "success")
    return redirect(url_for("dossiers.show_documents", reference=reference))


@blueprint.post("/<reference>/documents/<uuid:document_id>/retrait")
def create_document_withdrawal(reference: str, document_id: UUID) -> ResponseReturnValue:
    find_document(g.tx, reference, document_id)
    try:
        with g.tx.attempt():
            withdraw_document(g.tx, reference, document_id, request.form.get("motif", ""))
    except AnswersRefused as refusal:
        known = {"motif": request.form.get("motif", ""), "retirer": str(document_id)}
        return _page(open_documents(g.tx, reference), known, refusal.errors), 422
    flash("Le document est retiré : il n’est plus montré, et reste gardé.", "success")
    return redirect(url_for("dossiers.show_documents", reference=reference))


def _page(
    dossier: Dossier, known: Mapping[str, str], errors: Mapping[str, Any] | None = None
) -> str:
    found = documents_of(g.tx, dossier)
    writable = writable_classes(g.tx, dossier, SHARED)
    return render_template(
        "documents.html",
        dossier=dossier,
        kept=[one for one in found if one.row.retire_le is None],
        withdrawn=[one for one in found if one.row.retire_le is not None],
        writable=[classe for classe in Classe if classe in writable],
        known=known,
        errors=errors or {},
        TYPES=TYPES,
        CLASSES=CLASSES,
        CHAMPS=CHAMPS,
        ACCEPTED=ACCEPTED,
        KINDS=", ".join(EXTENSIONS.values()).upper(),
    )
