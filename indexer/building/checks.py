"""Does an index hold what the store holds, and find it?"""

from __future__ import annotations

from corpus.storing.store import Store
from indexer.analysis.analyze import analyze, fold_all
from indexer.asking.parse import MAX_WORDS
from indexer.building.generation import REMEDY
from indexer.engine.base import Engine, EngineError
from indexer.engine.query import Filters, Query, Word

# Bulletins looked up by their own title before a generation is published, spread over the whole of it.
PROBES = 50
# Hits of a probe that are looked through; a day and source has more only where all titles are "Thông báo".
PROBE_HITS = 1000


class CheckFailed(EngineError):
    """What was built does not hold what the store holds. Nothing was published."""


def check_against_store(store: Store, expected: set[str]) -> None:
    """CheckFailed where the ids that were gone on from and the changes do not add up to what the store holds.

    So it is where the store is another one than the index came from, and its numbers of changes happen to fit.
    """
    if len(expected) != store.count():
        raise CheckFailed(f"chỉ mục sẽ có {len(expected)} bản tin, kho có {store.count()}; "
                          f"hãy chạy {REMEDY}")
    some = sorted(expected)[::max(1, len(expected) // PROBES)]
    here = {id for id, bulletin in store.get_many(some).items() if not bulletin.gone_on}
    if odd := [id for id in some if id not in here][:3]:
        raise CheckFailed(f"chỉ mục sẽ có bản tin mà kho không có, như {odd}; hãy chạy {REMEDY}")


def check_engine(engine: Engine, expected: set[str], titles: list[tuple[str, str]]) -> None:
    """CheckFailed unless the engine holds exactly the expected bulletins and finds a sample by their own titles."""
    held = set(engine.ids())
    if held != expected:
        odd = sorted(held ^ expected)[:3]
        raise CheckFailed(f"chỉ mục có {len(held)} bản tin, kho có {len(expected)}; khác nhau ở {odd}")
    for id, title in titles[::max(1, len(titles) // PROBES)]:
        if problem := probe(engine, id, title):
            raise CheckFailed(problem)


def probe(engine: Engine, id: str, title: str) -> str:
    """What is wrong where a bulletin is not found by its own title; "" where it is."""
    card = engine.get(id)
    if card is None:
        return f"bản tin {id} có trong chỉ mục mà không đọc lại được"
    # Not through parse(): a title is no question, and "Tổng kết -triển khai" would leave out its own bulletin.
    words = tuple(Word(folded) for folded in dict.fromkeys(fold_all(analyze(title).syllables)))[:MAX_WORDS]
    page = engine.search(Query(words, len(words), per_page=PROBE_HITS, filters=Filters(
        since=card.published_on, until=card.published_on, source=(card.source,) if card.source else ())))
    if id not in {hit.id for hit in page.hits} and page.total <= PROBE_HITS:
        return f"không tìm được bản tin {id} bằng tiêu đề của chính nó “{title}”"
    return ""
