"""The letters of document numbers: which stand for a type, which for a body, and how each is officially spelled.

`document_types.tsv` is the list: NĐ 30/2020/NĐ-CP, appendix III, for the state; usage for the party and for bodies.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import NamedTuple

from corpus.kept_forms import kept
from corpus.text import fold


class Row(NamedTuple):
    """One line of the list; `system` is all, state, law, party (types), state-body or party-body."""

    code: str
    name: str
    system: str

    @property
    def is_body(self) -> bool:
        """Whether the letters stand for a body and not for a type of document."""
        return self.system.endswith("-body")


def _read_rows() -> tuple[Row, ...]:
    lines = files("corpus.numbers").joinpath("document_types.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Row(*line.split("\t")) for line in lines[1:])


ROWS = _read_rows()
# The first row of a code names it: TT is a thông tư before it is a thông tri.
NAMES = {row.code: row.name for row in reversed(ROWS) if not row.is_body}
CODES = {row.name: row.code for row in reversed(ROWS) if not row.is_body}
TYPES = {fold(row.code): row.code for row in reversed(ROWS) if not row.is_body}
BODIES = {fold(row.code): row.code for row in reversed(ROWS) if row.is_body}
BODY_NAMES = {row.code: row.name for row in reversed(ROWS) if row.is_body}
PARTY_BODIES = frozenset(row.code for row in ROWS if row.system == "party-body")
# With their marks, whatever the case: ĐA is not DA, and HĐ (a contract) not HD (guidance).
_MARKED_TYPES = {row.code.upper(): row.code for row in ROWS if not row.is_body}
_MARKED_BODIES = {row.code.upper(): row.code for row in ROWS if row.is_body}

LAW_BODY = re.compile(r"(?:ubtv)?qh\d{1,2}")  # QH14, UBTVQH14: the Assembly's term is part of the symbol
# A lone L opens too many words to be a head; "L-CTN" is known as type and body together.
_HEADS = sorted((TYPES.keys() | BODIES.keys()) - {"l"}, key=len, reverse=True)
_BODIES_BY_LENGTH = sorted(BODIES, key=len, reverse=True)
_TYPES_BY_LENGTH = sorted(TYPES, key=len, reverse=True)


@kept
def split_letters(letters: str) -> tuple[str, str]:
    """Folded letters without separators, cut into a known head and the rest; ("", letters) where no head is known.

    A cut into a known type and a known body comes first, then a body alone, then the longest known head: so the same
    letters are always cut the same way, wherever the writer put the separators.

    >>> split_letters("nqtw"), split_letters("ttltbtc"), split_letters("bttttthh"), split_letters("qh14")
    (('nq', 'tw'), ('ttlt', 'btc'), ('btttt', 'thh'), ('qh14', ''))
    """
    if LAW_BODY.fullmatch(letters):
        return letters, ""
    for head in _TYPES_BY_LENGTH:
        if letters.startswith(head) and is_known_body(letters[len(head):]):
            return head, letters[len(head):]
    if letters in BODIES:
        return letters, ""
    for head in _HEADS:
        if letters.startswith(head):
            return head, letters[len(head):]
    return "", letters


@kept
def split_body(letters: str) -> tuple[str, str]:
    """Folded letters that bear no type, cut into a known body and the rest; ("", letters) where none is known.

    >>> split_body("ubndvx"), split_body("ttyt"), split_body("qh14")
    (('ubnd', 'vx'), ('', 'ttyt'), ('qh14', ''))
    """
    if LAW_BODY.fullmatch(letters):
        return letters, ""
    head = next((head for head in _BODIES_BY_LENGTH if letters.startswith(head)), "")
    return head, letters[len(head):]


def is_known_body(folded: str) -> bool:
    """Whether folded letters are a body of the list, or the Assembly with its term."""
    return folded.rstrip("0123456789") in BODIES or LAW_BODY.fullmatch(folded) is not None  # 20/NQ-HĐND8


def official_type(letters: str) -> str:
    """The official spelling of a type's letters, however they are typed; "" if they are none.

    >>> official_type("CTR"), official_type("cthd"), official_type("đa"), official_type("tw")
    ('CTr', 'CTHĐ', 'ĐA', '')
    """
    return _MARKED_TYPES.get(letters.upper()) or TYPES.get(fold(letters), "")


def official_body(letters: str) -> str:
    """The official spelling of one part of a body; letters that are not in the list stay, in capitals if all were low.

    >>> [official_body(letters) for letters in ("ubnd", "hdnd", "TTG", "ubtvqh14", "vx")]
    ['UBND', 'HĐND', 'TTg', 'UBTVQH14', 'VX']
    """
    known = _MARKED_BODIES.get(letters.upper()) or BODIES.get(fold(letters))
    return known or (letters.upper() if letters.islower() else letters)


def is_party_body(body: str) -> bool:
    """Whether a body writes its numbers the party's way, 20-NQ/TW: organs of the party and the Youth Union.

    >>> [is_party_body(body) for body in ("TW", "TWĐTN-VP", "BTGTU", "UBND", "BTTTT-THH")]
    [True, True, True, False, False]
    """
    first = body.split("-")[0]
    return first in PARTY_BODIES or first.endswith(("TW", "TU", "ĐU", "QUTW")) and first not in _MARKED_BODIES


def type_name(code: str) -> str:
    """The name of a type in lower case, "" for an unknown code.

    >>> type_name("NQ"), type_name("QĐi"), type_name("")
    ('nghị quyết', 'quy định', '')
    """
    return NAMES.get(code, "")


def body_name(code: str) -> str:
    """The name of a body in lower case, "" for an unknown code.

    >>> body_name("UBND"), body_name("THH")
    ('ủy ban nhân dân', '')
    """
    return BODY_NAMES.get(code, "")
