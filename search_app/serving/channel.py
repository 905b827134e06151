"""A connection: who is slow is told so, who is served is logged."""

from __future__ import annotations

import json
import socket
from time import strftime, time
from typing import Any
from urllib.parse import quote

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, Task, WSGITask

from search_app.headers import REQUEST_ID
from search_app.serving.limits import ARRIVAL_SECONDS, IDLE_SECONDS, LINGER_SECONDS
from search_app.serving.parser import Parser

HEALTH = "/healthz"


class Logged(Task):
    """An answer that is logged when it has been written."""

    def finish(self) -> None:
        """Ends the answer."""
        super().finish()
        log = self.channel.server.access_log
        if log:
            id = next((value for name, value in self.response_headers if name == REQUEST_ID), "")
            log(self.channel.server.write_line(self.request.command, self.request.path, self.status,
                                               self.content_bytes_written, time() - self.start_time, id))


def access_line(command: str, path: str, status: str, size: int, seconds: float, id: str = "") -> str:
    """A line of the access log: no reader's address, and no query; the request's id, where it has one.

    >>> access_line("GET", "/ng\\xc3\\xa0y\\n", "200 OK", 512, .0126)[22:]
    ' "GET /ng%C3%A0y%0A" 200 512 13ms'
    """
    written = quote(path.encode("latin-1", "replace"), safe="/%")
    line = f'[{strftime("%d/%b/%Y:%H:%M:%S")}] "{quote(command)} {written}" {status[:3]} {size} {seconds * 1000:.0f}ms'
    return f"{line} {id}" if id else line


def access_json(command: str, path: str, status: str, size: int, seconds: float, id: str = "") -> str:
    """The same as an object of JSON.

    >>> access_json("GET", "/ng\\xc3\\xa0y", "200 OK", 512, .0126, "4f3a")[35:]
    '"method": "GET", "path": "/ngày", "status": 200, "bytes": 512, "ms": 12.6, "id": "4f3a"}'
    """
    return json.dumps({
        "at": strftime("%Y-%m-%dT%H:%M:%S%z"), "method": command, "path": path.encode("latin-1", "replace").decode(
            "utf-8", "replace"), "status": int(status[:3]), "bytes": size, "ms": round(seconds * 1000, 1), "id": id},
        ensure_ascii=False)


class Answer(Logged, WSGITask):
    """What the app answers."""


class RefusalAnswer(Logged, ErrorTask):
    """What is answered without the app."""

    def execute(self) -> None:
        """Writes the page of the request's error."""
        refusals = self.channel.server.refusals
        self.request.error = refusals.get(getattr(self.request.error, "code", 400), refusals[400])
        super().execute()


class Channel(HTTPChannel):
    """One connection, which waitress reads and writes."""

    task_class = Answer
    error_task_class = RefusalAnswer
    parser_class = Parser
    request: Any = None  # what is arriving
    arriving_since = 0.0  # when the first byte of a request came that is not complete
    lingers_until = 0.0  # after a refusal
    refused = False

    def received(self, data: bytes) -> bool:
        """Takes what was sent."""
        if self.request is None:
            self.arriving_since = time()
        return super().received(data)

    def refuse(self, code: int) -> None:
        """Makes a refusal the answer to the request that is next. Who asks whether the server is alive is told that it
        is, however the question came in: mostly with the opening of its connection, and at times a moment later."""
        request = self.requests[0]
        asks_alive = request.command == "GET" and request.path == HEALTH
        request.error = self.server.refusals[200 if asks_alive else code]

    def service(self) -> None:
        """Answers the request that is next."""
        self.refused = self.refused or bool(self.requests[0].error)
        super().service()

    def look_at(self, now: float) -> None:
        """Called every second: ends what takes too long."""
        if self.lingers_until:
            self.will_close = now > self.lingers_until
        elif self.request is not None and not self.requests and now - self.arriving_since > ARRIVAL_SECONDS:
            with self.requests_lock:
                self.request.refuse(self.server.refusals[408])
                self.requests.append(self.request)
                self.request = None
            self.service()
        elif not self.requests and now - self.last_activity > IDLE_SECONDS:
            self.will_close = True

    @property
    def asks_nothing(self) -> bool:
        """Whether there is no request of it that waits or is being answered."""
        return not self.requests and not self.total_outbufs_len

    def handle_close(self) -> None:
        """Closes; after a refusal only when the client has read it. A connection that is closed while bytes of the
        client are unread is reset, and the refusal with it."""
        if self.refused and self.connected and not self.lingers_until:
            self.lingers_until = time() + LINGER_SECONDS
            self.will_close = False
            try:
                self.socket.shutdown(socket.SHUT_WR)
                return
            except OSError:
                pass  # the client has gone
        super().handle_close()

    def readable(self) -> Any:
        """Whether what is sent is wanted."""
        return bool(self.lingers_until) or super().readable()

    def handle_read(self) -> None:
        """Reads; and throws it away after a refusal."""
        if not self.lingers_until:
            super().handle_read()
            return
        try:
            self.recv(self.adj.recv_bytes)  # closes where there is nothing more
        except OSError:
            self.handle_close()
