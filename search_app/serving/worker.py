"""A process that serves: connections, waiting requests, an orderly end."""

from __future__ import annotations

import os
import resource
import socket
import sys
from collections.abc import Callable, Mapping
from time import monotonic, time
from typing import Any

from gunicorn.workers.base import Worker as GunicornWorker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from indexer.engine.arrays.heap import collect_seldom
from search_app.library import library
from search_app.serving import limits
from search_app.serving.channel import HEALTH, Channel, access_json, access_line
from search_app.serving.refusals import ALIVE, Refusal, make_refusals
from search_app.serving.waiting import WaitingLine

TICK_SECONDS = 0.5  # how soon a signal is noticed
LOOK_EVERY = 1.0  # how often connections are looked at, and the master told that this process lives
FIRST_BYTES = 8192
JSON_LINES = ".jsonl"  # a log of this name is one of objects
ACCEPT_AT_ONCE = 128  # connections taken before the others are looked at again
ASKS_ALIVE = f"GET {HEALTH} ".encode()
SPARE_FILES = 200  # descriptors beside those of connections: store, index, logs


class Site(TcpWSGIServer):
    """The listening socket, and the connections that came in by it."""

    channel_class = Channel
    access_log: Callable[[str], object] | None = None
    write_line: Callable[..., str] = staticmethod(access_line)
    refusals: Mapping[int, Refusal] = {}
    full_answer = b""  # the 503 as it goes over the line
    alive_answer = ALIVE.written()  # the same of what is said in its place to who asks whether the server is alive

    def readable(self) -> bool:
        """Whether connections are wanted: always. See handle_accept()."""
        return bool(self.accepting)

    def handle_accept(self) -> None:
        """Takes what has come, and reads what it has sent already."""
        for _ in range(ACCEPT_AT_ONCE):
            try:
                accepted = self.accept()
                if accepted is None:
                    return
                connection, address = accepted
                self.set_socket_options(connection)
            except OSError:  # it has gone again; or there are no descriptors left, and the next look closes some
                return
            sent = first_bytes(connection)
            if self.task_dispatcher.is_full and self.turn_away(connection, sent):
                continue
            if len(self.active_channels) >= limits.MAX_CONNECTIONS:
                self.make_room()
            channel = self.channel_class(self, connection, address, self.adj, map=self._map)
            if sent:
                channel.received(sent)

    def handle_error(self) -> None:
        """A fault of ours in the above is logged; waitress would close the listening socket."""
        self.logger.exception("fault while accepting")

    def turn_away(self, connection: socket.socket, sent: bytes) -> bool:
        """Refuses who comes with a whole request while the line is full. It costs as little as can be: a crowd that is
        turned away must not keep the server from those who stand in the line. False for anything less simple.

        Who asks whether the server is alive is told that it is."""
        if not (sent.startswith(b"GET ") and sent.endswith(b"\r\n\r\n")):
            return False
        alive = sent.startswith(ASKS_ALIVE)
        answer = self.alive_answer if alive else self.full_answer
        try:
            connection.send(answer, socket.MSG_DONTWAIT)
        except OSError:
            pass  # it has gone
        connection.close()
        if self.access_log:
            path = sent.split(b" ", 2)[1].partition(b"?")[0].decode("latin-1")
            self.access_log(self.write_line("GET", path, "200" if alive else "503", len(answer), 0.0))
        return True

    def make_room(self) -> None:
        """Closes the connection that has asked nothing for longest."""
        idle = [channel for channel in self.active_channels.values() if channel.asks_nothing]
        if idle:
            oldest = min(idle, key=lambda channel: channel.creation_time)
            oldest.refused = False
            oldest.handle_close()

    def maintenance(self, now: float) -> None:
        """Ends what takes too long."""
        for channel in list(self.active_channels.values()):
            channel.look_at(now)


class Worker(GunicornWorker):
    """Gunicorn starts it, watches it and starts another in its place; waitress reads, writes and calls the app."""

    def run(self) -> None:
        """Serves until it is told to end."""
        allow_files(limits.MAX_CONNECTIONS + SPARE_FILES)
        sys.setswitchinterval(limits.SWITCH_SECONDS)
        collect_seldom()
        line = WaitingLine(limits.THREADS, computes=not asks_others(self.wsgi))
        site = self.open_site(line)
        while self.alive and os.getppid() == self.ppid:
            self.turn(site, line)
        site.accepting = False
        site.del_channel()
        end = monotonic() + self.cfg.graceful_timeout
        while monotonic() < end and any(not channel.asks_nothing for channel in site.active_channels.values()):
            self.turn(site, line)
        line.shutdown(timeout=1)
        wasyncore.close_all(site._map, ignore_all=True)

    def open_site(self, line: WaitingLine) -> Site:
        """The site, listening."""
        listener = self.sockets[0].sock
        options = Adjustments(
            sockets=[listener], backlog=limits.BACKLOG, ident="", threads=limits.THREADS,
            max_request_body_size=limits.MAX_LIST_BYTES, max_request_header_size=limits.MAX_HEAD_BYTES)
        site = Site(self.wsgi, {}, True, listener, dispatcher=line, adj=options, bind_socket=False,
                    sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()))
        site.refusals = make_refusals(self.wsgi)
        site.full_answer = site.refusals[503].written()
        site.access_log = self.log.access_log.info if self.cfg.accesslog else None
        if str(self.cfg.accesslog).endswith(JSON_LINES):
            site.write_line = access_json
        return site

    def turn(self, site: Site, line: WaitingLine) -> None:
        """Reads and writes what can be read and written, and looks after everything every second."""
        wasyncore.loop(TICK_SECONDS, use_poll=True, map=site._map, count=1)
        line.answer_refused()
        now = time()
        if now >= site.next_channel_cleanup:
            site.next_channel_cleanup = now + LOOK_EVERY
            site.maintenance(now)
            if line.longest < limits.STUCK_SECONDS:
                self.notify()


def asks_others(app: Any) -> bool:
    """Whether an app's answers mostly come from other machines."""
    with app.app_context():
        return library().asks_others


def first_bytes(connection: socket.socket) -> bytes:
    """What was sent along with the opening of the connection: mostly the whole request."""
    try:
        return connection.recv(FIRST_BYTES, socket.MSG_DONTWAIT)
    except OSError:
        return b""  # nothing yet; or it has gone, which the next look tells


def allow_files(wanted: int) -> None:
    """Raises the number of files that may be open, as far as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most: Any = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
