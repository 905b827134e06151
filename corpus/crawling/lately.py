"""Lately: what a crawl asks that only wants what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from corpus.crawling.failures import failed
from corpus.crawling.link import is_page
from corpus.crawling.pagers import is_further_page
from corpus.crawling.scope import is_feed_address
from corpus.storing.bulletin_rows import write
from corpus.storing.store import Store

LISTS, RECENT, FAILED = 0.01, 0.005, 0.002  # of a source's addresses that are asked again, for each reason
FEWEST = 10  # of each, however small a source is


@dataclass(frozen=True)
class Lately:
    """What may have changed in a source lately: where new bulletins show themselves, and those that are corrected."""

    store: Store
    source: str
    since: timedelta

    def ids(self, today: date | None = None) -> list[int]:
        """The addresses to ask again: feeds, sitemaps, the first pages of lists, calendars of these days, bulletins of
        these days, and what failed the last time; of each no more than a small share of all that is known."""
        total, = self.store.connection.execute("SELECT count(*) FROM url WHERE source = ?", [self.source]).fetchone()
        first = (today or date.today()) - self.since
        chosen = [*self._lists(first)[:most(LISTS, total)], *self._recent(first, most(RECENT, total)),
                  *failed(self.store, self.source)[:most(FAILED, total)]]
        return list(dict.fromkeys(chosen))

    def _lists(self, first: date) -> list[int]:
        """Feeds and the first pages of lists, the nearest to the start first, those that led to bulletins before the
        others of their depth. Of calendars those that name a day since then."""
        rows = self.store.connection.execute(
            "SELECT id, address, content_type FROM url WHERE source = ? AND bulletin IS NULL AND state != 'leased' "
            "AND redirected_to = '' AND error = '' AND read_with != '' AND (first_day = '' OR last_day >= ?) "
            "ORDER BY depth, useful DESC, id", [self.source, write(first)]).fetchall()
        feeds = [id for id, address, kind in rows if is_feed_address(address) or kind.partition(";")[0].endswith("xml")]
        lists = [id for id, address, _ in rows if not is_further_page(address) and is_page(address)]
        starts = [id for id, in self.store.connection.execute(
            "SELECT id FROM url WHERE source = ? AND depth = 0 AND found_from IS NULL", [self.source])]
        return list(dict.fromkeys([*starts, *feeds, *lists]))

    def _recent(self, first: date, count: int) -> list[int]:
        """The pages of the bulletins of these days, the latest first."""
        return [id for id, in self.store.connection.execute(
            "SELECT url.id FROM bulletin b JOIN url ON url.bulletin = b.id WHERE b.source = ? AND b.gone_on = '' "
            "AND b.published_on >= ? ORDER BY b.published_on DESC, url.id LIMIT ?", [self.source, write(first), count])]


def most(share: float, total: int) -> int:
    """How many of some addresses a share is."""
    return max(FEWEST, int(share * total))
