"""Where else the text of a bulletin stands: other bulletins of its family, and addresses without one of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.bulletin import Bulletin
from corpus.dates.writing import write_day
from corpus.storing.families import Families
from corpus.storing.store import Store
from search_app.addresses import bulletin_address, is_web_address
from search_app.library import source_title
from search_app.rows import Link


@dataclass(frozen=True)
class Relatives:
    """The other bulletins of a family, the oldest first, and further addresses."""

    bulletins: tuple[Bulletin, ...] = ()
    addresses: tuple[str, ...] = ()


def find_relatives(bulletins: Iterable[Bulletin], store: Store) -> dict[str, Relatives]:
    """The relatives of those of some bulletins that have any, by id; what is gone is left out."""
    ids = [bulletin.id for bulletin in bulletins]
    families = Families(store)
    family_of = families.of(ids)
    members = families.members(set(family_of.values()))
    held = store.get_many(sorted({id for some in members.values() for id in some}))
    also = families.also(ids)
    found = {}
    for id in ids:
        others = [held[other] for other in members.get(family_of.get(id, ""), ()) if other != id and other in held
                  and not held[other].gone_on]
        others.sort(key=lambda other: (str(other.published_on or "9"), other.id))
        if others or id in also:
            found[id] = Relatives(tuple(others), tuple(also.get(id, ())))
    return found


def make_links(bulletin: Bulletin, relatives: Relatives) -> tuple[Link, ...]:
    """Where else a bulletin's text stands, as links; named by what tells each apart from it."""
    return (*(Link(name_relative(bulletin, other), bulletin_address(other)) for other in relatives.bulletins),
            *(Link(address, address if is_web_address(address) else "") for address in relatives.addresses))


def name_relative(bulletin: Bulletin, other: Bulletin) -> str:
    """A bulletin of the same text, by its portal, by its section where that is the same, and by another day.

    >>> one = Bulletin("1", "", "cong-a", "Tin", section="Y tế")
    >>> name_relative(one, Bulletin("2", "", "cong-a", "Tin", section="Kinh tế"))
    'chuyên mục Kinh tế'
    """
    same_portal = other.source == bulletin.source and other.section not in ("", bulletin.section)
    place = f"chuyên mục {other.section}" if same_portal else source_title(other.source)
    another_day = other.published_on and other.published_on != bulletin.published_on
    return f"{place}, {write_day(other.published_on)}" if another_day and other.published_on else place
