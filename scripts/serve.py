#!/usr/bin/env python3
"""Serves the pages: several processes for everyday use, or `--dev` for work on the code."""

from __future__ import annotations

import argparse
import errno
import ipaddress
import socket
from pathlib import Path

from inside import script, wording

from corpus.crawling.sources import SourceError  # noqa: E402
from corpus.reasons import why  # noqa: E402
from search_app import create_app  # noqa: E402
from search_app.metrics.sharing import share_metrics  # noqa: E402
from search_app.serving.limits import BACKLOG  # noqa: E402
from search_app.serving.server import serve  # noqa: E402
from search_app.settings_file import SettingsError, read_settings  # noqa: E402

BEYOND = ("trang mở ra ngoài máy này mà không có HTTPS và không giới hạn từng địa chỉ: "
          "hãy đặt nginx đứng trước (docs/quan-tri.md)")
WORKERS = 2  # one for each core of a small machine: a search is Python from end to end


def main() -> int:
    """Serves until it is told to end."""
    arguments = read_arguments()
    if arguments.workers > 1 and not arguments.dev:
        share_metrics()
    try:
        app = create_app(read_settings(script.data_dir(arguments)))
    except (SettingsError, SourceError) as error:
        raise script.Failure(str(error), script.WRONG_USE) from error
    if arguments.dev:
        # The reloader starts this script again and would find a socket of ours in its way: Flask opens its own.
        app.run(arguments.host, arguments.port, debug=True)
        return script.FINE
    if not is_loopback(arguments.host):
        script.say(BEYOND)
    listener = listen(arguments.host, arguments.port)
    address = address_of(listener)
    serve(app, listener, arguments.workers, str(arguments.access_log) if arguments.access_log else None,
          lambda: print(f"Bản tin: {address}", flush=True))
    return script.FINE


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = script.parser("Mở trang tìm kiếm.", json_output=False)
    parser.add_argument("--host", default="127.0.0.1", metavar=wording.ADDRESS,
                        help="địa chỉ để nghe; 0.0.0.0 là mọi mạng")
    parser.add_argument("--port", type=script.port, default=8080, metavar="N", help=wording.PORT)
    parser.add_argument("--workers", type=script.positive, default=WORKERS, metavar="N", help="số tiến trình")
    parser.add_argument("--access-log", type=Path, metavar=wording.FILE,
                        help="ghi nhật ký vào tệp này, không có địa chỉ và câu tìm của bạn đọc; tên có đuôi .jsonl "
                        "thì mỗi dòng là một đối tượng JSON; - là đầu ra chuẩn")
    parser.add_argument("--dev", action="store_true", help="máy chủ của Flask, cho người sửa mã: mã đổi thì chạy lại")
    return parser.parse_args()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Gunicorn's own would try a busy port for five seconds and then say little."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise script.Failure(wording.PORT_BUSY.format(
                port=port, host=host, other=port + 1)) from error
        raise script.Failure(wording.CANNOT_LISTEN.format(
            host=host, port=port, why=why(error))) from error


def address_of(listener: socket.socket) -> str:
    """What to type into the browser."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


if __name__ == "__main__":
    script.run(main)
