"""A gate before a node: it asks who comes, by password or certificate, may speak TLS, can be shut and opened again."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Gate:
    """Hands requests on to a node, those with the right `authorization` alone where one is asked for."""

    def __init__(self, node: str, authorization: str = "", tls: ssl.SSLContext | None = None):
        self.node, self.authorization, self.tls = urlsplit(node).netloc, authorization, tls
        self.port = 0
        self.open()

    @property
    def address(self) -> str:
        """Where it stands."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Lets requests through, at the port that it had before."""
        gate = self

        class Handler(BaseHTTPRequestHandler):
            """One request."""

            def hand_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if gate.authorization and self.headers.get("Authorization") != gate.authorization:
                    self.answer(401, b'{"error": "who is there?"}')
                    return
                behind = http.client.HTTPConnection(gate.node, timeout=30)
                kept = {name: self.headers[name] for name in ("Content-Type", "Accept") if self.headers[name]}
                behind.request(self.command, self.path, body, kept)
                answer = behind.getresponse()
                self.answer(answer.status, answer.read())
                behind.close()

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = hand_on

            def answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        if self.tls:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def shut(self) -> None:
        """Nobody answers here any more."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def standing(node: str, authorization: str = "", tls: ssl.SSLContext | None = None) -> Iterator[Gate]:
    """A gate, shut in the end."""
    gate = Gate(node, authorization, tls)
    try:
        yield gate
    finally:
        gate.shut()
