"""What the abbreviations in a query are found to stand for, by the list and with learnt ones beside it."""

from __future__ import annotations

import pytest

from indexer.analysis.abbreviations.abbreviations import Abbreviations, Row, cut, join_learned, listed
from indexer.analysis.abbreviations.expansions import find_expansions
from indexer.analysis.syllables import split_syllables


def ask(text: str, known: Abbreviations | None = None) -> list[tuple[str, tuple[str, ...]]]:
    """(what was typed, what it may be written as) for each expansion of a query."""
    syllables = split_syllables(text)
    typed = [text[s.start:s.end] for s in syllables]
    return [(" ".join(typed[e.start:e.end]), e.written)
            for e in find_expansions(known or listed(), [s.folded for s in syllables], typed)]


@pytest.mark.parametrize(("query", "expected"), [
    # Both ways, and the other ways to write the short form.
    ("UBND tỉnh", [("UBND", ("Ủy ban nhân dân",))]),
    ("ubnd", [("ubnd", ("Ủy ban nhân dân",))]),
    ("ủy ban nhân dân xã", [("ủy ban nhân dân", ("UBND",))]),
    ("đề tài KH&CN", [("KH CN", ("khoa học và công nghệ", "khoa học công nghệ", "KHCN"))]),
    ("đề tài khcn", [("khcn", ("khoa học và công nghệ", "khoa học công nghệ", "KH&CN"))]),
    ("khoa hoc va cong nghe", [("khoa hoc va cong nghe", ("KH&CN", "KHCN", "khoa học công nghệ"))]),
    ("HĐND và UBND", [("HĐND", ("Hội đồng nhân dân",)), ("UBND", ("Ủy ban nhân dân",))]),
    # The longest run is served; a shorter long form in it is abbreviated too.
    ("mặt trận tổ quốc việt nam", [("mặt trận tổ quốc việt nam", ("MTTQVN", "MTTQ viet nam"))]),
    ("PCCC&CNCH", [("PCCC CNCH", ("phòng cháy chữa cháy và cứu nạn cứu hộ",
                                  "phòng cháy chữa cháy cứu nạn cứu hộ", "PCCCCNCH"))]),
    # Ambiguous ones in context.
    ("chương trình hành động TU", [("chương trình hành động", ("CTHĐ",)), ("TU", ("Tỉnh ủy",))]),
    ("BTV tỉnh ủy", [("BTV", ("Ban Thường vụ",))]),
    ("btv huyện ủy", [("btv", ("Ban Thường vụ",))]),
    ("BCH đảng bộ", [("BCH", ("Ban Chấp hành",))]),
    ("BCH quân sự huyện", [("BCH", ("Ban Chỉ huy",))]),
    ("TX Kim Bồng", [("TX", ("thị xã",))]),
    ("nghị quyết TU", [("TU", ("Tỉnh ủy",))]),
    ("nghị quyết TƯ", [("TƯ", ("Trung ương", "TW", "T.Ư"))]),
    ("TT Huế", [("TT Huế", ("Thừa Thiên Huế",))]),
    # … and without.
    ("TU", []), ("tu", []), ("tu bổ di tích", []), ("nghị quyết tu", []), ("TT", []), ("TX", []), ("TX KIM BỒNG", []),
    ("tx kim bồng", []), ("KH 2017", []), ("TT Sóc Sơn", []), ("tỉnh ủy", []), ("trung tâm", []), ("", []),
])
def test_find_expansions(query: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert ask(query) == expected


def test_expansions_do_not_overlap_and_their_runs_are_what_analysis_cuts() -> None:
    words = [s.folded for s in split_syllables("sở khoa học và công nghệ và ubnd huyện hđnd gd&đt khcn")]
    found = find_expansions(listed(), words)
    assert [(e.start, e.end) for e in found] == sorted((e.start, e.end) for e in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    for expansion in found:
        for run, written in zip(expansion.alternatives, expansion.written, strict=True):
            assert run == cut(written)
            assert run != tuple(words[expansion.start:expansion.end])


def test_every_clear_pair_leads_both_ways() -> None:
    for row in listed().rows:
        if not row.ambiguous:
            down, = find_expansions(listed(), cut(row.short))
            assert cut(row.long) in down.alternatives, row
            up, = find_expansions(listed(), cut(row.long))
            assert cut(row.short) in up.alternatives, row


def test_hostile_queries_take_no_time() -> None:
    assert find_expansions(listed(), ["ubnd"] * 64) and not find_expansions(listed(), ["x" * 40] * 64)


@pytest.mark.parametrize(("learned", "query", "written"), [
    (Row("TCTD", "tổ chức tín dụng"), "tctd", [("tổ chức tín dụng",)]),
    (Row("TCTD", "tổ chức tín dụng"), "các tổ chức tín dụng nhỏ", [("TCTD",)]),
    # The list knows better …
    (Row("UBND", "uy ban nhan dao"), "ubnd", [("Ủy ban nhân dân",)]),
    (Row("TTG", "tăng thiết giáp"), "TTg", [("Thủ tướng Chính phủ",)]),
    # … and takes another spelling of what it knows.
    (Row("UB-ND", "Uỷ ban nhân dân"), "ub-nd", [("Ủy ban nhân dân", "UBND")]),
    # Other marks are other letters; low ones, typed without, are the list's.
    (Row("QPTĐ", "quỹ phát triển đất"), "họp QPTĐ", [("quỹ phát triển đất",)]),
    (Row("QPTĐ", "quỹ phát triển đất"), "họp qptd", [("quốc phòng toàn dân",)]),
    # What may be a syllable or another thing only in capitals beside other words, and not from the long form.
    (Row("THA", "thi hành án", True), "tha tù", []),
    (Row("THA", "thi hành án", True), "thi hành án", []),
    (Row("THA", "thi hành án", True), "THA dân sự", [("thi hành án",)]),
    (Row("THA", "thi hành án", True), "THA", []),
])
def test_learned_rows_beside_the_list(learned: Row, query: str, written: list[tuple[str, ...]]) -> None:
    assert [forms for _, forms in ask(query, join_learned([learned]))] == written
