"""serve(): pages on a port of loopback, as a crawl meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from urllib.parse import unquote

from benchmarks.loopback import listening


@contextmanager
def serve(pages: Mapping[str, str]) -> Iterator[str]:
    """Pages by path, query included; yields where they begin. A folder asked for without its slash is redirected."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path)
            moved = path not in pages and f"{path}/" in pages
            body = pages.get(path, "").encode()
            self.send_response(301 if moved else 200 if path in pages else 404)
            if moved:
                self.send_header("Location", f"{self.path}/")
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with listening(Handler) as port:
        yield f"http://127.0.0.1:{port}/"
