"""What is answered where the app is not asked: pages made once, in the manner of the site, with its headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, render_template

from search_app.errors import sentence_of
from search_app.headers import ASK_AGAIN, SECURITY
from search_app.params import SearchForm
from search_app.serving.limits import RETRY_SECONDS

CODES = (400, 408, 413, 414, 431, 500, 501, 503)


@dataclass(frozen=True)
class Refusal:
    """A status and its page, in the shape that waitress asks of an error."""

    code: int
    body: bytes

    def to_response(self, _ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Status line, headers and body."""
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", ASK_AGAIN), *SECURITY.items()]
        if self.code == 503:
            headers.append(("Retry-After", str(RETRY_SECONDS)))
        return f"{self.code} {HTTPStatus(self.code).phrase}", headers, self.body

    def written(self) -> bytes:
        """The whole answer, after which the connection is closed."""
        return write_answer(*self.to_response())


def write_answer(status: str, headers: Iterable[tuple[str, str]], body: bytes) -> bytes:
    """An answer as it goes over the line, the last one of its connection."""
    ending = [("Content-Length", str(len(body))), ("Connection", "close")]
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (*headers, *ending)), "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def make_refusals(app: Flask) -> Mapping[int, Refusal]:
    """All refusals of a site, by status."""
    refusals = {}
    with app.test_request_context("/"):
        for code in CODES:
            heading, advice = sentence_of(code)
            page = render_template("error.html", heading=heading, advice=advice, form=SearchForm())
            refusals[code] = Refusal(code, page.encode())
    return refusals


# What /healthz says, as it goes over the line where the app cannot be asked soon.
ALIVE = write_answer("200 OK", [("Content-Type", "application/json"), ("Cache-Control", ASK_AGAIN), *SECURITY.items()],
                     b'{"status":"ok"}\n')
