"""The words that make a sentence a question: "là gì", "như thế nào". They ask, and a bulletin that answers lacks them.

The interrogatives of Vietnamese are a closed class, listed in any grammar, and two or three syllables long where they
cannot be mistaken for something else without their marks; single ones ("ai", "nào", "gì") are left alone but at the end.
"""

from __future__ import annotations

from collections.abc import Sequence

ASKING = tuple(tuple(phrase.split()) for phrase in (
    "la gi", "la ai", "la nao", "nhung gi", "cai gi", "lam gi", "nhu the nao", "the nao", "nhu nao", "ra sao", "lam sao",
    "tai sao", "vi sao", "bao nhieu", "bao lau", "bao gio", "khi nao", "luc nao", "o dau", "duoc khong", "co khong",
    "hay khong", "phai khong", "dung khong", "hay chua",
))
LAST = frozenset({"gi", "nao", "khong"})


def find_question_words(folded: Sequence[str]) -> frozenset[int]:
    """The places of the syllables that only ask; none where nothing else was typed.

    >>> sorted(find_question_words("thuoc thang la gi".split()))
    [2, 3]
    >>> find_question_words(["la", "gi"]), find_question_words("cay khong hat".split())
    (frozenset(), frozenset())
    """
    places: set[int] = set()
    for start in range(len(folded)):
        for phrase in ASKING:
            if tuple(folded[start:start + len(phrase)]) == phrase:
                places.update(range(start, start + len(phrase)))
    if len(folded) > 1 and folded[-1] in LAST:
        places.add(len(folded) - 1)
    return frozenset(places) if len(places) < len(folded) else frozenset()
