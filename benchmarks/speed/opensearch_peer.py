"""OpenSearch, on the node that BANTIN_BENCH_OPENSEARCH names: our engine over it, and its own BM25."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.speed.ours import Ours, write_titles
from benchmarks.speed.peer import PER_PAGE, TITLE_WEIGHT, Answer, Feed, PeerMissing, require
from benchmarks.speed.queries import Asked, How
from indexer.engine.open import open_engine

SERVER, SHARDS = "BANTIN_BENCH_OPENSEARCH", "BANTIN_OPENSEARCH_SHARDS"
NAME = "index.txt"
BATCH = 1000
TERMS = {"type": "text", "analyzer": "whitespace"}
MAPPING = {
    "settings": {"number_of_shards": int(os.environ.get(SHARDS, "1")), "number_of_replicas": 0,
                 "refresh_interval": "-1"},
    "mappings": {"properties": {
        "head": TERMS, "body": TERMS, "title": {"type": "keyword", "index": False, "doc_values": False},
        "number": {"type": "keyword"}, "day": {"type": "integer"}, "year": {"type": "integer"},
        "section": {"type": "keyword"}, "id": {"type": "keyword"}}, "_source": {"includes": ["title"]}}}


def connect() -> Any:
    """Who asks the node that is named. PeerMissing where none is, or the library is missing."""
    try:
        from opensearchpy import OpenSearch  # here and not above: the bench runs without its peers
    except ImportError as error:
        raise require("opensearch-py", error) from error
    if not os.environ.get(SERVER):
        raise PeerMissing(f"chưa có máy chủ: đặt {SERVER}, chẳng hạn http://127.0.0.1:9500")
    return OpenSearch(os.environ[SERVER], timeout=300)


def finish(client: Any, index: str, folder: Path) -> None:
    """Makes an index one segment, as those of the others are."""
    client.indices.forcemerge(index=index, max_num_segments=1)
    client.indices.refresh(index=index)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(index, encoding="ascii")


def name_index(folder: Path) -> str:
    """The name of the index of a folder."""
    return re.sub(r"\W+", "-", f"bench-{folder.name}-{folder.parent.name}").lower()


def weigh_index(client: Any, folder: Path) -> int:
    """Bytes of an index's segments. Its own statistics may be ten seconds old, and know an index as it was begun."""
    index = (folder / NAME).read_text(encoding="ascii")
    segments = client.cat.segments(index=index, format="json", bytes="b", h="prirep,size")
    return sum(int(segment["size"]) for segment in segments if segment["prirep"] == "p")


class OursOnOpenSearch(Ours):
    """Our engine over a cluster; all else as in `Ours`."""

    def __init__(self) -> None:
        self._client = connect()

    def build(self, folder: Path, feed: Feed) -> None:
        """Makes the index."""
        index = name_index(folder)
        self._client.indices.delete(index=index, ignore_unavailable=True)
        engine = open_engine(f"opensearch:{os.environ[SERVER]}/{index}", create=True)
        engine.put(feed.entries())
        engine.commit()
        engine.close()
        finish(self._client, index, folder)
        write_titles(folder, feed)

    def open(self, folder: Path) -> None:
        """Opens the index."""
        index = (folder / NAME).read_text(encoding="ascii")
        self._open(open_engine(f"opensearch:{os.environ[SERVER]}/{index}"), folder)

    def size(self, folder: Path) -> int:
        """Bytes of the index."""
        return weigh_index(self._client, folder)

    def close(self) -> None:
        """Ends the connections."""
        super().close()
        self._client.close()


class PlainOpenSearch:
    """OpenSearch as it comes: a field for the title and one for the text, BM25 of each, added up."""

    def __init__(self) -> None:
        self._client = connect()

    def build(self, folder: Path, feed: Feed) -> None:
        """Makes the index."""
        index = name_index(folder)
        self._client.indices.delete(index=index, ignore_unavailable=True)
        self._client.indices.create(index=index, body=MAPPING)
        lines = self._lines(feed)
        while batch := list(islice(lines, BATCH)):
            answer = self._client.bulk(index=index, body="".join(batch))
            assert not answer["errors"], "a document was refused"
        finish(self._client, index, folder)

    def _lines(self, feed: Feed) -> Iterator[str]:
        for d in feed.documents():
            document = {"id": d.id, "title": d.title, "head": d.head, "body": d.body, "day": d.day, "year": d.year,
                        "section": d.section, "number": list(d.numbers)}
            yield f"{json.dumps({'index': {'_id': d.id}})}\n{json.dumps(document)}\n"

    def open(self, folder: Path) -> None:
        """Looks whether the index is still there."""
        self._index = (folder / NAME).read_text(encoding="ascii")
        self._client.count(index=self._index)

    def can(self, asked: Asked) -> bool:
        """All but suggestions."""
        return asked.how not in (How.MEANT, How.COMPLETE)

    def search(self, asked: Asked) -> Answer:
        """The page of hits."""
        body: dict[str, Any] = {
            "query": make_plain(asked), "from": (asked.page - 1) * PER_PAGE, "size": PER_PAGE, "_source": ["title"],
            "track_total_hits": True, "docvalue_fields": ["id"]}
        if asked.newest:
            body["sort"] = [{"day": "desc"}]
        if asked.facets:
            body["aggs"] = {name: {"terms": {"field": name, "size": 1000}} for name in ("year", "section")}
        found = self._client.search(index=self._index, body=body)["hits"]
        return Answer(tuple((hit["fields"]["id"][0], hit["_source"]["title"]) for hit in found["hits"]),
                      found["total"]["value"])

    def size(self, folder: Path) -> int:
        """Bytes of the index."""
        return weigh_index(self._client, folder)

    def close(self) -> None:
        """Ends the connections."""
        self._client.close()


def make_plain(asked: Asked) -> dict[str, Any]:
    """The query in OpenSearch's own language.

    >>> make_plain(Asked("number", How.NUMBER, ("20:nq",), "20-NQ"))
    {'bool': {'should': [{'term': {'number': '20:nq'}}]}}
    """
    def fields(kind: str, value: Any) -> list[dict[str, Any]]:
        return [{kind: {"head": {"query" if kind == "match_phrase" else "value": value, "boost": TITLE_WEIGHT}}},
                {kind: {"body": value}}]

    should: list[dict[str, Any]]
    if asked.how is How.NUMBER:
        should = [{"term": {"number": asked.words[0]}}]
    elif asked.how is How.PHRASE:
        should = fields("match_phrase", " ".join(asked.words))
    elif asked.how is How.PREFIX:
        should = fields("prefix", asked.words[0])
    else:
        words: Iterable[str] = dict.fromkeys(asked.words)
        should = [{"bool": {"should": fields("term", word)}} for word in words]
    query: dict[str, Any] = {"bool": {"should": should}}
    if asked.how is How.ALL:
        query["bool"]["minimum_should_match"] = len(should)
    if asked.since and asked.until:
        query["bool"]["filter"] = {"range": {"day": {"gte": asked.since.toordinal(), "lte": asked.until.toordinal()}}}
        query["bool"].setdefault("minimum_should_match", 1)
    return query
