"""Snippets: what is shown stands in the text, what is marked was asked for."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.bulletin import Bulletin
from corpus.text import tidy, tidy_paragraphs
from indexer.analysis.fold import fold
from indexer.analysis.syllables import split_syllables
from indexer.asking.parse import parse
from indexer.showing.snippet import ELLIPSIS, REACH_CHARS, SNIPPET_CHARS, Piece, mark, snippet


def found(text: str, query: str) -> list[str]:
    return [piece.text for piece in mark(text, parse(query)) if piece.found]


def join(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


MARKS = [
    ("Ứng dụng khoa học và công nghệ", "khoa hoc cong nghe", ["khoa học và công nghệ"]),
    ("Ứng dụng khoa học và công nghệ", "KHOA HỌC", ["khoa học"]),
    ("Ứng dụng khoa học", unicodedata.normalize("NFD", "khoa học"), ["khoa học"]),
    ("Ứng dụng khoa học", "khoa", ["khoa"]),
    ("khoa, học", "khoa hoc", ["khoa, học"]),  # side by side for the index, which does not look at signs
    ("học khoa", "khoa hoc", ["học", "khoa"]),
    # A syllable of a pair is not marked where it stands alone, if the pair stands somewhere.
    ("Khoa sản mở. Khoa học tiến.", "khoa hoc", ["Khoa học"]),
    ("Ủy ban và Uỷ ban", "Uỷ ban", ["Ủy ban", "Uỷ ban"]),
    ("Ủy ban và Uỷ ban", "Ủy ban", ["Ủy ban", "Uỷ ban"]),
    ("Ủy ban và Uỷ ban", "uy ban", ["Ủy ban", "Uỷ ban"]),
    ("hoà bình, hòa bình", "hòa bình", ["hoà bình", "hòa bình"]),
    # The typed mark counts where the text has it, and any other where it has not.
    ("con đường, cây dương, khai trương", "đường", ["đường"]),
    ("con đường, cây dương", "dương", ["dương"]),
    ("con đường, cây dương", "duong", ["đường", "dương"]),
    ("con đường, cây dương", "đường dương", ["đường", "dương"]),
    ("Cây dương.\nCon đường.", "đường", ["đường"]),
    ("Con duong.", "đường", ["duong"]),
    ("lũ, lụ, lu", "lũ", ["lũ"]),
    # Phrases, choices, exclusions
    ("phường Hương Chữ họp", '"hương chữ"', ["Hương Chữ"]),
    ("giá lúa tăng, giá tôm giảm", "lúa OR tôm", ["lúa", "tôm"]),
    ("giá lúa tăng, giá tôm giảm", "giá -tôm", ["giá", "giá"]),
    # Numbers
    ("theo Nghị quyết số 20 - NQ/TW của Đảng", "20-NQ/TW", ["20 - NQ/TW"]),
    ("theo 20-NQ/TW và 120-NQ/TW, 20a-NQ/TW", "20-NQ/TW", ["20-NQ/TW"]),
    ("Quyết định 1836/QÐ-UBND", "1836 qd ubnd", ["1836/QÐ-UBND"]),
    ("thực hiện 20-NQ/TW về y tế", "y tế 20-NQ/TW", ["20-NQ/TW", "y tế"]),
    ("thực hiện 20-NQ/TW", "nghị quyết 20", ["20-NQ/TW"]),
    ("thực hiện 12/2023/QĐ-UBND", "12/QĐ-UBND", ["12/2023/QĐ-UBND"]),
    # Glued words, counts
    ("địa bànNhà máy", "nha may", ["Nhà máy"]),
    ("ngành KH&CNvà y tế", "cn", ["CN"]),
    ("2.550 hộ", "2550", ["2.550"]),
    # Nothing
    ("Khoa học", "nông nghiệp", []),
    ("Khoa học", "", []),
    ("Khoa học", "?!", []),
    ("", "khoa học", []),
    ("khoahoc", "khoa hoc", []),
    ("😀 <b>lúa</b> & 'x'", "lua", ["lúa"]),
]


@pytest.mark.parametrize(("text", "query", "expected"), MARKS)
def test_marks(text: str, query: str, expected: list[str]) -> None:
    assert found(text, query) == expected
    assert join(mark(text, parse(query))) == text.replace("\n", " ")


LONG = ("Mở đầu bản tin. " * 30 + "Huyện Đông Lạc thả giống tôm vụ một. Nông dân phấn khởi ra đồng. "
        + "Phần giữa của bản tin. " * 30 + "Cảng cá Hải Lộc đón chuyến tôm đầu tiên của huyện Đông Lạc. "
        + "Phần cuối của bản tin. " * 30).strip()


def test_the_stretch_that_holds_most_of_what_was_asked_for() -> None:
    assert "Cảng cá Hải Lộc" in join(snippet(LONG, parse("tôm hải lộc")))
    assert "thả giống" in join(snippet(LONG, parse("tôm")))
    assert "thả giống" in join(snippet(LONG, parse("giống tôm")))


def test_it_starts_and_ends_with_a_sentence_where_one_is_near() -> None:
    shown = join(snippet(LONG, parse("thả giống tôm")))
    assert shown.startswith("Mở đầu bản tin. ") and shown.endswith(".") and ELLIPSIS not in shown
    assert len(shown) <= SNIPPET_CHARS + REACH_CHARS


def test_else_with_a_word() -> None:
    text = " ".join(["đồng"] * 300 + ["lúa"] + ["ruộng"] * 300)
    shown = join(snippet(text, parse("lúa")))
    assert re.fullmatch(r"…(đồng )+lúa( ruộng)+…", shown)


def test_what_was_found_is_not_cut_off_for_the_sake_of_a_sentence() -> None:
    # The sentence ends past the middle of the stretch, and the best word stands behind it.
    text = "Đầu. " * 100 + "Giá lúa " + "cứ thế " * 19 + "đi. Rồi tới tôm, " + "chữ " * 200
    shown = snippet(text, parse("lúa tôm"))
    assert [piece.text for piece in shown if piece.found] == ["lúa", "tôm"]
    # The last mark ends where the stretch does, with a sign and not a blank behind it.
    text = "đầu " * 100 + "lúa " + "đồng " * 30 + "tôm," + "y" * 300
    assert [piece.text for piece in snippet(text, parse("lúa tôm")) if piece.found] == ["lúa", "tôm"]


def test_the_beginning_where_nothing_was_found() -> None:
    assert join(snippet(LONG, parse("khoai lang"))).startswith("Mở đầu bản tin.")
    assert join(snippet(LONG, parse(""))).startswith("Mở đầu bản tin.")


def test_a_short_text_is_shown_whole() -> None:
    assert join(snippet("Một.\nHai lúa.", parse("lúa"))) == "Một. Hai lúa."
    assert snippet("", parse("lúa")) == ()


HOSTILE = {
    "one token": "đ" * 300_000, "tokens behind": "lúa " + "đ" * 300_000, "tokens before": "đ" * 300_000 + " lúa",
    "only blanks": " " * 5_000, "only lines": "\n" * 5_000, "only signs": ".!?… " * 2_000,
    "many marks": "lúa " * 10_000, "many numbers": "20-NQ/TW " * 3_000, "controls": "\x00\x07lúa" * 500,
    "surrogates": "\ud83dlúa " * 500, "marks alone": "\u0301" * 5_000, "html": "<script>lúa</script>" * 300,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text(text: str) -> None:
    check(text, 'lúa -tôm "đ đ" OR 20-NQ/TW')


def check(text: str, query: str, limit: int = SNIPPET_CHARS) -> None:
    """What holds of any snippet of any text."""
    understood = parse(query)
    assert join(mark(text, understood)) == text.replace("\n", " ")
    pieces = snippet(text, understood, limit)
    assert all(piece.text for piece in pieces)
    shown = join(pieces)
    flat = text.replace("\n", " ")
    ends = {shown, shown.removeprefix(ELLIPSIS), shown.removesuffix(ELLIPSIS),
            shown.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS)}
    assert any(end in flat for end in ends)
    asked = {word.folded for word in understood.words}
    for piece in pieces:
        if piece.found and not parse(piece.text).numbers:
            assert {s.folded for s in split_syllables(piece.text)} & asked
    assert not any(piece.found for piece in pieces) or any(piece.found for piece in mark(text, understood))
    if any(piece.found for piece in mark(text, understood)):
        assert any(piece.found for piece in pieces)


PIECES = ["lúa", "Lúa", "lua", "tôm", "20-NQ/TW", "Nghị quyết 20", "đường", "dương", " ", " ", ". ", ", ", "\n", "…",
          "?", "KH&CNvà", "x" * 90, "😀", "\u0301", "20", "/"]
QUERIES = ["lúa", "lua", "đường", "duong tom", '"lúa tôm"', "20-NQ/TW", "nghị quyết 20 lúa", "-lúa tôm", "lúa OR tôm",
           ""]


@settings(max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(), max_size=3)), max_size=80).map("".join),
       st.sampled_from(QUERIES), st.sampled_from([1, 40, SNIPPET_CHARS]))
def test_any_text(text: str, query: str, limit: int) -> None:
    check(text, query, limit)


@settings(max_examples=100)
@given(st.text(), st.text())
def test_any_text_and_query(text: str, query: str) -> None:
    assume(tidy(text))
    check(tidy_paragraphs(text), query)


def test_every_sample_bulletin_by_its_own_title(sample_bulletins: tuple[Bulletin, ...]) -> None:
    for bulletin in sample_bulletins:
        for query in (bulletin.title, fold(bulletin.title)):
            marked = [piece.text for piece in mark(bulletin.title, parse(query)) if piece.found]
            assert marked, bulletin.id
            check(bulletin.body, query)
