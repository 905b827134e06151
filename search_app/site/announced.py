"""make_announced(): what portals announce against what is held, by year, as the page on data tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from corpus.crawling.completeness import Completeness, Month, completeness
from corpus.storing.store import Store
from search_app.wording import write_count

MOST_NAMED = 5  # missing addresses that are named for each source
# What became of an announced address that is not held, as readers are told.
WHY = {
    "dead_links": "liên kết hỏng trên cổng",
    "failed": "không tải được, sẽ hỏi lại",
    "not_allowed": "cổng không cho phép thu thập",
    "waiting": "đang chờ thu thập",
    "no_bulletin": "trang không có nội dung bản tin",
}


@dataclass(frozen=True)
class Year:
    """A year of a source: bulletins that its lists and feeds announce with a day, those of them that are held, those
    that are dead links on the portal, and those that are missing for another reason."""

    year: str
    announced: int
    held: int
    dead: int
    missing: int


@dataclass(frozen=True)
class Lacking:
    """A bulletin that is announced and not held: its day, its address, and why."""

    day: date
    address: str
    why: str


@dataclass(frozen=True)
class Announced:
    """A source: one sentence, its years that announce anything, the latest first, and examples of what is not held."""

    source: str
    sentence: str
    years: tuple[Year, ...]
    examples: tuple[Lacking, ...]


def make_announced(store: Store) -> list[Announced]:
    """Each source whose lists and feeds name bulletins with a day, by name."""
    return [Announced(told.source, write_announced(told), sum_years(told.months),
                      tuple(Lacking(date.fromisoformat(each.day), each.address, WHY[each.why])
                            for each in told.missing[:MOST_NAMED]))
            for told in completeness(store) if told.announced]


def sum_years(months: Iterable[Month]) -> tuple[Year, ...]:
    """Months added up by year, the latest first; a year that announces nothing is left out.

    >>> sum_years([Month("2019-12", announced=2, announced_held=2), Month("2020-01", held=3),
    ...            Month("2019-11", announced=3, announced_held=1, dead_links=1, failed=1)])
    (Year(year='2019', announced=5, held=3, dead=1, missing=1),)
    """
    sums: dict[str, Counter[str]] = {}
    for month in months:
        sums.setdefault(month.month[:4], Counter()).update(
            announced=month.announced, held=month.announced_held, dead=month.dead_links, missing=month.missing)
    return tuple(Year(year, **counts) for year, counts in sorted(sums.items(), reverse=True) if counts["announced"])


def write_announced(told: Completeness) -> str:
    """How much of what is announced is held.

    >>> write_announced(Completeness("a", announced=12, announced_held=9, dead_links=2))
    'Có 9 trong 12 bản tin mà cổng nêu trong danh sách; 2 liên kết hỏng trên cổng; còn thiếu 1.'
    >>> write_announced(Completeness("a", announced=12, announced_held=12))
    'Có đủ 12 bản tin mà cổng nêu trong danh sách.'
    """
    if told.announced_held == told.announced:
        return f"Có đủ {write_count(told.announced)} bản tin mà cổng nêu trong danh sách."
    missing = told.announced - told.announced_held - told.dead_links
    dead = f"; {write_count(told.dead_links)} liên kết hỏng trên cổng" if told.dead_links else ""
    lacking = f"; còn thiếu {write_count(missing)}" if missing else ""
    return (f"Có {write_count(told.announced_held)} trong {write_count(told.announced)} bản tin mà cổng nêu trong danh "
            f"sách{dead}{lacking}.")
