"""The number above a list is true: over the sample, what an answer claims is held against brute force over the texts.

Words and texts are read by the bench's own letters, and not by the analysis that is on trial.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.relevance.spelling import bare, exact_key
from benchmarks.relevance.truth import measure_truth, read_truth
from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from indexer.asking.groups import Rung
from indexer.asking.instead import suggest_instead
from indexer.asking.search import Answer, Question, ask
from indexer.live import LiveIndex
from indexer.showing.marks import Wanted

FILE = Path(__file__).parents[2] / "cases" / "judgements" / "truth.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
# A syllable; or what ends a word: anything but blanks and hyphens.
TOKEN = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|[^\w \t\u00a0\u2010-\u2013-]+")
SAME_WORD = ("kí ký,kì kỳ,kỉ kỷ,kĩ kỹ,kị kỵ,lí lý,mĩ mỹ,quí quý,quì quỳ,quỉ quỷ,quĩ quỹ,quị quỵ,tí tý,tì tỳ,tỉ tỷ,"
             "tị tỵ")
IY = dict(pair.split() for pair in SAME_WORD.split(","))


def key(syllable: str) -> str:
    low = unicodedata.normalize("NFC", syllable.lower())
    return exact_key(IY.get(low, low))


def keys_of(bulletin: Bulletin) -> Iterator[list[str]]:
    """The syllables of each line, signs among them."""
    for line in f"{bulletin.title}\n{bulletin.summary}\n{bulletin.body}".split("\n"):
        yield [key(token) if token[0].isalnum() else "." for token in TOKEN.findall(unicodedata.normalize("NFC", line))]


def holds(bulletin: Bulletin, words: list[str]) -> bool:
    """Whether a bulletin has every word, its syllables side by side in its marks."""
    lines = [f" {' '.join(keys)} " for keys in keys_of(bulletin)]
    return all(any(f" {' '.join(map(key, word.split()))} " in line for line in lines) for word in words)


@pytest.fixture(scope="module")
def live(sample_data: DataDir) -> LiveIndex:
    return LiveIndex(sample_data.index)


def answer(live: LiveIndex, text: str) -> Answer:
    return ask(live.engine, Question(text, expand=False, per_page=1000), live.known)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_the_judgements_are_what_brute_force_says(case: dict, sample_bulletins: tuple[Bulletin, ...]) -> None:
    assert case["unmarked"] == bare(case["text"])
    assert set(case["bulletins"]) == {b.id for b in sample_bulletins if holds(b, case["words"])}


def test_answers_are_true_and_whole(live: LiveIndex) -> None:
    with_marks, without = measure_truth(live.engine, live.known, read_truth(FILE))
    assert with_marks.precision >= .93 and with_marks.recall >= .97 and with_marks.absent <= .15
    assert without.precision >= .8 and without.recall >= .95


@pytest.mark.parametrize("text", ["giá xăng", "con mèo", "chó mèo", "vũ trụ hạt nhân"])
def test_what_no_bulletin_has_is_not_claimed(text: str, live: LiveIndex,
                                             sample_bulletins: tuple[Bulletin, ...]) -> None:
    assert not any(holds(bulletin, text.split()) for bulletin in sample_bulletins)
    found = answer(live, text)
    assert found.total == 0
    assert suggest_instead(live.engine, Question(text), found, live.known, live.suggester) is None


@pytest.mark.parametrize("typed", ["khao học", "khao hoc"])
def test_what_few_hold_by_chance_may_be_a_slip(typed: str, live: LiveIndex) -> None:
    """One bulletin has both syllables, each in another sentence."""
    found = answer(live, typed)
    meant = suggest_instead(live.engine, Question(typed), found, live.known, live.suggester)
    assert found.total == 1 and meant and meant.text == "khoa học"
    assert meant.count == answer(live, "khoa học").total >= 10


TRIPLETS = ["đường đương dương", "năm nấm nam", "hội hồi hỏi", "bản bán bàn ban", "xã xa", "lúa lụa lùa", "cá cà ca",
            "chợ chó chờ cho"]


@pytest.mark.parametrize("forms", TRIPLETS)
def test_no_other_spelling_is_in_an_answer_or_marked_there(forms: str, live: LiveIndex,
                                                           sample_bulletins: tuple[Bulletin, ...]) -> None:
    by_id = {bulletin.id: bulletin for bulletin in sample_bulletins}
    for form in (form for form in forms.split() if bare(form) != form):
        found = answer(live, form)
        wanted = Wanted(found.understood, Rung.ANSWER)
        claimed = [hit.id for hit in found.page.hits if found.rung_of(hit) is Rung.ANSWER]
        assert len(claimed) == found.total
        for id in claimed:
            text = f"{by_id[id].title}\n{by_id[id].summary}\n{by_id[id].body}"
            assert {key(text[mark.start:mark.end]) for mark in wanted.find_marks(text)} == {key(form)}


SAME = [("hoà bình", "hòa bình"), ("thuỷ lợi", "thủy lợi"), ("kĩ thuật", "kỹ thuật"), ("Uỷ ban", "Ủy ban"),
        ("quí khách", "quý khách"), ("covid-19", "covid 19")]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_other_styles_have_the_same_answer(one: str, two: str, live: LiveIndex) -> None:
    first, second = answer(live, one), answer(live, two)
    assert (first.total, {hit.id for hit in first.page.hits}) == (second.total, {hit.id for hit in second.page.hits})


# What the segmenter or its lists take for one word; the others are found by their parts as well.
LOOSE = {"giống lúa", "hội đồng nhân dân", "nghỉ học", "trạm y tế", "tàu cá"}
WORDS = sorted({word for case in CASES for word in case["words"] if " " in word and case["bulletins"]} - LOOSE)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_as_one(word: str, live: LiveIndex, sample_bulletins: tuple[Bulletin, ...]) -> None:
    """With marks each bulletin of the answer holds it so; without, all that hold it are there."""
    holding = {bulletin.id for bulletin in sample_bulletins if holds(bulletin, [word])}
    marked, unmarked = answer(live, word), answer(live, bare(word))
    ids = {hit.id for hit in marked.page.hits if not hit.group}
    assert ids <= holding and len(ids) == marked.total
    assert holding <= {hit.id for hit in unmarked.page.hits if not hit.group}
