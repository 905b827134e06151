"""What is on disk is a Whoosh index: Whoosh's own searcher, merges and files work on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
import whoosh.index
from whoosh import query
from whoosh.scoring import Frequency

from indexer.engine.base import IndexUnusable
from indexer.engine.entry import Card, Entry, Zone
from indexer.engine.open import open_engine
from indexer.engine.query import Query, Word
from indexer.engine.whoosh_engine.array_file import map_arrays, write_arrays
from indexer.engine.whoosh_engine.writing import ArrayWriter

TEXTS = {"a": "khoa hoc cong nghe", "b": "hoc khoa hoc", "c": "khoang san", "d": "nghe an"}


def make(id: str, body: str) -> Entry:
    """An entry with a body alone."""
    return Entry(Card(id, date(2020, 1, 1), "tinh"), Zone(), Zone(), Zone((tuple(body.split()),)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index of the texts in two segments, one bulletin replaced and one removed."""
    engine = open_engine(f"whoosh:{tmp_path / 'index'}", create=True)
    engine.put([make("a", "cu"), make("b", TEXTS["b"]), make("x", "khoa")])
    engine.commit()
    engine.put(make(id, TEXTS[id]) for id in "acd")
    engine.remove(["x"])
    engine.commit()
    engine.close()
    return tmp_path / "index"


@pytest.mark.parametrize(("asked", "found"), [
    (query.Term("syllable", b"khoa"), "ab"), (query.Term("pair", b"khoa_hoc"), "ab"),
    (query.Term("syllable", b"cu"), ""),
    (query.And([query.Term("syllable", b"hoc"), query.Term("syllable", b"nghe")]), "a"),
    (query.Or([query.Term("syllable", b"san"), query.Term("syllable", b"an")]), "cd"),
    (query.AndNot(query.Term("syllable", b"hoc"), query.Term("syllable", b"nghe")), "b"),
    (query.Prefix("syllable", b"khoa"), "abc"), (query.Term("id", b"c"), "c"), (query.Every(), "abcd")])
def test_whoosh_s_own_searcher_finds(folder: Path, asked: query.Query, found: str) -> None:
    with whoosh.index.open_dir(folder).searcher(weighting=Frequency()) as searcher:
        results = searcher.search(asked, limit=None, optimize=False)
        ids = searcher.reader().column_reader("ids", translate=False)
        assert sorted(ids[hit.docnum].decode() for hit in results) == sorted(found)


def test_whoosh_knows_its_terms(folder: Path) -> None:
    with whoosh.index.open_dir(folder).reader() as reader:
        assert ("syllable", b"khoa") in reader and ("syllable", b"khoax") not in reader
        assert list(reader.expand_prefix("syllable", b"kho")) == [b"khoa", b"khoang"]
        assert reader.doc_frequency("syllable", b"hoc") == 2 and reader.frequency("syllable", b"hoc") == 3.0
        assert [term for term in reader.lexicon("pair")][:2] == sorted(reader.lexicon("pair"))[:2]
        assert reader.term_info("syllable", b"hoc").max_weight() == 2.0


def test_whoosh_merges_segments(folder: Path) -> None:
    index = whoosh.index.open_dir(folder)
    before = open_engine(f"whoosh:{folder}")
    asked = [Query((Word("khoa"),), 1), Query((Word("hoc"), Word("nghe")), 1, pairs=("khoa_hoc",))]
    expected = [before.search(each) for each in asked]
    before.close()
    ArrayWriter(index).commit(optimize=True)
    merged = open_engine(f"whoosh:{folder}")
    assert len(list(folder.glob("*.terms"))) == 1 and set(merged.ids()) == set("abcd")
    assert [merged.search(each) for each in asked] == expected
    merged.close()


def test_many_small_commits_do_not_leave_many_segments(tmp_path: Path) -> None:
    engine = open_engine(f"whoosh:{tmp_path}", create=True)
    for number in range(12):
        engine.put([make(str(number), f"so s{number}")])
        engine.commit()
    assert engine.search(Query((Word("so"),), 1)).total == 12
    assert len(list(tmp_path.glob("*.terms"))) < 6
    engine.close()


def test_an_index_of_whoosh_s_usual_codec_is_read_plainly(tmp_path: Path) -> None:
    schema = open_engine(f"whoosh:{tmp_path / 'ours'}", create=True)
    schema.close()
    tmp_path.joinpath("plain").mkdir()
    made = whoosh.index.create_in(tmp_path / "plain", whoosh.index.open_dir(tmp_path / "ours").schema)
    writer = made.writer()
    writer.add_document(id="a", ids=b"a", length=2, day=0, source=b"", section=b"", kinds=b"", digest=b"",
                        stream=b"khoa hoc")
    for place, term in enumerate((b"hoc", b"khoa")):
        writer.pool.add(("syllable", term, 0, 1.0 + place, b""))
    writer.commit()
    with pytest.raises(IndexUnusable, match="whoosh3"):
        open_engine(f"whoosh:{tmp_path / 'plain'}")
    engine = open_engine(f"whoosh-plain:{tmp_path / 'plain'}")
    assert [hit.id for hit in engine.search(Query((Word("khoa"),), 1)).hits] == ["a"]
    engine.close()


def test_a_damaged_file_of_arrays_is_unusable(folder: Path) -> None:
    path = next(folder.glob("*.terms"))
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(IndexUnusable):
        open_engine(f"whoosh:{folder}")


def test_arrays_are_checked_when_mapped(tmp_path: Path) -> None:
    path = tmp_path / "arrays"
    with path.open("wb") as file:
        write_arrays(file, {"one": np.arange(3), "none": np.empty(0, np.uint8)})
    assert {name: array.tolist() for name, array in map_arrays(path).items()} == {"one": [0, 1, 2], "none": []}
    path.write_bytes(b"something else altogether")
    with pytest.raises(ValueError, match="không phải tệp mảng"):
        map_arrays(path)
