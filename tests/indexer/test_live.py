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
from indexer.building.build import build
from indexer.building.generation import Generations
from indexer.building.versions import roll_back
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


class Clock:
    """A clock that goes when it is told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def two_generations(tmp_path: Path) -> DataDir:
    """Bulletin 1 in the first; 1 and 2 in the second, which shares no file with it."""
    data = DataDir(tmp_path)
    put(data, make(1))
    with Store.open(data.store) as store:
        store.put([make(2)])
    build(data, full=True, workers=1)
    return data


def terms(data: DataDir, name: str) -> Path:
    return max((data.index / name).glob("*"), key=lambda path: (path.suffix == ".terms", path.stat().st_size))


@pytest.mark.parametrize("older", [True, False], ids=["with an older one", "alone"])
def test_a_file_that_was_away_is_tried_again(tmp_path: Path, older: bool, caplog: pytest.LogCaptureFixture) -> None:
    data, clock = two_generations(tmp_path), Clock()
    if not older:
        shutil.rmtree(data.index / "gen-000001")
    file = terms(data, "gen-000002")
    file.rename(tmp_path / "away")
    live = LiveIndex(data.index, clock)
    for _ in range(3):
        if older:
            assert live.engine.count() == 1
        else:
            with pytest.raises(IndexUnusable, match="gen-000002"):
                live.engine  # noqa: B018
    (tmp_path / "away").rename(file)
    clock.now += 29
    assert live.generation is None or live.generation.number == 1
    clock.now += 2
    assert live.engine.count() == 2 and live.generation and live.generation.number == 2
    assert [record.name for record in caplog.records].count("indexer.live") == 1


def test_what_stays_away_is_tried_less_and_less_often(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, clock = two_generations(tmp_path), Clock()
    terms(data, "gen-000002").unlink()
    live = LiveIndex(data.index, clock)
    tried = []
    check = Generations.check
    monkeypatch.setattr(Generations, "check", lambda self, name: tried.append((name, clock.now)) or check(self, name))
    for _ in range(4 * 3600):
        clock.now += 1
        assert live.engine.count() == 1
    moments = [moment for name, moment in tried if name == "gen-000002"]
    waits = [round(after - before) for before, after in zip(moments, moments[1:], strict=False)]
    assert waits[:4] == [30, 60, 120, 240] and waits[-1] == 3600 and len(waits) < 12


def test_bytes_that_rot_under_a_running_server_end_in_the_previous_generation(
        tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    data, clock = two_generations(tmp_path), Clock()
    live = LiveIndex(data.index, clock)
    assert ask(live.engine, Question("giá lúa")).page.total == 2
    file = terms(data, "gen-000002")
    with file.open("r+b") as opened:
        opened.write(bytes(file.stat().st_size))
    clock.now += 3
    assert live.generation and live.generation.number == 1
    assert ask(live.engine, Question("giá lúa")).page.total == 1
    assert str(file) in caplog.text and "đã hỏng trong lúc đang dùng" in caplog.text
    put(data, make(3))  # finds no sound base, and builds in full
    assert live.engine.count() == 3 and live.generation.number == 3


def test_rot_without_another_generation_is_no_answer_rather_than_a_wrong_one(tmp_path: Path) -> None:
    data, clock = DataDir(tmp_path), Clock()
    put(data, make(1))
    live = LiveIndex(data.index, clock)
    assert live.engine.count() == 1
    file = terms(data, "gen-000001")
    whole = file.read_bytes()
    file.write_bytes(bytes(len(whole)))
    clock.now += 3
    with pytest.raises(IndexUnusable, match="gen-000001.*reindex.py --full"):
        live.engine  # noqa: B018
    assert live.suggester is None and live.generation is None
    file.write_bytes(whole)
    clock.now += 31
    assert live.engine.count() == 1


def test_a_fault_is_reason_to_look_at_all_files(tmp_path: Path) -> None:
    data, clock = two_generations(tmp_path), Clock()
    live = LiveIndex(data.index, clock)
    assert live.engine.count() == 2
    live.doubt()
    assert live.generation and live.generation.number == 2
    file = terms(data, "gen-000002")
    file.write_bytes(bytes(file.stat().st_size))
    live.doubt()
    assert live.generation.number == 1


def test_an_engine_in_use_outlives_its_folder(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    put(data, *map(make, range(20)))
    engine = LiveIndex(data.index).engine
    shutil.rmtree(data.index)  # as pruning does, while a question is under way
    assert ask(engine, Question('"giá lúa" nông dân 20-NQ/TW -tôm', sort=Sort.NEWEST)).page.total == 20
    assert ask(engine, Question('"nông dân được mùa"')).page.total == 20
    assert len(list(engine.ids())) == 20 and engine.get("7")
    assert engine.search(Query(filters=Filters(year=(2017,)))).total == 0


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
