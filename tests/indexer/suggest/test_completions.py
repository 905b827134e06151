"""Beginnings over the sample portal, and how they go on."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.bulletin import Bulletin
from indexer.analysis.fold import fold
from indexer.suggest.completions import LIMIT, Kind
from indexer.suggest.suggester import Suggester


@pytest.mark.parametrize(("typed", "kind", "text"), [
    ("khoa ho", Kind.PHRASE, "khoa học và công nghệ"), ("khoa ho", Kind.PHRASE, "khoa học"),
    ("KHOA HO", Kind.PHRASE, "khoa học"), ("khoa họ", Kind.PHRASE, "khoa học"), ("kim b", Kind.PHRASE, "Kim Bồng"),
    ("Kim Bồ", Kind.PHRASE, "Kim Bồng"), ("kim bồng", Kind.PHRASE, "Kim Bồng"), ("kim bong", Kind.PHRASE, "Kim Bồng"),
    ("20-n", Kind.NUMBER, "20-NQ/TW"), ("20 nq", Kind.NUMBER, "20-NQ/TW"), ("20nq", Kind.NUMBER, "20-NQ/TW"),
    ("20/NQ-T", Kind.NUMBER, "20-NQ/TW"), ("nghị quyết 2", Kind.NUMBER, "20-NQ/TW"),
    ("nghi quyet so 20", Kind.TITLE, ""), ("5-ct", Kind.NUMBER, "05-CTHĐ/TU"), ("05-ct", Kind.NUMBER, "05-CTHĐ/TU"),
    ("rộn ràng", Kind.TITLE, "Rộn ràng lễ hội cầu ngư ở Hải Lộc"),
    ("le hoi cau", Kind.TITLE, "Rộn ràng lễ hội cầu ngư ở Hải Lộc"),
    ("ho thi ng", Kind.TITLE, "Chị Hồ Thị Ngân và mùi hương quế Trà Lâm"),
    ("hồ thị ngầ", Kind.TITLE, "Chị Hồ Thị Ngần và đồi quế ở Trà Vân"),
])
def test_beginnings(suggester: Suggester, typed: str, kind: Kind, text: str) -> None:
    found = suggester.complete(typed)
    assert (kind, text) in [(one.kind, one.text) for one in found] if text else not found


@pytest.mark.parametrize(("typed", "not_offered"), [
    ("khóa ho", "khoa học"), ("khoa hó", "khoa học"), ("kim ", "kìm"), ("kim bo ", "Kim Bồng"),
    ("hồ thị ngân ", "Chị Hồ Thị Ngần và đồi quế ở Trà Vân"), ("dương t", "đường tỉnh"), ("khoa học ", "khoa hoc"),
])
def test_marks_that_were_typed_agree(suggester: Suggester, typed: str, not_offered: str) -> None:
    assert not_offered not in [one.text for one in suggester.complete(typed)]


@pytest.mark.parametrize("typed", ["", " ", "k", "…", "?!", "-", "a" * 101, "khoa " * 30, "zzzz", "\x00"])
def test_nothing_to_offer(suggester: Suggester, typed: str) -> None:
    assert suggester.complete(typed) == []


def test_phrases_come_by_count_and_none_twice(suggester: Suggester) -> None:
    for typed in ("ng", "kh", "th", "20", "nghi", "12/2", "de"):
        found = suggester.complete(typed)
        assert 0 < len(found) <= LIMIT
        assert len({one.text.lower() for one in found}) == len(found)
        for kind in (Kind.PHRASE, Kind.NUMBER):
            counts = [one.count for one in found if one.kind is kind]
            assert counts == sorted(counts, reverse=True)
    assert len(suggester.complete("ng", limit=3)) == 3


def test_every_title_is_offered_to_who_types_its_beginning(suggester: Suggester,
                                                           sample_bulletins: tuple[Bulletin, ...]) -> None:
    for bulletin in sample_bulletins:
        words = bulletin.title.replace("-", " ").split()
        typed = " ".join(words[:6])
        assert bulletin.title in [one.text for one in suggester.complete(typed)], typed
        assert bulletin.title in [one.text for one in suggester.complete(fold(typed))], typed


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120) | st.text(st.sampled_from("khoaọc đườnguy20-/NQ \n'\"%_*"), max_size=20))
def test_nothing_raises(suggester: Suggester, typed: str) -> None:
    assert len(suggester.complete(typed)) <= LIMIT
