"""What the drills over a cluster stand on: the guide's own commands, and readers who do not break off in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from benchmarks.drills import cluster_restoring, cluster_rolling
from benchmarks.drills.cluster_readers import Readers
from benchmarks.drills.guide_commands import block_of, fit, run_here
from benchmarks.drills.outcome import DrillFailed
from indexer.building.travel import fetch
from indexer.engine.base import EngineUnavailable

HOSTS = {"os0": "http://127.0.0.1:1", "os1": "http://127.0.0.1:2"}
ROLLING = (cluster_rolling.HEADING, cluster_rolling.WORDS)
RESTORING = [(cluster_restoring.HEADING, words) for words in (
    cluster_restoring.REGISTER, cluster_restoring.SNAPSHOT, cluster_restoring.RESTORE, cluster_restoring.GO_ON)]


@pytest.mark.parametrize(("heading", "words"), [ROLLING, *RESTORING])
def test_the_guide_has_the_commands_and_they_lead_nowhere_else(heading: str, words: str) -> None:
    there = fit(block_of(heading, words), HOSTS, Path("/shared"), Path("/data"))
    assert "truongha.example" not in there and "/usr/share" not in there and "./scripts" not in there
    assert "hoi()" not in there and ("http://127.0.0.1:" in there or "--data /data" in there)


def test_a_machine_is_renewed_between_two_parts_of_a_block() -> None:
    before, after = cluster_rolling.TO_THE_MACHINE.split(block_of(*ROLLING))
    assert '"primaries"' in before and "null" not in before
    assert "null" in after and "wait_for_status=green" in after


def test_what_the_guide_does_not_say_or_what_fails_is_no_success() -> None:
    with pytest.raises(DrillFailed, match="có 0 khối lệnh"):
        block_of(ROLLING[0], "không có chữ này")
    assert run_here("echo xong\n") == "xong\n"
    for wrong in ("false\necho xong\n", "false | cat\n", "hoi http://127.0.0.1:1/\n", "echo $chua_dat\n"):
        with pytest.raises(DrillFailed, match="không chạy được"):
            run_here(wrong)


class Fetches:
    """A fetch that answers once, and then as it is told."""

    def __init__(self, then: Exception):
        self.then, self.times = then, 0

    def __call__(self, _folder: Path) -> None:
        self.times += 1
        if self.times > 1:
            raise self.then


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Readers who look often."""
    monkeypatch.setattr("benchmarks.drills.cluster_readers.FOLLOW_SECONDS", 0.01)
    yield


def test_readers_that_break_off_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was ever built here, which no reader of a drill may meet: each of them says so, and is counted."""
    assert fetch.__module__ == "indexer.building.travel"
    monkeypatch.setattr("benchmarks.drills.cluster_readers.fetch", Fetches(EngineUnavailable("đi vắng")))
    readers = Readers(tmp_path, [], {}, Random(1))
    with readers.at_work():
        pass
    seen = readers.turn()
    assert len(seen.wrong) == 2 and all("phải dừng" in one for one in seen.wrong)
    assert not readers.seen.wrong
    monkeypatch.setattr("benchmarks.drills.cluster_readers.fetch", failing := Fetches(RuntimeError("hỏng")))
    readers = Readers(tmp_path, [], {}, Random(1))
    with readers.at_work():
        while failing.times < 2:
            pass
    assert sum("RuntimeError" in one for one in readers.seen.wrong) == 1
