"""A line that says the same again and again is logged now and then, with how often it was left out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from time import monotonic

EVERY_SECONDS = 60.0
MOST_LINES = 100  # different lines that are remembered; a fault has a sentence or two


class RepeatedLines:
    """Logs each line at once, and again only after a minute, though every request should wish to say it.

    >>> lines = RepeatedLines(lambda: 0.0)
    >>> [lines.due("chưa có chỉ mục") for _ in range(3)]
    ['chưa có chỉ mục', None, None]
    """

    def __init__(self, clock: Callable[[], float] = monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._said: dict[str, tuple[float, int]] = {}  # when it was logged last, and how often it was not since

    def due(self, line: str) -> str | None:
        """What to log now: the line, with how often it came since it was logged; None where nothing is due yet."""
        now = self._clock()
        with self._lock:
            logged, left_out = self._said.get(line, (None, 0))
            if logged is not None and now - logged < EVERY_SECONDS:
                self._said[line] = logged, left_out + 1
                return None
            if len(self._said) >= MOST_LINES:
                self._said.clear()
            self._said[line] = now, 0
        return f"{line} (thêm {left_out} lần từ dòng trước)" if left_out else line

    def error(self, logger: logging.Logger, line: str) -> None:
        """Logs a line as an error, where it is due."""
        if due := self.due(line):
            logger.error("%s", due)
