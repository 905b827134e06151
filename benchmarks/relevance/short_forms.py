"""Short questions whose marks decide: đường, đương or dương; hội or hồi. A bulletin is right if it holds the very form.

Which forms stand near enough to be mistaken is read from the collection: they are the same without their marks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from random import Random

from benchmarks.relevance.known_items import Item
from benchmarks.relevance.questions import Judged
from benchmarks.relevance.spelling import TONES, bare, exact_key, is_marked, put_together, tone_place

WORD = re.compile(r"[^\W_]+")
# Asked of every collection: what readers complain to have been given one of for the other.
KNOWN = ("đường", "đương", "dương", "năm", "nắm", "hội", "hồi", "hỏi", "án", "ăn", "ấn", "bán", "bàn", "bản", "bạn",
         "cần", "cán", "cân", "tỉnh", "tình", "tính", "xã", "xa", "thuế", "thuê", "mùa", "mưa", "đảng", "đang", "đáng",
         "đất", "đạt", "đặt", "dân", "dẫn", "nước", "tinh thần", "thị xã", "công an", "hội đồng", "xã hội")
DRAWN = {1: 20, 2: 30, 3: 10}  # groups of forms that are asked besides, by their syllables
# Ten right bulletins must be there to fill a page, with some to spare.
LEAST_HOLDING = 20
# People ask for words, and not for what happens to stand side by side: of the bulletins that hold the rarest syllable
# of a form, so many hold the form.
COHESION = 0.2
# Bulletins in which forms are looked for: two and three syllables of a big collection would fill the memory.
SAMPLED = 4000
SEED = "short forms"


class Sample:
    """Keeps at most SAMPLED of the bulletins that pass, evenly spread."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.passed = 0
        self._step = 1

    def watch(self, items: Iterable[Item]) -> Iterator[Item]:
        """Hands the bulletins through."""
        for item in items:
            if self.passed % self._step == 0:
                self.items.append(item)
                if len(self.items) > SAMPLED:
                    self.items = self.items[::2]
                    self._step *= 2
            self.passed += 1
            yield item


def paragraph_keys(body: str) -> list[list[str]]:
    """The words of each paragraph, in lower case and one style of tones."""
    return [[exact_key(word) for word in WORD.findall(paragraph)] for paragraph in body.lower().split("\n")]


def phrases(paragraphs: Sequence[Sequence[str]], length: int) -> set[str]:
    """All runs of `length` words inside a paragraph.

    >>> sorted(phrases([["nam", "2017"], ["a", "b", "c"]], 2))
    ['a b', 'b c', 'nam 2017']
    """
    return {" ".join(run) for keys in paragraphs
            for run in zip(*(keys[start:] for start in range(length)), strict=False)}


def find_groups(sample: Sample) -> dict[int, dict[str, list[str]]]:
    """By length, the forms that are the same without marks and that enough bulletins hold, by the bare form."""
    least = max(2, LEAST_HOLDING * len(sample.items) // max(1, sample.passed))
    holding: dict[int, Counter[str]] = {length: Counter() for length in DRAWN}
    for item in sample.items:
        paragraphs = paragraph_keys(item.body)
        for length, counts in holding.items():
            counts.update(phrases(paragraphs, length))
    found: dict[int, dict[str, list[str]]] = {}
    for length, counts in holding.items():
        groups: dict[str, list[str]] = defaultdict(list)
        for phrase in sorted(phrase for phrase, count in counts.items() if count >= least):
            rarest = min(holding[1][word] for word in phrase.split())
            if is_lettered(phrase) and counts[phrase] >= COHESION * rarest:
                groups[bare(phrase)].append(phrase)
        found[length] = {plain: forms for plain, forms in groups.items() if len(forms) > 1}
    return found


def is_lettered(key: str) -> bool:
    """Whether a form is of letters only.

    >>> is_lettered(exact_key("hoà")), is_lettered("quý 2")
    (True, False)
    """
    return key.replace(" ", "").translate(dict.fromkeys(map(ord, TONES))).isalpha()


def choose_forms(groups: dict[int, dict[str, list[str]]]) -> list[str]:
    """The keys of the forms to ask for: the known ones, and all marked forms of some groups drawn by length."""
    random = Random(SEED)
    chosen = [" ".join(map(exact_key, form.split())) for form in KNOWN]
    for length, of_length in groups.items():
        for plain in random.sample(sorted(of_length), min(DRAWN[length], len(of_length))):
            chosen += filter(is_marked, of_length[plain])
    return list(dict.fromkeys(chosen))


def judge_forms(items: Iterable[Item], forms: Sequence[str]) -> list[Judged]:
    """A question for each form that enough bulletins hold, which are its right answers."""
    wanted = {length: {form for form in forms if form.count(" ") == length - 1} for length in DRAWN}
    holding: dict[str, dict[str, int]] = {form: {} for form in forms}
    for item in items:
        paragraphs = paragraph_keys(item.body)
        for length, of_length in wanted.items():
            for form in of_length & phrases(paragraphs, length):
                holding[form][item.id] = 1
    return [Judged("short-" + write_form(form).replace(" ", "-"), write_form(form), grades)
            for form, grades in holding.items() if len(grades) >= LEAST_HOLDING]


def write_form(key: str) -> str:
    """A form as people write it, from its key.

    >>> write_form(f"{exact_key('đường')} {exact_key('hoà')}")
    'đường hòa'
    """
    def write(word: str) -> str:
        letters = word.rstrip(TONES)
        return put_together(letters, word[len(letters):], tone_place(letters))

    return " ".join(map(write, key.split()))
