"""Where a portal puts things, where the generic extractor needs to be told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rules:
    """Where a portal puts things, as CSS selectors; an empty one leaves the search to the generic extractor."""

    title: str = ""
    body: str = ""
    summary: str = ""
    date: str = ""
    author: str = ""
    section: str = ""
    remove: tuple[str, ...] = ()

    def selectors(self) -> tuple[str, ...]:
        """Every selector that is set."""
        single = (self.title, self.body, self.summary, self.date, self.author, self.section)
        return tuple(css for css in (*single, *self.remove) if css)
