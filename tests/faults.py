"""A disk that fails: from the n-th call on, of all that Python, Whoosh and SQLite ask of it beneath a folder.

Python's own calls (open, write, link, rename, fsync …) are made to raise. SQLite asks the system by itself, so its open
files are exchanged, by dup2, for one that takes no byte (/dev/full: ENOSPC) or cannot be written at all (EBADF, which
SQLite reports as it reports EIO); what it then does, it does as on a real disk. Its calls are counted by statement.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

# What writes; reading a file that is there needs no room.
CALLS = ("mkdir", "link", "symlink", "rename", "replace", "fsync", "truncate", "ftruncate")
ENDINGS = ("", "-wal", "-journal")


class FailingDisk:
    """Counts the calls beneath a folder; those from `at` on fail with `code`, until it is mended."""

    def __init__(self, folder: Path, code: int, at: int):
        self.folder, self.code, self.at = str(folder), code, at
        self.calls = 0
        self.databases: set[str] = set()
        self.mended = False

    @property
    def failed(self) -> bool:
        """Whether any call came so far."""
        return self.calls >= self.at

    def call(self, *paths: Any) -> None:
        """Counts one call; OSError where it is one of those that fail."""
        if self.mended or not any(str(os.fspath(path)).startswith(self.folder) for path in paths
                                  if isinstance(path, (str, os.PathLike))):
            return
        self.calls += 1
        if self.failed:
            raise OSError(self.code, os.strerror(self.code), str(paths[0]))

    def statement(self, path: str) -> None:
        """Counts a statement of SQLite's; where it is to fail, its files take nothing from now on."""
        if self.mended:
            return
        self.calls += 1
        if self.failed:
            for database in self.databases:
                spoil(database, self.code)


def spoil(database: str, code: int) -> None:
    """Exchanges the open files of a database for one that fails."""
    names = {database + ending for ending in ENDINGS}
    for entry in Path("/proc/self/fd").iterdir():
        try:
            held = os.readlink(entry)
        except OSError:
            continue
        if held in names:
            bad = os.open("/dev/full", os.O_RDWR) if code == errno.ENOSPC else os.open("/dev/null", os.O_PATH)
            os.dup2(bad, int(entry.name))
            os.close(bad)


class FailingFile:
    """A file that Python writes, each write of which is a call."""

    def __init__(self, disk: FailingDisk, file: Any, path: str):
        self._disk, self._file, self._path = disk, file, path

    def write(self, data: Any) -> int:
        """A call that may fail."""
        self._disk.call(self._path)
        return self._file.write(data)

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def failing_disk(folder: Path, code: int, at: int) -> Iterator[FailingDisk]:
    """A disk that fails within the block from a call on."""
    disk = FailingDisk(folder.resolve(), code, at)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, counted(disk, getattr(os, name)))
        opened, descriptor, connect = io.open, os.open, sqlite3.connect

        def open_file(path: Any, mode: str = "r", *values: Any, **named: Any) -> Any:
            if not isinstance(path, (str, os.PathLike)) or not set(mode) & set("wax+"):
                return opened(path, mode, *values, **named)
            disk.call(path)
            return FailingFile(disk, opened(path, mode, *values, **named), str(os.fspath(path)))

        def open_descriptor(path: Any, flags: int, *values: Any, **named: Any) -> int:
            if flags & os.O_CREAT:
                disk.call(path)
            return descriptor(path, flags, *values, **named)

        def connect_to(database: Any, *values: Any, **named: Any) -> sqlite3.Connection:
            made = connect(database, *values, **named)
            path = str(database).removeprefix("file://").split("?")[0]
            if path.startswith(disk.folder) and "mode=ro" not in str(database):
                disk.databases.add(path)
                made.set_trace_callback(lambda _: disk.statement(path))
            return made

        patch.setattr(io, "open", open_file)
        patch.setattr(builtins, "open", open_file)
        patch.setattr(os, "open", open_descriptor)
        patch.setattr(sqlite3, "connect", connect_to)
        try:
            yield disk
        finally:
            disk.mended = True


def counted(disk: FailingDisk, call: Callable[..., Any]) -> Callable[..., Any]:
    """A call of the system's that is counted. A descriptor is taken for the file that it leads to."""
    def made(*values: Any, **named: Any) -> Any:
        first, *rest = values
        disk.call(os.readlink(f"/proc/self/fd/{first}") if isinstance(first, int) else first, *rest[:1])
        return call(*values, **named)

    return made
