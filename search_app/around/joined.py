"""Lists in which a story stands once, however many portals tell it: the first of its family, and where else it is."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.bulletin import Bulletin
from corpus.storing.browsing import Browsing
from corpus.storing.families import Families
from corpus.storing.store import Store
from search_app.addresses import bulletin_address
from search_app.around.relatives import name_relative
from search_app.rows import LATEST_SHOWN, Link, Row, make_rows

LOOKED_AT = 4 * LATEST_SHOWN  # a story stands on a handful of portals on its day


def join_rows(bulletins: Sequence[Bulletin], store: Store, *, with_teaser: bool = True) -> list[Row]:
    """The lines of a list, one for each story, in the order of the list."""
    families = Families(store).of([bulletin.id for bulletin in bulletins])
    stories: dict[str, list[Bulletin]] = {}
    for bulletin in bulletins:
        stories.setdefault(families.get(bulletin.id, bulletin.id), []).append(bulletin)
    rows = make_rows([story[0] for story in stories.values()], with_teaser=with_teaser)
    return [row._replace(also=tuple(Link(name_relative(first, other), bulletin_address(other)) for other in others))
            for row, (first, *others) in zip(rows, stories.values(), strict=True)]


def latest_rows(store: Store) -> list[Row]:
    """The latest stories of a store."""
    return join_rows(Browsing(store).latest(LOOKED_AT), store)[:LATEST_SHOWN]
