"""build(): what the store holds is what the index answers, whether built whole or from what changed."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store, StoreError
from indexer.analysis.fold import fold
from indexer.asking.search import Answer, Question, ask
from indexer.building import build as build_module
from indexer.building.build import BuildReport, NoRoom, build
from indexer.building.checks import CheckFailed, check_engine
from indexer.building.generation import Generations
from indexer.building.versions import roll_back
from indexer.describing import describe_all as describe_module
from indexer.describing.describe import describe
from indexer.engine.base import EngineError, IndexUnusable
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.query import Filters, Sort
from indexer.live import LiveIndex

GONE_ON = date(2026, 11, 1)


def make(id: str, title: str, body: str = "", day: date | None = date(2020, 1, 1)) -> Bulletin:
    return Bulletin(id, f"http://x.example/{id}", "x.example", title, body, published_on=day)


def put(data: DataDir, *bulletins: Bulletin) -> None:
    with Store.open(data.store) as store:
        store.put(bulletins)


def update(data: DataDir, **more: object) -> BuildReport:
    return build(data, workers=1, **more)  # type: ignore[arg-type]


def search(data: DataDir, text: str, **more: object) -> Answer:
    engine = LiveIndex(data.index).engine
    try:
        return ask(engine, Question(text, **{"per_page": 1000} | more))  # type: ignore[arg-type]
    finally:
        engine.close()


def ids(data: DataDir, text: str) -> list[str]:
    return sorted(hit.id for hit in search(data, text).page.hits)


def folders(data: DataDir) -> list[str]:
    return sorted(path.name for path in data.index.iterdir())


@pytest.fixture
def data(tmp_path: Path) -> DataDir:
    """An installation with three bulletins and their index."""
    made = DataDir(tmp_path)
    put(made, make("1", "Giá lúa tăng", "Nông dân vui."), make("2", "Giá tôm giảm"),
        make("3", "Bầu cử", "Cử tri đi bầu."))
    update(made)
    return made


def test_full(data: DataDir) -> None:
    generation = Generations(data.index).check("gen-000001")
    assert (generation.count, generation.watermark, generation.number) == (3, 3, 1)
    assert folders(data) == ["current", "gen-000001"]
    assert (ids(data, "giá"), ids(data, '"bầu cử"'), ids(data, "khôngcó")) == (["1", "2"], ["3"], [])


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


def test_nothing_changed_nothing_published(data: DataDir) -> None:
    before = os.stat(data.index / "current", follow_symlinks=False).st_mtime_ns
    report = update(data)
    assert (report.put, report.removed, report.published, report.generation.name) == (0, 0, False, "gen-000001")
    assert folders(data) == ["current", "gen-000001"]
    assert os.stat(data.index / "current", follow_symlinks=False).st_mtime_ns == before


def test_full_builds_even_if_nothing_changed(data: DataDir) -> None:
    report = update(data, full=True)
    assert (report.put, report.full, report.published, report.generation.name) == (3, True, True, "gen-000002")


def test_the_older_generation_is_not_written_to(data: DataDir) -> None:
    put(data, make("1", "Giá ngô tăng"), make("4", "Giá cá tăng"))
    update(data)
    Generations(data.index).check("gen-000001")


def test_an_empty_store_makes_an_empty_index(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    put(data)
    report = update(data)
    assert (report.generation.count, report.published) == (0, True)
    assert search(data, "lúa").page.total == 0
    put(data, make("1", "Giá lúa"))
    assert (update(data).put, ids(data, "lúa")) == (1, ["1"])


def test_without_a_store_there_is_nothing_to_build(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="store.sqlite"):
        update(DataDir(tmp_path))
    assert not (tmp_path / "index").exists()


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


# Titles that the reader's grammar takes otherwise: a bulletin that bears one must not keep an index from publishing.
TITLES = ["Tổng kết -triển khai nhiệm vụ", 'Ra mắt "Tổ liên gia', "LÚA HOẶC NGÔ", "OR", "20 nqtw", "?", "-", '""',
          "Thông báo -\"Lịch cắt điện\"", "a " * 400, "chữ" * 500, " ".join(f"chữ{n}" for n in range(300)),
          "20-NQ/TW", "bànNhà máy", "2.550 hộ", "Đaị hội", "东京", "😀"]


@pytest.mark.parametrize("whole", [True, False], ids=["full", "changes"])
def test_titles_that_are_no_questions(data: DataDir, whole: bool) -> None:
    put(data, *(make(f"t{n}", title) for n, title in enumerate(TITLES)))
    assert update(data, full=whole).generation.count == 3 + len(TITLES)


def test_an_engine_that_lost_something_fails_the_check() -> None:
    engine = MemoryEngine()
    held = [make(str(n), f"Giá lúa {n}") for n in range(3)]
    engine.put(map(describe, held))
    engine.commit()
    titles = [(bulletin.id, bulletin.title) for bulletin in held]
    check_engine(engine, {"0", "1", "2"}, titles)
    with pytest.raises(CheckFailed, match=r"chỉ mục có 3 bản tin, kho có 4.*'3'"):
        check_engine(engine, {"0", "1", "2", "3"}, titles)
    with pytest.raises(CheckFailed, match="bằng tiêu đề của chính nó “Giá ngô”"):
        check_engine(engine, {"0", "1", "2"}, [("1", "Giá ngô")])


class Failure(NamedTuple):
    """A way to fail, and what is raised."""

    breaks: Callable[[pytest.MonkeyPatch], None]
    raises: type[BaseException]


class Usage(NamedTuple):
    """What shutil.disk_usage tells of a disk that is nearly full."""

    total: int = 10**12
    used: int = 10**12
    free: int = 1000


def fail(error: BaseException) -> Callable[..., object]:
    def raises(*_: object, **__: object) -> object:
        raise error
    return raises


FAILURES = {
    "no room": Failure(lambda patch: patch.setattr(shutil, "disk_usage", lambda _: Usage()), NoRoom),
    "a bulletin that cannot be described": Failure(
        lambda patch: patch.setattr(describe_module, "describe", fail(ValueError("odd"))), ValueError),
    "the disk is full in the middle": Failure(
        lambda patch: patch.setattr(Generations, "finish", fail(OSError(28, "No space left"))), NoRoom),
    "the disk fails in the middle": Failure(
        lambda patch: patch.setattr(Generations, "finish", fail(OSError(5, "Input/output error"))), EngineError),
    "the check fails": Failure(
        lambda patch: patch.setattr(build_module, "check_engine", fail(CheckFailed("odd"))), CheckFailed),
    "Ctrl-C": Failure(
        lambda patch: patch.setattr(describe_module, "text_to_segment", fail(KeyboardInterrupt())), KeyboardInterrupt),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
@pytest.mark.parametrize("whole", [True, False], ids=["full", "changes"])
def test_a_failure_leaves_the_published_generation_and_nothing_else(
        data: DataDir, whole: bool, failure: Failure, monkeypatch: pytest.MonkeyPatch) -> None:
    put(data, make("4", "Giá cá tăng"), make("1", "Giá ngô tăng"))
    with monkeypatch.context() as patch:
        failure.breaks(patch)
        with pytest.raises(failure.raises):
            update(data, full=whole)
    assert folders(data) == ["current", "gen-000001"]
    Generations(data.index).check("gen-000001")
    assert ids(data, "giá") == ["1", "2"] and ids(data, "lúa") == ["1"]
    assert update(data, full=whole).generation.count == 4
    assert ids(data, "giá") == ["1", "2", "4"]


def test_the_message_says_how_much_room_is_wanted(data: DataDir, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage())
    with pytest.raises(NoRoom, match=r"còn trống 0 MB, lập chỉ mục cần \d\d+ MB; chưa thay đổi gì"):
        update(data, full=True)


@pytest.mark.parametrize("harm", ["missing file", "manifest", "fingerprint", "segmenter"])
def test_a_damaged_base_is_built_anew_from_the_store(
        data: DataDir, harm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = data.index / "gen-000001"
    if harm == "missing file":
        next(folder.glob("*.terms")).unlink()
    elif harm == "manifest":
        (folder / "manifest.json").write_text("{")
    elif harm == "segmenter":
        monkeypatch.setattr(build_module, "segmenter_name", lambda: "underthesea 999")
    else:
        monkeypatch.setattr("indexer.building.generation.fingerprint", lambda: "0" * 16)
    report = update(data)
    assert (report.full, report.published, report.put, ids(data, "giá")) == (True, True, 3, ["1", "2"])


def test_progress_ends_at_the_total(data: DataDir) -> None:
    seen: list[tuple[int, int]] = []
    put(data, make("4", "Giá cá"), make("5", "Giá gà"))
    update(data, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2, 2) and all(done <= total for done, total in seen)


def test_leftovers_of_a_killed_run_are_cleared_away(data: DataDir) -> None:
    left = data.index / "gen-000002.building"
    left.mkdir()
    (left / "half.seg").write_bytes(b"half")
    (data.index / "current.new").symlink_to("gen-000002")
    put(data, make("4", "Giá cá"))
    update(data)
    assert folders(data) == ["current", "gen-000001", "gen-000002"] and ids(data, "cá") == ["4"]


def test_leftovers_are_cleared_away_even_if_nothing_changed(data: DataDir) -> None:
    (data.index / "gen-000007.building").mkdir()
    assert not update(data).published
    assert folders(data) == ["current", "gen-000001"]


def test_a_generation_that_was_sealed_and_never_published_does_not_answer(data: DataDir) -> None:
    put(data, make("4", "Giá cá"))
    update(data)
    Generations(data.index).publish("gen-000001")  # as after a kill between sealing and publishing
    assert ids(data, "cá") == []
    assert update(data).generation.name == "gen-000003" and ids(data, "cá") == ["4"]


def test_pruning_keeps_three_and_the_published_one(data: DataDir) -> None:
    for n in range(4, 9):
        put(data, make(str(n), f"Giá {n}"))
        update(data)
    assert folders(data) == ["current", "gen-000004", "gen-000005", "gen-000006"]
    generations = Generations(data.index)
    generations.publish("gen-000004")
    assert generations.prune(1) == ["gen-000005"]
    assert folders(data) == ["current", "gen-000004", "gen-000006"] and ids(data, "giá") == ["1", "2", "4", "5", "6"]


def test_rolling_back_and_on_again(data: DataDir) -> None:
    put(data, make("4", "Giá cá"))
    update(data)
    assert roll_back(data).name == "gen-000001" and ids(data, "giá") == ["1", "2"]
    with pytest.raises(IndexUnusable, match="không còn thế hệ cũ"):
        roll_back(data)
    assert ids(data, "giá") == ["1", "2"]
    report = update(data)
    assert (report.put, report.generation.name, ids(data, "giá")) == (1, "gen-000003", ["1", "2", "4"])


def test_rolling_back_passes_over_a_damaged_generation(data: DataDir) -> None:
    for n in (4, 5):
        put(data, make(str(n), f"Giá {n}"))
        update(data)
    (data.index / "gen-000002" / "manifest.json").unlink()
    assert roll_back(data).name == "gen-000001"


def test_rolling_back_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="không còn thế hệ cũ"):
        roll_back(DataDir(tmp_path))


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
