"""Which hosts a source's crawl may ask."""

from __future__ import annotations

import pytest

from corpus.crawling.scope import allowed_hosts
from corpus.crawling.sources import Source


@pytest.mark.parametrize("hosts, allowed", [
    (("a.vn",), {"a.vn", "www.a.vn"}), (("www.a.vn",), {"a.vn", "www.a.vn"}), (("a.vn:8080",), {"a.vn:8080"}),
    (("127.0.0.1",), {"127.0.0.1"}), (("a.vn:443",), {"a.vn", "www.a.vn"}), (("[::1]:80",), {"[::1]"}),
    (("Tỉnh.example",), {"xn--tnh-dlz.example", "www.xn--tnh-dlz.example"})])
def test_allowed_hosts(hosts: tuple[str, ...], allowed: set[str]) -> None:
    assert allowed_hosts(Source("a", hosts=hosts)) == allowed
