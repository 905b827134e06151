"""What a document is about: the words behind "về", against which a short form of several may be weighed."""

from __future__ import annotations

import re

MAX_CHARS = 120
# A clause of its subject right behind a number, or behind the day and the issuer: "về an toàn thực phẩm".
_ABOUT = re.compile(r"[^.;\n]{0,100}?(?<![^\W_])(?:ve viec|ve|quy dinh|huong dan)(?: thi hanh)? ([^.;\n]{3,120})")
_COMMON = frozenset(
    "va cua cac mot so nhung viec cho trong theo tren dia ban tinh huyen xa phuong nam den tu thuc hien dieu luat quy "
    "dinh ban hanh ve co la duoc thi hanh nghi quyet chi thi thong tu cong tac tang cuong doi voi tai day manh nang "
    "cao phat trien xay dung viet".split())


def read_subject(folded: str, start: int, bound: int) -> frozenset[str]:
    """The telling words of the subject that stands behind a number, folded.

    >>> sorted(read_subject("46 ve an toan thuc pham thi co", 2, 30))
    ['an', 'pham', 'toan']
    """
    found = _ABOUT.match(folded, start, bound)
    words = re.findall(r"[a-z]{2,}", found[1]) if found else []
    return frozenset(word for word in words if word not in _COMMON)
