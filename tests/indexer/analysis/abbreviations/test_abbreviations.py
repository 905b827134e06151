"""Abbreviations: the list, and what texts explain themselves."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from indexer.analysis.abbreviations.abbreviations import (Abbreviations, Row, cut, join_learned, listed,
                                                          may_be_syllable, read_rows)
from indexer.analysis.abbreviations.learned_abbreviations import conclude, count_pairs, find_abbreviations, learn

SHARED = Path(__file__).resolve().parents[5] / "shared"
LIST = Path(__file__).resolve().parents[4] / "indexer" / "analysis" / "abbreviations" / "abbreviations.tsv"


def test_list_is_clean() -> None:
    rows = read_rows(LIST.read_text(encoding="utf-8"))
    assert 150 <= len(rows) <= 400
    assert len({(row.short, row.long) for row in rows}) == len(rows)
    for row in rows:
        assert row.short == row.short.strip() and row.long == row.long.strip()
        assert len(row.short) >= 2 and " " in row.long
    shorts: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        shorts.setdefault(cut(row.short), set()).add(row.long)
    for row in rows:
        if not row.ambiguous:
            assert len(shorts[cut(row.short)]) == 1, f"{row.short} has several long forms and must be marked ambiguous"
            assert not may_be_syllable(" ".join(cut(row.short))), f"{row.short} looks like a syllable"


def test_short_forms_of_the_list_abbreviate_their_long_forms() -> None:
    # OCOP is English; the others leave a syllable out.
    free = {"OCOP", "TTg", "UBTVQH", "MTV", "ANQP", "TT-Huế", "UBMTTQ", "KHHGĐ"}
    for row in read_rows(LIST.read_text(encoding="utf-8")):
        if row.short not in free:
            found = find_abbreviations(f"{row.long} ({row.short})")
            assert found == [(row.short, row.long)], row


def test_bad_line_is_named() -> None:
    with pytest.raises(ValueError, match="line 3"):
        read_rows("short\tlong\tnote\nUBND\tỦy ban nhân dân\t\nHĐND Hội đồng nhân dân")


@pytest.mark.parametrize(("short", "longs"), [
    ("UBND", ("Ủy ban nhân dân",)),
    ("ubnd", ("Ủy ban nhân dân",)),
    ("KH&CN", ("khoa học và công nghệ",)),
    ("khcn", ("khoa học và công nghệ",)),
    ("T.Ư", ("Trung ương",)),
    ("TƯ", ("Trung ương",)),
    ("TU", ("Tỉnh ủy",)),
    ("tu", ("Trung ương", "Tỉnh ủy")),
    ("HĐ", ("hợp đồng", "hội đồng")),
    ("zzz", ()),
    ("", ()),
])
def test_expand(short: str, longs: tuple[str, ...]) -> None:
    assert set(listed().expand(short)) == set(longs)


@pytest.mark.parametrize(("long", "short"), [
    ("Uỷ ban nhân dân", "UBND"), ("uy ban nhan dan", "UBND"), ("khoa học công nghệ", "KH&CN"),
    ("Kinh tế xã hội", "KT-XH"), ("mặt trận tổ quốc", "MTTQ"),
])
def test_abbreviate(long: str, short: str) -> None:
    assert short in listed().abbreviate(long)


def test_learned_rows_join_the_list() -> None:
    rows = learn(["Cụm công nghiệp (CCN) mới", "hai Cụm công nghiệp (CCN)", "một lần (ML)"])
    book = Abbreviations([*rows, Row("NTM", "nông thôn mới")])
    assert book.expand("ccn") == ("Cụm công nghiệp",)
    assert not book.expand("UBND") and listed().expand("UBND")


def test_what_is_explained_in_two_ways_is_ambiguous() -> None:
    texts = ["hướng dẫn viên (HDV)", "hướng dẫn viên (HDV)", "hành dinh vệ (HDV)", "hành dinh vệ (HDV)"]
    assert [row.ambiguous for row in learn(texts)] == [True, True]


@pytest.mark.parametrize(("counts", "rows"), [
    # Two texts are enough; signs, "và" and capitals make no other meaning, and the commonest spelling is taken.
    ({("GD-ĐT", "giáo dục - đào tạo"): 1, ("GD&ĐT", "Giáo dục và Đào tạo"): 1}, ["GD&ĐT|Giáo dục và Đào tạo"]),
    ({("TCTD", "tổ chức tín dụng"): 1}, []),
    ({("CSXH", "CHÍNH SÁCH XÃ HỘI"): 3}, ["CSXH|chính sách xã hội"]),
    # A spelling of its own stands where it is as well known.
    ({("VH-TT", "văn hóa - thể thao"): 2, ("VHTT", "văn hóa, thể thao"): 2},
     ["VH-TT|văn hóa - thể thao", "VHTT|văn hóa - thể thao"]),
    ({("LHQ", "Liên hợp quốc"): 8, ("LHQ", "Liên hiệp quốc"): 2}, ["LHQ|Liên hợp quốc", "?LHQ|Liên hiệp quốc"]),
    ({("LHQ", "Liên hợp quốc"): 7, ("LHQ", "Liên hiệp quốc"): 2}, ["?LHQ|Liên hợp quốc", "?LHQ|Liên hiệp quốc"]),
    # Typed without marks they are one.
    ({("ĐTT", "đoàn thanh tra"): 5, ("DTT", "diện tích thửa"): 5}, ["?DTT|diện tích thửa", "?ĐTT|đoàn thanh tra"]),
    # Syllables, two letters, people.
    ({("THA", "thi hành án"): 9, ("LAN", "Local Area Network"): 8}, ["?THA|thi hành án", "?LAN|Local Area Network"]),
    ({("TS", "thí sinh"): 24, ("S&P", "Standard & Poors"): 9}, []),
    ({("HQH", "Hồ Quỳnh Hương"): 9, ("LĐLĐ", "Liên đoàn Lao động"): 3}, ["LĐLĐ|Liên đoàn Lao động"]),
    ({}, []),
])
def test_conclude(counts: dict[tuple[str, str], int], rows: list[str]) -> None:
    assert [f"{'?' * row.ambiguous}{row.short}|{row.long}" for row in conclude(counts)] == rows
    assert conclude(dict(reversed(counts.items()))) == conclude(counts)


def test_counts_of_parts_add_up() -> None:
    texts = ["dịch vụ công (DVC)", "DVC (dịch vụ công), Dịch vụ công (DVC)", "Dịch vụ công (DVC)", "không có gì"]
    assert count_pairs(texts[:2]) + count_pairs(texts[2:]) == count_pairs(texts)
    assert count_pairs(texts).total() == 3


def test_learned_rows_leave_the_list_as_it_is() -> None:
    learned = [Row(f"{a}{b}XY", f"{a.lower()}a {b.lower()}a xa ya") for a in "BCDGHKLMNT" for b in "BCDGHKLMNT"]
    book = join_learned([*learned, *listed().rows])
    assert book.rows[:len(listed().rows)] == listed().rows
    for row in listed().rows:
        assert book.expand(row.short) == listed().expand(row.short)
        assert book.abbreviate(row.long) == listed().abbreviate(row.long)


@pytest.mark.parametrize(("text", "pairs"), [
    ("về khoa học và công nghệ (KH&CN) ở tỉnh", [("KH&CN", "khoa học và công nghệ")]),
    ("Ủy ban nhân dân (UBND) tỉnh", [("UBND", "Ủy ban nhân dân")]),
    ("Uỷ ban nhân dân ( UBND ) tỉnh", [("UBND", "Uỷ ban nhân dân")]),
    ("UBND (Ủy ban nhân dân) xã", [("UBND", "Ủy ban nhân dân")]),
    ("Ban Chấp hành Trung ương (sau đây gọi tắt là BCHTƯ)", [("BCHTƯ", "Ban Chấp hành Trung ương")]),
    ("Trung ương (T.Ư) họp", [("T.Ư", "Trung ương")]),
    ("Trung ương (TW) họp", [("TW", "Trung ương")]),
    ("phát triển kinh tế - xã hội (KT-XH)", [("KT-XH", "kinh tế - xã hội")]),
    ("Văn hóa, Thể thao và Du lịch (VHTTDL)", [("VHTTDL", "Văn hóa, Thể thao và Du lịch")]),
    ("doanh nghiệp nhỏ và vừa (DNNVV)", [("DNNVV", "doanh nghiệp nhỏ và vừa")]),
    ("ỦY BAN NHÂN DÂN (UBND)", [("UBND", "ỦY BAN NHÂN DÂN")]),
    ("một Thạc sĩ (ThS) trẻ", [("ThS", "Thạc sĩ")]),
    ('Hội đồng nhân dân (gọi tắt là "HĐND")', [("HĐND", "Hội đồng nhân dân")]),
    # Đ is no D, names of people and agencies are no abbreviations, nothing reaches over a full stop or a line.
    ("Đắk Nông (DN)", []),
    ("Ảnh của Theo HTV (TH)", []),
    ("Mỗi xã một sản phẩm (OCOP)", []),
    ("bắt không theo quy định (IUU)", []),
    ("Cơ quan nhân. Dân (ND)", []),
    ("nhân\ndân (ND)", []),
    ("khoa học (xem KH&CN)", []),
    ("khoa (K) học", []),
    ("Tổ chức Y tế Thế giới (WHO)", []),
    ("UBND (họp chiều nay)", []),
    ("()", []), ("(((KH&CN", []), ("", []),
])
def test_find_abbreviations(text: str, pairs: list[tuple[str, str]]) -> None:
    assert find_abbreviations(text) == pairs


def test_long_runs_of_letters_take_no_time() -> None:
    assert find_abbreviations("A" * 20_000 + " (" + "B" * 20_000 + ")" + "và " * 5_000 + "(VV&&&&&&&&&&V)") is not None


@pytest.mark.shared
def test_news_explain_what_the_list_says() -> None:
    path = SHARED / "data" / "news" / "docs.jsonl.zst"
    if not path.exists():
        pytest.skip(f"{path} is missing")
    zstandard = pytest.importorskip("zstandard")
    agree = 0
    with path.open("rb") as packed:
        lines = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(packed), "utf-8")
        for _, line in zip(range(4_000), lines, strict=False):
            for short, long in find_abbreviations(json.loads(line)["body"]):
                longs = {cut(known) for known in listed().expand(short)}
                agree += cut(long) in longs
    assert agree > 80
