"""What every answer tells the browser: nothing from elsewhere, nothing inline, no referrer."""

from urllib.parse import unquote

from flask import Flask, Response, abort, current_app, g, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{inline}; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def install(app: Flask) -> None:
    """Refuse what no page of ours sends; set the headers after each request."""
    app.before_request(refuse_nul)
    app.after_request(protect)


def refuse_nul() -> None:
    """A NUL character is in no word, and PostgreSQL keeps none."""
    values = [*request.form.values(), unquote(request.full_path)]
    if any("\0" in value for value in values):
        abort(400)


def allow_inline_style() -> None:
    """form-js and bpmn-js write style attributes: for the pages that show one, and no other."""
    g.inline_style = True


def protect(response: Response) -> Response:
    """Add the security headers; pages are never kept by a cache.

    ``g.cache_control`` says otherwise for what a machine reads again and again (the agenda).
    """
    inline = " 'unsafe-inline'" if g.get("inline_style") else ""
    response.headers["Content-Security-Policy"] = POLICY.format(inline=inline)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = g.get("cache_control", "no-store")
        response.headers["Vary"] = "Cookie, HX-Request"
    return response
