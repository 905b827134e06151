"""Document numbers: every spelling found whole and joined by one key; dates, rates and addresses never taken."""

from __future__ import annotations

import csv
import io
import json
import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.document_types import BODIES, ROWS, TYPES, split_letters, type_name
from corpus.numbers.find_numbers import find_numbers
from corpus.text import fold
from tests.growth import grows_too_fast

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT / "tests" / "cases"
SHARED = ROOT.parent / "shared" / "data"

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the reference collection is not beside the checkout")


def read_cases(name: str) -> list[tuple[str, ...]]:
    """The rows of a table of cases, without its heading."""
    with open(CASES / name, encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]


NUMBERS = read_cases("numbers.tsv")
AROUND = ["{}", "Thực hiện Nghị quyết số {} ngày 01/11/2012 của Ban Chấp hành", "({})", "số:{}, và", "Quyết định {};",
          "“{}”", "…theo văn bản {}.", "dòng\n{}\ndòng"]


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize(("text", "spelling", "key"), NUMBERS)
def test_a_number_is_found_whole_in_every_spelling(text: str, spelling: str, key: str, typed: bool) -> None:
    for frame in AROUND:
        sentence = frame.format(text)
        found = [f for f in find_numbers(sentence, typed=typed) if f.number.is_full]
        assert [f.text for f in found] == [text], sentence
        assert sentence[found[0].start:found[0].end] == text
        assert (str(found[0].number), found[0].number.key) == (spelling, key)


@pytest.mark.parametrize(("spelling", "key"), sorted({(row[1], row[2]) for row in NUMBERS}))
def test_the_official_spelling_reads_back(spelling: str, key: str) -> None:
    found = find_numbers(spelling)
    assert [(str(f.number), f.number.key) for f in found] == [(spelling, key)]
    assert found[0].number.keys[0] == key


SPELL = {
    "en dash": lambda n: n.replace("-", "–"),
    "swapped": lambda n: n.translate(str.maketrans("/-", "-/")),
    "spaced": lambda n: n.replace("/", " / ").replace("-", " - "),
    "no-break blanks": lambda n: n.replace("/", "\u00a0/\u00a0").replace("-", "\u00a0-\u00a0"),
    "lower": str.lower,
    "unaccented": lambda n: fold(n),
    "decomposed": lambda n: unicodedata.normalize("NFD", n),
    "zero-width": lambda n: n.replace("/", "/\u200b"),
    "eth": lambda n: n.replace("Đ", "Ð"),
    "leading zero": lambda n: "0" + n,
}


@pytest.mark.parametrize("way", SPELL)
@pytest.mark.parametrize("number", ["20-NQ/TW", "05-CTHĐ/TU", "12/2023/QĐ-UBND", "1234/QĐ-UBND", "42/2022/NĐ-CP",
                                    "1178/BTTTT-THH", "64-TB/VPTW", "15/CT-TTg", "3637/UBND-VX"])
def test_one_key_joins_all_spellings(number: str, way: str) -> None:
    spelled = SPELL[way](number)
    found = find_numbers(f"theo {spelled} ")
    assert [f.number.key for f in found] == [find_numbers(number)[0].number.key]
    assert found[0].text == spelled


@pytest.mark.parametrize("number", ["20-NQ/TW", "12/2023/QĐ-UBND", "1234/QĐ-UBND", "64-TB/VPTW", "30/2020/NĐ-CP"])
def test_letters_without_separators_give_the_same_key(number: str) -> None:
    key = find_numbers(number)[0].number.key
    blanks = number.translate(str.maketrans("-/", "  "))
    for spelled in (blanks, fold(number).replace("/", "-"), number.replace("/", "_")):
        assert [f.number.key for f in find_numbers(spelled, typed=True)] == [key]


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("text", [row[0] for row in read_cases("numbers_none.tsv")])
def test_what_is_no_document_number(text: str, typed: bool) -> None:
    for sentence in (text, f"Năm nay, {text} được nêu tại hội nghị."):
        assert [f.text for f in find_numbers(sentence, typed=typed)] == []


@pytest.mark.parametrize(("text", "found", "key", "how"), read_cases("numbers_short.tsv"))
def test_short_forms(text: str, found: str, key: str, how: str) -> None:
    result = [(f.text, f.number.key) for f in find_numbers(text, typed=how == "typed")]
    assert result == ([(found, key)] if found else [])


