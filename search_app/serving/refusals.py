"""What is answered where the app is not asked: pages made once, in the manner of the site, with its headers."""

from __future__ import annotations

from collections.abc import Mapping
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
    kind: str = "text/html; charset=utf-8"

    def to_response(self, _ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Status line, headers and body."""
        headers = [("Content-Type", self.kind), ("Cache-Control", ASK_AGAIN), *SECURITY.items()]
        if self.code == 503:
            headers.append(("Retry-After", str(RETRY_SECONDS)))
        return f"{self.code} {HTTPStatus(self.code).phrase}", headers, self.body

    def written(self) -> bytes:
        """The whole answer as it goes over the line, the last one of its connection."""
        status, headers, body = self.to_response()
        ending = [("Content-Length", str(len(body))), ("Connection", "close")]
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (*headers, *ending)), "", ""]
        return "\r\n".join(lines).encode("latin-1") + body


# What /healthz says where the app cannot be asked soon: a crowd is no reason to start the server anew.
ALIVE = Refusal(200, b'{"status":"ok"}\n', "application/json")


def make_refusals(app: Flask) -> Mapping[int, Refusal]:
    """All refusals of a site, by status; at 200 what is said in place of one to who asks whether it is alive."""
    refusals = {ALIVE.code: ALIVE}
    with app.test_request_context("/"):
        for code in CODES:
            heading, advice = sentence_of(code)
            page = render_template("error.html", heading=heading, advice=advice, form=SearchForm())
            refusals[code] = Refusal(code, page.encode())
    return refusals
