"""A job that may run once at a time. The one file that knows filelock."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout


@dataclass(frozen=True)
class Holder:
    """Who runs a job: the process, and since when (local time). Both are unknown where nobody could write it down."""

    pid: int = 0
    since: str = ""


class JobLocked(Exception):
    """The job is running already; `holder` says where."""

    def __init__(self, path: Path | str, holder: Holder):
        super().__init__(f"{path}: một lần chạy khác đang giữ khóa (tiến trình {holder.pid or 'không rõ'}, "
                         f"bắt đầu {holder.since or 'không rõ'})")
        self.holder = holder


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Holds a lock file while the block runs. Raises JobLocked at once where another process holds it.

    The system lets go of the lock when its process ends, however it ends; so a lock file that is left over is no lock.
    Who holds it stands in a file beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    note = path.with_name(path.name + ".json")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise JobLocked(path, read_holder(note)) from None
    try:
        since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        with suppress(OSError):  # a full disk keeps nobody from what needs no room; the lock itself holds
            note.write_text(json.dumps({"pid": os.getpid(), "since": since}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()


def read_holder(note: Path) -> Holder:
    """Who holds a lock, from the file beside it; nobody known where it is missing or half written.

    >>> read_holder(Path("/nowhere/crawl.lock.json"))
    Holder(pid=0, since='')
    """
    try:
        read = json.loads(note.read_text(encoding="utf-8"))
        return Holder(int(read["pid"]), str(read["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder()
