"""Back, forward and back again; and a step that is killed half way is a step not made, never one to the wrong side."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building import versions
from indexer.building.build import build
from indexer.building.generation import Generations
from indexer.building.versions import State, go_to, list_versions, roll_back
from indexer.engine.base import IndexUnusable
from indexer.live import LiveIndex


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    """Four generations, the last one published."""
    made = DataDir(tmp_path_factory.mktemp("built"))
    Store.open(made.store).close()
    generations = Generations(made.index)
    for number in range(1, 5):
        build(made, full=True, workers=1, keep=9)
    assert generations.current_name() == "gen-000004"
    return made


@pytest.fixture
def data(built: DataDir, tmp_path: Path) -> DataDir:
    """A copy of them to go back and forth in."""
    return DataDir(Path(shutil.copytree(built.root, tmp_path / "data", symlinks=True)))


def states(data: DataDir) -> dict[int, State]:
    return {int(version.name[4:]): version.state for version in list_versions(data.index)}


def test_the_list_says_how_each_stands(data: DataDir) -> None:
    roll_back(data)
    (data.index / "gen-000001" / "manifest.json").write_text("{}")
    assert states(data) == {1: State.UNUSABLE, 2: State.READY, 3: State.ANSWERS, 4: State.REJECTED}
    listed = list_versions(data.index)
    assert "gen-000001" in listed[0].problem and listed[0].generation is None
    assert listed[2].generation and listed[2].generation.number == 3 and not listed[2].problem


def test_there_is_a_way_forward(data: DataDir) -> None:
    assert go_to(data, "gen-000002").number == 2
    assert states(data) == {1: State.READY, 2: State.ANSWERS, 3: State.REJECTED, 4: State.REJECTED}
    assert go_to(data, "gen-000004").number == 4
    assert states(data) == {1: State.READY, 2: State.READY, 3: State.REJECTED, 4: State.ANSWERS}
    assert roll_back(data).number == 2  # never into one that was left
    live = LiveIndex(data.index)
    assert live.generation and live.generation.number == 2


@pytest.mark.parametrize("name", ["", "gen-000009", "gen-2", "../gen-000002", "current", "gen-000005.building"])
def test_what_is_not_kept_is_refused(data: DataDir, name: str) -> None:
    with pytest.raises(IndexUnusable, match="đang giữ: gen-000001, gen-000002, gen-000003, gen-000004"):
        go_to(data, name)


def test_what_is_damaged_is_not_gone_to(data: DataDir) -> None:
    next((data.index / "gen-000002").glob("*.toc")).write_bytes(b"")
    with pytest.raises(IndexUnusable, match="gen-000002"):
        go_to(data, "gen-000002")
    assert states(data)[4] is State.ANSWERS


@pytest.mark.parametrize("at", ["reject", "accept", "publish"])
def test_a_step_back_that_is_killed_never_ends_in_the_bad_one(
        data: DataDir, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Killed before or after any of its writings, and asked again, it comes to the same; and the build after it."""
    for before in (True, False):
        with monkeypatch.context() as patch:
            whole = getattr(versions.Generations, at)

            def killed(self: Generations, name: str) -> None:
                if not before:
                    whole(self, name)
                raise Killed

            patch.setattr(versions.Generations, at, killed)
            with pytest.raises(Killed):
                roll_back(data)
        left = Generations(data.index)
        if left.current_name() == "gen-000004":
            assert roll_back(data).number == 3
        assert left.current_name() == "gen-000003" and left.is_rejected("gen-000004")
        report = build(data, full=True, workers=1, keep=9)
        assert roll_back(data).number == 3
        assert go_to(data, "gen-000004").number == 4 and left.is_rejected(report.generation.name)


def test_nothing_is_built_upon_one_that_is_being_left(data: DataDir) -> None:
    Generations(data.index).reject("gen-000004")
    assert build(data, workers=1).full
