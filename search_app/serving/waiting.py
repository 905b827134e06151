"""The requests that wait for a thread: a bounded number, for a bounded time. Who comes too late is refused at once."""

from __future__ import annotations

from collections import deque
from threading import Condition, get_ident
from time import monotonic
from typing import Protocol

from waitress.task import ThreadedTaskDispatcher

from search_app.serving.limits import CLOSED_AFTER_SECONDS, CROWD, HELD_UP_SECONDS, MAX_WAIT_SECONDS, MAX_WAITING


class Waiting(Protocol):
    """A connection with a request that has arrived in full."""

    def service(self) -> None:
        """Answers it."""

    def refuse(self, code: int) -> None:
        """Makes a refusal the answer that service() will give."""

    def cancel(self) -> None:
        """Forgets it."""


class WaitingLine(ThreadedTaskDispatcher):
    """The threads, and who waits for them in the order of arrival. A request is begun while another is under way only
    where that takes long, unless requests mostly wait for other machines (`computes` is False)."""

    def __init__(self, threads: int, *, computes: bool = True):
        super().__init__()
        self.refused: deque[Waiting] = deque()
        self.since: dict[int, float] = {}  # when a thread began with what it does now
        self.room = Condition()  # to begin
        self.next: deque[int] = deque()  # the threads that wait for it, in order
        self.computes = computes
        self.set_thread_count(threads)

    def begin(self) -> None:
        """Waits until a request may be begun by this thread."""
        with self.room:
            self.next.append(get_ident())
            while self.computes and (left := self._wait_seconds()) != 0:
                self.room.wait(left)
            self.next.remove(get_ident())
            self.since[get_ident()] = monotonic()
            self.room.notify_all()

    def _wait_seconds(self) -> float | None:
        """How long this thread has to wait at most for what is under way; None: for the one before it."""
        if self.next[0] != get_ident():
            return None
        return max(0, max(self.since.values(), default=0) + HELD_UP_SECONDS - monotonic()) if self.since else 0

    def end(self) -> None:
        """This thread's request is over."""
        with self.room:
            del self.since[get_ident()]
            self.room.notify_all()

    def add_task(self, task: Waiting) -> None:
        """Puts a request in the line, or where the line is full, aside: see answer_refused()."""
        with self.lock:
            if not self.is_full:
                self.queue.append(Turn(self, task, monotonic()))
                self.queue_cv.notify()
                return
        self.refused.append(task)

    @property
    def is_full(self) -> bool:
        """Whether who comes now is refused."""
        try:
            return len(self.queue) >= MAX_WAITING or (
                len(self.queue) >= CROWD and monotonic() - self.queue[0].arrived > CLOSED_AFTER_SECONDS)
        except IndexError:  # nobody waits
            return False

    def answer_refused(self) -> None:
        """Answers those for whom the line was too long. Called by the loop that reads and writes: add_task() is called
        under the connection's lock, where nothing can be answered."""
        while self.refused:
            task = self.refused.popleft()
            task.refuse(503)
            task.service()

    @property
    def longest(self) -> float:
        """The seconds that the slowest of the requests under way has taken so far."""
        return monotonic() - min(list(self.since.values()), default=monotonic())


class Turn:
    """A request in the line."""

    def __init__(self, line: WaitingLine, task: Waiting, arrived: float):
        self.line, self.task, self.arrived = line, task, arrived

    def service(self) -> None:
        """Its turn has come: it is answered, or told that it came too late."""
        if self.is_late:  # a refusal computes nothing, and waits for nobody who does
            self.task.refuse(503)
            self.task.service()
            return
        self.line.begin()
        try:
            self.task.service()
        finally:
            self.line.end()

    @property
    def is_late(self) -> bool:
        """Whether it stood in the line for too long, with a crowd behind it."""
        return monotonic() - self.arrived > MAX_WAIT_SECONDS and len(self.line.queue) >= CROWD

    def cancel(self) -> None:
        """The server ends before its turn."""
        self.task.cancel()
