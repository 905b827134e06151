"""why(): the reason of a failure in Vietnamese, whatever language the system, SQLite or a library said it in."""

from __future__ import annotations

import errno
import json
import re
import sqlite3
import ssl
import tomllib
import zlib
from functools import singledispatch

# Behind the system's names: what an admin is told. Negative ones are those of a name that cannot be looked up.
SYSTEM = {
    errno.ENOENT: "không có tệp hay thư mục này", errno.EACCES: "không có quyền", errno.EPERM: "không được phép",
    errno.EISDIR: "đây là thư mục, không phải tệp", errno.ENOTDIR: "có phần của đường dẫn không phải thư mục",
    errno.EEXIST: "đã có tệp hay thư mục tên này", errno.ENOTEMPTY: "thư mục không trống",
    errno.ENOSPC: "đĩa đầy", errno.EDQUOT: "hết hạn mức đĩa", errno.EROFS: "đĩa chỉ cho đọc",
    errno.EIO: "lỗi đọc ghi đĩa", errno.EFBIG: "tệp quá lớn", errno.ENAMETOOLONG: "tên tệp quá dài",
    errno.ELOOP: "liên kết vòng", errno.EMFILE: "mở quá nhiều tệp cùng lúc", errno.ENFILE: "máy mở quá nhiều tệp",
    errno.ENOMEM: "không đủ bộ nhớ", errno.EBUSY: "đang có chương trình khác dùng", errno.ESPIPE: "không đọc lùi được",
    errno.EADDRINUSE: "cổng đang có chương trình khác dùng", errno.EADDRNOTAVAIL: "máy này không có địa chỉ ấy",
    errno.ECONNREFUSED: "máy chủ từ chối kết nối", errno.ECONNRESET: "máy chủ cắt kết nối",
    errno.ECONNABORTED: "kết nối bị cắt", errno.EPIPE: "đầu bên kia đã đóng", errno.ETIMEDOUT: "hết giờ chờ",
    errno.EHOSTUNREACH: "không có đường tới máy chủ", errno.ENETUNREACH: "không có mạng",
    errno.EINVAL: "giá trị không hợp lệ",
    -2: "không có máy chủ tên này", -3: "máy chủ tên miền (DNS) không trả lời", -5: "tên này không có địa chỉ",
}
SQLITE = {
    "SQLITE_BUSY": "tệp đang bận", "SQLITE_LOCKED": "tệp đang bận", "SQLITE_READONLY": "không được ghi",
    "SQLITE_IOERR": "lỗi đọc ghi đĩa", "SQLITE_CORRUPT": "tệp đã hỏng", "SQLITE_FULL": "đĩa đầy",
    "SQLITE_CANTOPEN": "không mở được tệp", "SQLITE_NOTADB": "không phải tệp SQLite", "SQLITE_PERM": "không có quyền",
    "SQLITE_NOMEM": "không đủ bộ nhớ", "SQLITE_ERROR": "tệp không có những bảng cần có",
    "SQLITE_TOOBIG": "giá trị quá lớn", "SQLITE_INTERRUPT": "bị ngắt",
}
CERTIFICATE = {
    "expired": "chứng chỉ đã hết hạn", "not yet valid": "chứng chỉ chưa có hiệu lực", "self": "chứng chỉ tự ký",
    "issuer": "chứng chỉ không do nơi được tin cậy cấp", "mismatch": "chứng chỉ của tên miền khác",
}
TOML_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


@singledispatch
def why(error: BaseException) -> str:
    """The reason of a failure, to stand behind what failed.

    A kind that nobody described gives its name and its own words, as a quotation. Our own exceptions, whose words are
    Vietnamese, are not handed here.

    >>> why(PermissionError(13, "Permission denied")), why(ZeroDivisionError("division by zero"))
    ('không có quyền', 'lỗi ZeroDivisionError (nguyên văn: “division by zero”)')
    """
    for inner in (error.__cause__, *error.args):  # a library's own exception around the system's
        if isinstance(inner, (OSError, zlib.error)):
            return why(inner)
    said = " ".join(str(error).split())[:200]
    return f"lỗi {type(error).__name__}" + (f" (nguyên văn: “{said}”)" if said else "")


@why.register
def _(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "hết giờ chờ"
    if error.errno in SYSTEM:
        return SYSTEM[error.errno]
    return f"hệ thống báo lỗi {errno.errorcode.get(error.errno or 0, error.errno or type(error).__name__)}"


@why.register
def _(error: ssl.SSLError) -> str:
    said = getattr(error, "verify_message", "").lower()
    known = next((words for part, words in CERTIFICATE.items() if part in said), "")
    return known or f"lỗi TLS {error.reason or type(error).__name__}"


@why.register
def _(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    known = next((words for kind, words in SQLITE.items() if name == kind or name.startswith(f"{kind}_")), "")
    return known or f"SQLite báo lỗi {name or type(error).__name__}"


@why.register
def _(error: json.JSONDecodeError) -> str:
    return f"sai JSON ở ký tự {error.colno}" if "\n" not in error.doc.strip() else \
        f"sai JSON ở dòng {error.lineno}, cột {error.colno}"


@why.register
def _(error: tomllib.TOMLDecodeError) -> str:
    place = TOML_PLACE.search(str(error))
    return "sai cú pháp TOML" + (f" ở dòng {place[1]}, cột {place[2]}" if place and place[1] else " ở cuối tệp")


@why.register
def _(error: UnicodeDecodeError) -> str:
    return f"byte thứ {error.start + 1} không phải {error.encoding.upper()}"


@why.register
def _(error: re.error) -> str:
    return "sai biểu thức chính quy" + (f" ở ký tự {error.pos + 1}" if error.pos is not None else "")


@why.register
def _(error: KeyError) -> str:
    return f"thiếu “{error.args[0] if error.args else ''}”"


@why.register
def _(error: RecursionError) -> str:
    return "lồng quá sâu"


@why.register
def _(error: MemoryError) -> str:
    return "không đủ bộ nhớ"


@why.register
def _(error: EOFError) -> str:
    return "thiếu đoạn cuối"


@why.register
def _(error: zlib.error) -> str:
    return "dữ liệu nén hỏng"


@why.register
def _(error: ModuleNotFoundError) -> str:
    return f"thiếu thư viện {error.name}"
