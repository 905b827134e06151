"""How far a crawl has come, and what it came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

COUNTED = ("fetched", "new", "changed", "unchanged", "gone", "failed")
NOTED = (("missing", "{} liên kết hỏng (HTTP 404, 410)"), ("twin", "{} trang trùng nội dung với trang khác"),
         ("file", "đọc được {} tệp đính kèm"), ("mute_file", "{} tệp đính kèm không đọc được chữ"),
         ("robots", "bỏ qua {} địa chỉ theo robots.txt"))


@dataclass(frozen=True)
class Progress:
    """How far a sitting has come."""

    fetched: int
    queued: int
    new: int
    failed: int
    address: str


@dataclass(frozen=True)
class CrawlReport:
    """What a sitting came to: answers fetched; bulletins new, changed, unchanged and gone; addresses failed.

    `notes` say what was left out and why. `finished` is False where addresses are still to be asked for: the next
    crawl goes on with them. `fetched_before`: what earlier sittings of the same run fetched, until they were ended.
    """

    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    failed: int = 0
    seconds: float = 0.0
    finished: bool = False
    fetched_before: int = 0
    notes: tuple[str, ...] = ()

    @property
    def ends_earlier_work(self) -> bool:
        """Whether there was nothing left but to write down that a run was through: its last sitting ended after the
        last answer, and before that was noted.

        >>> CrawlReport(finished=True, fetched_before=12).ends_earlier_work
        True
        """
        return bool(self.finished and self.fetched_before) and not self.fetched and not self.failed


@dataclass(frozen=True)
class Outcome:
    """What an address came to: new, changed, unchanged, gone, failed, missing, twin, page, robots, forbidden or later;
    file, mute_file and same_file of what hangs on a bulletin;
    `note` is said aloud. `fetched`: whether an answer came."""

    kind: str
    note: str = ""
    fetched: bool = True


class Tally:
    """Counts outcomes.

    >>> tally = Tally()
    >>> tally.count(Outcome("twin"))
    >>> tally.notes(), tally["fetched"]
    (['1 trang trùng nội dung với trang khác'], 1)
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._notes: list[str] = []

    def __getitem__(self, kind: str) -> int:
        return self._counts[kind]

    def count(self, outcome: Outcome) -> None:
        """Counts what an address came to."""
        self._counts[outcome.kind] += 1
        self._counts["fetched"] += outcome.fetched
        if outcome.note:
            self.note(outcome.note)

    def count_failures(self, count: int) -> None:
        """Counts failures that are no address's."""
        self._counts["failed"] += count

    def note(self, text: str) -> None:
        """Something to be said aloud."""
        self._notes.append(text)

    def notes(self) -> list[str]:
        """What is to be said aloud."""
        counted = [text.format(self._counts[kind]) for kind, text in NOTED if self._counts[kind]]
        return [*self._notes, *counted]

    def report(self, seconds: float, finished: bool, notes: list[str]) -> CrawlReport:
        """What it came to."""
        counts = {kind: self._counts[kind] for kind in COUNTED}
        return CrawlReport(**counts, seconds=round(seconds, 3), finished=finished, notes=tuple(notes))
