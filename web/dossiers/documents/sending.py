"""Send a document: never as a page of ours, whatever is in it."""

from urllib.parse import quote
from uuid import UUID

from flask import Response, g
from flask.typing import ResponseReturnValue

from engine.core.errors import NotFound
from engine.suivi.documents.read import DocumentLu, content_of, find_document
from web.dossiers.room import blueprint

# Whatever a viewer would make of it: no script, no form, no other address, an origin of its own.
POLICY = "default-src 'none'; sandbox"


@blueprint.get("/<reference>/documents/<uuid:document_id>")
def show_document(reference: str, document_id: UUID) -> ResponseReturnValue:
    found = find_document(g.tx, reference, document_id)
    return _sent(found, content_of(g.tx, found), "attachment")


@blueprint.get("/<reference>/documents/<uuid:document_id>/apercu")
def show_preview(reference: str, document_id: UUID) -> ResponseReturnValue:
    """A picture within the page; NotFound for anything that is not one."""
    found = find_document(g.tx, reference, document_id)
    if not found.is_image:
        raise NotFound(document_id=document_id)
    return _sent(found, content_of(g.tx, found), "inline")


@blueprint.after_app_request
def confine(response: Response) -> Response:
    """After the headers of every answer: this one is stricter."""
    if g.pop("is_document", False) and response.status_code == 200:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _sent(found: DocumentLu, data: bytes, disposition: str) -> Response:
    """The name that it is saved under is told by its type: a name may say a person's."""
    g.is_document = True
    name = f"{found.reference}-{found.row.type.lower()}-{found.row.depose_le:%Y-%m-%d}"
    name = quote(f"{name}.{found.extension}")
    headers = {"Content-Disposition": f"{disposition}; filename*=UTF-8''{name}"}
    return Response(data, mimetype=found.row.mime, headers=headers)
