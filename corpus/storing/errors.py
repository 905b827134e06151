"""What can be wrong with the store, in words that an admin can act on."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

from corpus.reasons import why

# A quota and a limit on the size of files are full disks, too.
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# Of a disk with less than this, what SQLite calls an error of the disk is that it is full: its shared memory, say.
LEAST_ROOM = 2**20
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
HALF_MOVED = "{path}: kho này mới chuyển được một phần; hãy chạy tiếp scripts/move_store.py cho xong"
REMEDY = "hãy xem scripts/verify.py và khôi phục từ bản sao lưu"
FORBIDDEN = frozenset({sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH})


class StoreError(Exception):
    """The store cannot be used; the message names the file and the remedy."""


class StoreMissing(StoreError):
    """There is no store yet."""


class StoreFull(StoreError):
    """The disk takes no more. What was committed before is all there."""


class StoreAway(StoreError):
    """The server that keeps the store does not answer. What was committed before is all there."""


class StoreDamaged(StoreError):
    """The store is not what was written."""


def in_words(path: Path | str, error: sqlite3.Error | OSError) -> StoreError:
    """What an error of SQLite or the system says about the store in a file.

    >>> print(in_words("store.sqlite", OSError(errno.ENOSPC, "No space left on device")))
    store.sqlite: đĩa đã đầy, không ghi thêm được vào kho bản tin; những gì đã ghi vẫn còn nguyên; hãy dọn đĩa rồi chạy
    lại
    """
    kind = kind_of(error)
    if is_full(path, error):
        return StoreFull(f"{path}: đĩa đã đầy, không ghi thêm được vào kho bản tin; những gì đã ghi vẫn còn nguyên; "
                         "hãy dọn đĩa rồi chạy lại")
    if kind in BUSY:
        return StoreError(f"{path}: kho bản tin đang bận hoặc không ghi được ({why(error)}); hãy thử lại, "
                          "kiểm tra quyền ghi và chỗ trống trên đĩa")
    if kind == sqlite3.SQLITE_INTERRUPT:
        return StoreError(f"{path}: bị ngắt giữa chừng; kho bản tin vẫn nguyên như trước")
    if kind in FORBIDDEN or isinstance(error, OSError):
        return StoreError(f"{path}: không mở được kho bản tin ({why(error)}); hãy kiểm tra quyền đọc và ghi")
    if kind == sqlite3.SQLITE_IOERR:
        return StoreError(f"{path}: không đọc hoặc không ghi được kho bản tin ({why(error)}); hãy kiểm tra đĩa (df -h, "
                          "dmesg) rồi chạy lại")
    if kind == sqlite3.SQLITE_NOTADB:
        return StoreDamaged(f"{path}: tệp này không phải kho bản tin, hoặc đã hỏng ({why(error)}); hãy chọn thư mục "
                            "dữ liệu khác (--data) hoặc khôi phục từ bản sao lưu")
    return StoreDamaged(f"{path}: kho bản tin đã hỏng ({why(error)}); {REMEDY}")


def kind_of(error: sqlite3.Error | OSError) -> int:
    """SQLite's own number of an error, without what it says more about it; 0 where there is none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_full(path: Path | str, error: sqlite3.Error | OSError) -> bool:
    """Whether an error comes from a disk, that of a path, that takes no more.

    >>> is_full(".", OSError(errno.ENOSPC, "…")), is_full(".", OSError(errno.EIO, "…"))
    (True, False)
    """
    if isinstance(error, OSError) and error.errno in NO_ROOM or kind_of(error) == sqlite3.SQLITE_FULL:
        return True
    try:
        return kind_of(error) == sqlite3.SQLITE_IOERR and shutil.disk_usage(Path(path).parent).free < LEAST_ROOM
    except OSError:
        return False
