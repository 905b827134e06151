"""What readers type, and what attackers type: parse() makes a bounded query of either."""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from math import ceil
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.asking.parse import ALL_OF, MAX_CHARS, MAX_CLAUSES, MAX_WORDS, MOST, Note, least_words, parse
from indexer.engine.query import AnyOf, Beside, Clause, Number, Phrase, Query, Word

# Far more than the dearest text needs on a busy machine (0.1), far less than a quadratic step would.
MOST_SECONDS = 5


def write_clause(clause: Clause) -> str:
    """A clause in one short form: lua, "ban tin", #20:nq:tw, (a|b)."""
    if isinstance(clause, Word):
        return clause.folded
    if isinstance(clause, Number):
        return f"#{clause.key}"
    if isinstance(clause, (Phrase, Beside)):
        written = " ".join(word.folded for word in clause.words)
        return f'"{written}"' if " " in written else written
    return f"({'|'.join(write_clause(choice) for choice in clause.choices)})"


def write_query(query: Query) -> str:
    """All of a query's demands in one line: words, numbers, required (+), excluded (-)."""
    parts = [*(word.folded for word in query.words), *(f"#{number.key}" for number in query.numbers),
             *(f"+{write_clause(c)}" for c in query.required), *(f"-{write_clause(c)}" for c in query.excluded)]
    return " ".join(parts)


