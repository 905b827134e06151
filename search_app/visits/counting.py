"""Which requests count as a reader's, and the thread of each process that writes the counts down now and then."""

from __future__ import annotations

import logging
import os
import re
import secrets
import sqlite3
import threading
import weakref
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask, Response, current_app, request

from corpus.dates.local_time import LOCAL_TIME
from search_app.params import read_form
from search_app.visits.record import PRESENT_MINUTES, Record, Totals
from search_app.visits.sketch import hash_of
from search_app.visits.tally import Tally

KEY = "bantin-visits"
FILE = "visits.sqlite"
WRITE_SECONDS = 20.0  # what a process that is killed takes with it; well below a minute
LOG = logging.getLogger(__name__)

ROBOTS = re.compile(r"bot|crawl|spider|slurp|curl|wget|python|java/|okhttp|httpclient|headless|monitor|werkzeug",
                    re.IGNORECASE)
MOST_SEARCH_CHARS = 60
# What may name a person is not shown to others: numbers of telephones, of identity cards, addresses of mail.
PRIVATE = re.compile(r"@|\d[\d .-]{6,}\d")


class Visits:
    """Counts readers, and writes the counts down where it is left `alone` to do so. Where the file cannot be written,
    nothing is counted and nothing is shown."""

    def __init__(self, path: Path, *, alone: bool = True):
        self._alone = alone
        self._writing = threading.Lock()
        self._record = Record(path)
        self._tally = Tally()
        self._secret = secrets.token_bytes(32)  # of this start; processes that are forked from it share it
        self._writer: tuple[int, threading.Thread] | None = None
        self._totals: Totals | None = None
        self.is_kept = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))

    @property
    def record(self) -> Record:
        """The sums on disk."""
        return self._record

    @property
    def totals(self) -> Totals | None:
        """The totals as they were last read; None where nothing is counted, or nothing was counted yet."""
        return self._totals

    def count(self, client: str, now: datetime, bulletin: str = "", text: str = "") -> None:
        """Counts a page for a client, of whom only a hash is made, by a salt of the day."""
        day, minute = now.date().isoformat(), now.isoformat(timespec="minutes")[:16]
        self._tally.count(day, minute, hash_of(client.encode(), hash_salt(self._secret, day)), bulletin, text)
        if self._alone:
            self._start()

    def write(self, now: datetime) -> None:
        """Writes down what was counted, and reads what all processes have."""
        since = (now - timedelta(minutes=PRESENT_MINUTES)).isoformat(timespec="minutes")[:16]
        with self._writing:
            days = self._tally.take()
            try:
                self._record.add(days, now.date().isoformat(), since)
                self._totals = self._record.totals(since)
            except sqlite3.Error as error:
                self._tally.give_back(days)
                LOG.warning("thống kê truy cập: chưa ghi được: %s", error)

    def _start(self) -> None:
        """Starts the thread that writes, in each process when it first counts."""
        if self._writer is None or self._writer[0] != os.getpid():
            thread = threading.Thread(target=write_on, args=(weakref.ref(self),), name="thong-ke", daemon=True)
            self._writer = os.getpid(), thread
            thread.start()


def write_on(counted: weakref.ref[Visits]) -> None:
    """Writes down what is counted, now and then, for as long as somebody counts."""
    end = threading.Event()
    while (one := counted()) is not None:
        one.write(datetime.now(LOCAL_TIME))
        del one  # else its app could never go
        end.wait(WRITE_SECONDS)


def hash_salt(secret: bytes, day: str) -> bytes:
    """The salt of a day: what a hash of yesterday says nothing of today's."""
    return hash_of(day.encode(), secret).to_bytes(8, "big")


def install(app: Flask, path: Path) -> None:
    """Counts the pages of an app."""
    app.extensions[KEY] = Visits(path)
    app.after_request(count_request)
    app.context_processor(lambda: {"visits": visits().totals})


def visits() -> Visits:
    """The counts of the running app."""
    return current_app.extensions[KEY]


def count_request(response: Response) -> Response:
    """Counts a page that was given to a reader; not files, feeds and refusals, and no robots."""
    page = response.status_code in (200, 304) and (response.mimetype == "text/html" or response.status_code == 304)
    if page and request.method == "GET" and visits().is_kept and is_page(request.path) and not ROBOTS.search(
            request.user_agent.string or "bot"):
        now = datetime.now(LOCAL_TIME)
        client = f"{request.remote_addr} {request.user_agent.string}"
        visits().count(client, now, read_bulletin(), read_search(now) if response.status_code == 200 else "")
    return response


def is_page(path: str) -> bool:
    """Whether an address is a page's: neither a file nor a door for programs."""
    return "." not in path.rpartition("/")[2][-6:] and not path.startswith(("/api/", "/static/", "/goi-y", "/suc-khoe"))


def read_bulletin() -> str:
    """The address of the bulletin that is read, "" for another page."""
    return request.path.removeprefix("/tin/") if request.endpoint == "bulletin.show_bulletin" else ""


def read_search(now: datetime) -> str:
    """The text that is searched for, where it may be shown to others."""
    if request.endpoint != "results.search" or "trang" in request.args:
        return ""
    text = read_form(request.args, now.date()).text.lower()
    return "" if len(text) > MOST_SEARCH_CHARS or PRIVATE.search(text) else text
