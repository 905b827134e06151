"""What must be there when a drill is over: every bulletin in its latest text, in the store and in the index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from benchmarks.drills.changing_site import ChangingSite, mark

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.generation import KEPT
from indexer.live import LiveIndex
from indexer.asking.search import Question, ask

# A run asks for every address once, however often it is killed: what was asked for beyond these was asked for again.
KEPT_ANSWERS = "SELECT count(*) FROM (SELECT DISTINCT run, address FROM fetch)"
# What was known before a run began, and was not asked for in it although it ran to its end.
NOT_ASKED_FOR = """
    SELECT run.id, bulletin.url FROM run
    JOIN bulletin_text AS text ON text.version = 1 AND text.collected_at < run.started_at
    JOIN bulletin ON bulletin.id = text.id WHERE run.finished_at > '' AND NOT EXISTS
    (SELECT 1 FROM fetch WHERE fetch.run = run.id AND fetch.address = bulletin.url)"""


def store_problems(data: DataDir, site: ChangingSite) -> Iterator[str]:
    """What the store lost, a line each."""
    with Store.open(data.store, read_only=True) as store:
        for pragma in ("integrity_check", "foreign_key_check"):
            found = store.connection.execute(f"PRAGMA {pragma}").fetchall()
            if found not in ([], [("ok",)]):
                yield f"kho: {pragma}: {found[:3]}"
        held = by_path(store)
        for place, item in enumerate(site.bulletins):
            bulletin = held.get(item.path)
            if bulletin is None or bulletin.gone_on:
                yield f"kho: thiếu {item.path}"
            elif bulletin.title != item.title or mark(place, site.revisions[place]) not in bulletin.body:
                yield f"kho: {item.path} chưa có lời mới nhất"
            elif len(store.versions(bulletin.id)) != bulletin.version:
                yield f"kho: {item.path} thiếu một phiên bản"
        if len(held) != len(site.bulletins):
            yield f"kho: {len(held)} bản tin, cổng có {len(site.bulletins)}"
        for run, address in store.connection.execute(NOT_ASKED_FOR):
            yield f"kho: lượt {run} kết thúc mà chưa hỏi {address}"


def count_refetched(data: DataDir, site: ChangingSite) -> int:
    """How many requests were made again because the answer to the first was lost."""
    with Store.open(data.store, read_only=True) as store:
        return len(site.asked) - store.connection.execute(KEPT_ANSWERS).fetchone()[0]


def index_problems(data: DataDir, site: ChangingSite) -> Iterator[str]:
    """What the index does not hold, does not find, or left lying about, a line each."""
    engine = LiveIndex(data.index).engine
    with Store.open(data.store, read_only=True) as store:
        ids = {path: bulletin.id for path, bulletin in by_path(store).items()}
    if set(engine.ids()) != set(ids.values()) or engine.count() != len(ids):
        yield f"chỉ mục: {engine.count()} bản tin, kho có {len(ids)}"
    for place, item in enumerate(site.bulletins):
        for text in (item.title, f'"{mark(place, site.revisions[place])}"'):
            if ids.get(item.path) not in {hit.id for hit in ask(engine, Question(text)).page.hits}:
                yield f"chỉ mục: không tìm được {item.path} bằng “{text}”"
    engine.close()
    names = sorted(path.name for path in data.index.iterdir())
    left = [name for name in names if not re.fullmatch(r"gen-\d+|current", name)]
    if left:
        yield f"chỉ mục: còn sót {left}"
    if len(names) - len(left) - 1 > KEPT:
        yield f"chỉ mục: {names}: quá {KEPT} thế hệ"


def by_path(store: Store) -> dict[str, Bulletin]:
    """The bulletins of a store by the path of their address."""
    return {"/" + bulletin.url.split("/", 3)[3]: bulletin for bulletin in store.bulletins()}
