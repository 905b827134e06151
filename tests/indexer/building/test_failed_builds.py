"""A build that fails leaves what was published and nothing else; the next one makes it good."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import NamedTuple

import pytest

from corpus.data_dir import DataDir
from indexer.building import build as build_module
from indexer.building.build import NoRoom
from indexer.building.checks import CheckFailed
from indexer.building.generation import Generations
from indexer.describing import describe_all as describe_module
from indexer.engine.base import EngineError
from tests.indexer.building.made_store import folders, ids, make, put, update


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
