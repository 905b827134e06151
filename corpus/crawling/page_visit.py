"""What a server's answer means: a bulletin kept, a miss counted, links followed; all of it in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from corpus.bulletin import Bulletin, bulletin_id
from corpus.crawling.addresses import MAX_ADDRESS_CHARS, canonical, is_calendar, pattern
from corpus.crawling.feeds import find_addresses, find_feeds
from corpus.crawling.fetch import Fetched, Fetcher, FetchError
from corpus.crawling.frontier import Frontier, Target
from corpus.crawling.pager import guess_next_page
from corpus.crawling.sources import Source
from corpus.extraction import extract as extract_module
from corpus.extraction.extract import Extracted, Page, extract, make_bulletin
from corpus.storing.bulletin_rows import text_hash
from corpus.storing.pages import FetchRow, Pages, now
from corpus.storing.store import Store

MISSES_TO_BE_GONE = 3  # runs in a row: a portal that is being repaired answers 404 for a day or two
LOCAL = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh, the same all year since 1975
REDIRECTS = (301, 302, 303, 307, 308)
MISSING = (404, 410)
HTML_TYPES = ("text/html", "application/xhtml+xml", "")
PACKED_TYPES = ("application/gzip", "application/x-gzip", "application/octet-stream")


@dataclass(frozen=True)
class Outcome:
    """What a visit came to: new, changed, unchanged, gone, failed, missing, twin or page; `note` is said aloud."""

    kind: str
    note: str = ""


class Visits:
    """Reads answers for one source in one run."""

    def __init__(self, store: Store, source: Source, frontier: Frontier, fetcher: Fetcher):
        self.store, self.source, self.frontier, self.fetcher = store, source, frontier, fetcher
        self.pages = Pages(store)
        self.reader = reader_fingerprint(source)
        self.entrances = {address for address in map(canonical, source.start) if address}
        for address in list(self.entrances):
            self.entrances.update(frontier.hops_from(address))

    def may_visit(self, address: str) -> bool:
        """Whether the source's own description lets an address be fetched. Starts and feeds are always let in."""
        try:
            self.fetcher.check(address)
        except FetchError:
            return False
        return is_feed_address(address) or address in self.entrances or self.source.wants(address)

    def follow(self, target: Target, links: Iterable[str], *, deeper: bool = True) -> None:
        """Adds the addresses on a page. A page of the same pattern, such as the next one of a list, is no deeper."""
        own = pattern(target.address)
        for link in links:
            address = canonical(link, target.address)
            if address is None:
                if len(link) > MAX_ADDRESS_CHARS:
                    self.frontier.left_out[f"dài hơn {MAX_ADDRESS_CHARS} ký tự"] += 1
            elif self.may_visit(address):
                step = 1 if deeper and pattern(address) != own else 0
                self.frontier.add(address, depth=target.depth + step, found_from=target.id)

    def wanted(self, content_type: str, address: str) -> bool:
        """Whether a type of content is read: pages, feeds, and sitemaps in a .gz."""
        kind = content_type.partition(";")[0].strip().lower()
        return (kind in HTML_TYPES or kind.endswith("xml") or kind == "text/plain" and is_feed_address(address)
                or kind in PACKED_TYPES and address.endswith(".xml.gz"))

    def may_be_conditional(self, target: Target) -> bool:
        """Whether "not modified" would be answer enough: not for a page that was missed, nor for one not kept."""
        held = target.bulletin is not None or target.page is not None
        return target.misses == 0 and (held or not self.wanted(target.content_type, target.address))

    def visit(self, target: Target, answer: Fetched) -> Outcome:
        """Keeps what an answer says. Answers that deserve another try are not brought here."""
        row = FetchRow(target.address, answer.status, content_type=answer.content_type, bytes=answer.bytes,
                       ms=answer.ms)
        if answer.status in REDIRECTS:
            return self._redirect(target, answer, row)
        if answer.status == 304:
            raw = None if self._is_known(target) else self.pages.raw(target.page or b"")
            if raw is None:
                return self._settle(target, row, "done", kind="unchanged" if target.bulletin else "page")
            return self._read(target, row, replace(answer, body=raw, content_type=target.content_type), {})
        if answer.status in MISSING:
            if is_feed_address(target.address):  # not every portal has a /sitemap.xml
                return self._settle(target, row, "dead")
            return self._settle(target, row, "dead", error=f"HTTP {answer.status}", missed=True, kind="missing")
        if answer.status != 200:
            return self._settle(target, row, "dead", error=f"HTTP {answer.status}", kind="failed")
        learnt: dict[str, object] = {"etag": answer.etag, "last_modified": answer.last_modified,
                                     "content_type": answer.content_type}
        if not self.wanted(answer.content_type, target.address):
            return self._settle(target, row, "done", learnt, missed=True)
        row = replace(row, sha256=hashlib.sha256(answer.body).digest())
        learnt["sha256"] = row.sha256
        if row.sha256 == target.sha256 and self._is_known(target):
            return self._settle(target, row, "done", learnt, kind="unchanged" if target.bulletin else "page")
        return self._read(target, row, answer, learnt)

    def _is_known(self, target: Target) -> bool:
        """Whether the same bytes would say the same as the last time."""
        return target.misses == 0 and target.read_with == self.reader

    def _read(self, target: Target, row: FetchRow, answer: Fetched, learnt: dict[str, object]) -> Outcome:
        """Reads a page or a feed, and keeps what it says."""
        learnt["read_with"] = self.reader
        if is_feed(answer):
            with self.store.transaction():
                self.follow(target, find_addresses(answer.body))
                learnt["page"] = self.pages.keep(answer.body)
                return self._settle(target, row, "done", learnt)
        page = Page(target.address, answer.body, answer.content_type)
        try:
            found = extract(page, self.source.rules, self.fetcher.hosts)
        except Exception as error:  # one page that breaks the reader must not end the crawl of all the others
            return self._settle(target, row, "dead", error=f"không đọc được: {type(error).__name__}: {error}",
                                kind="failed")
        with self.store.transaction():
            if not found.nofollow:
                feeds = find_feeds(answer.body) if target.depth == 0 else ()  # further in, each page may name its own
                guess = guess_next_page(target.address, answer.body)
                self.follow(target, (*found.links, *feeds, *([guess] if guess else [])), deeper=not found.is_article)
            if found.is_article and not found.noindex and not is_calendar(target.address):
                return self._keep(target, row, page, found, learnt)
            learnt["page"] = self.pages.keep(page.raw)
            return self._settle(target, row, "done", learnt, missed=True)

    def _keep(self, target: Target, row: FetchRow, page: Page, found: Extracted, learnt: dict[str, object]) -> Outcome:
        """Keeps the bulletin of a page, unless another address holds it."""
        address = self._bulletin_address(target, found)
        own = address or page.address
        bulletin = replace(make_bulletin(page, found, self.source.name, now()), id=bulletin_id(own), url=own)
        if target.bulletin not in (None, bulletin.id):
            self._leave(target, str(target.bulletin))  # the same page names another canonical address now
        if address is None or self._has_twin(bulletin):
            # Read again in every run, from here if it did not change: should the other one go, this takes its place.
            learnt |= {"page": self.pages.keep(page.raw), "bulletin": None, "read_with": ""}
            return self._settle(target, row, "done", learnt, kind="twin")
        count = self.store.put([bulletin])
        self.frontier.credit(target.id)
        kind = "new" if count.new else "changed" if count.changed else "unchanged"
        if kind != "unchanged" or target.page is None:
            # Counters of visitors make the bytes differ on every visit: those that say nothing new are not kept again.
            learnt["page"] = self.pages.keep(page.raw)
        return self._settle(target, row, "done", {**learnt, "bulletin": bulletin.id, "misses": 0}, kind=kind)

    def _has_twin(self, bulletin: Bulletin) -> bool:
        """Whether a bulletin that is not held yet says, to the letter, what one at another address says."""
        ids = {id for id, in self.store.connection.execute(
            "SELECT id FROM bulletin WHERE (text_hash = ? OR id = ?) AND source = ? AND gone_on = ''",
            [text_hash(bulletin), bulletin.id, self.source.name])}
        return bool(ids) and bulletin.id not in ids

    def _bulletin_address(self, target: Target, found: Extracted) -> str | None:
        """The address that the bulletin goes by: the canonical one, if it can be believed. None where that one is
        fetched itself, and so says best what it holds."""
        named = canonical(found.canonical, target.address) if found.canonical else None
        if not named or named == target.address or named in self.entrances or not self.may_visit(named):
            return target.address
        self.frontier.add(named, depth=target.depth, found_from=target.id)
        held = self.store.connection.execute(
            "SELECT address = ?, t.title FROM url JOIN bulletin b ON b.id = url.bulletin JOIN bulletin_text t "
            "ON t.key = b.text_key WHERE url.bulletin = ? AND url.misses = 0 AND url.id != ? AND url.source = ? "
            "ORDER BY address = ? DESC LIMIT 1",
            [named, bulletin_id(named), target.id, self.source.name, named]).fetchone()
        if not held:
            return named
        if held[1] != found.title:
            return target.address  # several bulletins name one address as theirs: a mistake in the portal's template
        return None if held[0] else named

    def _redirect(self, target: Target, answer: Fetched, row: FetchRow) -> Outcome:
        to = canonical(answer.location, target.address)
        row = replace(row, redirected_to=to or answer.location)
        if to and target.address in [to, *self.frontier.hops_from(to)]:
            return self._settle(target, row, "dead", error="chuyển hướng vòng", missed=True, kind="failed")
        error = ""
        try:
            if to is None:
                raise FetchError(f"chuyển hướng đến địa chỉ sai: {answer.location[:200]}")
            self.fetcher.check(to)
        except FetchError as refused:
            error = str(refused)
        with self.store.transaction():
            if to and not error and target.address in self.entrances:
                self.entrances.add(to)
            if to and not error and self.may_visit(to):
                self.frontier.add(to, depth=target.depth + 1, found_from=target.id)
            outcome = self._settle(target, row, "done", error=error, missed=True)
        if error and target.address in self.entrances:
            return Outcome("failed", f"{target.address} chuyển hướng sang {row.redirected_to}: {error}")
        return outcome

    def _settle(self, target: Target, row: FetchRow, state: str, columns: Mapping[str, object] | None = None, *,
                kind: str = "page", error: str = "", missed: bool = False) -> Outcome:
        """Writes the log and ends the lease; where a bulletin was `missed`, counts it, and says whether it is gone."""
        noted = {"redirected_to": row.redirected_to, "error": error, **(columns or {})}
        with self.store.transaction():
            self.pages.log(self.frontier.run, replace(row, error=error))
            if missed and target.bulletin:
                noted["misses"] = target.misses + 1
                if target.misses + 1 >= MISSES_TO_BE_GONE and self._leave(target, target.bulletin):
                    kind = "gone"
            self.frontier.settle(target, state, noted)
        return Outcome(kind)

    def _leave(self, target: Target, id: str) -> bool:
        """Marks a bulletin as gone, unless another address still shows it; says whether that changed anything."""
        elsewhere = self.store.connection.execute(
            "SELECT 1 FROM url WHERE bulletin = ? AND id != ? AND misses < ?",
            [id, target.id, MISSES_TO_BE_GONE]).fetchone()
        return not elsewhere and self.store.mark_gone(id, datetime.now(LOCAL).date())


