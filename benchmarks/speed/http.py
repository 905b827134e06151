"""A served site driven by several clients: searches that all differ, then one search again and again."""

from __future__ import annotations

import ipaddress
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import accumulate, count
from math import inf
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from urllib.parse import quote_plus, urlsplit

from benchmarks.speed.drawer import Spoken, speak, write
from benchmarks.speed.results import percentile
from corpus.bulletin import Bulletin

SEARCH = "/tim-kiem?q="
LENGTHS = (1, 2, 2, 3, 3, 4, 6)  # syllables of a search, as readers type: two or three more often than one or six
MOST_QUERIES = 100_000
TIMEOUT_SECONDS = 30
START_SECONDS = 60
LONGEST_SECONDS = 600  # of a run; whoever wants more wants another tool
TICKS = os.sysconf("SC_CLK_TCK")


class SiteError(Exception):
    """The site cannot be driven; the message says why."""


@dataclass(frozen=True)
class Site:
    """An address, and the process that serves it where we started that."""

    host: str
    port: int
    pid: int | None = None


@dataclass
class Load:
    """What a run came to: the ms of each page, what went wrong, wall seconds, CPU seconds of the server."""

    name: str
    pages: list[float] = field(default_factory=list)
    bytes: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    cpu_seconds: float | None = None

    def write(self) -> str:
        """The figures on one line."""
        if not self.pages:
            return f"{self.name}: no page; errors: {self.errors or 'none'}"
        p50, p95, p99 = (percentile(self.pages, share) for share in (50, 95, 99))
        cpu = "" if self.cpu_seconds is None else f" · {self.cpu_seconds / len(self.pages) * 1000:.1f} ms of CPU a page"
        return (f"{self.name}: {len(self.pages) / self.seconds:.1f} pages/s · p50 {p50:.1f} · p95 {p95:.1f} · "
                f"p99 {p99:.1f} ms{cpu} · {len(self.pages):,} pages of {self.bytes / len(self.pages) / 1000:.1f} KB "
                f"· errors: {write_errors(self.errors)}")

    def to_json(self) -> dict[str, object]:
        """The figures as JSON."""
        return {"name": self.name, "pages": len(self.pages), "seconds": round(self.seconds, 3), "errors": self.errors,
                "cpu_seconds": self.cpu_seconds, "bytes": self.bytes,
                **{f"p{share}_ms": round(percentile(self.pages, share), 3) for share in (50, 95, 99) if self.pages}}


def write_errors(errors: dict[str, int]) -> str:
    """What went wrong, and how often.

    >>> write_errors({}), write_errors({"503": 2})
    ('none', '2 x 503')
    """
    return ", ".join(f"{count} x {what}" for what, count in sorted(errors.items())) or "none"


def read_address(address: str, anywhere: bool = False) -> Site:
    """The site at an address. ValueError for one that is not on this machine, unless `anywhere`.

    >>> read_address("http://127.0.0.1:8080/")
    Site(host='127.0.0.1', port=8080, pid=None)
    >>> read_address("http://portal.example/")
    Traceback (most recent call last):
        ...
    ValueError: portal.example không phải máy này; chỉ người trông coi máy ấy mới nên đo (--anywhere)
    """
    parts = urlsplit(address)
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(f"“{address}” không phải địa chỉ dạng http://127.0.0.1:8080/")
    if not anywhere and not is_loopback(parts.hostname):
        raise ValueError(f"{parts.hostname} không phải máy này; chỉ người trông coi máy ấy mới nên đo (--anywhere)")
    return Site(parts.hostname, parts.port or 80)


