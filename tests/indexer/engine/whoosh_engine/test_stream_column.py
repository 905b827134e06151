"""Streams come back as they went in, and phrases are found in them, beyond the characters that are no characters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from whoosh.filedb.filestore import FileStorage

from indexer.engine.whoosh_engine.array_file import map_arrays
from indexer.engine.whoosh_engine.stream_column import StreamColumn, StreamReader

VALUES = ["khoa hoc\ncong nghe", "", "khoa hoc\nxa nam\nhoc khoa", "nghe"]


def write(folder: Path, values: dict[int, str], count: int) -> StreamReader:
    """A column with some values, read again."""
    with FileStorage(str(folder)).create_file("x.col") as file:
        writer = StreamColumn().writer(file)
        for number, value in values.items():
            writer.add(number, value.encode())
        writer.finish(count)
    return StreamReader(map_arrays(folder / "x.col"), count)


def test_values_come_back(tmp_path: Path) -> None:
    reader = write(tmp_path, dict(enumerate(VALUES)), 4)
    assert [value.decode() for value in reader] == VALUES


def test_bulletins_left_out_have_none(tmp_path: Path) -> None:
    reader = write(tmp_path, {2: "khoa hoc"}, 5)
    assert [value.decode() for value in reader] == ["", "", "khoa hoc", "", ""]
    assert write(tmp_path, {}, 0)._learn() == []  # noqa: SLF001


@pytest.mark.parametrize(("phrase", "found"), [
    ("khoa hoc", [0, 2]), ("hoc cong", []), ("hoc khoa", [2]), ("xa nam", [2]), ("khoa", [0, 2]), ("nghe", [0, 3]),
    ("khong co", [])])
def test_phrases(tmp_path: Path, phrase: str, found: list[int]) -> None:
    reader = write(tmp_path, dict(enumerate(VALUES)), 4)
    assert reader.holding(np.arange(4), phrase.split()).tolist() == found
    assert reader.holding(np.array([2, 3]), phrase.split()).tolist() == [n for n in found if n >= 2]
    assert reader.holding(np.arange(0), phrase.split()).tolist() == []


def test_more_syllables_than_characters_below_the_surrogates(tmp_path: Path) -> None:
    many = [f"s{i}" for i in range(70_000)]
    reader = write(tmp_path, {0: " ".join(many)}, 1)
    assert reader[0].decode() == " ".join(many)
    for place in (0, 126, 2_046, 55_293, 55_294, 55_295, 65_533, 65_534, 69_998):
        assert reader.holding(np.array([0]), many[place:place + 2]).tolist() == [0]
        assert reader.holding(np.array([0]), [many[place], many[place - 1]]).tolist() == []
