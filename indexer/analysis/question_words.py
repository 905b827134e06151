"""The words that make a sentence a question: "là gì", "như thế nào". They ask, and a bulletin that answers lacks them.

The interrogatives of Vietnamese are a closed class, listed in any grammar, and two or three syllables long where they
cannot be mistaken for something else; single ones ("ai", "nào", "gì") are left alone but at the end. Typed without
marks they are recognised as well; with marks only by their own, for "bão gió" is no "bao giờ" and "viêm não" no "nào".
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.analysis.fold import fold, mark_key

ASKING = frozenset(tuple(phrase.split()) for phrase in (
    "là gì", "là ai", "là nào", "những gì", "cái gì", "làm gì", "như thế nào", "thế nào", "như nào", "ra sao",
    "làm sao", "tại sao", "vì sao", "bao nhiêu", "bao lâu", "bao giờ", "khi nào", "lúc nào", "ở đâu", "được không",
    "có không", "hay không", "phải không", "đúng không", "hay chưa",
))
FOLDED = {tuple(map(fold, phrase)): tuple(map(mark_key, phrase)) for phrase in ASKING}
LAST = {fold(word): mark_key(word) for word in ("gì", "nào", "không")}
# "không" asks at the end of a sentence with one of these: 39 of 40 questions of citizens that end so have one. Else it
# may be "hàng không".
CLOSED_BY_NOT = frozenset({"co", "duoc", "phai", "bi", "dung"})
LONGEST = max(map(len, ASKING))


def find_question_words(folded: Sequence[str], marked: Sequence[str] = (), beside: bool = False) -> frozenset[int]:
    """The places of the syllables that only ask; none where nothing else was typed.

    `marked` are the mark keys of the same syllables, empty where none was typed. `beside`: something else was typed
    beside these syllables (a phrase, a number), so all of them may ask.

    >>> sorted(find_question_words("thuoc thang la gi".split()))
    [2, 3]
    >>> find_question_words(["la", "gi"]), find_question_words("cay khong hat".split())
    (frozenset(), frozenset())
    >>> sorted(find_question_words(["viem", "nao"], ["", mark_key("não")]))
    []
    """
    marked = marked or [""] * len(folded)
    places: set[int] = set()
    for start in range(len(folded)):
        for length in range(min(LONGEST, len(folded) - start), 1, -1):
            end = start + length
            own = FOLDED.get(tuple(folded[start:end]))
            if own and all(typed in ("", key) for typed, key in zip(marked[start:end], own, strict=True)):
                places.update(range(start, end))
                break
    if len(folded) > 1 and folded[-1] in LAST and marked[-1] in ("", LAST[folded[-1]]):
        if folded[-1] != "khong" or not CLOSED_BY_NOT.isdisjoint(folded[:-1]):
            places.add(len(folded) - 1)
    return frozenset(places) if beside or len(places) < len(folded) else frozenset()
