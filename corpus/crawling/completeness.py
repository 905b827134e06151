"""completeness(): what portals announce in their lists, feeds, pagers and calendars against what is held, by month.

A bulletin is announced where a list or a feed names its address with a day. What became of that address says whether
it is held; if not, whether the link is dead on the portal, whether we failed, or whether nobody has asked yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.crawling.failures import DEAD_LINK, FORBIDDEN, reason
from corpus.crawling.pagers import POSTED, is_further_page, list_of
from corpus.storing.store import Store

HELD, DEAD, FAILED, CLOSED, WAITING, NONE = "held", "dead_links", "failed", "not_allowed", "waiting", "no_bulletin"
MAX_HOPS = 4  # redirects from an announced address to its page
TABLE = "announced"  # a store that is only read may be an older one
MAX_EXAMPLES = 20  # missing addresses that are named for each source


@dataclass(frozen=True)
class Month:
    """One month of a source ("2017-03"): bulletins held in all; those that were announced, and what became of them.

    `days_announced` are the days of which the portal's calendar has a page, `days_held` those with a bulletin.
    """

    month: str
    held: int = 0
    announced: int = 0
    announced_held: int = 0
    dead_links: int = 0
    failed: int = 0
    not_allowed: int = 0
    waiting: int = 0
    no_bulletin: int = 0
    days_announced: int = 0
    days_held: int = 0

    @property
    def missing(self) -> int:
        """Announced bulletins that are not held though the portal may still have them."""
        return self.failed + self.not_allowed + self.waiting + self.no_bulletin


@dataclass(frozen=True)
class Missing:
    """An announced address that is not held, its day, and why ("dead_links", "failed", …)."""

    address: str
    day: str
    why: str


@dataclass(frozen=True)
class ListTold:
    """What a list says of itself: so many pages, so many items (0 where it is silent); and its pages that were read."""

    address: str
    pages: int
    items: int
    pages_read: int


@dataclass(frozen=True)
class Completeness:
    """A source: its months, the earliest first; its lists; examples of what is missing, dead links last."""

    source: str
    months: tuple[Month, ...] = ()
    lists: tuple[ListTold, ...] = ()
    missing: tuple[Missing, ...] = ()
    announced: int = 0
    announced_held: int = 0
    dead_links: int = 0

    @property
    def share(self) -> float:
        """The share of what is announced and not dead on the portal that is held, 0 to 1; 1 where nothing is."""
        alive = self.announced - self.dead_links
        return self.announced_held / alive if alive else 1.0


@dataclass
class Counting:
    """What is counted of one source."""

    by_month: dict[str, Counter[str]] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)

    def month(self, day: str) -> Counter[str]:
        """The counts of the month of a day."""
        return self.by_month.setdefault(day[:7], Counter())


def completeness(store: Store) -> tuple[Completeness, ...]:
    """Each source of a store, by name.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     completeness(store)
    ()
    """
    if not store.connection.has_table(TABLE):
        return ()
    names = [name for name, in store.connection.execute(
        "SELECT source FROM url UNION SELECT source FROM announced ORDER BY source")]
    return tuple(measure(store, name) for name in names)


def measure(store: Store, source: str) -> Completeness:
    """One source."""
    counting = Counting()
    states = states_of(store, source)
    seen: set[str] = set()
    for address, day in store.connection.execute(
            "SELECT address, day FROM announced WHERE source = ? ORDER BY day, address", [source]):
        address, state = arrive(address, states)
        if address in seen:
            continue
        seen.add(address)
        month = counting.month(day)
        month["announced"] += 1
        month["announced_held" if state == HELD else state] += 1
        if state != HELD:
            counting.missing.append(Missing(address, day, state))
    count_held(store, source, counting)
    count_days(store, source, counting)
    months = tuple(Month(month, **counts) for month, counts in sorted(counting.by_month.items()))
    missing = sorted(counting.missing, key=lambda each: (each.why == DEAD, each.day), reverse=False)
    return Completeness(source, months, tuple(lists_of(store, source)), tuple(missing[:MAX_EXAMPLES]),
                        sum(each.announced for each in months), sum(each.announced_held for each in months),
                        sum(each.dead_links for each in months))


def states_of(store: Store, source: str) -> dict[str, tuple[str, str]]:
    """What became of each address of a source, and where it was redirected to."""
    return {address: (state_of(state, error, bulletin is not None, is_twin), to)
            for address, state, error, bulletin, is_twin, to in store.connection.execute(
                "SELECT address, state, error, bulletin, state = 'done' AND page IS NOT NULL AND read_with = '', "
                "redirected_to FROM url WHERE source = ?", [source])}


def state_of(state: str, error: str, holds: bool, is_twin: bool) -> str:
    """What became of an address.

    >>> state_of("dead", "HTTP 404", False, False), state_of("dead", "HTTP 500", False, False)
    ('dead_links', 'failed')
    >>> state_of("done", "", False, True), state_of("new", "", False, False)
    ('held', 'waiting')
    """
    if holds or is_twin:
        return HELD
    if state in ("new", "leased"):
        return WAITING
    if not error:
        return NONE
    return {DEAD_LINK: DEAD, FORBIDDEN: CLOSED}.get(reason(error), FAILED)


def arrive(address: str, states: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Where an announced address leads to in the end, and what became of that."""
    for _ in range(MAX_HOPS):
        to = states.get(address, ("", ""))[1]
        if not to or to not in states:
            break
        address = to
    return address, states[address][0] if address in states else CLOSED


def count_held(store: Store, source: str, counting: Counting) -> None:
    """The bulletins of each month, and the days that have one."""
    for day, count in store.connection.execute(
            "SELECT published_on, count(*) FROM bulletin WHERE source = ? AND gone_on = '' AND published_on > '' "
            "GROUP BY published_on", [source]):
        counting.month(day).update(held=count, days_held=1)


def count_days(store: Store, source: str, counting: Counting) -> None:
    """The days of which the portal's calendar has a page that was read, or a link to one that waits."""
    for day, in store.connection.execute(
            "SELECT DISTINCT first_day FROM url WHERE source = ? AND first_day > '0001-01-01' AND first_day = last_day "
            "AND state = 'done'", [source]):
        counting.month(day)["days_announced"] += 1


def lists_of(store: Store, source: str) -> list[ListTold]:
    """What lists say of themselves, and how many of their pages were read."""
    read = Counter(list_of(address) for address, in store.connection.execute(
        "SELECT address FROM url WHERE source = ? AND bulletin IS NULL AND page IS NOT NULL", [source]))
    told: dict[str, ListTold] = {}
    for address, pages, items in store.connection.execute(
            "SELECT address, pages, items FROM announced_count WHERE source = ? ORDER BY address", [source]):
        key = list_of(address)
        before = told.get(key)
        name = address if not is_further_page(address) else before.address if before else address.partition(POSTED)[0]
        told[key] = ListTold(name, max(pages, before.pages if before else 0), max(items, before.items if before else 0),
                             read[key])
    return sorted(told.values(), key=lambda each: each.address)
