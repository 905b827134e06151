"""kill -9 at random moments of crawl and reindex: no bulletin is lost, and search answers throughout."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.building.build import build

RunScript = Callable[..., CompletedProcess[str]]


@pytest.mark.slow
def test_twenty_kills_lose_nothing(run_script: RunScript) -> None:
    done = run_script("drill.py", "kills", "--kills", 20, "--pages", 40, "--seed", 22, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["problems"] == []
    assert sum(report["kills"].values()) == 20
    assert report["kills"]["crawl"] >= 3 and report["kills"]["reindex"] + report["kills"]["reindex --full"] >= 3
    assert report["bulletins"] > 40 and report["revisions"] > 0
    assert report["refetched"] <= report["kills"]["crawl"]
    assert report["generations"] >= 2
    assert all(count >= 5 for count in report["questions"].values())


@pytest.mark.parametrize("full", [False, True])
def test_the_next_run_clears_away_what_a_killed_one_left(tmp_path: Path, full: bool) -> None:
    data = DataDir(tmp_path)
    with Store.open(data.store) as store:
        store.put([Bulletin("1", "http://cong.example/1", "Cổng", "Tin đầu", "Một hai ba.")])
    build(data, workers=1)
    left = data.index / "gen-000002.building"
    left.mkdir()
    (left / "_MAIN_1.toc").write_bytes(b"half of it")
    (data.index / "current.new").symlink_to("gen-000002")
    assert build(data, workers=1, full=full).published is full
    names = {path.name for path in data.index.iterdir()}
    assert names == {"current", "gen-000001", *(["gen-000002"] if full else [])}
