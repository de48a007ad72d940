"""What the browser is told of the small worker that lets the visit's page open without network."""

from flask import Response, request

from web.dossiers.room import blueprint

WORKER = "/static/bundle/visite_worker.js"


@blueprint.after_app_request
def allow_worker(response: Response) -> Response:
    """It answers for the visit's pages alone, but must see the sign-out, to forget the keys."""
    if request.path == WORKER:
        response.headers["Service-Worker-Allowed"] = "/"
    return response