@pytest.mark.parametrize(("text", "found"), [
    ("các Nghị quyết số 18, 19 và 20 của Trung ương", {"Nghị quyết số 18": "18:nq", "19": "19:nq", "20": "20:nq"}),
    ("Quyết định số 217, số 218 của Bộ Chính trị", {"Quyết định số 217": "217:qd", "số 218": "218:qd"}),
    ("Chỉ thị số 12, 23, 29, 32.", {"Chỉ thị số 12": "12:ct", "23": "23:ct", "29": "29:ct", "32": "32:ct"}),
    ("Nghị định 168 và 176.", {"Nghị định 168": "168:nd", "176": "176:nd"}),
    ("Nghị định 168/2024, 176/2024;", {"Nghị định 168/2024": "168:2024:nd", "176/2024": "176:2024:nd"}),
    ("Nghị quyết số 18, 19 và 20-NQ/TW nêu", {"Nghị quyết số 18": "18:nq", "19": "19:nq", "20-NQ/TW": "20:nq:tw"}),
    ("Nghị định 168, 30 người bị phạt", {"Nghị định 168": "168:nd"}),
    ("Nghị định 168, 5 hành vi", {"Nghị định 168": "168:nd"}),
    ("khoản 1, 2 và 4 Điều 5 Nghị định 30", {"Nghị định 30": "30:nd"}),
    ("Nghị quyết 18, 2017 là năm", {"Nghị quyết 18": "18:nq"}),
])
def test_lists(text: str, found: dict[str, str]) -> None:
    assert {f.text: f.number.key for f in find_numbers(text)} == found


@pytest.mark.parametrize(("text", "found", "key"), [
    ("Công văn số 77/TTYT ngày 03/4/2018", "77/TTYT", "77:ttyt"),
    ("CV 327/BGTLMĐ", "327/BGTLMĐ", "327:bgtlmd"),
    ("công văn số 145/PGDĐT-TH", "145/PGDĐT-TH", "145:pgddtth"),
    ("Thông báo số 12/TTYT", "12/TTYT", "12:ttyt"),
    ("công văn số 15/abc-xy", "15/abc-xy", "15:abcxy"),
    ("Thông tư 02/2017-BYT", "02/2017-BYT", "2:2017:tt:byt"),
    ("Nghị định số126/2020/NĐ-CP", "126/2020/NĐ-CP", "126:2020:nd:cp"),
    ("Nghị định số 204/2004/NĐ-CPngày 14", "204/2004/NĐ-CP", "204:2004:nd:cp"),
    ("Quyết định 5/QĐ-TTgngày 14", "5/QĐ-TTg", "5:qd:ttg"),
    ("Thông tư 24/2014/TT-BNNPTNTngày 19", "24/2014/TT-BNNPTNT", "24:2014:tt:bnnptnt"),
    ("Chỉ thị số 52-\nCT/TW của", "52-\nCT/TW", "52:ct:tw"),
    ("Chỉ thị số 52-CT/\nTW của", "52-CT/\nTW", "52:ct:tw"),
    ("20-NQ/TW² của", "20-NQ/TW", "20:nq:tw"),
    ("Nghị định 30/\n2020/NĐ-CP", "30/\n2020/NĐ-CP", "30:2020:nd:cp"),
])
def test_numbers_that_need_their_surroundings(text: str, found: str, key: str) -> None:
    assert [(f.text, f.number.key) for f in find_numbers(text)] == [(found, key)]


def test_a_tight_list_that_is_typed_names_each() -> None:
    assert [f.number.key for f in find_numbers("18,19-NQ/TW", typed=True)] == ["18:nq:tw", "19:nq:tw"]


def test_the_lead_is_known_but_not_part_of_the_number() -> None:
    rows = {"theo Nghị quyết số 20-NQ/TW": "Nghị quyết số ", "NQ số 20-NQ/TW": "NQ số ", "tại số 3637/UBND-VX": "số ",
            "20-NQ/TW": "", "nghi quyet so: 20-NQ/TW": "nghi quyet so: ", "Nghị quyết 20": ""}
    for text, lead in rows.items():
        found, = find_numbers(text)
        assert text[found.lead_start:found.start] == lead, text


