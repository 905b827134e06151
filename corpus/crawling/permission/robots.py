"""What a robots.txt allows us. The one file that knows Protego."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from corpus.crawling.fetching.fetch import ROBOT_NAME

MAX_CHARS = 500_000  # as much as the standard (RFC 9309) asks a robot to read
MAX_CRAWL_DELAY = 120.0  # seconds; a longer one was a mistake wherever it was seen, and is cut to this, aloud
NOTHING_ALLOWED = f"User-agent: {ROBOT_NAME}\nDisallow: /\n"


@dataclass(frozen=True)
class Robots:
    """The rules of one robots.txt. An empty one allows everything.

    >>> robots = read_robots("User-agent: *\\nDisallow: /quan-tri\\nCrawl-delay: 2\\nSitemap: http://h/s.xml")
    >>> robots.allows("http://h/tin/1"), robots.allows("http://h/quan-tri/"), robots.delay, robots.sitemaps
    (True, False, 2.0, ('http://h/s.xml',))
    """

    rules: Protego
    delay: float
    sitemaps: tuple[str, ...]

    def allows(self, address: str) -> bool:
        """Whether we may ask for an address."""
        return self.rules.can_fetch(address, ROBOT_NAME)


def read_robots(text: str) -> Robots:
    """The rules of a robots.txt's text. A text that is none, an HTML page say, has no rules."""
    # Half a character, which no address can have either, would not be taken.
    rules = Protego.parse(text[:MAX_CHARS].encode("utf-8", "replace").decode())
    rate = rules.request_rate(ROBOT_NAME)
    delay = max(rules.crawl_delay(ROBOT_NAME) or 0.0, rate.seconds / rate.requests if rate else 0.0)
    return Robots(rules, float(delay), tuple(rules.sitemaps))
