"""What a document is about: the words behind "về", against which a short form of several may be weighed."""

from __future__ import annotations

import re

MAX_CHARS = 120
# A clause of its subject right behind a number, or behind the day and the issuer: "về an toàn thực phẩm".
_ABOUT = re.compile(r"[^.;\n]{0,100}?(?<![^\W_])(?:ve viec|ve|quy dinh|huong dan)(?: thi hanh)? ([^.;\n]{3,120})")
_WORD = re.compile(r"[a-z]{2,}")
_COMMON = frozenset(
    "va cua cac mot so nhung viec cho trong theo tren dia ban tinh huyen xa phuong nam den tu thuc hien dieu luat quy "
    "dinh ban hanh ve co la duoc thi hanh nghi quyet chi thi tu cong tac tang cuong doi voi tai day manh nang "
    "cao phat trien xay dung viet".split())


def find_title(text: str, folded: str, start: int, bound: int) -> str:
    """The clause of the subject as it is written, "" where there is none."""
    found = _ABOUT.match(folded, start, bound)
    return text[found.start(1):found.end(1)].strip(" ,;()“”\"") if found else ""


def read_subject(folded: str, start: int, bound: int) -> frozenset[str]:
    """The telling words of the subject that stands behind a number, folded.

    >>> sorted(read_subject("46 ve an toan thuc pham thi co", 2, 30))
    ['an', 'an toan', 'pham', 'pham thi', 'thuc pham', 'toan', 'toan thuc']
    """
    found = _ABOUT.match(folded, start, bound)
    return telling_words(found[1]) if found else frozenset()


def telling_words(folded: str) -> frozenset[str]:
    """The words of a folded text that tell what it is about, and its pairs of words, which tell more.

    >>> sorted(telling_words("ve an toan giao thong"))
    ['an', 'an toan', 'giao', 'giao thong', 'thong', 'toan', 'toan giao', 've an']
    """
    words = _WORD.findall(folded)
    pairs = [f"{a} {b}" for a, b in zip(words, words[1:], strict=False) if a not in _COMMON or b not in _COMMON]
    return frozenset([word for word in words if word not in _COMMON] + pairs)
