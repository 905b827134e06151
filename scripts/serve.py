#!/usr/bin/env python3
"""Serves the pages: several processes for everyday use, or `--dev` for work on the code."""

from __future__ import annotations

import argparse
import errno
import socket
from pathlib import Path
from typing import Any

from inside import script

from corpus.data_dir import DataDir  # noqa: E402
from corpus.crawling.sources import SourceError  # noqa: E402
from flask import Flask  # noqa: E402
from gunicorn.app.base import BaseApplication  # noqa: E402
from search_app import create_app  # noqa: E402
from search_app.settings import settings_from_environment  # noqa: E402

WORKERS = 2  # one for each core of a small machine: a search is Python from end to end
THREADS = 16  # not for speed: a connection that a browser opens ahead and leaves idle holds a thread for 5 seconds
BACKLOG = 256
TIMEOUT_SECONDS = 30  # a search takes well under one; a worker that is silent for so long is started again
GRACE_SECONDS = 10  # for requests under way when the server is told to end
MAX_LINE_BYTES = 8190  # the longest query (200 characters) is 1,800 bytes when percent-encoded; filters the same
# Time, method, path, status, bytes, milliseconds: no reader's address, and no query.
ACCESS_FORMAT = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'


class Server(BaseApplication):
    """Gunicorn, with our settings instead of its command line."""

    def __init__(self, app: Flask, options: dict[str, Any]):
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hands the options over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The app, made before the workers are forked; it opens the store and the index on first use, in each."""
        return self.app


def main() -> int:
    """Serves until it is told to end."""
    arguments = read_arguments()
    try:
        app = create_app(settings_from_environment(DataDir(arguments.data)))
    except SourceError as error:
        raise script.Failure(str(error), script.WRONG_USE) from error
    if arguments.dev:
        # The reloader starts this script again and would find a socket of ours in its way: Flask opens its own.
        app.run(arguments.host, arguments.port, debug=True)
        return script.FINE
    listener = listen(arguments.host, arguments.port)
    address = address_of(listener)
    Server(app, {
        "bind": f"fd://{listener.detach()}",
        "workers": arguments.workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": TIMEOUT_SECONDS,
        "graceful_timeout": GRACE_SECONDS,
        "preload_app": True,
        "proc_name": "bantin",
        "control_socket_disable": True,
        "limit_request_line": MAX_LINE_BYTES,
        "loglevel": "error",  # below it gunicorn logs the addresses of readers whose requests are broken
        "accesslog": str(arguments.access_log) if arguments.access_log else None,
        "access_log_format": ACCESS_FORMAT,
        "when_ready": lambda server: print(f"Bản tin: {address}", flush=True),
    }).run()
    return script.FINE


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = script.parser("Serves the pages of the search.", json_output=False)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 for every network")
    parser.add_argument("--port", type=int, default=8080, help="port to listen on; 0 for any free one")
    parser.add_argument("--workers", type=int, default=WORKERS, metavar="N", help="processes")
    parser.add_argument("--access-log", type=Path, metavar="FILE",
                        help="log requests there, without the readers' addresses and queries; - for standard output")
    parser.add_argument("--dev", action="store_true", help="Flask's own server: reloads when the code changes")
    arguments = parser.parse_args()
    if not 0 <= arguments.port <= 65535 or arguments.workers < 1:
        parser.error("--port is 0 to 65535, --workers at least 1")
    return arguments


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Gunicorn's own would try a busy port for five seconds and then say little."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise script.Failure(f"port {port} of {host} is in use by another program; "
                                 f"choose another one, such as --port {port + 1}") from error
        raise script.Failure(f"cannot listen on {host}, port {port}: {error.strerror or error}") from error


def address_of(listener: socket.socket) -> str:
    """What to type into the browser."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


if __name__ == "__main__":
    script.run(main)
