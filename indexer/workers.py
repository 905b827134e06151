"""Worker processes for a build: tasks in, results out in order, a few tasks ahead."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from threading import Thread
from types import TracebackType
from typing import TypeVar

# Tasks that wait for each worker: none is idle while the main process files a result, and memory stays flat.
AHEAD = 3

Task = TypeVar("Task")
Result = TypeVar("Result")


class WorkerLost(Exception):
    """A worker process ended in its work; the message says what to do."""


class Workers:
    """Runs functions of modules in `count` processes; with one, in this process. A context manager: the processes start
    with the first tasks that are worth them."""

    def __init__(self, count: int = 2):
        self.count = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def map(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The results in the order of the tasks, of which a few are fetched ahead. A single task is done here.

        >>> with Workers(1) as workers:
        ...     list(workers.map(len, ["a", "bc"]))
        [1, 2]
        """
        waiting: deque[Task] = deque()
        running: deque[Future[Result]] = deque()
        source = iter(tasks)
        for task in source:
            waiting.append(task)
            if len(waiting) > 1:
                break
        if self.count <= 1 or len(waiting) < 2:
            yield from map(work, waiting)
            yield from map(work, source)
            return
        if self._pool is None:
            # Spawned, not forked: a fork copies locks that threads of this process may hold.
            self._pool = ProcessPoolExecutor(self.count, multiprocessing.get_context("spawn"), follow_parent)
        try:
            running.extend(self._pool.submit(work, task) for task in waiting)
            for task in source:
                running.append(self._pool.submit(work, task))
                if len(running) > AHEAD * self.count:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerLost("một tiến trình phụ đã bị buộc dừng, có thể vì máy thiếu bộ nhớ; hãy thử "
                             "scripts/reindex.py --workers 1") from error


def follow_parent() -> None:
    """Sees to it that this process ends with the one that started it. Where that one is killed, its workers hold both
    ends of each other's pipes, and would wait for ever with the memory that they have."""
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent:
            parent.join()
            os._exit(1)

    Thread(target=wait, daemon=True).start()
