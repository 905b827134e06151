"""LiveIndex: readers ask while generations come and go, and no question fails."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from time import monotonic, sleep

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.asking.search import Question, ask
from indexer.building.build import build, roll_back
from indexer.engine.base import IndexUnusable
from indexer.engine.query import Filters, Query, Sort
from indexer.live import LiveIndex

THREADS = 4
REBUILDS = 5
LONGEST_WAIT = 60  # seconds until every reader has seen the last generation; it takes one


def put(data: DataDir, *bulletins: Bulletin) -> None:
    with Store.open(data.store) as store:
        store.put(bulletins)
    build(data, workers=1)


def make(n: int) -> Bulletin:
    return Bulletin(str(n), "", "s", f"Giá lúa tuần {n}", "Theo Nghị quyết 20-NQ/TW, nông dân được mùa.")


def test_it_waits_for_the_first_generation(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    live = LiveIndex(data.index)
    with pytest.raises(IndexUnusable, match="chưa có chỉ mục; hãy chạy scripts/reindex.py --full"):
        live.engine  # noqa: B018
    assert live.generation is None
    put(data, make(1))
    assert live.engine.count() == 1 and live.generation and live.generation.count == 1


def test_it_follows_forth_and_back(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    put(data, make(1))
    live = LiveIndex(data.index)
    first = live.engine
    assert live.engine is first
    put(data, make(2))
    assert live.engine.count() == 2 and live.generation and live.generation.name == "gen-000002"
    roll_back(data)
    assert live.engine.count() == 1 and live.generation.name == "gen-000001"


def test_an_engine_in_use_outlives_its_folder(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    put(data, *map(make, range(20)))
    engine = LiveIndex(data.index).engine
    shutil.rmtree(data.index)  # as pruning does, while a question is under way
    assert ask(engine, Question('"giá lúa" nông dân 20-NQ/TW -tôm', sort=Sort.NEWEST)).page.total == 20
    assert ask(engine, Question('"nông dân được mùa"')).page.total == 20
    assert len(list(engine.ids())) == 20 and engine.get("7")
    assert engine.search(Query(filters=Filters(year=2017))).total == 0


def test_readers_ask_while_generations_are_swapped(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    put(data, *map(make, range(10)))
    live = LiveIndex(data.index)
    done = threading.Event()
    errors: list[BaseException] = []
    seen: list[list[int]] = [[] for _ in range(THREADS)]

    def read(mine: list[int]) -> None:
        try:
            while not done.is_set():
                engine = live.engine
                page = ask(engine, Question('"giá lúa tuần" 20-NQ/TW', per_page=1000)).page
                # An answer is one generation's: as many hits as it counts, the old bulletins among them.
                assert page.total == len(page.hits) == engine.count() == len(set(engine.ids()))
                assert {str(n) for n in range(10)} <= {hit.id for hit in page.hits}
                assert ask(engine, Question("giá lúa tuần 3")).page.hits[0].id == "3"
                mine.append(page.total)
        except BaseException as error:
            errors.append(error)
            raise

    threads = [threading.Thread(target=read, args=[mine]) for mine in seen]
    for thread in threads:
        thread.start()
    for n in range(10, 10 + REBUILDS):
        put(data, make(n))
    deadline = monotonic() + LONGEST_WAIT
    while not errors and monotonic() < deadline and any(not mine or mine[-1] < 10 + REBUILDS for mine in seen):
        sleep(0.01)
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []
    for mine in seen:
        assert mine == sorted(mine) and set(mine) <= set(range(10, 11 + REBUILDS)) and mine[-1] == 10 + REBUILDS
