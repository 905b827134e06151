"""A table of contents that names anything but our own classes runs nothing, wherever in it that stands."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from indexer.engine.base import IndexUnusable
from indexer.engine.open import open_engine
from indexer.engine.whoosh_engine.contents import KnownIndex

RAN = "ran"


class Bomb:
    """Makes a folder when it is unpickled."""

    def __init__(self, path: Path):
        self.path = path

    def __reduce__(self) -> tuple[Callable, tuple]:
        return os.mkdir, (str(self.path),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index, still empty."""
    engine = open_engine(f"whoosh:{tmp_path / 'index'}", create=True)
    engine.commit()
    engine.close()
    return tmp_path / "index"


def rewrite(folder: Path, segments: object, schema: object = None, version: int | None = None) -> None:
    """A table of contents of the same number with other pickles in it."""
    storage = FileStorage(str(folder))
    toc = KnownIndex(folder)._read_toc()
    name = TOC._filename("MAIN", toc.generation)
    held = TOC(toc.schema, toc.segments if segments is None else segments, toc.generation)
    (folder / name).unlink()
    held.write(storage, "MAIN")
    if schema is not None:
        written = (folder / name).read_bytes()
        before, after = pickle.dumps(toc.schema, 2), pickle.dumps(schema, 2)
        assert before in written and len(after) < len(before)
        # Behind the pickle's end nothing is read: padded, it keeps the length that stands before it.
        (folder / name).write_bytes(written.replace(before, after + b"." * (len(before) - len(after))))
    if version is not None:
        written = (folder / name).read_bytes()
        place = written.index((-12345).to_bytes(4, "big", signed=True)) + 4
        (folder / name).write_bytes(written[:place] + version.to_bytes(4, "big", signed=True) + written[place + 4:])


def test_a_bomb_among_the_segments_is_refused(folder: Path, tmp_path: Path) -> None:
    for segments in (Bomb(tmp_path / RAN), [Bomb(tmp_path / RAN)], [{"a": Bomb(tmp_path / RAN)}]):
        rewrite(folder, segments)
        with pytest.raises(IndexUnusable, match="mkdir"):
            open_engine(f"whoosh:{folder}")
        with pytest.raises(IndexUnusable, match="mkdir"):
            open_engine(f"whoosh-plain:{folder}")
        assert not (tmp_path / RAN).exists()
        for left in folder.glob("*.toc"):
            left.unlink()
        KnownIndex(folder, create=True)


def test_a_bomb_in_the_schema_is_not_read(folder: Path, tmp_path: Path) -> None:
    rewrite(folder, None, Bomb(tmp_path / RAN))
    open_engine(f"whoosh:{folder}").close()
    assert not (tmp_path / RAN).exists()


@pytest.mark.parametrize("version", [-105, -110, -111, 0, 7])
def test_tables_of_other_forms_are_refused(folder: Path, version: int) -> None:
    current = KnownIndex(folder)._read_toc().version
    if version != current:
        rewrite(folder, None, version=version)
        with pytest.raises(IndexUnusable, match="dạng khác"):
            open_engine(f"whoosh:{folder}")


@pytest.mark.parametrize("segments", [None, 7, {}, [7], [int], ["MAIN_x"]], ids=str)
def test_what_is_no_list_of_segments_is_refused(folder: Path, segments: object) -> None:
    rewrite(folder, [] if segments is None else segments)
    if segments is None:
        open_engine(f"whoosh:{folder}").close()
        return
    with pytest.raises(IndexUnusable):
        open_engine(f"whoosh:{folder}")


def test_an_empty_folder_has_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="không có chỉ mục"):
        open_engine(f"whoosh:{tmp_path}")
