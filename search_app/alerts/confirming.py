"""The letters that ask for a confirmation: sent at once, by a thread beside the pages, which need not wait for it."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import Counter

from flask import Flask, current_app

from corpus.dates.local_time import local_today
from corpus.reasons import why
from search_app.alerts.handing_over import Fate, MailError, Post
from search_app.alerts.letters import write_asking
from search_app.alerts.news import about_of, form_of
from search_app.alerts.subscriptions import FILE, Subscriptions
from search_app.settings import MailServer, Settings

KEY = "bantin-letters"
LOG = logging.getLogger(__name__)


class Letters:
    """Who asked for letters, and the thread that answers them. There is one in each process at most."""

    def __init__(self, app: Flask, settings: Settings, server: MailServer):
        self._app, self._settings, self._server = app, settings, server
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wanted = False
        self.kept = Subscriptions(settings.own_folder / FILE)

    def wake(self) -> None:
        """Has the letters sent that are still to be sent."""
        with self._lock:
            self._wanted = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="thu-xac-nhan", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> None:
        """Waits until the thread has done, for so long at most."""
        thread = self._thread
        if thread:
            thread.join(seconds)

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    return
                self._wanted = False
            try:
                with self._app.app_context():
                    send_askings(self.kept, self._settings, self._server)
            except (MailError, sqlite3.Error) as error:
                LOG.warning("thư xác nhận: chưa gửi được: %s", error if isinstance(error, MailError) else why(error))
            except Exception:  # whatever it was, the next reader's letter needs a thread
                LOG.exception("thư xác nhận")


def send_askings(kept: Subscriptions, settings: Settings, server: MailServer) -> Counter[str]:
    """Sends the letters that are still to be sent, each once; how many came to what. Raises MailError."""
    fates: Counter[str] = Counter()
    waiting = kept.unasked()
    if not waiting:
        return fates
    with Post(server) as post:
        for one in waiting:
            letter = write_asking(one, about_of(form_of(one.search, local_today())), settings, server)
            fate = post.send(letter, lambda id=one.id: kept.take_asking(id))  # type: ignore[misc]
            fates[fate.value] += 1
            if fate is Fate.SENT:
                kept.asked(one.id)
            elif fate is Fate.NOT_TAKEN:
                kept.ask_later(one.id)
            elif fate is Fate.NOBODY:
                kept.end(one.token)
    return fates


def install(app: Flask, settings: Settings) -> None:
    """Gives the app its letters, where there is a mail server and a folder to write to."""
    made = Letters(app, settings, settings.mail) if settings.mail else None
    app.extensions[KEY] = made if made and made.kept.is_kept else None
    app.jinja_env.globals["offers_letters"] = app.extensions[KEY] is not None


def letters() -> Letters | None:
    """The letters of the running app; None where none are offered."""
    return current_app.extensions[KEY]
