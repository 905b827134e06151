"""Many readers at once, each of whom searches again and again."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import quote_plus

ANSWER_SECONDS = 30  # a search takes milliseconds; whoever waited so long has left
NO_ANSWER = 0


@dataclass
class Asked:
    """What readers got: how often each status (0: no answer), and the seconds of every page that was found."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    refused_seconds: list[float] = field(default_factory=list)
    bare: Counter[int] = field(default_factory=Counter)  # refusals without Retry-After or without our headers

    def within(self, share: float) -> float:
        """The seconds within which a share of the pages came.

        >>> Asked(seconds=[.1, .2, .4, .3]).within(.5)
        0.2
        """
        return sorted(self.seconds)[max(0, round(share * len(self.seconds)) - 1)] if self.seconds else float("inf")


def ask_together(port: int, searches: Sequence[str], readers: int, seconds: float, pause: float = 0.0) -> Asked:
    """So many readers at a time for so long; each asks again when it was answered, after a pause."""
    asked = Asked()
    asyncio.run(_ask_together(asked, port, searches, readers, seconds, pause))
    return asked


async def _ask_together(asked: Asked, port: int, searches: Sequence[str], readers: int, seconds: float,
                        pause: float) -> None:
    texts, end = cycle(searches), time.monotonic() + seconds

    async def read_on() -> None:
        while time.monotonic() < end:
            await _ask(asked, port, next(texts))
            await asyncio.sleep(pause)

    await asyncio.gather(*(read_on() for _ in range(readers)))


async def _ask(asked: Asked, port: int, text: str) -> None:
    began = time.monotonic()
    try:
        head, body = await asyncio.wait_for(_fetch(port, f"/tim-kiem?q={quote_plus(text)}"), ANSWER_SECONDS)
        status = int(head.split(b" ", 2)[1])
    except (OSError, asyncio.TimeoutError, ValueError, IndexError):
        asked.statuses[NO_ANSWER] += 1
        return
    took = time.monotonic() - began
    asked.statuses[status] += 1
    (asked.seconds if status == 200 else asked.refused_seconds).append(took)
    if b"Content-Security-Policy" not in head or status == 503 and b"Retry-After" not in head:
        asked.bare[status] += 1


async def _fetch(port: int, path: str) -> tuple[bytes, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        head, _, body = (await reader.read(-1)).partition(b"\r\n\r\n")
        return head, body
    finally:
        writer.close()