@pytest.mark.parametrize(("text", "terms"), [
    ("20-NQ/TW (khóa XI)", ["XI"]),
    ("20-NQ/TW, khoá XI", ["XI"]),
    ("20-NQ/TW của Ban Chấp hành Trung ương khóa XI", ["XI"]),
    ("20-NQ/TW ngày 01/11/2012 của Hội nghị Trung ương (khóa XI)", ["XI"]),
    ("19-NQ/TW và 20-NQ/TW khóa XII", ["", "XII"]),
    ("20-NQ/TW. Khóa XII đã nêu", [""]),
    ("Nghị quyết 20 khóa XI", ["XI"]),
])
def test_the_term_behind_a_number(text: str, terms: list[str]) -> None:
    assert [f.number.term for f in find_numbers(text)] == terms


@pytest.mark.parametrize(("number", "keys"), [
    ("20-NQ/TW", ("20:nq:tw", "20:nq")),
    ("30/2020/NĐ-CP", ("30:2020:nd:cp", "30:nd:cp", "30:2020:nd", "30:nd", "30:2020")),
    ("Nghị quyết 20", ("20:nq",)),
    ("05-CTHĐ/TU", ("5:cthd:tu", "5:cthd", "5:ctr")),
    ("179-QĐi/TW", ("179:qdi:tw", "179:qdi", "179:qd")),
    ("1178/BTTTT-THH", ("1178:btttt:thh", "1178:btttt", "1178:cv", "1178:vb")),
    ("57/2020/QH14", ("57:2020:qh14", "57:qh14", "57:2020:l", "57:l", "57:2020:nq", "57:nq", "57:2020")),
])
def test_partial_keys(number: str, keys: tuple[str, ...]) -> None:
    found, = find_numbers(number)
    assert set(found.number.keys) == set(keys)
    assert found.number.keys[0] == keys[0]


@pytest.mark.parametrize(("asked", "document"), [
    ("nghị quyết 20", "20-NQ/TW"), ("30/NĐ-CP", "30/2020/NĐ-CP"), ("Nghị định 30/2020", "30/2020/NĐ-CP"),
    ("Quy định 102", "102-QĐ/TW"), ("Quy định 179", "179-QĐi/TW"), ("Chương trình hành động số 05", "05-CTr/TU"),
    ("công văn 3637", "3637/UBND-VX"), ("Luật số 57/2020", "57/2020/QH14"),
])
def test_a_short_form_meets_the_whole_number(asked: str, document: str) -> None:
    assert find_numbers(asked, typed=True)[0].number.key in find_numbers(document)[0].number.keys


def test_other_numbers_do_not_meet() -> None:
    keys = set(find_numbers("20-NQ/TW")[0].number.keys)
    for other in ("120-NQ/TW", "20a-NQ/TW", "2-NQ/TW", "200-NQ/TW", "20-CT/TW", "Nghị quyết 120", "Nghị quyết 20a"):
        assert not keys & set(find_numbers(other)[0].number.keys), other
    assert find_numbers("20-NQ/TW")[0].number.key != find_numbers("20-NQ/TU")[0].number.key


def test_numbers_are_in_order_and_apart() -> None:
    text = "Nghị quyết số 18-NQ/TW, 19-NQ/TW và 20-NQ/TW; Kế hoạch số 12/KH-UBND ngày 22/3/2017, Nghị quyết 20."
    found = find_numbers(text)
    assert [f.number.key for f in found] == ["18:nq:tw", "19:nq:tw", "20:nq:tw", "12:kh:ubnd", "20:nq"]
    assert all(text[f.start:f.end] == f.text for f in found)
    assert all(a.end <= b.lead_start <= b.start for a, b in zip(found, found[1:]))


def test_values_are_equal_by_what_they_hold() -> None:
    assert find_numbers("20 - NQ/TW")[0].number == DocumentNumber("20", "", "NQ", "TW")
    assert DocumentNumber("20", "", "NQ", "TW").kind == "NQ" and DocumentNumber("20", "", "NQ", "TW").is_full
    assert not DocumentNumber("20", "", "NQ", "").is_full


