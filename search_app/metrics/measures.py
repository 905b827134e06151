"""Measures: requests, searches, and how old the index and the last crawl are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timezone

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from search_app.metrics.sharing import VARIABLE

BUCKETS = (.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10)  # seconds


class Measures:
    """Counts of one process; of all of a server's, where they share a folder."""

    def __init__(self) -> None:
        self._own = CollectorRegistry()
        self._requests = Counter("bantin_requests", "Requests by route and status.", ["route", "status"],
                                 registry=self._own)
        self._seconds = Histogram("bantin_request_seconds", "Seconds until the answer is made, by route.", ["route"],
                                  buckets=BUCKETS, registry=self._own)
        self._searches = Counter("bantin_searches", "Searches that were answered.", registry=self._own)
        self._empty = Counter("bantin_searches_without_result", "Searches that found nothing.", registry=self._own)

    def count(self, route: str, status: int, seconds: float) -> None:
        """Counts a request."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_search(self, *, found: bool) -> None:
        """Counts a search."""
        self._searches.inc()
        if not found:
            self._empty.inc()

    def write(self, built: datetime | None, crawled: datetime | None, held: int | None) -> bytes:
        """All of it as Prometheus reads it, with the ages of the index and of the last crawl."""
        registry = self._own
        if VARIABLE in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)
        ages = CollectorRegistry()
        ages.register(Ages(built, crawled, held))
        return generate_latest(registry) + generate_latest(ages)


class Ages:
    """What is true now, and counted by nobody."""

    def __init__(self, built: datetime | None, crawled: datetime | None, held: int | None):
        self._known = (("bantin_generation_age_seconds", "Age of the index that answers.", age_of(built)),
                       ("bantin_crawl_age_seconds", "Since the last crawl ended.", age_of(crawled)),
                       ("bantin_bulletins", "Bulletins in the index.", held))

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Those that are known."""
        for name, text, value in self._known:
            if value is not None:
                yield GaugeMetricFamily(name, text, value)


def age_of(moment: datetime | None) -> float | None:
    """Seconds since a moment."""
    return (datetime.now(timezone.utc) - moment).total_seconds() if moment else None
