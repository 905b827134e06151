"""What a PostgreSQL server says, in words that an admin can act on; never its own, which may hold what was typed."""

from __future__ import annotations

import re

import psycopg

from corpus.storing.errors import REMEDY, StoreAway, StoreDamaged, StoreError, StoreFull

WRONG, NO_TLS, STRANGER, OTHER_NAME, NO_AUTHORITY, NO_KEY, NOT_KNOWN, TLS, READ_ONLY, WRITABLE = (
    "wrong", "no TLS", "stranger", "other name", "no authority", "no key", "not known", "TLS", "read-only",
    "writable")
WRONG_ADDRESS = "địa chỉ kho bản tin viết sai; mẫu: postgresql://NGƯỜI_DÙNG@MÁY:5432/CƠ_SỞ_DỮ_LIỆU"
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
    NO_TLS: (StoreError, "máy chủ kho bản tin không có TLS, mà địa chỉ kho đòi TLS (sslmode); hãy bật ssl trên máy chủ "
                         "PostgreSQL"),
    STRANGER: (StoreError, "không tin được chứng chỉ của máy chủ kho bản tin: không do nơi cấp trong sslrootcert ký, "
                           "hoặc đã hết hạn; hãy đưa đúng chứng chỉ của nơi cấp, hoặc cấp lại cho máy chủ"),
    OTHER_NAME: (StoreError, "chứng chỉ của máy chủ kho bản tin không ghi tên máy trong địa chỉ kho; hãy viết đúng tên "
                             "ghi trong chứng chỉ, hoặc cấp lại chứng chỉ có tên này"),
    NO_AUTHORITY: (StoreError, "không đọc được chứng chỉ của nơi cấp, nên không kiểm tra được máy chủ kho bản tin; hãy "
                               "xem tệp mà sslrootcert trỏ tới có đó, đọc được và đúng dạng PEM không"),
    NO_KEY: (StoreError, "không dùng được chứng chỉ của chương trình (sslcert) hoặc khóa của nó (sslkey): thiếu tệp, "
                         "không đọc được, không thành một cặp, hoặc khóa không để quyền 600"),
    NOT_KNOWN: (StoreError, "máy chủ kho bản tin không nhận chứng chỉ của chương trình (sslcert, sslkey): thiếu, hết "
                            "hạn, do nơi khác cấp, hoặc tên trong đó không phải tên người dùng"),
    TLS: (StoreError, "không lập được kết nối TLS với máy chủ kho bản tin; hãy xem các mục ssl… của địa chỉ kho và của "
                      "máy chủ PostgreSQL"),
    READ_ONLY: (StoreAway, "chưa máy nào trong địa chỉ kho nhận ghi; hãy xem máy chính có đang chạy không, máy dự "
                           "phòng đã được đưa lên thay chưa, rồi thử lại"),
    WRITABLE: (StoreAway, "địa chỉ kho đòi một máy dự phòng (target_session_attrs), mà chưa máy nào đang dự phòng"),
    "XX": (StoreDamaged, f"kho bản tin đã hỏng; {REMEDY}"),
}
# What libpq says when it does not come in has no SQLSTATE: its English is looked through, and never passed on. Of
# several hosts it says all that each said, so what can be mended stands before what passes by itself.
REFUSALS = tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in (
    (r"does not support SSL|SSL was required", NO_TLS),
    (r"root certificate file", NO_AUTHORITY),
    (r"valid client certificate|certificate authentication failed|alert (?:unknown ca|bad certificate|certificate|"
     r"unsupported certificate|access denied)", NOT_KNOWN),
    (r"private key|could not (?:read|open) certificate|sslkey|sslcert\b", NO_KEY),
    (r"does not match host name|server's (?:certificate|host name)|host name must be specified", OTHER_NAME),
    (r"certificate verify failed|self.signed certificate|certificate has expired", STRANGER),
    (r"password|authentication|pg_hba|role .* does not exist|no encryption", "28"),
    (r"database .* does not exist", "3D"),
    (r"weak sslmode|invalid (?:port|integer|value|.* value)", WRONG),
    (r"SSL error: (?!unexpected eof)|SSL context", TLS),  # an end in the middle is a server that goes away
    (r"too many (?:clients|connections)|remaining connection slots", "53"),
    (r"session is read-only|server is in hot standby mode", READ_ONLY),
    (r"session is not read-only|server is not in hot standby mode", WRITABLE)))


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
