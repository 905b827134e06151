"""The vocabulary is one of what the store holds, however the index came to be; and it is read by many at once."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing import blocks
from corpus.storing.store import Store
from indexer.building.build import build
from indexer.building.generation import Generations
from indexer.engine.base import IndexUnusable
from indexer.live import LiveIndex
from indexer.suggest import counting
from indexer.suggest.items import PHRASE, SAME_PHRASE, SHELVES, mere_beginnings, shelf_of
from indexer.suggest.suggester import Suggester
from indexer.suggest.vocabulary_file import FILE

WORDS = "khoa học công nghệ ủy ban nhân dân tỉnh lúa tôm đường sá trường".split()
EXPLAINED = [("quỹ phát triển đất", "QPTĐ"), ("Quỹ phát triển đất", "QPTĐ"), ("quản lý thị trường", "QLTT"),
             ("quy tắc phòng thủ đê", "QTPTĐ"), ("quỹ phòng tránh đói", "QPTĐ"), ("thi hành án", "THA")]


def make(number: int, chance: random.Random) -> Bulletin:
    title = " ".join(chance.choices(WORDS, k=6)).capitalize()
    body = "\n".join(" ".join(chance.choices(WORDS, k=20)) + "." for _ in range(3))
    if number % 3 == 0:
        long, short = chance.choice(EXPLAINED)
        body += f"\n{long} ({short}) họp."
    return Bulletin(str(number), "", "s", title, body, published_on=date(2020, 1, 1 + chance.randrange(28)))


def dump(folder: Path) -> list[tuple]:
    """All that a vocabulary file holds."""
    with closing(sqlite3.connect(folder / FILE)) as opened:
        return [row for table in ("syllable", "pair", "item", "start", "abbreviation")
                for row in opened.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3" if table != "pair" else
                                          "SELECT * FROM pair ORDER BY 1, 2")]


def learned(folder: Path) -> list[tuple]:
    """The rows of abbreviations in a vocabulary file."""
    with closing(sqlite3.connect(folder / FILE)) as opened:
        return opened.execute("SELECT * FROM abbreviation ORDER BY 1").fetchall()


def update(data: DataDir, *, full: bool = False) -> Path:
    return data.index / build(data, workers=1, full=full).generation.name


@pytest.mark.parametrize("once_is_nothing", [1_000, 4])
def test_a_build_of_changes_writes_what_a_full_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                        once_is_nothing: int) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 8)
    monkeypatch.setattr(counting, "ONCE_IS_NOTHING", once_is_nothing)
    chance = random.Random(5)
    data = DataDir(tmp_path)
    with Store.open(data.store) as store:
        store.put(make(n, chance) for n in range(30))
    dumps = [dump(update(data))]
    abbreviations = []
    for round in range(4):
        with Store.open(data.store) as store:
            store.put(make(n, chance) for n in (*chance.sample(range(30), 4), 30 + round))
            store.mark_gone(str(chance.randrange(30)), date(2026, 1, 1))
            store.mark_gone(str(chance.randrange(30)), None)
        changed = dump(folder := update(data))
        abbreviations.append(learned(folder))
        (data.root / "counts.sqlite").unlink()
        assert changed == dump(update(data, full=True))
        dumps.append(changed)
    assert all(one != other for one, other in zip(dumps, dumps[1:], strict=False))
    assert all(abbreviations) and any(one != abbreviations[0] for one in abbreviations)


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    """An installation with twenty bulletins and their index."""
    made = DataDir(tmp_path)
    chance = random.Random(1)
    with Store.open(made.store) as store:
        store.put(make(n, chance) for n in range(20))
    build(made, workers=1)
    return made


def test_it_is_a_sealed_part_of_its_generation(data: DataDir) -> None:
    generations = Generations(data.index)
    assert FILE in generations.check("gen-000001").files
    before = (data.index / "gen-000001" / FILE).read_bytes()
    with Store.open(data.store) as store:
        store.put([Bulletin("new", "", "s", "Hoàn toàn mới", "Mới.")])
    build(data, workers=1)
    assert (data.index / "gen-000001" / FILE).read_bytes() == before
    assert Suggester(data.index / "gen-000002").complete("hoan toan") != []
    (data.index / "gen-000002" / FILE).write_bytes(b"")
    with pytest.raises(IndexUnusable, match="hỏng hoặc thiếu"):
        generations.check("gen-000002")


@pytest.mark.parametrize("damage", [None, b"", b"no database at all" * 99])
def test_the_cache_of_counts_is_safe_to_lose(data: DataDir, damage: bytes | None) -> None:
    before = dump(data.index / "gen-000001")
    cache = data.root / "counts.sqlite"
    cache.unlink()
    if damage is not None:
        cache.write_bytes(damage)
    assert dump(update(data, full=True)) == before


def test_counts_of_one_block_that_cannot_be_read_are_made_again(data: DataDir) -> None:
    before = dump(data.index / "gen-000001")
    with closing(sqlite3.connect(data.root / "counts.sqlite")) as cache, cache:
        assert cache.execute("UPDATE kept SET value = x'00'").rowcount == 1
    assert dump(update(data, full=True)) == before


def test_the_live_index_changes_its_suggester_with_its_engine(data: DataDir) -> None:
    live = LiveIndex(data.index)
    first = live.suggester
    assert first and live.suggester is first and first.complete("mua mang") == []
    with Store.open(data.store) as store:
        store.put([Bulletin("new", "", "s", "Mùa màng bội thu", "Mới.")])
    build(data, workers=1)
    assert live.suggester and [one.text for one in live.suggester.complete("mua mang")] == ["Mùa màng bội thu"]


def test_many_threads_ask_one_suggester(data: DataDir) -> None:
    suggester = Suggester(data.index / "gen-000001")
    typed = ["khoa", "lu", "to", "duong", "tr", "cong ng"] * 30
    alone = [suggester.complete(one) for one in typed]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(suggester.complete, typed)) == alone


def test_no_vocabulary_is_an_unusable_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match=FILE):
        Suggester(tmp_path)


def test_an_empty_store_has_an_empty_vocabulary(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    with Store.open(data.store) as store:
        store.put([replace(make(1, random.Random(1)), gone_on=date(2026, 1, 1))])
    suggester = Suggester(update(data))
    assert suggester.complete("khoa") == [] and suggester.did_you_mean("khoa hojc", lambda text: 0) is None


def test_better_items_never_lie_on_a_later_shelf() -> None:
    shelves = [shelf_of(PHRASE, place) for place in range(0, 2_000_000, 997)]
    assert shelves == sorted(shelves) and max(shelves) < SHELVES
    assert shelf_of(PHRASE, 10**15) == SHELVES - 1


@given(st.dictionaries(st.lists(st.sampled_from(["a", "an", "a-n", "ă"]), min_size=1, max_size=4).map(" ".join),
                       st.integers(1, 12)))
def test_a_phrase_that_nearly_always_goes_on_alike_is_a_mere_beginning(phrases: dict[str, int]) -> None:
    found = list(mere_beginnings(sorted(phrases.items())))
    assert sorted(found) == sorted(phrase for phrase, count in phrases.items() if any(
        other.startswith(f"{phrase} ") and more >= SAME_PHRASE * count for other, more in phrases.items()))