CASES = [
    # Words
    ("", ""),
    ("   \t\n", ""),
    ("?!.,;:()[]{}*~^+&|\\/", ""),
    ("khoa học công nghệ", "khoa hoc cong nghe"),
    ("KHOA HỌC", "khoa hoc"),
    (unicodedata.normalize("NFD", "khoa học"), "khoa hoc"),
    ("KH&CN", "kh cn"),
    ("bànNhà máy", "ban nha may"),
    ("2.550 hộ", "2550 ho"),
    ("ngày 22/03/2017", "ngay 22 03 2017"),
    ("title:lúa AND body:tôm NOT x", "title lua and body tom not x"),
    ("lúa* tô? [a TO b] lúa~2 ^3", "lua to a to b lua 2 3"),
    # Phrases
    ('"khoa học"', '+"khoa hoc"'),
    ("“khoa học”", '+"khoa hoc"'),
    ("„khoa học“", '+"khoa hoc"'),
    ("‟khoa học”", '+"khoa hoc"'),
    ("«khoa học»", '+"khoa hoc"'),
    ("″khoa học″", '+"khoa hoc"'),
    ("＂khoa học＂", '+"khoa hoc"'),
    ('"lúa"', '+lua'),
    ('vụ "đông xuân" ở "Vĩnh Lương"', 'vu o +"dong xuan" +"vinh luong"'),
    ('"khoa học', '+"khoa hoc"'),
    ('khoa học"', "khoa hoc"),
    ('a "b c" "d e', 'a +"b c" +"d e"'),
    ('"một "hai" ba"', 'hai +mot +ba'),
    ('""', ""),
    ('" "', ""),
    ('"…" lúa ""', "lua"),
    ('"', ""),
    ('lúa"tôm"cá', 'lua ca +tom'),
    ('"khoa học, công nghệ"', '+"khoa hoc cong nghe"'),
    # Left out
    ("lúa -tôm", "lua -tom"),
    ("-tôm", "-tom"),
    ('lúa -"tôm sú"', 'lua -"tom su"'),
    ("lúa -“tôm sú”", 'lua -"tom su"'),
    ('lúa -"tôm', "lua -tom"),
    ("lúa –tôm", "lua -tom"),
    ("a - b", "a b"),
    ("a -- b", "a b"),
    ("a --b", "a b"),
    ("a- b", "a b"),
    ("Hà Nội-Huế", "ha noi hue"),
    ("lúa -ven-biển", 'lua -"ven bien"'),
    ('-""', ""),
    ("-", ""),
    ("lúa -?", "lua"),
    # Either
    ("lúa OR tôm", "+(lua|tom)"),
    ("lúa HOẶC tôm", "+(lua|tom)"),
    (unicodedata.normalize("NFD", "lúa HOẶC tôm"), "+(lua|tom)"),
    ("lúa OR tôm OR cá", "+(lua|tom|ca)"),
    ("giá lúa OR tôm", "gia +(lua|tom)"),
    ('"giá lúa" OR "giá tôm" tăng', 'tang +("gia lua"|"gia tom")'),
    ("lúa OR 20-NQ/TW", "+(lua|#20:nq:tw)"),
    ("OR lúa", "lua"),
    ("lúa OR", "lua"),
    ("OR", ""),
    ("OR OR", ""),
    ("lúa OR OR tôm", "+(lua|tom)"),
    ("lúa OR HOẶC tôm", "+(lua|tom)"),
    ("OR lúa OR tôm OR", "+(lua|tom)"),
    ("lúa or tôm", "lua or tom"),
    ("lúa hoặc tôm", "lua hoac tom"),
    ('"OR"', "+or"),
    ('lúa "OR" tôm', 'lua tom +or'),
    ("lúa OR -tôm", "lua -tom"),
    ("-lúa OR tôm", "tom -lua"),
    ("lúa | tôm", "lua tom"),
    # Numbers
    ("20-NQ/TW", "#20:nq:tw"),
    ("20/NQ-TW", "#20:nq:tw"),
    ("20 NQ/TW", "#20:nq:tw"),
    ("20–NQ/TW", "#20:nq:tw"),
    ("20-NQTW", "#20:nq:tw"),
    ("20 nqtw", "#20:nq:tw"),
    ("20-nq/tw", "#20:nq:tw"),
    ("20 - NQ / TW", "#20:nq:tw"),
    ("Nghị quyết số 20-NQ/TW", "#20:nq:tw"),
    ("nghi quyet so 20-nq/tw", "#20:nq:tw"),
    ("1836/QÐ-UBND", "#1836:qd:ubnd"),
    ("12/2023/QĐ-UBND", "#12:2023:qd:ubnd"),
    ("05-CTHĐ/TU", "#5:cthd:tu"),
    ("5 cthd tu", "#5:cthd:tu"),
    ("Nghị quyết 20", "nghi quyet 20 #20:nq"),
    ("nghi quyet so 20", "nghi quyet so 20 #20:nq"),
    ("20-NQ/TW y tế", "y te #20:nq:tw +#20:nq:tw"),
    ("y tế theo 20-NQ/TW và 05-CTHĐ/TU", "y te theo va #20:nq:tw #5:cthd:tu"),
    ("20-NQ/TW 20-NQ/TW", "#20:nq:tw"),
    ("-lúa 20-NQ/TW", "#20:nq:tw -lua"),
    ("-20-NQ/TW", "-#20:nq:tw"),
    ("lúa -20-NQ/TW", "lua -#20:nq:tw"),
    ("-nghị quyết 20 y tế", "y te -#20:nq"),
    ('"20-NQ/TW"', "#20:nq:tw +#20:nq:tw"),
    ('-"20-NQ/TW"', "-#20:nq:tw"),
    ('y tế "20-NQ/TW"', "y te #20:nq:tw +#20:nq:tw"),
    ('"Nghị quyết số 20-NQ/TW"', "#20:nq:tw +#20:nq:tw"),
    ('"thực hiện 20-NQ/TW"', '+"thuc hien 20 nq tw"'),
    ('"Nghị quyết 20"', '+"nghi quyet 20"'),
    ('20-NQ/TW "khoa học"', '#20:nq:tw +"khoa hoc" +#20:nq:tw'),
    ("tỷ lệ 34/64", "ty le 34 64"),
    # Odd characters
    ("lúa 😀 tôm", "lua tom"),
    ("😀", ""),
    ("lú\x00a\x07", "lua"),
    ("\x00\x01\x02", ""),
    ("lúa\ud83d tôm\udc00", "lua tom"),
    ("\ud800", ""),
    ("khoa\u200bhọc", "khoahoc"),
    ("khoa\u00a0học", "khoa hoc"),
    ("<script>alert(1)</script>", "script alert 1 script"),
    ("東京 lúa", "東京 lua"),
    ("'; DROP TABLE bulletin; --", "drop table bulletin"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_was_asked(text: str, expected: str) -> None:
    assert write_query(parse(text).query) == expected


NOTES = [
    ("lúa", ()), ('"lúa"', ()), ("", ()),
    ('"lúa', (Note.UNBALANCED_QUOTE,)), ("“lúa", (Note.UNBALANCED_QUOTE,)), ('"', (Note.UNBALANCED_QUOTE,)),
    ('a "b" c"', (Note.UNBALANCED_QUOTE,)),
    ("a" * MAX_CHARS, ()), ("a" * (MAX_CHARS + 1), (Note.TOO_LONG,)),
    (" ".join(f"a{i}" for i in range(MAX_WORDS)), ()),
    (" ".join(f"a{i}" for i in range(MAX_WORDS + 1)), (Note.TOO_MANY_WORDS,)),
]


@pytest.mark.parametrize(("text", "notes"), NOTES, ids=range(len(NOTES)))
def test_the_reader_is_told(text: str, notes: tuple[Note, ...]) -> None:
    assert parse(text).notes == notes


EMPTY = [("", True), ("  ", True), ("?", True), ('""', True), ("OR", True), ("-", True), ("😀", True),
         ("a", False), ("-a", False), ("20-NQ/TW", False), ('"a"', False), ("a OR b", False)]


@pytest.mark.parametrize(("text", "empty"), EMPTY)
def test_is_empty(text: str, empty: bool) -> None:
    assert parse(text).is_empty is empty


def test_numbers_alone_ask_for_numbers_only() -> None:
    texts = ("20-NQ/TW", '20-NQ/TW "khoa học"', "20-NQ/TW y tế", "y tế")
    assert [parse(text).query.numbers_only for text in texts] == [True, True, False, False]


def test_typed_marks_are_evidence() -> None:
    understood = parse("khoa học dương")
    assert [bool(word.marked) for word in understood.query.words] == [False, True, True] and understood.has_marks
    assert not parse("khoa hoc").has_marks
    assert parse("thuỷ").query.words == parse("thủy").query.words


def test_pairs_are_of_words_typed_side_by_side() -> None:
    assert parse("khoa học công nghệ").query.pairs == ("khoa_hoc", "hoc_cong", "cong_nghe")
    assert parse('giá "lúa nếp" tăng').query.pairs == ("lua_nep",)
    assert parse("giá -lúa tăng").query.pairs == ()
    assert parse("giá 20-NQ/TW tăng").query.pairs == ()


def test_how_many_words_are_demanded() -> None:
    for count in range(200):
        assert least_words(count) == (
            count if count <= ALL_OF else max(ALL_OF - 1, ceil(Fraction(str(MOST)) * count)))
    assert parse("a a a b").query.minimum == 2


HOSTILE = {
    "5,000 words": " ".join(f"từ{i}" for i in range(5_000)),
    "100,000 quotes": '"' * 100_000,
    "100,001 quotes with words": 'a"' * 100_001,
    "a token of 1 MB": "đ" * 1_000_000,
    "a number of 1 MB": "9" * 1_000_000,
    "1 MB of blanks": " " * 1_000_000,
    "100,000 minuses": "-" * 100_000,
    "minus words": "-a " * 50_000,
    "only OR": "OR " * 50_000,
    "OR between": "a OR " * 50_000,
    "numbers": "20-NQ/TW " * 50_000,
    "different numbers": " ".join(f"{i}-NQ/TW" for i in range(50_000)),
    "slashes": "20/" * 50_000,
    "digits and hyphens": "1-" * 50_000,
    "lead words": "nghị quyết số " * 20_000,
    "marks on one letter": "a" + "\u0301" * 200_000,
    "controls": "\x00" * 200_000 + "lúa",
    "surrogates": "\ud83d" * 100_000,
    "zero width": "\u200b" * 500_000 + "lúa",
    "capitals and marks": "ĐaĐ" * 100_000,
    "phrases": '"a b" ' * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_bounded(text: str) -> None:
    began = process_time()
    understood = parse(text)
    assert process_time() - began < MOST_SECONDS
    hold_limits(understood.query)
    assert Note.TOO_LONG in understood.notes


def hold_limits(query: Query) -> None:
    """No text makes an engine work more than this."""
    assert len(query.words) + len(query.hints) <= MAX_WORDS and len(query.pairs) < MAX_WORDS
    assert query.minimum <= len(query.distinct_words)
    assert len(query.required) <= MAX_CLAUSES and len(query.excluded) <= MAX_CLAUSES
    for clause in (*query.required, *query.excluded):
        if isinstance(clause, AnyOf):
            assert 2 <= len(clause.choices) <= MAX_CLAUSES
        elif isinstance(clause, (Phrase, Beside)):
            assert 1 <= len(clause.words) <= MAX_WORDS


PIECES = ['"', "“", "”", "-", "–", " ", "  ", "OR", " OR ", " HOẶC ", "lúa", "tôm", "KH&CN", "20-NQ/TW", "20", "/",
          "NQ", "số ", "nghị quyết ", "36a", "2.550", "😀", "\x00", "\ud83d", "\u200b", "\u0301", "'", "(", ":", "*",
          "\n"]


@settings(max_examples=300)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(st.characters(), max_size=4)), max_size=60).map("".join))
def test_any_text_is_understood(text: str) -> None:
    understood = parse(text)
    hold_limits(understood.query)
    understood.rewritten.encode()
    assert parse(text) == understood