def is_feed_address(address: str) -> bool:
    """Whether an address looks like a sitemap's or a feed's."""
    return urlsplit(address).path.lower().endswith((".xml", ".xml.gz", ".rss"))


def is_feed(answer: Fetched) -> bool:
    """Whether an answer is a sitemap or a feed, and no page.

    >>> is_feed(Fetched("http://h/rss.aspx", 200, b"<?xml version='1.0'?><rss>", "text/xml"))
    True
    >>> is_feed(Fetched("http://h/", 200, b"<?xml version='1.0'?><html>", "application/xhtml+xml"))
    False
    """
    if answer.body.startswith(b"\x1f\x8b"):
        return True
    begin = answer.body[:2000].lower()
    return b"<html" not in begin and any(tag in begin for tag in (b"<urlset", b"<sitemapindex", b"<rss", b"<feed",
                                                                  b"<rdf:rdf")) or answer.media_type.endswith("/xml")


def reader_fingerprint(source: Source) -> str:
    """What a page's reading depends on: the source's rules and the program that reads. A page that did not change is
    read again when this did."""
    rooms = sorted(Path(extract_module.__file__).parent.glob("*.py"))
    described = repr((source.rules, source.hosts, source.include, source.exclude)).encode()
    return hashlib.sha256(described + b"".join(room.read_bytes() for room in rooms)).hexdigest()[:16]
