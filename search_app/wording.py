"""How the pages write days, times and counts in Vietnamese."""

from __future__ import annotations

from datetime import datetime

from corpus.dates.local_time import LOCAL_TIME
from corpus.dates.writing import write_day
from corpus.storing.browsing import Coverage

SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
NO_DAY = "Không rõ ngày đăng"


def write_count(count: int) -> str:
    """A count with dots between thousands, as Vietnamese writes it.

    >>> write_count(41203)
    '41.203'
    """
    return f"{count:,}".replace(",", ".")


def write_bytes(count: int) -> str:
    """A size in KB or MB, as people tell it.

    >>> write_bytes(1_500_000), write_bytes(30_200), write_bytes(90)
    ('1,5 MB', '30 KB', '1 KB')
    """
    if count >= 1_000_000:
        return f"{count / 1e6:.1f} MB".replace(".", ",")
    return f"{max(1, round(count / 1e3))} KB"


def write_moment(moment: datetime) -> str:
    """An aware time as a clock on a wall in Vietnam shows it.

    >>> from datetime import timezone
    >>> write_moment(datetime(2017, 3, 22, 23, 30, tzinfo=timezone.utc))
    '06:30 ngày 23/03/2017'
    """
    local = moment.astimezone(LOCAL_TIME)
    return f"{local:%H:%M} ngày {write_day(local.date())}"


def write_iso_day(day: str) -> str:
    """An ISO day as Vietnamese writes it.

    >>> write_iso_day("2025-07-01")
    '01/07/2025'
    """
    return "/".join(reversed(day.split("-")))


def quote(text: str) -> str:
    """What was typed, in quotation marks where it has none of its own.

    >>> quote("lũ lụt"), quote('"lũ lụt"')
    ('“lũ lụt”', '"lũ lụt"')
    """
    return text if '"' in text else f"“{text}”"


def write_coverage(coverage: Coverage) -> str:
    """What the store holds, in one sentence.

    >>> from datetime import date
    >>> write_coverage(Coverage(2, date(2017, 3, 22), date(2018, 1, 5), None))
    'Kho có 2 bản tin, từ 22/03/2017 đến 05/01/2018.'
    >>> write_coverage(Coverage(0, None, None, None))
    'Kho chưa có bản tin nào.'
    """
    if not coverage.count:
        return "Kho chưa có bản tin nào."
    parts = [f"Kho có {write_count(coverage.count)} bản tin"]
    if coverage.first_day and coverage.last_day:
        parts.append(f"từ {write_day(coverage.first_day)} đến {write_day(coverage.last_day)}")
    if coverage.updated_at:
        parts.append(f"cập nhật {write_moment(coverage.updated_at)}")
    return ", ".join(parts) + "."