def test_the_list_of_letters_is_sound() -> None:
    assert len(ROWS) == len(set(ROWS))
    assert {row.system for row in ROWS} == {"all", "state", "law", "party", "state-body", "party-body"}
    assert all(row.name == row.name.strip().lower() and row.code.strip() == row.code for row in ROWS)
    assert type_name("CTHĐ") == "chương trình hành động" and type_name("?") == ""
    for head in TYPES:
        for body in BODIES:
            assert "".join(split_letters(head + body)) == head + body


# Patterns that go back and forth over such texts would need minutes for them.
HARD = ["1/", "1-", "9", "20-NQ/", "20 ", "nghị quyết số ", "20-NQ/TW", "20 NQ ", " ", "%2F", "Đ", "T.Ư", "20 - - / / ",
        "\u0301", "A-"]
HEADS = {"": HARD, "20-": ["NQ/"], "20-NQ/": ["T"]}


@pytest.mark.parametrize(("head", "unit"), [(head, unit) for head, units in HEADS.items() for unit in units])
@pytest.mark.parametrize("typed", [False, True])
def test_hard_texts_take_linear_time(head: str, unit: str, typed: bool) -> None:
    assert not grows_too_fast(partial(find_numbers, typed=typed), lambda length: head + unit * (length // len(unit)))


def test_random_text_never_fails_and_offsets_hold() -> None:
    random_source = random.Random(20)
    letters = "0129 /-–_.%NQĐTWƯtwqđaf:()\n\u200b\u0301Ðđ&2F"
    for _ in range(3_000):
        text = "".join(random_source.choices(letters, k=random_source.randrange(40)))
        for found in find_numbers(text, typed=bool(random_source.randrange(2))):
            assert text[found.start:found.end] == found.text and found.lead_start <= found.start
            assert found.number.key and str(found.number)


def test_a_long_text_is_read_whole() -> None:
    sentence = ("Thực hiện Nghị quyết số 20-NQ/TW ngày 01/11/2012, tỷ lệ đạt 83,5%, tăng 12 trường so với năm 2016; "
                "có 34/64 trường đạt chuẩn, kinh phí 2,87 tỷ đồng, đoàn viên thanh niên toàn tỉnh tham gia.\n")
    text = sentence * (1_000_000 // len(sentence.encode()))
    assert len(find_numbers(text)) == text.count("20-NQ/TW")


def read_shared(path: str) -> Iterator[dict]:
    """The records of a compressed JSON Lines file of the reference collection."""
    import zstandard
    with zstandard.open(SHARED / path, "rb") as file:
        yield from map(json.loads, io.TextIOWrapper(file, encoding="utf-8"))


@pytest.mark.shared
@needs_shared
def test_provincial_numbers_are_found_whole_and_lead_to_their_documents() -> None:
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    whole = count = 0
    for record in read_shared("provincial/docs.jsonl.zst"):
        if number := record.get("number"):
            count += 1
            whole += any(found.text == number for found in find_numbers(record["title"]))
            if found := find_numbers(number):
                bearers[found[0].number.key].add(record["id"])
    assert whole / count > 0.998
    judged: defaultdict[str, set[str]] = defaultdict(set)
    for line in (SHARED / "provincial/qrels-dev.tsv").read_text(encoding="utf-8").splitlines():
        query, _, bearer, _ = line.split()
        judged[query].add(bearer)
    for line in (SHARED / "provincial/queries-dev.jsonl").read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        key = find_numbers(asked["text"], typed=True)[0].number.key
        assert bearers[key] == judged[asked["id"]], asked["text"]


@pytest.mark.shared
@needs_shared
def test_party_numbers_are_spelled_officially() -> None:
    for line in (SHARED / "lists/party_numbers.tsv").read_text(encoding="utf-8").splitlines():
        number = line.split("\t")[0]
        found, = find_numbers(f"theo Quyết định {number} của")
        assert found.text == number
        assert str(found.number) == (number.replace("TƯ", "TW") if number[1].isdigit() else f"0{number}")


@pytest.mark.shared
@needs_shared
def test_the_seed_names_its_numbers() -> None:
    text = (SHARED / "seed/huong-tra-2017-03-22.txt").read_text(encoding="utf-8")
    keys = [found.number.key for found in find_numbers(text)]
    assert keys.count("20:nq:tw") == 2 and keys.count("5:cthd:tu") == 2
    assert keys.count("20:nq") >= 3 and "5:cthd" in keys
    assert set(keys) == {"20:nq:tw", "5:cthd:tu", "20:nq", "5:cthd"}
