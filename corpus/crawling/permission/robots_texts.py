"""Asks each server for its robots.txt, before anything else is asked of it; once in a run."""

from __future__ import annotations

from corpus.crawling.addresses import canonical
from corpus.crawling.asking import REDIRECTS, FetchingApart
from corpus.crawling.fetching.allowed import check_address
from corpus.crawling.fetching.answer import AddressForbidden, Fetched, FetchError
from corpus.crawling.frontier import MAX_TRIES, Frontier
from corpus.crawling.permission.robots import MAX_CRAWL_DELAY, Robots, read_robots
from corpus.storing.pages import FetchRow, Pages
from corpus.storing.store import Store

MAX_HOPS = 5  # of a robots.txt that is elsewhere: as many as the standard (RFC 9309) asks for
MAX_WAIT = 600.0  # seconds; a server that asks for more is asked again by the next crawl


class ServerSilent(Exception):
    """A server is not to be asked anything for now; the message says why."""


class RobotsTexts:
    """What each server allows. The answer is kept with the run, so that a crawl that goes on does not ask again."""

    def __init__(self, store: Store, frontier: Frontier, fetcher: FetchingApart, retry_pause: float):
        self.store, self.frontier, self.fetcher = store, frontier, fetcher
        self.delay, self.retry_pause, self.sleep = frontier.servers.delay, retry_pause, fetcher.patience.sleep
        self.pages = Pages(store)
        self._known: dict[str, Robots] = {}

    def of(self, server: str) -> Robots:
        """The rules of a server (scheme, host, port). Raises ServerSilent where they cannot be had."""
        if server not in self._known:
            held = self.store.connection.execute("SELECT robots FROM host WHERE origin = ? AND robots_run = ?",
                                                 [server, self.frontier.run]).fetchone()
            robots = self._known[server] = read_robots(held[0] if held else self._fetch(server))
            self.frontier.servers.asks_for_delay(server, min(robots.delay, MAX_CRAWL_DELAY))
            if robots.delay > MAX_CRAWL_DELAY:
                self.frontier.servers.notes.append(f"{server}: Crawl-delay {robots.delay:g} giây, "
                                                   f"chỉ giữ {MAX_CRAWL_DELAY:g} giây")
        return self._known[server]

    def _fetch(self, server: str) -> str:
        """The text of a server's robots.txt; empty where it has none, which allows everything."""
        problem = ""
        for attempt in range(MAX_TRIES):
            try:
                answer = self._follow(server)
            except AddressForbidden as forbidden:
                raise ServerSilent(str(forbidden)) from forbidden
            except FetchError as failure:
                problem, wait = str(failure), None
            else:
                if answer.status < 500 and answer.status != 429:
                    text = answer.body.decode("utf-8-sig", "replace") if answer.status == 200 else ""
                    self._keep(server, text)
                    return text
                problem, wait = f"HTTP {answer.status}", answer.retry_after
            wait = wait if wait is not None else self.retry_pause * 4 ** attempt
            if wait > MAX_WAIT:
                break
            if attempt < MAX_TRIES - 1:
                self.sleep(max(wait, self.delay))
        self.frontier.servers.wait_for(server, self.delay)
        raise ServerSilent(f"không lấy được robots.txt ({problem}), nên không tải gì từ đó lần này")

    def _follow(self, server: str) -> Fetched:
        """The answer for robots.txt, through its redirects. One that leads out of the allowed hosts is none."""
        address = f"{server}/robots.txt"
        for _ in range(MAX_HOPS + 1):
            answer = self._ask(address)
            to = canonical(answer.location, address) if answer.status in REDIRECTS else None
            if not to:
                return answer
            try:
                check_address(to, self.fetcher.fetcher.hosts)
            except AddressForbidden:
                return Fetched(address, 404)
            address = to
            self.sleep(self.delay)
        return Fetched(address, 404)

    def _ask(self, address: str) -> Fetched:
        try:
            answer = self.fetcher.get(address)
        except FetchError as failure:
            self.pages.log(self.frontier.run, FetchRow(address, error=str(failure)))
            raise
        error = f"HTTP {answer.status}" if answer.status >= 500 or answer.status == 429 else ""
        self.pages.log(self.frontier.run, FetchRow(address, answer.status, answer.location, answer.content_type,
                                                   bytes=answer.bytes, ms=answer.ms, error=error))
        return answer

    def _keep(self, server: str, text: str) -> None:
        """Keeps the rules, and takes the sitemaps that they name, and the usual one, as starting points."""
        rules = read_robots(text)
        pause = max(self.delay, min(rules.delay, MAX_CRAWL_DELAY))
        with self.store.transaction():
            self.store.connection.execute(
                "INSERT INTO host (origin, robots, robots_run, next_at) VALUES (?, ?, ?, ?) ON CONFLICT (origin) "
                "DO UPDATE SET robots = excluded.robots, robots_run = excluded.robots_run, next_at = excluded.next_at",
                [server, text, self.frontier.run, self.frontier.servers.now() + pause])
            for sitemap in rules.sitemaps or ("/sitemap.xml",):
                address = canonical(sitemap, server + "/")
                try:
                    check_address(address or "", self.fetcher.fetcher.hosts)
                except AddressForbidden:
                    continue
                self.frontier.add(str(address), depth=0)
