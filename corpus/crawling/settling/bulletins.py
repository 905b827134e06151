"""Which bulletin a page's is: the address that it goes by, its twins, and when it is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from corpus.bulletin import Bulletin, bulletin_id
from corpus.crawling.frontier import Frontier, Target
from corpus.crawling.reading.said import Article
from corpus.crawling.scope import Scope
from corpus.storing.bulletin_rows import text_hash
from corpus.storing.store import Store

MISSES_TO_BE_GONE = 3  # runs in a row: a portal that is being repaired answers 404 for a day or two
LOCAL = timezone(timedelta(hours=7))  # Asia/Ho_Chi_Minh, the same all year since 1975


@dataclass(frozen=True)
class Bulletins:
    """The bulletins of one source, as its pages show them."""

    store: Store
    scope: Scope
    frontier: Frontier

    def address_of(self, target: Target, article: Article) -> str | None:
        """The address that a bulletin goes by: the one that the page names, if it can be believed. None where that one
        is fetched itself, and so says best what it holds."""
        named = article.named
        if not named or named == target.address or named in self.scope.entrances or not self.scope.lets_in(named):
            return target.address
        self.frontier.add(named, depth=target.depth, found_from=target.id)
        held = self.store.connection.execute(
            "SELECT address = ?, t.title FROM url JOIN bulletin b ON b.id = url.bulletin JOIN bulletin_text t "
            "ON t.key = b.text_key WHERE url.bulletin = ? AND url.misses = 0 AND url.id != ? AND url.source = ? "
            "ORDER BY address = ? DESC LIMIT 1",
            [named, bulletin_id(named), target.id, self.scope.source.name, named]).fetchone()
        if not held:
            return named
        if held[1] != article.bulletin.title:
            return target.address  # several bulletins name one address as theirs: a mistake in the portal's template
        return None if held[0] else named

    def twin_of(self, bulletin: Bulletin) -> str | None:
        """The bulletin at another address that says, to the letter, what one that is not held yet says; None where
        there is none."""
        ids = {id for id, in self.store.connection.execute(
            "SELECT id FROM bulletin WHERE (text_hash = ? OR id = ?) AND source = ? AND gone_on = ''",
            [text_hash(bulletin), bulletin.id, bulletin.source])}
        return min(ids) if ids and bulletin.id not in ids else None

    def leave(self, target: Target, id: str) -> bool:
        """Marks a bulletin as gone, unless another address still shows it; says whether that changed anything."""
        elsewhere = self.store.connection.execute(
            "SELECT 1 FROM url WHERE bulletin = ? AND id != ? AND misses < ?",
            [id, target.id, MISSES_TO_BE_GONE]).fetchone()
        return not elsewhere and self.store.mark_gone(id, datetime.now(LOCAL).date())
