"""The contract of writing: what is put, replaced and removed, and what is told of what is held."""

from __future__ import annotations

from datetime import date

from indexer.engine.base import Engine
from indexer.engine.query import Query
from tests.indexer.engine.made_entries import BULLETINS, ask_all, entry, words


def test_frequency_and_missing_words(filled: Engine) -> None:
    assert [filled.frequency(*term) for term in (("syllable", "khoa"), ("pair", "cong_nghe"), ("number", "20:nq"),
                                                 ("mark", "hôi\u0323"), ("syllable", "khongco"))] == [3, 2, 2, 1, 0]
    hit, = filled.search(Query(words=words("bao cao xyz"), minimum=2)).hits
    assert [word.folded for word in hit.missing] == ["xyz"]


def test_get_and_count(filled: Engine) -> None:
    assert filled.count() == 7 and set(filled.ids()) == set("abcdefg")
    assert filled.get("a") == BULLETINS[0].card
    assert filled.get("zz") is None


def test_nothing_before_commit(engine: Engine) -> None:
    engine.put(BULLETINS)
    assert engine.count() == 0 and engine.search(Query()).total == 0


def test_replace_leaves_one(written: Engine) -> None:
    written.put([entry("a", "chu de khac", day=date(2021, 1, 1))])
    written.commit()
    assert written.count() == 7
    assert "a" not in {hit.id for hit in written.search(ask_all("khoa")).hits}
    assert [hit.id for hit in written.search(ask_all("khac")).hits] == ["a"]


def test_two_of_one_id_in_a_commit_leave_the_later(engine: Engine) -> None:
    engine.put([entry("a", "truoc"), entry("a", "sau")])
    engine.commit()
    assert engine.count() == 1
    assert engine.search(ask_all("truoc")).total == 0 and engine.search(ask_all("sau")).total == 1


def test_put_then_remove_in_one_commit(written: Engine) -> None:
    written.put([entry("new", "moi tinh")])
    written.remove(["new", "b", "unknown"])
    written.commit()
    assert set(written.ids()) == set("acdefg")
    assert written.get("b") is None and written.search(ask_all("nong")).total == 0
