"""A lock for jobs that may run once at a time; it names the run that holds it, and dies with its process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.vietnamese_dates import LOCAL_TIME


class JobLocked(Exception):
    """Another run holds the lock; the message names its process and when it began."""


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Holds the lock file at `path` while the block runs; JobLocked at once where another run has it.

    The operating system lets go of the lock when its process ends, however it ends: nothing is to be cleaned up.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=0)
    owner = path.with_suffix(".owner")
    try:
        lock.acquire()
    except Timeout:
        raise JobLocked(f"another run is at work: {read_owner(owner)} ({path})") from None
    try:
        owner.write_text(f"process {os.getpid()}, since {datetime.now(LOCAL_TIME):%d/%m/%Y %H:%M:%S}", encoding="utf-8")
        yield
        owner.unlink(missing_ok=True)
    finally:
        lock.release()


def read_owner(path: Path) -> str:
    """What the run that holds a lock wrote of itself."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return "process unknown"
