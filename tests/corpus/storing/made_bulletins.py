"""Bulletins of a line, for tests in which only their days and sources count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from corpus.bulletin import Bulletin


def bulletin(id: str, day: str = "2017-03-22", *, at: str = "", source: str = "a", section: str = "") -> Bulletin:
    """A bulletin of a day (YYYY-MM-DD, or "" for none) and an hour."""
    return Bulletin(id, f"http://{source}/{id}", source, f"Tin {id}", "Nội dung.", section=section,
                    published_on=date.fromisoformat(day) if day else None,
                    published_at=time.fromisoformat(at) if at else None)


def ids(bulletins: Iterable[Bulletin]) -> list[str]:
    """The ids of some bulletins, in order."""
    return [one.id for one in bulletins]
