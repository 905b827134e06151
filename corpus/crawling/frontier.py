"""What to fetch next: durable in the store, so that a kill loses nothing. No address is given out twice in a run.

An address is `new`, `leased` (being fetched), `done` or `dead` (for this run). Calendar pages come last, when the days
that the corpus covers are known, and only within them. A pattern of addresses that gave neither a bulletin nor the way
to one waits once it has been tried often enough; what still waits at the end is left out, aloud.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from corpus.crawling.addresses import calendar_days, origin, pattern
from corpus.storing.bulletin_rows import write
from corpus.storing.store import Store

MAX_DEPTH = 15  # steps from the start; a portal's sections are 3 to 5 deep, and paging does not count
MAX_USELESS = 200  # pages of one pattern without a bulletin: a calendar of half a year, a gallery, a search that loops
MAX_SAME_FOLDER = 3  # /a/b/a/b/a/b: relative links on a page that is served under every address
CALENDAR_MARGIN = timedelta(days=31)  # beside the days of the corpus: what was published since, or before
EARLIEST = date(2000, 1, 1)  # for a corpus without days yet: portals are not older

# Never asked for: they hold no text, or stay links as attachments. A packed sitemap (.xml.gz) is no such file.
NO_PAGE = re.compile(r"(?<!\.xml)\.(pdf|docx?|xlsx?|pptx?|rtf|od[tsp]|zip|rar|7z|gz|tar|exe|apk|msi|iso|jpe?g|jfif|png"
                     r"|gif|bmp|tiff?|webp|svg|ico|css|js|json|woff2?|ttf|eot|mp[34]|wm[av]|avi|mov|flv|swf|wav|ogg"
                     r"|m3u8)$", re.IGNORECASE)


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


TARGET = ("url.id, url.address, url.origin, url.depth, url.tries, url.etag, url.last_modified, url.sha256, url.page, "
          "url.content_type, url.read_with, url.bulletin, url.misses")


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

    def __init__(self, store: Store, source: str, run: int):
        self.source, self.run = source, run
        self.connection = store.connection
        self.left_out: Counter[str] = Counter()  # why, and how many addresses
        self.connection.executescript("CREATE TEMP TABLE IF NOT EXISTS waiting (pattern TEXT PRIMARY KEY);"
                                      "CREATE TEMP TABLE IF NOT EXISTS blocked (origin TEXT PRIMARY KEY);"
                                      "DELETE FROM waiting; DELETE FROM blocked;")
        for found, in self.connection.execute("SELECT DISTINCT pattern FROM url WHERE source = ? AND run = ?",
                                              [source, run]).fetchall():
            self._watch(found)

    def begin(self) -> None:
        """Every address is to be asked again: a new run."""
        self.connection.execute("UPDATE url SET state = 'new', tries = 0, not_before = 0 WHERE source = ?",
                                [self.source])

    def go_on(self) -> None:
        """What was being fetched when the last sitting ended is fetched again."""
        self.connection.execute("UPDATE url SET state = 'new' WHERE source = ? AND state = 'leased'", [self.source])

    def add(self, address: str, *, depth: int = 0, found_from: int | None = None) -> None:
        """An address that was found; one that is known already, or that leads nowhere, changes nothing."""
        path = urlsplit(address).path
        if NO_PAGE.search(path):
            return
        folders = Counter(folder for folder in path.split("/") if not folder.isdecimal())
        del folders[""]
        if max(folders.values(), default=0) >= MAX_SAME_FOLDER:
            self.left_out["lặp lại tên thư mục"] += 1
            return
        if depth > MAX_DEPTH:
            self.left_out[f"sâu hơn {MAX_DEPTH} bước"] += 1
            return
        days = calendar_days(address)
        first, last = (write(days[0]), write(days[1])) if days else ("", "")
        self.connection.execute("INSERT OR IGNORE INTO host (origin) VALUES (?)", [origin(address)])
        self.connection.execute(
            "INSERT OR IGNORE INTO url (source, address, origin, pattern, depth, found_from, first_day, last_day) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [self.source, address, origin(address), pattern(address), depth, found_from, first, last])

    def next(self) -> Target | float | None:
        """The address to fetch now, or in how many seconds there will be one, or None where none is left."""
        for which, values in (("url.first_day = ''", []),
                              ("url.first_day > '' AND url.last_day >= ? AND url.first_day <= ?", self._days())):
            left = ("FROM url JOIN host USING (origin) WHERE url.source = ? AND url.state = 'new' "
                    f"AND {which} AND url.pattern NOT IN (SELECT pattern FROM waiting) "
                    "AND url.origin NOT IN (SELECT origin FROM blocked)")
            now = time.time()
            row = self.connection.execute(f"SELECT {TARGET} {left} AND url.not_before <= ? AND host.next_at <= ? "
                                          "ORDER BY url.id LIMIT 1", [self.source, *values, now, now]).fetchone()
            if row:
                return Target(*row)
            soonest, = self.connection.execute(f"SELECT min(max(url.not_before, host.next_at)) {left}",
                                               [self.source, *values]).fetchone()
            if soonest is not None:
                return max(0.0, soonest - now)
        return None

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
        """Ends a lease, and notes what was learnt of the address: columns of the table `url`."""
        values = {"state": state, **columns}
        self.connection.execute(f"UPDATE url SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?",
                                [*values.values(), target.id])
        self._watch(pattern(target.address))

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

    def wait_for(self, origin: str, seconds: float) -> None:
        """Nobody asks a server before so many seconds have passed."""
        self.connection.execute("UPDATE host SET next_at = ? WHERE origin = ?", [time.time() + seconds, origin])

    def must_wait(self, origin: str) -> bool:
        """Whether a server is not to be asked right now."""
        return bool(self.connection.execute("SELECT 1 FROM host WHERE origin = ? AND next_at > ?",
                                            [origin, time.time()]).fetchone())

    def block(self, origin: str) -> None:
        """Nothing more is asked of a server in this sitting."""
        self.connection.execute("INSERT OR IGNORE INTO blocked VALUES (?)", [origin])

    def credit(self, id: int) -> None:
        """A page gave a bulletin: it was worth fetching, and so was the one that led to it."""
        for found, in self.connection.execute(
                "UPDATE url SET useful = 1 WHERE useful = 0 AND id IN (?, (SELECT found_from FROM url WHERE id = ?)) "
                "RETURNING pattern", [id, id]).fetchall():
            self._watch(found)

    def _watch(self, found: str) -> None:
        """Lets a pattern wait, or go on, by how many of its pages were of no use in this run."""
        useless, = self.connection.execute(
            "SELECT count(*) FROM url WHERE source = ? AND pattern = ? AND run = ? AND useful = 0 "
            "AND state IN ('done', 'dead')", [self.source, found, self.run]).fetchone()
        change = ("INSERT OR IGNORE INTO waiting VALUES (?)" if useless >= MAX_USELESS else
                  "DELETE FROM waiting WHERE pattern = ?")
        self.connection.execute(change, [found])

    def queued(self) -> int:
        """How many addresses are still to be asked for, those that wait for their pattern included."""
        return self.connection.execute("SELECT count(*) FROM url WHERE source = ? AND state = 'new'",
                                       [self.source]).fetchone()[0]

    def notes(self) -> list[str]:
        """What was left out of this run, and why: a line for each reason."""
        notes = [f"bỏ qua {count} địa chỉ: {why}" for why, count in self.left_out.most_common()]
        for found, count in self.connection.execute(
                "SELECT pattern, count(*) FROM url WHERE source = ? AND state = 'new' AND pattern IN "
                "(SELECT pattern FROM waiting) GROUP BY pattern ORDER BY count(*) DESC", [self.source]):
            notes.append(f"bỏ qua {count} địa chỉ theo mẫu {found}: quá {MAX_USELESS} trang không có bản tin")
        first, last = self._days()
        count, = self.connection.execute(
            "SELECT count(*) FROM url WHERE source = ? AND state = 'new' AND first_day > '' "
            "AND (last_day < ? OR first_day > ?) AND pattern NOT IN (SELECT pattern FROM waiting)",
            [self.source, first, last]).fetchone()
        if count:
            notes.append(f"bỏ qua {count} trang lịch ngoài khoảng {first} đến {last}")
        return notes


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
