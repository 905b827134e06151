"""A process of its own for what strangers send: it has a share of time and of memory, and can be ended at any moment.

A page may make a library written in C turn in circles, where no signal reaches Python, or take all memory, or crash:
then this process ends, and the crawl goes on with the next page in a new one.
"""

from __future__ import annotations

import math
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from corpus.crawling.patience import Patience, Stopped

ROOT = Path(__file__).resolve().parents[2]
START = ("import sys; sys.path.insert(0, sys.argv[1]); "
         "from corpus.crawling.bounded_process import serve; serve(int(sys.argv[2]), *map(int, sys.argv[3:]))")
AHEAD = "corpus.crawling.reading.content"  # is imported while the first answer is still on its way
LOOK = 0.05  # seconds between two looks whether somebody wishes to stop
GRACE = 1.0  # seconds that work in hand is given to come to its end when somebody does
LONGEST = 10.0  # times its share of time, by the clock: for work that waits rather than works

Result = TypeVar("Result")


class Ended(Exception):
    """The process ended over its work, or was ended; the message says why."""


@dataclass(frozen=True)
class Share:
    """What one piece of work may cost: seconds of the processor, and bytes of memory for the process as a whole."""

    seconds: int = 30  # the largest page seen, 0.4 MB, takes 0.3
    bytes: int = 1_500_000_000  # a page of 1.5 million characters that are all tags takes 0.9 GB


class BoundedProcess:
    """Runs one piece of work after the other. A context manager: it starts with the block and ends with it.

    >>> from functools import partial
    >>> with BoundedProcess() as process:
    ...     process.run(partial(divmod, 7, 2))
    (3, 1)
    """

    def __init__(self, share: Share = Share()):
        self.share = share
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def __enter__(self) -> BoundedProcess:
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def run(self, work: Callable[[], Result], patience: Patience = Patience(lambda: False)) -> Result:
        """What a function of a module comes to, given with its arguments as a `partial`, all of which can be pickled.

        Raises what it raises; Ended where the process ended over it; Stopped soon after somebody wished to stop.
        """
        self._send(work)
        assert self._line is not None
        began, wished = time.monotonic(), math.inf
        while not self._line.poll(LOOK):
            now = time.monotonic()
            if patience.should_stop():
                wished = min(wished, now)
            if now - wished > GRACE:
                self._end()
                raise Stopped
            if now - began > LONGEST * self.share.seconds:
                self._end()
                raise Ended(f"quá {LONGEST * self.share.seconds:g} giây")
        try:
            fine, result = self._line.recv()
        except (EOFError, OSError) as error:
            raise Ended(self._why()) from error
        if fine:
            return result
        if isinstance(result, MemoryError):
            self._end()  # what is left of it may lie anywhere
            raise Ended(f"cần hơn {self.share.bytes / 1e9:g} GB bộ nhớ")
        raise result

    def _send(self, work: Callable[[], Any]) -> None:
        """Hands over work, to a new process where the old one is no more; Ended where that one ends over it, too."""
        if self._line is not None:
            try:
                self._line.send(work)
                return
            except OSError:
                self._end()
        self._start()
        assert self._line is not None
        try:
            self._line.send(work)
        except OSError as error:  # what is sent is more than the process may hold
            raise Ended(self._why()) from error

    def _start(self) -> None:
        self._line, theirs = Pipe()
        command = [sys.executable, "-P", "-W", "ignore", "-c", START, str(ROOT), str(theirs.fileno()),
                   str(self.share.seconds), str(self.share.bytes)]
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
                                         stdout=subprocess.DEVNULL)
        theirs.close()

    def _end(self) -> int:
        """Ends the process; its exit code."""
        if self._line is not None:
            self._line.close()
        code = 0
        if self._process is not None:
            self._process.kill()
            code = self._process.wait()
        self._line = self._process = None
        return code

    def _why(self) -> str:
        """Why the process ended by itself."""
        code = self._process.wait() if self._process else 0
        self._end()
        if code == -signal.SIGXCPU:
            return f"tốn hơn {self.share.seconds} giây tính toán"
        if code == -signal.SIGKILL:
            return "tiến trình bị hệ thống kết thúc, có lẽ vì thiếu bộ nhớ"
        return f"làm sập tiến trình đọc ({f'tín hiệu {-code}' if code < 0 else f'mã {code}'})"


def serve(handle: int, seconds: int, memory: int) -> None:
    """The process: does what comes over the line, until nobody is at its other end."""
    for wish in (signal.SIGINT, signal.SIGTERM):  # Ctrl-C and a service's end reach all its processes; ours decides
        signal.signal(wish, signal.SIG_IGN)
    for which, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory)):
        with suppress(ValueError, OSError):  # not every system bounds memory so
            resource.setrlimit(which, (most, resource.getrlimit(which)[1]))
    import_module(AHEAD)
    line = Connection(handle)
    with suppress(EOFError, OSError):
        while True:
            work = line.recv()
            give_share(seconds)
            answer(line, work)


def give_share(seconds: int) -> None:
    """So many more seconds of the processor, and the system ends this process, whatever it is in."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def answer(line: Connection, work: Callable[[], Any]) -> None:
    """Sends whether work went well, and what it came to or raised."""
    try:
        said: tuple[bool, Any] = (True, work())
    except Exception as error:
        said = (False, error)
    try:
        line.send(said)
    except OSError:
        os._exit(1)  # nobody is there any more
    except Exception as error:  # what cannot be pickled
        line.send((False, RuntimeError(f"{type(error).__name__}: {error}")))
