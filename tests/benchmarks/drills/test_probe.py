"""Readers of a drill: who is still answered, and what they hold the index to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Event

import pytest

from benchmarks.drills import probe
from benchmarks.drills.probe import Probe, Promises, find_silent
from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir

SECONDS = 20


def test_a_reader_who_is_held_is_told_apart_from_one_who_is_answered_or_fails(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    promises, gate = Promises(DataDir(tmp_path)), Event()
    promises.titles["1"] = "Lúa"

    def fail(_id: str, _title: str) -> bool:
        raise OSError("đứt")

    answered, failing, held = probes = [Probe(name, .001, promises, find, Random(1)) for name, find in (
        ("được", lambda _id, _title: True), ("hỏng", fail), ("kẹt", lambda _id, _title: gate.wait(SECONDS)))]
    for one in probes:
        one.start()
    try:
        assert find_silent([answered, failing]) == []
        monkeypatch.setattr(probe, "REQUEST_SECONDS", 0)
        assert find_silent([held]) == ["kẹt"]
    finally:
        monkeypatch.undo()
        gate.set()
        for one in probes:
            one.end()
    assert answered.took and failing.failed and not answered.failed


def test_a_generation_is_noted_once_however_many_look(
        sample_data: DataDir, sample_bulletins: tuple[Bulletin, ...]) -> None:
    promises = Promises(sample_data)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: promises.look(), range(8)))
    assert len(promises.generations) == 1 and not promises.lost
    assert promises.titles == {bulletin.id: bulletin.title for bulletin in sample_bulletins}
