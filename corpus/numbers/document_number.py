"""DocumentNumber: 20-NQ/TW, 12/2023/QĐ-UBND as a value that is written one way.

`key` joins all spellings of one number: it is made from the letters without their separators, so `20/NQ-TW`,
`20 NQ TW` and `20-nqtw` meet. `keys` are the whole key and the partial ones under which a reader may ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.numbers.document_types import LAW_BODY, is_party_body, split_body, type_name
from corpus.text import fold

# A rule (quy định) of the party mostly bears the letters of a decision: "Quy định 102" is 102-QĐ/TW.
RULES = {"qyd", "qdi"}
# "Chương trình hành động số 05" is 05-CTHĐ/TU in one committee and 05-CTr/TU in another.
ALSO_ASKED_AS = {"cthd": "ctr", "ctr": "cthd"}


@dataclass(frozen=True)
class DocumentNumber:
    """A document's official number.

    `digits` as written, a letter behind them small ("05", "36a"); `code` the type's letters ("NQ"; "" for an official
    letter, 1178/BTTTT-THH, and for a law, 57/2020/QH14); `body` the rest ("TW", "" in "Nghị quyết 20"); `term` the
    committee's term where the text gives it just behind ("XI"); `narrowed`, of a number that a reader asks for, what
    else is said of the document (a term, a year, a day): it is part of the key that is looked up.

    >>> number = DocumentNumber("20", "", "NQ", "TW", term="XI")
    >>> str(number), number.key, number.is_full
    ('20-NQ/TW', '20:nq:tw', True)
    """

    digits: str
    year: str
    code: str
    body: str
    term: str = ""
    narrowed: str = ""

    @property
    def is_full(self) -> bool:
        """Whether this is a whole number, and not a short form ("Nghị quyết 20")."""
        return bool(self.body)

    @property
    def kind(self) -> str:
        """The type's letters, "" where the number has none."""
        return self.code

    @property
    def key(self) -> str:
        """One key for all spellings.

        >>> DocumentNumber("05", "", "CTHĐ", "TU").key, DocumentNumber("30", "2020", "NĐ", "CP").key
        ('5:cthd:tu', '30:2020:nd:cp')
        """
        head, rest = self._halves()
        plain = ":".join(filter(None, (_plain(self.digits), self.year, head, rest)))
        return f"{plain}@{self.narrowed}" if self.narrowed else plain

    @property
    def keys(self) -> tuple[str, ...]:
        """The whole key, then the partial ones: without the year, without the body, number and year alone.

        >>> DocumentNumber("30", "2020", "NĐ", "CP").keys
        ('30:2020:nd:cp', '30:nd:cp', '30:2020:nd', '30:nd', '30:2020')
        """
        digits, year = _plain(self.digits), self.year
        head, rest = self._halves()
        made = [self.key]
        if year and rest:
            made += [f"{digits}:{head}:{rest}"]
        for asked in dict.fromkeys([head, *self._asked_as(head)] if head else self._asked_as(head)):
            made += [f"{digits}:{year}:{asked}"] * bool(year) + [f"{digits}:{asked}"]
        made += [f"{digits}:{year}"] * bool(year)
        return tuple(dict.fromkeys(made))

    def _halves(self) -> tuple[str, str]:
        """The head and the rest of the folded letters: cut where the writer did behind a type (BC-TCT is not BCT)."""
        code = _letters(self.code)
        if not self.body:
            return ("qd" if code in RULES else code), ""
        return (code, _letters(self.body)) if code else split_body(_letters(self.body))

    def _asked_as(self, head: str) -> Iterator[str]:
        """Under what other types a reader may ask for it by a short form."""
        code = _letters(self.code)
        if code:
            yield code
            if code == "cv":
                yield "vb"
            if code in RULES:
                yield "qd"
            if code in ALSO_ASKED_AS:
                yield ALSO_ASKED_AS[code]
        elif LAW_BODY.fullmatch(head) or head == "qh":  # laws, resolutions of the Assembly, ordinances of its committee
            yield from ("pl", "nq") if head.startswith("ub") else ("l", "nq")
        elif self.body:  # official letters bear no letters of a type
            yield from ("cv", "vb")

    def __str__(self) -> str:
        """The official spelling.

        >>> print(DocumentNumber("5", "", "CTHĐ", "TU"), DocumentNumber("12", "2023", "QĐ", "UBND"))
        05-CTHĐ/TU 12/2023/QĐ-UBND
        >>> print(DocumentNumber("1178", "", "", "BTTTT-THH"), DocumentNumber("57", "2020", "", "QH14"))
        1178/BTTTT-THH 57/2020/QH14
        >>> print(DocumentNumber("20", "", "NQ", ""))
        Nghị quyết 20
        """
        return self._spelling

    @cached_property
    def _spelling(self) -> str:
        plain = _plain(self.digits)
        digits = "0" + plain if len(re.match(r"\d*", plain)[0]) == 1 else plain  # type: ignore[index]
        numbered = "/".join(filter(None, (digits, self.year)))
        if not self.body:
            return f"{type_name(self.code).capitalize()} {numbered}".strip()
        if not self.year and self.code and is_party_body(self.body):
            return f"{digits}-{self.code}/{self.body}"
        return f"{numbered}/" + "-".join(filter(None, (self.code, self.body)))


def _plain(digits: str) -> str:
    """The digits of a key: no leading zeros, a letter behind them folded."""
    return fold(digits).lstrip("0") or "0"


@lru_cache(maxsize=10_000)
def _letters(symbol: str) -> str:
    """A symbol's letters without separators, folded."""
    return re.sub(r"[\W_]", "", fold(symbol))
