"""What every answer says to the browser: load nothing from elsewhere, run nothing inline, tell nobody."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request
from werkzeug.http import parse_date

from search_app.problem import API
from search_app.static_files import is_current

CONTENT_POLICY = "; ".join((
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))
SECURITY = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Programs in pages of other sites may read the API: it gives nothing but what everybody may read.
FOR_ANY_PAGE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin",
                "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After"}
# A file whose address holds its hash never changes; anything else is asked for again, and is mostly "not modified".
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
DATES = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_IF_RANGE")


REQUEST_ID = "X-Request-Id"  # by which a line of the log and what a reader saw are brought together


def install(app: Flask) -> None:
    """Puts the headers on every answer, those of errors too; and takes none that cannot be read."""
    app.before_request(name_request)
    app.before_request(drop_dates)
    app.after_request(add_headers)


def name_request() -> None:
    """Gives the request its id."""
    g.request_id = secrets.token_hex(4)


def drop_dates() -> None:
    """Forgets a date that cannot be read, which is as if none had been sent. Werkzeug gives None for most of them; a
    zone of fourteen digits is too much for it, deep in the comparing of answers."""
    for name in DATES:
        try:
            parse_date(request.environ.get(name))
        except (ValueError, OverflowError):
            del request.environ[name]


def add_headers(response: Response) -> Response:
    """The answer with its headers."""
    response.headers.update(SECURITY)
    response.headers[REQUEST_ID] = g.get("request_id", "")
    if request.path.startswith(API):
        response.headers.update(FOR_ANY_PAGE)
    current = request.endpoint == "static" and response.status_code < 400 and is_current(
        (request.view_args or {}).get("filename", ""), request.args.get("v", ""))
    if request.endpoint != "suggestions.suggest" or response.status_code >= 400:  # that one says for how long itself
        response.headers["Cache-Control"] = FOREVER if current else ASK_AGAIN
    if request.path in ("/tim-kiem", "/goi-y") or request.path.startswith((API, "/xuat.")):
        response.headers["X-Robots-Tag"] = "noindex"
    return response
