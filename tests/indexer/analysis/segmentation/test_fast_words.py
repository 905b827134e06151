"""The fast segmentation cuts as underthesea does: over every kind of text, and over any."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.bulletin import Bulletin
from corpus.storing.compression import open_to_read
from indexer.analysis.segmentation import fast_words, tokens
from indexer.analysis.segmentation.fast_words import FastWords
from indexer.analysis.segmentation.segmenter_files import verified_files
from indexer.analysis.segmentation.words import shorten_runs, underthesea_cutter

Cut = Callable[[str], "list[str]"]

KINDS = {
    "empty": ["", " ", "\n", " \t\u00a0\u2028", "\x1c\x1f"],
    "one token": ["Lúa", "a", ".", "5", "BOS", "EOS", "bos eos", "BOS BOS EOS EOS"],
    "capitals": ["TĂNG CƯỜNG ỨNG DỤNG KHOA HỌC", "Ủy Ban Nhân Dân Tỉnh Phú Thọ", "UBND tỉnh, HĐND huyện, TP. HCM"],
    "mixed case": ["kHoa HỌC cÔNG nghệ", "iPhone của FPT", "Khoa học Và công Nghệ việt nam"],
    "numbers": ["1.234.567,89 đồng, 83,5%", "34/64 trường", "2147483647 2147483648 -5 +5 0012 " + "9" * 30, "3x4 m",
                "quý I/2017, ngày 05/6/2023 lúc 08:30:15", "43H-0530 và 29A1-123.45", "5-10 km, 1.600m-2.000m", "٣ ٤"],
    "document numbers": ["Nghị quyết 20-NQ/TW", "Quyết định số 12/2023/QĐ-UBND của UBND tỉnh", "NĐ-CP 30/2020/NĐ-CP"],
    "addresses": ["xem http://vi.du/a/b?c=d&e=(f), nhé", "www.phutho.gov.vn.", "thư: van.thu@phutho.gov.vn, điện thoại",
                  "ftp://a.vn/ và e-mail", "03-5730-2357", "https://vi.du/đường-dẫn/tiếng Việt"],
    "foreign words": ["World Trade Organization (WTO)", "中华人民共和国 và 日本", "Россия",
                      "Straße ŉ ﬁ İı ΑΣ ǆ ᾳ", "H'Mông N’Thôn"],
    "spellings": ["hoà bình, uỷ ban, thuỷ lợi, qủa, qúy", "Đaị hội Đaị biểu", "ðồng bằng Ðông Nam", "nghành gíao dục"],
    "NFD": ["Tie\u0302\u0301ng Vie\u0323\u0302t", "khoa ho\u0323c co\u0302ng nghe\u0323\u0302",
            "\u0301\u0301 a\u0301\u0302\u0303"],
    "punctuation": ["a... b--c -> d => e ==> f >> g", "(một) [hai] {ba} “bốn” ‘năm’ «sáu»",
                    "v.v... v.v. v.v", "25°C ± 3‰",
                    "T.Ư, Th.S Mai, ThS. Lan, Tp. Hà Nội, Mr. A", "A. B. C.", "Chương I.",
                    "CHƯƠNG I.\n", "I. \n", "U.S.A."],
    "blanks within a token": ["Hiện ông Th sống một mình", "Đ.Th. và Th Sơn", "Th\u00a0s", "Th\ts Th\nS",
                              "ông Th s ống.", "(Th Sáu) ATh s", "Mr A, Th.Sĩ"],
    "ends of the text": ["vui :D", "vui :D ", "vui :DDD\n", ":D", "A.", "A. ", "A.\n", "A.\n\n", "A.\r\n", "A.\x0b"],
    "emoji": ["😀😀 lúa 👨‍👩‍👧 gạo <3 :)) =)) ♥‿♥", "🇻🇳 Việt Nam"],
    "white space": ["khoa\u00a0học", "khoa\u200bhọc", "khoa  học\tcông\n\nnghệ ", "\ufeffkhoa học", "khoa\x85học"],
    "signs": ["a_b _c_ __", "×÷%$^=<>+", "\x00\x01 a", "\ufffd" * 9, "x²+y³", "½ ʺ ٪", "<b>&amp;</b>"],
    "later letters": ["ɤ ƛ Ƛ ɤa a", "\u1c8a \u1c89 \ua7cd \ua7cb", "\U00010d70\U00010d50 \U00016ebb"],
    "halves of a pair": ["\ud83d", "lúa \ude00 gạo"],
}


@pytest.fixture(scope="module")
def fast() -> Cut:
    """The fast segmenter, new."""
    return FastWords(verified_files()).cut


def outcome(cut: Cut, text: str) -> list[str] | str:
    """The words of a text, or that it has none because cutting it failed."""
    try:
        return cut(text)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of underthesea's Rust part is no Exception
        return "failed"


def test_cuts_words(fast: Cut) -> None:
    assert fast("Khoa học và công nghệ ở Phú Thọ.") == ["Khoa học", "và", "công nghệ", "ở", "Phú Thọ", "."]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_text_is_cut_as_by_underthesea(fast: Cut, kind: str) -> None:
    for text in KINDS[kind]:
        for written in (text, text.upper(), text.lower(), text.title(), f"Theo đó {text} và khoa học"):
            assert outcome(fast, written) == outcome(underthesea_cutter(), written), repr(written)


def test_capitals_of_all_scripts(fast: Cut) -> None:
    """Every letter that has two cases, which is asked of each token, and one in a hundred of all other characters."""
    known = [character for code in range(sys.maxunicode + 1) if (character := chr(code)).swapcase() != character
             or code % 100 == 0 and not 0xD800 <= code < 0xE000]
    assert len(known) > 13_000
    for start in range(0, len(known), 200):
        some = known[start:start + 200]
        text = "khoa học " + " ".join(some) + " " + " ".join(f"{character}a" for character in some)
        assert fast(text) == underthesea_cutter()(text), hex(ord(some[0]))


def test_the_sample_bulletins(fast: Cut, sample_bulletins: tuple[Bulletin, ...]) -> None:
    lines = {line for bulletin in sample_bulletins for line in (bulletin.title, *bulletin.body.split("\n"))}
    assert len(lines) > 100
    for line in lines:
        assert fast(line) == underthesea_cutter()(line)


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["legal", "news"])
def test_lines_of_real_texts(fast: Cut, shared: Path, kind: str) -> None:
    path = shared / "data" / kind / "docs.jsonl.zst"
    if not path.exists():
        pytest.skip(f"no {path}")
    with open_to_read(path) as file:
        texts = [json.loads(line)["body"] for line in islice(file, 3_000)][::30]
    for line in (line for text in texts for line in text[:4_000].split("\n")):
        assert fast(shorten_runs(line)) == underthesea_cutter()(shorten_runs(line))


SYLLABLES = st.sampled_from(
    "khoa học công nghệ Nghị quyết Việt Nam ủy ban UBND và của 20 - / . , ( ) hợp tác xã".split())
ODD = st.text(st.one_of(st.characters(), st.sampled_from("aáạđĐAZư09 \n\u0301\u0323-_/.,:()@&'D\ud83d")), max_size=40)


@settings(max_examples=300)
@given(st.lists(st.one_of(SYLLABLES, SYLLABLES, ODD), max_size=12), st.sampled_from([" ", " ", "", "\n"]))
def test_any_text(fast: Cut, parts: list[str], between: str) -> None:
    text = shorten_runs(between.join(parts))
    assert outcome(fast, text) == outcome(underthesea_cutter(), text)


@pytest.mark.parametrize("bound", ["pairs", "runs"])
def test_what_was_forgotten_is_cut_as_before(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*(fast_words, "MAX_REMEMBERED", 9) if bound == "pairs" else (tokens, "MAX_RUNS", 3))
    segmenter = FastWords(verified_files())
    lines = [text for texts in KINDS.values() for text in texts if text.isprintable()]
    for line in lines * 2:
        assert segmenter.cut(line) == underthesea_cutter()(line)
        assert len(segmenter._tokenizer._tokens) < 100


def test_underthesea_is_not_imported() -> None:
    code = ("import sys; from indexer.analysis.segmentation.words import segment; "
            "assert segment('Khoa học') == ['khoa_học']; "
            "print('underthesea' in sys.modules, 'underthesea_core' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False False\n"
