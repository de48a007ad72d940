"""What every answer tells the browser: nothing from elsewhere, nothing inline, no referrer."""

from flask import Flask, Response, g, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{inline}; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def install(app: Flask) -> None:
    """Set the headers after each request."""
    app.after_request(protect)


def allow_inline_style() -> None:
    """form-js and bpmn-js write style attributes: for the pages that show one, and no other."""
    g.inline_style = True


def protect(response: Response) -> Response:
    """Add the security headers; pages are never kept by a cache."""
    inline = " 'unsafe-inline'" if g.get("inline_style") else ""
    response.headers["Content-Security-Policy"] = POLICY.format(inline=inline)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Cookie, HX-Request"
    return response
