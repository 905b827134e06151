"""A generation's files, looked at a little at a time: whatever changes is found, and nothing else is."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from indexer.building import watch as watching
from indexer.building.manifest import Generation, checksum
from indexer.building.watch import Watch

SIZES = {"a": 0, "b": 1, "c": 5_000, "d": 4_096}
CHUNK = 1_024


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "CHUNK", CHUNK)


@pytest.fixture
def watch(tmp_path: Path) -> Watch:
    for name, size in SIZES.items():
        (tmp_path / name).write_bytes(random.Random(name).randbytes(size))
    files = {name: (size, checksum(tmp_path / name)) for name, size in SIZES.items()}
    return Watch(tmp_path, Generation(1, 0, 0, 0, "", "", "", files))


def rot(path: Path, place: int) -> None:
    """Flips a bit, and leaves size and time as they were: as a failing disk does."""
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 4]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_sound_files_stay_sound(watch: Watch) -> None:
    assert not any(watch.look(3) for _ in range(50)) and watch.look_at_all() is None


def test_what_has_no_files_is_sound(tmp_path: Path) -> None:
    watch = Watch(tmp_path, Generation(1, 0, 0, 0, "", "", "", {}))
    assert watch.look(3) is None and watch.look_at_all() is None


@pytest.mark.parametrize(("name", "place"), [("b", 0), ("c", 0), ("c", 4_999), ("d", 1_023), ("d", 4_095)])
def test_rot_is_found_within_two_rounds(watch: Watch, tmp_path: Path, name: str, place: int) -> None:
    for _ in range(5):
        assert watch.look() is None
    rot(tmp_path / name, place)
    assert watch.look_at_all() == tmp_path / name
    round_of_looks = sum(SIZES.values()) // CHUNK + len(SIZES) + 1
    assert [found for _ in range(2 * round_of_looks) if (found := watch.look())][0] == tmp_path / name


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"x"),
                                  lambda path: os.truncate(path, 4_000), lambda path: os.truncate(path, 6_000)])
def test_what_is_overwritten_is_found_at_once(watch: Watch, tmp_path: Path, harm) -> None:
    harm(tmp_path / "c")
    assert watch.look() == tmp_path / "c"


def test_the_same_bytes_at_another_time_are_no_damage(watch: Watch, tmp_path: Path) -> None:
    os.utime(tmp_path / "c", ns=(1, 1))
    assert watch.look() is None and watch.look() is None
