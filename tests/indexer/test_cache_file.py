"""A damaged cache gives nothing or what was put into it, never anything else, and takes new values all the same;
one that is only busy, or on a full disk, is left alone."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.cache_file import NO_DAMAGE, CacheFile, is_damage

VALUES = {b"key %d" % n: b"%d: " % n + random.Random(n).randbytes(n % 700) for n in range(400)}
PAGE = 4096


def open_cache(path: Path) -> CacheFile:
    return CacheFile(path, "all is counted again")


def keys(path: Path) -> set[bytes]:
    with open_cache(path) as cache:
        return cache.keys()


def keep(path: Path, key: bytes) -> None:
    with open_cache(path) as cache:
        cache.put([(key, b"")])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a cache that holds VALUES."""
    path = tmp_path_factory.mktemp("cache") / "kept.sqlite"
    with open_cache(path) as cache:
        cache.put(VALUES.items())
    return path.read_bytes()


def test_it_keeps(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    assert keys(path) == set()
    keep(path, b"a")
    assert keys(path) == {b"a"}
    assert [left.name for left in tmp_path.iterdir()] == ["kept.sqlite"]


def test_what_is_no_database_is_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "kept.sqlite"
    path.write_bytes(b"no database" * 999)
    for beside in ("kept.sqlite-wal", "kept.sqlite-shm"):
        (tmp_path / beside).write_bytes(b"left by a run that was killed")
    assert keys(path) == set()
    assert str(path) in caplog.text and "làm lại từ đầu; all is counted again" in caplog.text
    keep(path, b"a")
    assert keys(path) == {b"a"}


def test_a_file_of_another_form_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "kept.sqlite"
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE words (key BLOB PRIMARY KEY, words TEXT)")
    old.close()
    assert keys(path) == set()


def flip(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.choice([1, 1, 20])):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def zero(chance: random.Random, data: bytearray) -> None:
    for page in chance.sample(range(len(data) // PAGE), chance.choice([1, 5])):
        data[page * PAGE:(page + 1) * PAGE] = bytes(PAGE)


def cut(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data)):]


def swap(chance: random.Random, data: bytearray) -> None:
    one, other = (page * PAGE for page in chance.sample(range(1, len(data) // PAGE), 2))
    data[one:one + PAGE], data[other:other + PAGE] = data[other:other + PAGE], data[one:one + PAGE]


def head(chance: random.Random, data: bytearray) -> None:
    data[chance.randrange(100)] ^= 1 << chance.randrange(8)


def schema(chance: random.Random, data: bytearray) -> None:
    place = data.index(b"CREATE TABLE kept") + chance.randrange(90)
    data[place:place + 3] = bytes(chance.choice([byte, byte ^ 1, 0xE5]) for byte in data[place:place + 3])


Damage = Callable[[random.Random, bytearray], None]


@pytest.mark.parametrize("when", ["closed", "open"])
@pytest.mark.parametrize("damage", [flip, zero, cut, swap, head, schema], ids=lambda damage: damage.__name__)
def test_wherever_it_is_damaged_it_never_lies_and_goes_on(tmp_path: Path, whole: bytes, damage: Damage,
                                                          when: str) -> None:
    chance = random.Random(f"{damage.__name__} {when}")
    noticed = 0
    for trial in range(8):
        path = tmp_path / f"{trial}.sqlite"
        data = bytearray(whole)
        damage(chance, data)
        path.write_bytes(whole if when == "open" else data)
        with open_cache(path) as cache:
            if when == "open":
                cache.get(b"key 7")
                with path.open("r+b") as file:
                    file.write(data)
                    file.truncate()
            for key, value in VALUES.items():
                got = cache.get(key)
                assert got in (None, value)
                noticed += got is None
            cache.keys()
            cache.put(VALUES.items())
            cache.keep_only(list(VALUES))
        # What a page of the file itself hides from one that has it open, the next one finds.
        with open_cache(path) as cache:
            cache.put((key, value) for key, value in VALUES.items() if cache.get(key) is None)
        with open_cache(path) as cache:
            assert all(cache.get(key) == value for key, value in VALUES.items())
    assert noticed or damage in (head, schema)


def test_damaged_values_are_told_of_once_and_counted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "kept.sqlite"
    with open_cache(path) as cache:
        cache.put(VALUES.items())
    with sqlite3.connect(path) as other:
        other.execute("UPDATE kept SET value = zeroblob(9) WHERE substr(key, 5) < CAST('2' AS BLOB)")
    other.close()
    with open_cache(path) as cache:
        lost = [key for key in VALUES if cache.get(key) is None]
    assert lost and len(caplog.records) == 2 and f"{len(lost)} chỗ hỏng" in caplog.text


def test_where_starting_anew_mends_nothing_it_fails(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_cache(tmp_path / "missing" / "kept.sqlite")
    path = tmp_path / "kept.sqlite"
    keep(path, b"a")
    with open_cache(path) as cache:
        cache._connection.execute("PRAGMA max_page_count = 4")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            cache.put([(b"b", bytes(99_999))])
        assert cache.get(b"a") == b"" and cache.get(b"b") is None
    assert keys(path) == {b"a"}


@pytest.mark.parametrize("code", sorted(NO_DAMAGE))
def test_what_is_no_damage_stays_an_error(code: int) -> None:
    error = sqlite3.OperationalError("…")
    error.sqlite_errorcode = code
    assert not is_damage(error)
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
    assert is_damage(error)
