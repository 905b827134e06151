"""Turns: lists and pages that are looked up whole take their turn, one at a time in each process and not all day
long."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from flask import current_app

KEY = "bantin-turns"
MOST, SECONDS = 30, 60.0  # so many in a minute, of all readers together: a list takes a second of a core
BUSY_SECONDS = 5


class TooMany(Exception):
    """There is no turn now; `seconds` until there may be one."""

    def __init__(self, seconds: int):
        super().__init__(f"Đang có nhiều người tra danh sách. Thử lại sau {seconds} giây.")
        self.seconds = seconds


class Turns:
    """The turns of a process.

    >>> turns = Turns(most=1)
    >>> with turns.take():
    ...     pass
    >>> with turns.take():
    ...     pass
    Traceback (most recent call last):
    search_app.numbers.turns.TooMany: Đang có nhiều người tra danh sách. Thử lại sau 60 giây.
    """

    def __init__(self, most: int = MOST, clock: Callable[[], float] = monotonic):
        self._most, self._clock = most, clock
        self._begun: list[float] = []
        self._lock = threading.Lock()

    @contextmanager
    def take(self) -> Iterator[None]:
        """Holds the turn. TooMany where another holds it, or so many had one in the last minute."""
        if not self._lock.acquire(blocking=False):
            raise TooMany(BUSY_SECONDS)
        try:
            now = self._clock()
            self._begun = [at for at in self._begun if now - at < SECONDS]
            if len(self._begun) >= self._most:
                raise TooMany(max(1, round(SECONDS - (now - self._begun[0]))))
            self._begun.append(now)
            yield
        finally:
            self._lock.release()


def turns() -> Turns:
    """The turns of the running app."""
    return current_app.extensions.setdefault(KEY, Turns())
