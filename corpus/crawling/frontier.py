"""What to fetch next: durable in the store, so that a kill loses nothing. No address is given out twice in a run.

Where several crawlers share a store, who is given an address holds its server until it is settled (servers.py), and
what a crawler that died had in hand is given out again.

An address is `new`, `leased` (being fetched), `done` or `dead` (for this run). Calendar pages come last, when the days
that the corpus covers are known, and only within them. A pattern of addresses that gave neither a bulletin nor the way
to one waits once it has been tried often enough; what still waits at the end is left out, aloud.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.crawling.addresses import origin, pattern
from corpus.crawling.bounds import Bounds
from corpus.crawling.link import REPEATS, Link, is_page, make_link, repeats_itself
from corpus.crawling.pagers import POSTED, Post
from corpus.crawling.partial import is_partial
from corpus.crawling.servers import HELD, HOLD_SECONDS, Servers
from corpus.crawling.traps import Traps
from corpus.storing.bulletin_rows import write
from corpus.storing.compression import compress, expand
from corpus.storing.store import Store

ENDED = ("done", "dead")
MAX_TRIES = 3  # of one address in one run
INTERRUPTED = f"{MAX_TRIES} lần bị ngắt khi đang tải hay đọc trang này"
LOOK_SECONDS = 0.25  # how soon we look again whether another crawler has let go
LOOK_AROUND_SECONDS = 30.0  # how often we look what other crawlers left, and what they did
MAX_DEPTH = 15  # steps from the start; a portal's sections are 3 to 5 deep, and paging does not count
CALENDAR_MARGIN = timedelta(days=31)  # beside the days of the corpus: what was published since, or before
EARLIEST = date(2000, 1, 1)  # for a corpus without days yet: portals are not older


@dataclass(frozen=True)
class Target:
    """An address to fetch, and what is known of it from before."""

    id: int
    address: str
    origin: str
    depth: int
    tries: int
    etag: str
    last_modified: str
    sha256: bytes | None
    page: bytes | None
    content_type: str
    read_with: str
    bulletin: str | None
    misses: int
    is_file: bool = False  # that hangs on a bulletin


TARGET = ("url.id, url.address, url.origin, url.depth, url.tries, url.etag, url.last_modified, url.sha256, url.page, "
          "url.content_type, url.read_with, url.bulletin, url.misses, "
          "EXISTS (SELECT 1 FROM file WHERE file.address = url.address)")

# When an address may be asked for: what is later, its own time or its server's.
LATER = "CASE WHEN url.not_before > host.next_at THEN url.not_before ELSE host.next_at END"


class Frontier:
    """The addresses of one source in one run. A store works on one at a time.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     frontier = Frontier(store, "example.vn", run=1)
    ...     frontier.add("http://example.vn/")
    ...     frontier.add("http://example.vn/")
    ...     frontier.next().address, frontier.queued()
    ('http://example.vn/', 1)
    """

    def __init__(self, store: Store, source: str, run: int, *, delay: float = 0.0, bounds: Bounds = Bounds(),
                 hold_seconds: float = HOLD_SECONDS):
        self.source, self.run = source, run
        self.partial = is_partial(store, run)
        self.order = "url.bulletin IS NOT NULL, url.id" if self.partial else "url.id"  # lists and feeds first
        self.connection = store.connection
        self.servers = Servers(store.connection, delay, hold_seconds)
        self.traps = Traps(store.connection, source, run, bounds)
        self._looked_at = time.monotonic()

    def begin(self) -> None:
        """Every address is to be asked again: a new run."""
        self.connection.execute("UPDATE url SET state = 'new', tries = 0, not_before = 0 WHERE source = ?",
                                [self.source])

    def begin_again(self, ids: Iterable[int]) -> None:
        """Some addresses are to be asked again, and no others: a run that mends the last one."""
        self.connection.executemany("UPDATE url SET state = 'new', tries = 0, not_before = 0 WHERE id = ?",
                                    [(id,) for id in ids])

    def go_on(self, pause: float = 0.0) -> None:
        """What was being fetched when the last sitting ended is fetched again, after a pause: others come first. What
        another crawler holds is in its hands.

        What was tried so often already is dead: it may be the page itself that ends us.
        """
        which, values = "source = ? AND state = 'leased'", list[object]([self.source])
        if not self.servers.is_alone:
            which += f" AND origin NOT IN (SELECT origin FROM host WHERE {HELD})"
            values += self.servers.held_elsewhere()
        dead = self.connection.execute(f"UPDATE url SET state = 'dead', error = ? WHERE {which} AND tries >= ?",
                                       [INTERRUPTED, *values, MAX_TRIES]).rowcount
        if dead:
            self.traps.left_out[INTERRUPTED] += dead
        self.connection.execute(f"UPDATE url SET state = 'new', not_before = ? WHERE {which}",
                                [self.servers.now() + pause, *values])

    def add(self, address: str, *, depth: int = 0, found_from: int | None = None) -> None:
        """An address that was found; one that is known already, or that leads nowhere, changes nothing."""
        if not is_page(address):
            return
        if repeats_itself(address):
            self.traps.left_out[REPEATS] += 1
            return
        self.add_links([make_link(address)], depth=depth, found_from=found_from)

    def add_files(self, addresses: Iterable[str], *, depth: int, found_from: int | None = None) -> None:
        """Files that hang on a bulletin: what a bulletin names is no trap, and of use."""
        self.add_links([Link(address, origin(address), pattern(address), "", "") for address in addresses],
                       depth=min(depth, MAX_DEPTH), found_from=found_from, useful=True)

    def add_links(self, links: Iterable[Link], *, depth: int, found_from: int | None = None,
                  useful: bool = False) -> int:
        """Links that may lead to pages, of a page that lies `depth` steps from the start; how many were not known."""
        near: list[Link] = []
        for link in links:
            if depth + link.steps <= MAX_DEPTH:
                near.append(link)
            else:
                self.traps.left_out[f"sâu hơn {MAX_DEPTH} bước"] += 1
        near = self.traps.within_source(near)
        self.servers.know(*{link.origin for link in near})
        unknown = self.connection.executemany(
            "INSERT INTO url (source, address, origin, pattern, depth, found_from, first_day, last_day, "
            "useful) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(self.source, link.address, link.origin, link.pattern, depth + link.steps, found_from, link.first_day,
              link.last_day, useful) for link in near]).rowcount if near else 0
        self.traps.known += unknown
        return unknown

    def add_posts(self, posts: Iterable[Post], *, depth: int, found_from: int) -> int:
        """Further pages of a list that are asked for with a form; how many were not known. What is to be sent is kept
        beside the address, the latest form in place of older ones."""
        made = list(posts)
        self.connection.executemany("INSERT INTO post (source, address, body) VALUES (?, ?, ?) "
                                    "ON CONFLICT (source, address) DO UPDATE SET body = excluded.body",
                                    [(self.source, post.address, compress(post.body)) for post in made])
        return self.add_links([make_link(post.address) for post in made], depth=depth, found_from=found_from)

    def form_of(self, target: Target) -> bytes:
        """What is to be sent to an address; empty for nearly all, which are asked for as they are."""
        found = self.connection.execute("SELECT body FROM post WHERE source = ? AND address = ?",
                                        [self.source, target.address]).fetchone() if POSTED in target.address else None
        return expand(found[0]) if found else b""

    def reopen(self, addresses: Iterable[str]) -> None:
        """Addresses that are known are asked again in this run, unless they were already."""
        self.connection.executemany("UPDATE url SET state = 'new', tries = 0, not_before = 0 WHERE source = ? "
                                    "AND address = ? AND run != ? AND state IN ('done', 'dead')",
                                    [(self.source, address, self.run) for address in addresses])

    def next(self) -> Target | float | None:
        """The address to fetch now, or in how many seconds there will be one, or None where none is left."""
        if self.servers.is_alone:
            return self._find()
        self._look_around()
        while isinstance(found := self._find(), Target):
            if self._take(found):
                return found
        if found is not None:
            return found
        held = self.connection.execute(f"SELECT 1 FROM url JOIN host USING (origin) WHERE url.source = ? AND "
                                       f"url.state = 'leased' AND {HELD} LIMIT 1",
                                       [self.source, *self.servers.held_elsewhere()]).fetchone()
        return LOOK_SECONDS if held else None  # what it leads to may be new

    def _find(self) -> Target | float | None:
        """As `next`, as things look now. What another crawler holds may be free any moment."""
        if self.traps.run_is_full():
            return None
        held: list[object] = []
        soon: list[object] = []
        free, later = "", LATER
        if not self.servers.is_alone:
            held, free = self.servers.held_elsewhere(), f" AND NOT ({HELD})"
            soon = [*held, self.servers.now() + LOOK_SECONDS]
            later = f"CASE WHEN {HELD} THEN ? ELSE {LATER} END"
        for which, values in (("url.first_day = ''", []),
                              ("url.first_day > '' AND url.last_day >= ? AND url.first_day <= ?", self._days())):
            left = ("FROM url JOIN host USING (origin) WHERE url.source = ? AND url.state = 'new' "
                    f"AND {which} AND url.pattern NOT IN (SELECT pattern FROM waiting) "
                    f"AND url.origin NOT IN (SELECT origin FROM blocked) AND {self.traps.promising()}")
            now = self.servers.now()
            for fresh in (" AND url.tries = 0", ""):  # what failed, or what we ended over, comes after all others
                row = self.connection.execute(
                    f"SELECT {TARGET} {left}{fresh} AND url.not_before <= ? AND host.next_at <= ?{free} "
                    f"ORDER BY {self.order} LIMIT 1", [self.source, *values, now, now, *held]).fetchone()
                if row:
                    return Target(*row)
            soonest, = self.connection.execute(f"SELECT min({later}) {left}",
                                               [*soon, self.source, *values]).fetchone()
            if soonest is not None:
                return max(0.0, soonest - now)
        return None

    def _take(self, target: Target) -> bool:
        """Takes hold of an address's server; whether it is ours, and the address still to be asked for."""
        if not self.servers.hold(target.origin):
            return False
        if self.connection.execute("SELECT 1 FROM url WHERE id = ? AND state = 'new' AND not_before <= ?",
                                   [target.id, self.servers.now()]).fetchone():
            return True
        self.servers.let_go(target.origin, asked=False)
        return False

    def _look_around(self) -> None:
        """Now and then: what crawlers that died had in hand, and how far the others have brought the run."""
        if time.monotonic() - self._looked_at > min(LOOK_AROUND_SECONDS, self.servers.hold_seconds):
            self._looked_at = time.monotonic()
            self.go_on()
            self.traps.look()

    def _days(self) -> list[str]:
        """The days of which calendar pages are asked for: those of the source's bulletins, and a little more."""
        first, = self.connection.execute("SELECT min(published_on) FROM bulletin WHERE source = ? AND gone_on = '' "
                                         "AND published_on > ''", [self.source]).fetchone()
        begin = date.fromisoformat(first) - CALENDAR_MARGIN if first else EARLIEST
        return [write(begin), write(date.today() + CALENDAR_MARGIN)]

    def lease(self, target: Target) -> None:
        """Marks an address as being fetched."""
        self.connection.execute("UPDATE url SET state = 'leased', tries = tries + 1, run = ? WHERE id = ?",
                                [self.run, target.id])

    def settle(self, target: Target, state: str, columns: Mapping[str, object]) -> None:
        """Ends a lease, and notes what was learnt of the address: columns of the table `url`. Raises HoldLost where
        another crawler asks its server by now: then all that belongs to it is dropped."""
        values = {"state": state, **columns}
        useful, = self.connection.execute(
            f"UPDATE url SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ? RETURNING useful",
            [*values.values(), target.id]).fetchone()
        self.servers.let_go(target.origin)
        if state in ENDED:
            self.traps.ended(target.origin, useful)
        self.traps.watch(pattern(target.address))

    def hops_from(self, address: str) -> list[str]:
        """The addresses that redirects lead to from one on, as far as they are known; each once."""
        hops: list[str] = []
        while address:
            found = self.connection.execute("SELECT redirected_to FROM url WHERE source = ? AND address = ? "
                                            "AND state != 'new'", [self.source, address]).fetchone()
            address = found[0] if found and found[0] not in hops else ""
            hops += [address] * bool(address)
        return hops

    def forbid(self, target: Target, error: str) -> None:
        """An address that may not be asked for in this run; it was not."""
        self.connection.execute("UPDATE url SET state = 'dead', error = ? WHERE id = ?", [error, target.id])
        self.servers.let_go(target.origin, asked=False)

    def credit(self, id: int) -> None:
        """A page gave a bulletin: it was worth fetching, and so was the one that led to it."""
        for found, state, run in self.connection.execute(
                "UPDATE url SET useful = 1 WHERE useful = 0 AND id IN (?, (SELECT found_from FROM url WHERE id = ?)) "
                "RETURNING pattern, state, run", [id, id]).fetchall():
            self.traps.proved(found, ended=run == self.run and state in ENDED)

    def queued(self) -> int:
        """How many addresses are still to be asked for, those that wait for their pattern included."""
        return self.connection.execute("SELECT count(*) FROM url WHERE source = ? AND state = 'new'",
                                       [self.source]).fetchone()[0]

    def notes(self) -> list[str]:
        """What was left out of this run, and why: a line for each reason."""
        notes = self.traps.notes()
        first, last = self._days()
        count, = self.connection.execute(
            "SELECT count(*) FROM url WHERE source = ? AND state = 'new' AND first_day > '' "
            "AND (last_day < ? OR first_day > ?) AND pattern NOT IN (SELECT pattern FROM waiting)",
            [self.source, first, last]).fetchone()
        if count:
            notes.append(f"bỏ qua {count} trang lịch ngoài khoảng {first} đến {last}")
        return notes


def clear_waits(store: Store, source: str) -> None:
    """Forgets how long the servers of a source wished to be left alone, and the pauses before another try."""
    with store.transaction():
        store.connection.execute("UPDATE host SET next_at = 0 WHERE origin IN "
                                 "(SELECT origin FROM url WHERE source = ?)", [source])
        store.connection.execute("UPDATE url SET not_before = 0 WHERE source = ?", [source])


def count_states(store: Store) -> dict[str, dict[str, int]]:
    """How many addresses of each source are in each state.

    >>> from pathlib import Path
    >>> with Store.open(Path(":memory:")) as store:
    ...     Frontier(store, "example.vn", run=1).add("http://example.vn/")
    ...     count_states(store)
    {'example.vn': {'new': 1}}
    """
    counts: dict[str, dict[str, int]] = {}
    for source, state, count in store.connection.execute(
            "SELECT source, state, count(*) FROM url GROUP BY source, state ORDER BY source, state"):
        counts.setdefault(source, {})[state] = count
    return counts
