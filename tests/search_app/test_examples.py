"""Every question that a page offers as an example finds something there."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask

from corpus.data_dir import DataDir
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.settings import Settings

EXAMPLES = {"/": re.compile(r'<p class="examples">(.*?)</p>', re.S), "/tim-kiem": re.compile(r"ví dụ:(.*?)</p>", re.S),
            "/tim-kiem?q=zzz": re.compile(r"ví dụ (<a href=\"/tim-kiem.*?)</li>", re.S)}


@pytest.fixture(scope="module")
def app(sample_data: DataDir) -> Flask:
    """The app over the sample portal and its published index."""
    return create_app(Settings(sample_data))


@pytest.mark.parametrize(("address", "count"), [("/", 3), ("/tim-kiem", 3), ("/tim-kiem?q=zzz", 1)])
def test_what_is_offered_is_found(client, address: str, count: int) -> None:
    offered = EXAMPLES[address].search(client.get(address).text)
    links = re.findall(r'href="(.*?)"', offered[1]) if offered else []
    assert len(links) == count
    for link in links:
        status = re.search(r'role="status">(.*?)</p>', client.get(unescape(link)).text)
        assert status and re.match(r"[1-9]|Tìm thấy [1-9]|Có [1-9]", unescape(status[1])), status


def test_where_nothing_is_held_nothing_is_offered(sample_data: DataDir) -> None:
    client = create_app(Settings(sample_data), MemoryEngine()).test_client()
    for address, pattern in EXAMPLES.items():
        assert not pattern.search(client.get(address).text), address
