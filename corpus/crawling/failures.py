"""Failures by their reason: what the portal's dead links are, and what is to be asked for again."""

from __future__ import annotations

import re
from collections import Counter

from corpus.storing.store import Store

# What stands at the beginning of an error, the reason that it is told under, whether asking again may help; the first
# that fits counts. Each sentence is said by one room of this folder; a test holds that none was forgotten.
DEAD_LINK, FORBIDDEN = "liên kết hỏng trên cổng", "không được phép hỏi"
REASONS = (
    (r"HTTP (?:404|410)$", DEAD_LINK, False),
    (r"robots\.txt$|ngoài mô tả của nguồn$", FORBIDDEN, False),
    (r"HTTP (?:5\d\d|408|429)", "máy chủ lỗi hoặc quá tải", True),
    (r"HTTP ", "máy chủ từ chối", True),
    (r"quá \d|không tìm thấy máy chủ|không kết nối được|hỏng giữa chừng", "không tới được máy chủ", True),
    (r"chuyển hướng|địa chỉ sai|ngoài các máy chủ được phép|không phải http hay https|địa chỉ có tên người dùng",
     "chuyển hướng sai", False),
    (r"lớn hơn|giải nén ra hơn|nén |cách nén lạ", "quá lớn hoặc nén hỏng", True),
    (r"không đọc được|lỗi của chương trình|\d+ lần bị ngắt|tốn hơn|cần hơn|tiến trình bị|làm sập",
     "chương trình không đọc được", True),
)
OTHER = "lý do khác"


def reason(error: str) -> str:
    """The reason that an address's error belongs under.

    >>> [reason(error) for error in ("HTTP 404", "HTTP 502", "quá 30 giây", "…")]
    ['liên kết hỏng trên cổng', 'máy chủ lỗi hoặc quá tải', 'không tới được máy chủ', 'lý do khác']
    """
    return next((name for begin, name, _ in REASONS if re.match(begin, error)), OTHER)


def may_help(error: str) -> bool:
    """Whether an address may answer another time.

    >>> may_help("HTTP 502"), may_help("HTTP 410"), may_help("robots.txt")
    (True, False, False)
    """
    return next((again for begin, _, again in REASONS if re.match(begin, error)), True)


def failure_totals(store: Store) -> dict[str, dict[str, int]]:
    """How many addresses of each source failed for each reason, when they were last asked for.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     failure_totals(store)
    {}
    """
    totals: dict[str, Counter[str]] = {}
    for source, error, count in store.connection.execute(
            "SELECT source, error, count(*) FROM url WHERE state = 'dead' AND error != '' GROUP BY source, error"):
        totals.setdefault(source, Counter())[reason(error)] += count
    return {source: dict(counts.most_common()) for source, counts in totals.items()}


def failed(store: Store, source: str) -> list[int]:
    """The addresses of a source that failed and may answer another time, by their ids."""
    return [id for id, error in store.connection.execute(
        "SELECT id, error FROM url WHERE source = ? AND state = 'dead' AND error != '' ORDER BY id", [source])
        if may_help(error)]
