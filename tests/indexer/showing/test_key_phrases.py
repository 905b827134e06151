"""Key phrases: whole words, names in capitals, the title's own, nothing that every bulletin says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.sample.sample_bulletin import read_bulletins
from indexer.analysis.fold import fold
from indexer.describing.describe import describe
from indexer.engine.base import Engine
from indexer.engine.memory_engine import MemoryEngine
from indexer.engine.whoosh_engine.engine import WhooshEngine
from indexer.showing.key_phrases import key_phrases
from indexer.showing.runs import JOINTS
from indexer.showing.known_words import Words, as_segmented


class Counts:
    """Frequencies that a test sets; what it does not name no bulletin holds."""

    def __init__(self, count: int = 1000, **channels: dict[str, int]):
        self._count = count
        self._channels = channels

    def frequency(self, channel: str, term: str) -> int:
        return self._channels.get(channel, {}).get(term, 0)

    def count(self) -> int:
        return self._count


def make(title: str, body: str, summary: str = "") -> Bulletin:
    return Bulletin("1", "", "", title, body, summary)


SCIENCE = make("Phát triển khoa học công nghệ ở Kim Bồng",
               "Phát triển khoa học công nghệ là việc lớn. Nhờ khoa học công nghệ, làng gốm Kim Bồng thêm khách.\n"
               "Ở Kim Bồng, khoa học và đời sống đi cùng nhau. Thực hiện tốt, thực hiện nhanh.")
WORDS = {"khoa_học": 50, "công_nghệ": 40, "thực_hiện": 900, "phát_triển": 300}
PAIRS = {"khoa_hoc": 52, "hoc_cong": 30, "cong_nghe": 45, "thuc_hien": 900, "phat_trien": 310, "trien_khoa": 90,
         "kim_bong": 9, "lang_gom": 5}


def test_whole_words_and_names_and_nothing_common() -> None:
    found = key_phrases(SCIENCE, Counts(word=WORDS, pair=PAIRS))
    assert found[:2] == ("khoa học công nghệ", "Kim Bồng")
    assert "thực hiện" not in found and "học công nghệ" not in found


def test_at_most_so_many() -> None:
    assert len(key_phrases(SCIENCE, Counts(word=WORDS, pair=PAIRS), 1)) == 1
    assert key_phrases(SCIENCE, Counts(word=WORDS, pair=PAIRS), 0) == ()


@pytest.mark.parametrize("bulletin", [
    make("", ""), make("…", "?!"), make("Tin", "Một hai"), make("20-NQ/TW", "1 2 3 4"), make("và của", "và của và của"),
    make("A" * 5_000, "b " * 5_000), make("UBND", "UBND UBND UBND"),
])
def test_texts_that_say_little(bulletin: Bulletin) -> None:
    assert isinstance(key_phrases(bulletin, MemoryEngine()), tuple)


def test_no_part_of_a_document_number_is_a_phrase() -> None:
    bulletin = make("Nghị quyết 20-NQ/TW", "Theo 20-NQ/TW, theo 20-NQ/TW và 05-CTHĐ/TU, 05-CTHĐ/TU.")
    found = key_phrases(bulletin, Counts())
    assert not any("NQ" in phrase or "CTHĐ" in phrase for phrase in found)


def test_a_loud_title_is_shown_in_low_letters_and_a_name_as_the_body_has_it() -> None:
    bulletin = make("ĐẤU GIÁ ĐẤT Ở KIM BỒNG", "Sáng nay đấu giá đất. Việc đấu giá đất ở Kim Bồng và Kim Bồng Thượng.")
    found = key_phrases(bulletin, Counts(word={"đấu_giá": 9}, pair={"dau_gia": 9}))
    assert any(phrase.startswith("đấu giá") for phrase in found) and "Kim Bồng" in found


def test_a_phrase_at_a_sentence_s_head_loses_its_capital() -> None:
    found = key_phrases(make("Nuôi tôm", "Nuôi tôm đang lãi. Nuôi tôm cần vốn."), Counts())
    assert found == ("nuôi tôm",)


def test_a_summary_that_the_body_repeats_is_said_once() -> None:
    body = "Dân bản vui hội mùa."
    assert key_phrases(make("", body, body), Counts()) == key_phrases(make("", body), Counts()) == ()


def test_words_know_where_they_end() -> None:
    words = Words(Counts(word={"hợp_tác": 5, "hợp_tác_xã": 50, "khoa_học": 9}, pair={
        "hop_tac": 60, "tac_xa": 50, "khoa_hoc": 10, "hoc_va": 10}))
    assert words.straddle(("hợp", "tác"), "xã") and words.straddle(("học",), "khoa", backwards=True)
    assert not words.straddle(("khoa", "học"), "và")
    assert words.single(("hợp", "tác", "xã", "mới")) == [3] and words.single(("khoa", "học")) == []


def test_a_word_that_the_segmenter_hardly_ever_cuts_is_none() -> None:
    words = Words(Counts(word={"học_và": 1, "khoa_học": 40}, pair={"hoc_va": 30, "khoa_hoc": 50}))
    assert words.holds(("khoa", "học")) and not words.holds(("học", "và"))


@pytest.mark.parametrize(("written", "segmented"), [
    ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("hoá", "hóa"), ("hòa", "hòa"), ("quý", "quý"), ("quỷ", "quỷ"),
    ("hoàn", "hoàn"), ("khoa", "khoa"), ("uỷ", "ủy"),
])
def test_tones_stand_where_the_segmenter_writes_them(written: str, segmented: str) -> None:
    assert as_segmented(written) == segmented


@pytest.fixture(scope="module")
def sample() -> list[Bulletin]:
    """Bulletins of the sample portal, every third."""
    return [Bulletin(str(item.number), "", "", item.title, "\n".join(item.paragraphs), item.summary)
            for item in read_bulletins()[::3]]


@pytest.fixture(scope="module", params=["memory", "whoosh"])
def engine(request: pytest.FixtureRequest, sample: list[Bulletin], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Both engines over them, without the segmenter's words: then every pair may be a word."""
    made: Engine = MemoryEngine() if request.param == "memory" else WhooshEngine(
        Path(tmp_path_factory.mktemp("index")), create=True)
    made.put(describe(bulletin) for bulletin in sample)
    made.commit()
    return made


def test_phrases_of_the_sample_stand_in_their_bulletins(sample: list[Bulletin], engine: Engine) -> None:
    counts: Counter[int] = Counter()
    for bulletin in sample:
        text = fold(" ".join(f"{bulletin.title} {bulletin.summary} {bulletin.body}".split()))
        found = key_phrases(bulletin, engine)
        counts[len(found)] += 1
        for phrase in found:
            assert fold(phrase) in text
            assert 2 <= len(phrase.split()) <= 5
            ends = {phrase.split()[0], phrase.split()[-1]}
            assert not ends & JOINTS
    assert counts[0] == 0
