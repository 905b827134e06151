"""Every engine finds what a plain reading of the documents finds. Peers that are not installed are skipped, aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from benchmarks.speed.corpus import open_collection
from benchmarks.speed.documents import Document
from benchmarks.speed.peer import Feed, Peer, PeerMissing
from benchmarks.speed.peers import MAKERS, PRODUCT, make_peer
from benchmarks.speed.queries import Asked, How
from benchmarks.speed.stopwatch import Stopwatch
from indexer.engine.base import EngineError


@pytest.fixture(scope="module", params=[name for name in MAKERS if name != PRODUCT])
def peer(request: pytest.FixtureRequest, prepared, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peer]:
    """Each engine, built and opened."""
    if "opensearch" in request.param:
        monkeypatch = pytest.MonkeyPatch()
        request.addfinalizer(monkeypatch.undo)
        monkeypatch.setenv("BANTIN_BENCH_OPENSEARCH", request.getfixturevalue("cluster"))
    try:
        made = make_peer(request.param)
    except PeerMissing as error:
        pytest.skip(str(error))
    source = prepared.source
    folder = tmp_path_factory.mktemp("peers") / "160" / request.param
    collect = partial(open_collection, source.work, None, None, source.seed)
    made.build(folder, Feed(source.documents, collect, source.size, Stopwatch()))
    assert made.size(folder) > 10_000
    made.open(folder)
    yield made
    made.close()


def matches(document: Document, asked: Asked) -> bool:
    """Whether a document is found, word by word."""
    texts = (document.head.split(), document.body.split())
    if asked.since and asked.until and not asked.since.toordinal() <= document.day <= asked.until.toordinal():
        return False
    if asked.how is How.NUMBER:
        return asked.words[0] in document.numbers
    if asked.how is How.PREFIX:
        return any(word.startswith(asked.words[0]) for text in texts for word in text)
    if asked.how is How.PHRASE:
        return any(f" {' '.join(asked.words)} " in f" {' '.join(text)} " for text in texts)
    held = {*texts[0], *texts[1]}
    return held.issuperset(asked.words) if asked.how is How.ALL else not held.isdisjoint(asked.words)


def test_all_queries_find_what_is_there(peer: Peer, prepared) -> None:
    titles = {document.id: document.title for document in prepared.documents}
    compared = 0
    for asked in prepared.queries:
        if asked.how in (How.MEANT, How.COMPLETE) or not peer.can(asked):
            continue
        right = {document.id for document in prepared.documents if matches(document, asked)}
        answer = peer.search(asked)
        assert answer.total in (None, len(right)), asked
        assert {id for id, _ in answer.hits} <= right, asked
        assert len(answer.hits) == min(10, len(right)), asked
        assert all(titles[id] == title for id, title in answer.hits), asked
        compared += 1
    assert compared >= 30


def test_newest_first(peer: Peer, prepared) -> None:
    asked = Asked("newest", How.ANY, ("tinh",), "tỉnh", newest=True)
    if not peer.can(asked):
        pytest.skip("it has no order but its own")
    days = {document.id: document.day for document in prepared.documents}
    found = [days[id] for id, _ in peer.search(asked).hits]
    assert found == sorted(days[d.id] for d in prepared.documents if matches(d, asked))[-10:][::-1]


def test_pages_follow_one_another(peer: Peer) -> None:
    pages = [peer.search(Asked("page-50", How.ANY, ("tinh",), "tỉnh", page=page)) for page in (1, 2)]
    first, second = ([id for id, _ in page.hits] for page in pages)
    assert len({*first, *second}) == 20 and pages[0].total == pages[1].total


def test_facets_change_no_hits(peer: Peer) -> None:
    plain = Asked("facets", How.ANY, ("lua",), "lúa")
    asked = Asked("facets", How.ANY, ("lua",), "lúa", facets=True)
    if peer.can(asked):
        assert peer.search(asked) == peer.search(plain)


def test_suggestions_where_there_are_any(peer: Peer) -> None:
    meant = Asked("did-you-mean", How.MEANT, ("tunh",), "tunh")
    complete = Asked("completion", How.COMPLETE, ("tin",), "tin")
    if peer.can(meant):
        assert peer.search(meant).hits
    if peer.can(complete):
        assert "tinh" in {title for _, title in peer.search(complete).hits}


def test_the_product_is_asked_what_readers_type(sample_data) -> None:
    product = make_peer(PRODUCT, sample_data.root)
    product.open(sample_data.root)
    try:
        found = product.search(Asked("any-of", How.ANY, ("lua", "ngo"), "lúa OR ngô"))
        assert found.total and found.hits
        by_day = Asked("dates", How.ANY, ("tinh",), "tỉnh", since=date(1990, 1, 1), until=date(1990, 1, 2))
        assert product.search(by_day).total == 0
        assert product.search(Asked("completion", How.COMPLETE, ("h",), "khoa h")).hits
        assert product.size(sample_data.root) > 10_000
    finally:
        product.close()


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "tantivy", None)
    with pytest.raises(PeerMissing, match=r"chưa cài tantivy: pip install 'bantin\[peers\]'"):
        make_peer("tantivy")


def test_a_server_that_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.delenv("BANTIN_POSTGRES", raising=False)
    with pytest.raises(PeerMissing, match="đặt BANTIN_POSTGRES"):
        make_peer("postgres")


def test_no_index_is_an_error(tmp_path) -> None:
    with pytest.raises((EngineError, OSError)):
        make_peer("ours").open(tmp_path / "nothing")
