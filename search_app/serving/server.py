"""The processes, started over one socket and started again when they end."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from search_app.serving.limits import GRACE_SECONDS, STUCK_SECONDS
from search_app.serving.worker import Worker


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


def serve(app: Flask, listener: socket.socket, workers: int, access_log: str | None,
          when_ready: Callable[[], object]) -> None:
    """Serves an app until this process is told to end. `access_log` is a file, or - for standard output."""
    Server(app, {
        "bind": f"fd://{listener.detach()}",
        "workers": workers,
        "worker_class": Worker,
        "timeout": STUCK_SECONDS,
        "graceful_timeout": GRACE_SECONDS,
        "preload_app": True,
        "proc_name": "bantin",
        "control_socket_disable": True,
        "loglevel": "error",
        "accesslog": access_log,
        "when_ready": lambda _: when_ready(),
    }).run()
