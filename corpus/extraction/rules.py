"""Where a portal puts things, where the generic extractor needs to be told."""

from __future__ import annotations

from dataclasses import dataclass, fields

LISTS, BULLETINS, STANDING = "lists", "bulletins", "standing"  # kinds of pages, told by their addresses


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
        single = (getattr(self, field.name) for field in fields(self) if field.name != "remove")
        return tuple(css for css in (*single, *self.remove) if css)
