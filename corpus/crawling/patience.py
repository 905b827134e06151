"""Waiting, from which the wish to stop wakes at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

NAP = 0.2  # seconds; how soon a wish to stop is noticed while waiting


class Stopped(Exception):
    """Somebody wishes the crawl to end."""


def nothing() -> None:
    """What there is to do meanwhile, mostly."""


@dataclass
class Wish:
    """The wish to stop. It is asked for all the while, so that it is also told what else is to be done all the while.

    >>> Wish(lambda: True)()
    True
    """

    should_stop: Callable[[], bool]
    meanwhile: Callable[[], None] = field(default=nothing)

    def __call__(self) -> bool:
        """Whether somebody wishes to stop."""
        self.meanwhile()
        return self.should_stop()


@dataclass(frozen=True)
class Patience:
    """Waits for as long as nobody wishes to stop.

    >>> Patience(lambda: False).sleep(0.0)
    >>> Patience(lambda: True).sleep(60.0)
    Traceback (most recent call last):
    corpus.crawling.patience.Stopped
    """

    should_stop: Callable[[], bool]

    def sleep(self, seconds: float) -> None:
        """Waits. Raises Stopped as soon as somebody wishes to stop."""
        end = time.monotonic() + seconds
        while True:
            if self.should_stop():
                raise Stopped
            left = end - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(NAP, left))
