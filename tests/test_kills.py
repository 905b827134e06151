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


KILLS, PAGES = 8, 20  # the command's own are twenty, over fifty


@pytest.mark.slow
def test_kills_lose_nothing(run_script: RunScript) -> None:
    done = run_script("drill.py", "kills", "--kills", KILLS, "--pages", PAGES, "--seed", 22, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["problems"] == []
    kills = report["kills"]
    assert sum(kills.values()) == KILLS
    assert kills["crawl"] and kills.get("reindex", 0) + kills.get("reindex --full", 0)
    assert report["bulletins"] > PAGES and report["revisions"] > 0
    assert report["refetched"] <= kills["crawl"]
    assert report["generations"]
    assert all(count for count in report["questions"].values())


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