def is_loopback(host: str) -> bool:
    """Whether a name or number is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def serving(script: Path, data: Path, workers: int) -> Iterator[Site]:
    """A server of our own over a data folder, on a free port of loopback; ended with the block. SiteError."""
    command = [sys.executable, str(script), "--data", str(data), "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        watch = threading.Timer(START_SECONDS, server.kill)
        watch.start()
        try:
            assert server.stdout is not None
            said = re.search(r"http://127\.0\.0\.1:(\d+)/", server.stdout.readline())
            watch.cancel()
            if not said:
                raise SiteError(f"không mở được {script.name} (mã {server.wait()})")
            yield Site("127.0.0.1", int(said[1]), server.pid)
        finally:
            watch.cancel()
            server.terminate()


def draw_searches(bulletins: Sequence[Bulletin], seed: int, count: int = MOST_QUERIES) -> list[str]:
    """Searches that all differ: stretches of the bulletins' own texts, some without marks. Fewer where the texts are
    short."""
    random = Random(f"{seed} searches")
    lines: list[list[Spoken]] = [line for bulletin in bulletins for line in speak(f"{bulletin.title}\n{bulletin.body}")]
    found: dict[str, None] = {}
    for _ in range(3 * count):
        line, length = random.choice(lines), random.choice(LENGTHS)
        start = random.randrange(max(len(line) - length, 0) + 1)
        words = line[start:start + length]
        found[" ".join(word.folded for word in words) if random.random() < 0.3 else write(words)] = None
        if len(found) == count:
            break
    return list(found)


def arrivals(rate: float, seed: int) -> Iterator[float]:
    """The seconds after which searches arrive, `rate` of them in a second on average and as irregularly as people come
    (a Poisson process).

    >>> from itertools import islice
    >>> times = list(islice(arrivals(100, seed=1), 1000))
    >>> times == sorted(times), 9 < times[-1] < 11
    (True, True)
    """
    random = Random(f"{seed} arrivals")
    return accumulate(random.expovariate(rate) for _ in count())


def drive(name: str, site: Site, searches: Sequence[str], clients: int, seconds: float,
          times: Iterator[float] | None = None) -> Load:
    """Asks for the searches' pages until the time or the searches are over.

    Without `times` each client asks for the next page when it has one. With `times` the pages are asked for at these
    seconds, as long as a client is free, and a page's time counts from then: to wait for a client is to wait. Each is
    then another reader, who comes with a connection of his own; one that was kept would tie a client to a worker.
    """
    load, lock, rest = Load(name), threading.Lock(), iter(searches)
    cpu, start = cpu_of(site.pid), perf_counter()
    end = start + min(seconds, LONGEST_SECONDS)

    def ask_on() -> None:
        connection = HTTPConnection(site.host, site.port, timeout=TIMEOUT_SECONDS)
        while perf_counter() < end:
            with lock:
                text = next(rest, None)
                began = start + next(times, inf) if times else perf_counter()
            if text is None or began > end:
                break
            sleep(max(0.0, began - perf_counter()))
            try:
                connection.request("GET", SEARCH + quote_plus(text))
                answer = connection.getresponse()
                read, wrong = len(answer.read()), "" if answer.status == 200 else str(answer.status)
                if times:
                    connection.close()
            except (OSError, HTTPException) as error:
                connection.close()  # the next request opens it again
                read, wrong = 0, type(error).__name__
            took = (perf_counter() - began) * 1000
            with lock:
                if wrong:
                    load.errors[wrong] = load.errors.get(wrong, 0) + 1
                else:
                    load.pages.append(took)
                    load.bytes += read
        connection.close()

    threads = [threading.Thread(target=ask_on, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = perf_counter() - start
    if site.pid is not None:
        load.cpu_seconds = cpu_of(site.pid) - cpu
    return load


def warm(site: Site, searches: Sequence[str], workers: int) -> None:
    """A few searches that are not measured, so that every worker has opened its index. SiteError where none works."""
    load = drive("warm", site, searches, 4 * workers, TIMEOUT_SECONDS)
    if not load.pages:
        raise SiteError(f"http://{site.host}:{site.port}{SEARCH}… không trả lời trang nào: {write_errors(load.errors)}")


def cpu_of(pid: int | None) -> float:
    """Processor seconds of a process and all below it, those that have ended included."""
    if pid is None:
        return 0.0
    parents, seconds = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            values = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        parents[int(path.parent.name)] = int(values[1])
        seconds[int(path.parent.name)] = sum(map(int, values[11:15])) / TICKS
    below = {pid}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return sum(seconds.get(one, 0.0) for one in below)
