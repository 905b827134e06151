"""What the store holds is what the index answers, whether built whole or from what changed."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.analysis.fold import fold
from indexer.asking.search import Question, ask
from indexer.building import build as build_module
from indexer.building.checks import CheckFailed
from indexer.engine.query import Filters, Sort
from indexer.live import LiveIndex
from tests.indexer.building.made_store import GONE_ON, folders, ids, make, put, update


def test_what_changed(data: DataDir) -> None:
    put(data, make("1", "Giá ngô tăng"), make("2", "Giá tôm giảm"), make("4", "Giá cá tăng"),
        replace(make("3", "Bầu cử", "Cử tri đi bầu."), gone_on=GONE_ON))
    report = update(data)
    assert (report.put, report.removed, report.full, report.published) == (2, 1, False, True)
    assert (report.generation.count, report.generation.name) == (3, "gen-000002")
    assert ids(data, "giá") == ["1", "2", "4"] and ids(data, "ngô") == ["1"] and ids(data, "cá") == ["4"]
    assert ids(data, "lúa") == [] == ids(data, '"bầu cử"')


def test_gone_and_back_again(data: DataDir) -> None:
    with Store.open(data.store) as store:
        store.mark_gone("1", GONE_ON)
    assert (update(data).removed, ids(data, "lúa")) == (1, [])
    with Store.open(data.store) as store:
        store.mark_gone("1", None)
    report = update(data)
    assert (report.put, report.generation.count, ids(data, "lúa")) == (1, 3, ["1"])


def test_new_and_gone_before_it_was_ever_indexed(data: DataDir) -> None:
    put(data, replace(make("9", "Tin lạ"), gone_on=GONE_ON))
    report = update(data)
    assert (report.put, report.removed, report.generation.count, ids(data, "lạ")) == (0, 1, 3, [])


def test_another_store_is_not_taken_for_a_change_of_this_one(data: DataDir) -> None:
    data.store.unlink()
    put(data, make("7", "Giá khoai"))  # its changes end before those of the index
    report = update(data)
    assert report.full and (report.generation.count, ids(data, "giá")) == (1, ["7"])
    data.store.unlink()
    put(data, replace(make("8", "Giá sắn"), gone_on=GONE_ON))  # as many changes, and another count
    assert update(data).full and ids(data, "giá") == []


@pytest.mark.parametrize("others", [range(10, 15), [1, 10, 2, 11, 3]], ids=["other bulletins", "some of them"])
def test_an_index_that_drifted_from_its_store_is_not_gone_on_from(data: DataDir, others: Iterable[int]) -> None:
    data.store.unlink()
    put(data, *(make(str(n), f"Giá khoai {n}") for n in others))
    with pytest.raises(CheckFailed, match="reindex.py --full"):
        update(data)
    assert folders(data) == ["current", "gen-000001"]
    assert update(data, full=True).generation.count == 5


def random_questions(rng: random.Random, texts: list[list[str]], count: int) -> Iterable[Question]:
    for _ in range(count):
        syllables = rng.choice(texts)
        start = rng.randrange(max(1, len(syllables) - 6))
        words = syllables[start:start + rng.randint(1, 6)]
        text = " ".join(rng.choice([words, [fold(word) for word in words]]))
        text = rng.choice([text, text, f'"{text}"', f"{text} -{rng.choice(syllables)}", f"{text} OR 20-NQ/TW"])
        yield Question(text, sort=rng.choice(list(Sort)), per_page=rng.choice([5, 1000]), page=rng.choice([1, 1, 2]),
                       filters=Filters(year=rng.choice([(), (), (2017,)])))


def test_changes_one_after_the_other_make_the_index_of_the_whole(
        tmp_path: Path, sample_bulletins: tuple[Bulletin, ...]) -> None:
    rng = random.Random(20171025)
    data = DataDir(tmp_path)
    chosen = list(sample_bulletins)
    put(data, *chosen[:30])
    update(data)
    for step in range(1, 4):
        changed = [replace(b, body=f"{b.body}\nBổ sung lần {step} về khoa học.") for b in rng.sample(chosen[:30], 5)]
        gone = [replace(b, gone_on=rng.choice([GONE_ON, None])) for b in rng.sample(chosen[:30], 4)]
        put(data, *changed, *chosen[30 * step // 2 + 15:30 * step // 2 + 30], *gone)
        assert not update(data).full
    live = LiveIndex(data.index)
    by_changes = live.engine
    assert update(data, full=True).full
    whole = live.engine
    assert whole is not by_changes and set(whole.ids()) == set(by_changes.ids())
    texts = [bulletin.body.split() for bulletin in chosen[:60]]
    for question in random_questions(rng, texts, 150):
        one, other = ask(by_changes, question), ask(whole, question)
        assert [hit.id for hit in one.page.hits] == [hit.id for hit in other.page.hits], question
        assert [hit.score for hit in one.page.hits] == pytest.approx([hit.score for hit in other.page.hits])
        assert (one.page.total, one.page.facets, one.page.counts) == (
            other.page.total, other.page.facets, other.page.counts)
    by_changes.close()
    whole.close()


def test_a_large_index_keeps_its_suggestions_until_a_hundredth_has_changed(
        data: DataDir, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_module, "LARGE", 3)
    monkeypatch.setattr(build_module, "STALE", 0.5)
    vocabulary = (data.index / "current" / "vocabulary.sqlite").stat().st_ino
    put(data, make("4", "Giá cà phê tăng"))
    few = update(data).generation
    assert few.counted_at < few.watermark and ids(data, "cà phê") == ["4"]
    assert (data.index / "current" / "vocabulary.sqlite").stat().st_ino == vocabulary
    put(data, make("5", "Giá tiêu tăng"), make("6", "Giá điều tăng"))
    many = update(data).generation
    assert many.counted_at == many.watermark
    assert (data.index / "current" / "vocabulary.sqlite").stat().st_ino != vocabulary
