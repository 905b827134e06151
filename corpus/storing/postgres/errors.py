"""What a PostgreSQL server says, in words that an admin can act on; never its own, which may hold what was typed."""

from __future__ import annotations

import re

import psycopg

from corpus.storing.errors import REMEDY, StoreAway, StoreDamaged, StoreError, StoreFull

WRONG, WRONG_ADDRESS = "wrong", "địa chỉ kho bản tin viết sai; mẫu: postgresql://NGƯỜI_DÙNG@MÁY:5432/CƠ_SỞ_DỮ_LIỆU"
# By SQLSTATE, the longest beginning that fits: the kind of error, what it says. "" is a server that cannot be reached.
AWAY = "máy chủ kho bản tin không trả lời; hãy xem máy chủ PostgreSQL có đang chạy và có tới được không, rồi thử lại"
BUSY = "kho bản tin đang bận; hãy thử lại sau ít phút"
SAYINGS: dict[str, tuple[type[StoreError], str]] = {
    "": (StoreAway, AWAY), "08": (StoreAway, AWAY), "57P": (StoreAway, AWAY),
    "28": (StoreError, "không vào được kho bản tin: sai tên người dùng hoặc mật khẩu, hoặc máy chủ không cho vào từ "
                       "máy này (pg_hba.conf)"),
    "3D": (StoreError, "máy chủ không có cơ sở dữ liệu tên này; hãy tạo trước (createdb)"),
    "53100": (StoreFull, "đĩa của máy chủ đã đầy, không ghi thêm được vào kho bản tin; những gì đã ghi vẫn còn nguyên; "
                         "hãy dọn đĩa rồi chạy lại"),
    "53": (StoreError, "máy chủ hết bộ nhớ hoặc hết chỗ cho kết nối mới; hãy thử lại sau ít phút"),
    "55": (StoreError, BUSY), "40": (StoreError, BUSY), "57014": (StoreError, BUSY),
    "25006": (StoreError, "không có quyền ghi vào kho bản tin; máy chủ này hoặc kết nối này chỉ cho đọc"),
    "42501": (StoreError, "không có quyền đọc hoặc ghi kho bản tin; hãy cấp quyền cho người dùng này"),
    "42P01": (StoreDamaged, f"kho bản tin thiếu bảng; {REMEDY}"),
    "42703": (StoreDamaged, f"kho bản tin thiếu cột; {REMEDY}"),
    "54": (StoreError, "một giá trị quá dài, kho bản tin không ghi được"),
    "58": (StoreError, "máy chủ không đọc hoặc không ghi được đĩa; hãy kiểm tra đĩa của máy chủ (df -h, dmesg)"),
    WRONG: (StoreError, WRONG_ADDRESS),
    "XX": (StoreDamaged, f"kho bản tin đã hỏng; {REMEDY}"),
}
# What libpq says when it does not come in has no SQLSTATE: its English is looked through, and never passed on.
REFUSALS = ((re.compile("password|authentication|pg_hba|role .* does not exist|no encryption", re.IGNORECASE), "28"),
            (re.compile("database .* does not exist", re.IGNORECASE), "3D"),
            (re.compile("invalid (?:port|integer|value|.* value)", re.IGNORECASE), WRONG),
            (re.compile("too many (?:clients|connections)|remaining connection slots", re.IGNORECASE), "53"))


def in_words(path: str, error: psycopg.Error) -> StoreError | None:
    """What an error says about the store at `path`, as it may be shown; None where it is a mistake of the program.

    >>> print(in_words("postgresql://kho/bantin", psycopg.errors.DiskFull("…")))
    postgresql://kho/bantin: đĩa của máy chủ đã đầy, không ghi thêm được vào kho bản tin; ...
    """
    state = error.sqlstate or ""
    if not state and not isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)):
        return None
    if not state:
        state = next((known for pattern, known in REFUSALS if pattern.search(str(error))), "")
    fits = [begin for begin in SAYINGS if state.startswith(begin) and bool(begin) == bool(state)]
    if not fits:
        return None
    kind, said = SAYINGS[max(fits, key=len)]
    return kind(f"{path}: {said}")
