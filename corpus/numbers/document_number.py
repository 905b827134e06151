"""DocumentNumber: 20-NQ/TW, 12/2023/QĐ-UBND found, read, and written one way.

`key` joins all spellings of one number: it is made from the letters without their separators, so `20/NQ-TW`,
`20 NQ TW` and `20-nqtw` meet. `keys` are the whole key and the partial ones under which a reader may ask for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.numbers.document_types import BODIES, LAW_BODY, TYPES, fold, is_party_body, split_letters, type_name
from corpus.numbers.number_image import make_image
from corpus.numbers.number_mention import Lead, is_lone_code, is_refused_lead, names_document, read_lead
from corpus.numbers.number_symbol import read_symbol

__all__ = ["DocumentNumber", "Found", "find_numbers", "type_name"]

# A rule (quy định) of the party mostly bears the letters of a decision: "Quy định 102" is 102-QĐ/TW.
RULES = {"qyd", "qdi"}
# "Chương trình hành động số 05" is 05-CTHĐ/TU in one committee and 05-CTr/TU in another.
ALSO_ASKED_AS = {"cthd": "ctr", "ctr": "cthd"}


@dataclass(frozen=True)
class DocumentNumber:
    """A document's official number.

    `digits` as written, a letter behind them small ("05", "36a"); `code` the type's letters ("NQ"; "" for an official
    letter, 1178/BTTTT-THH, and for a law, 57/2020/QH14); `body` the rest ("TW", "" in "Nghị quyết 20"); `term` the
    committee's term where the text gives it just behind ("XI").

    >>> [str(found.number) for found in find_numbers("theo Nghị quyết 20 - NQ/TW ngày 01/11/2012")]
    ['20-NQ/TW']
    >>> find_numbers("tỷ lệ 1/2, ngày 05/6/2023, trường 34/64")
    []
    """

    digits: str
    year: str
    code: str
    body: str
    term: str = ""

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
        return ":".join(filter(None, (_plain(self.digits), self.year, head, rest)))

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
        """The head and the rest of the folded letters."""
        if not self.body:
            code = _letters(self.code)
            return ("qd" if code in RULES else code), ""
        return split_letters(_letters(self.code + self.body))

    def _asked_as(self, head: str) -> Iterator[str]:
        """Under what other types a reader may ask for it by a short form."""
        code = _letters(self.code)
        if code:
            yield code
            if code in RULES:
                yield "qd"
            if code in ALSO_ASKED_AS:
                yield ALSO_ASKED_AS[code]
        elif LAW_BODY.fullmatch(head):  # laws and resolutions of the Assembly, ordinances of its committee
            yield from ("pl", "nq") if head.startswith("ub") else ("l", "nq")
        elif head in BODIES:  # official letters bear no letters of a type
            yield "cv"

    def __str__(self) -> str:
        """The official spelling.

        >>> print(DocumentNumber("5", "", "CTHĐ", "TU"), DocumentNumber("12", "2023", "QĐ", "UBND"))
        05-CTHĐ/TU 12/2023/QĐ-UBND
        >>> print(DocumentNumber("1178", "", "", "BTTTT-THH"), DocumentNumber("57", "2020", "", "QH14"))
        1178/BTTTT-THH 57/2020/QH14
        >>> print(DocumentNumber("20", "", "NQ", ""))
        Nghị quyết 20
        """
        plain = _plain(self.digits)
        digits = "0" + plain if len(re.match(r"\d*", plain)[0]) == 1 else plain  # type: ignore[index]
        numbered = "/".join(filter(None, (digits, self.year)))
        if not self.body:
            return f"{type_name(self.code).capitalize()} {numbered}".strip()
        if not self.year and self.code and is_party_body(self.body):
            return f"{digits}-{self.code}/{self.body}"
        return f"{numbered}/" + "-".join(filter(None, (self.code, self.body)))


@dataclass(frozen=True)
class Found:
    """A number in a text: `text` is text[start:end]; the type's name and "số" before it begin at `lead_start`."""

    number: DocumentNumber
    start: int
    end: int
    text: str
    lead_start: int


_NUMBER = re.compile(
    r"(?<![\w/\\])(?<!\d[.,:])(?<![^\W_][/\\_=@&%#?-])"  # not inside 120, 20.5, an address, a date
    r"(?P<digits>\d{1,6}+(?:\.\d{1,3}+(?=/20\d\d/))?(?:[A-Za-zĐđ](?![^\W_]))?)"  # 66.11/2026/NQ-CP; 36a
    r"(?P<year>(?: ?[/_-] ?| )(?:19[4-9]\d|20\d\d)(?!\d)|/\d\d(?=/[A-ZĐ]))?")
_YEAR = re.compile(r"/((?:19[4-9]|20\d)\d)(?![^\W_])")
_GOES_ON = re.compile(r" ?[/\\_-] ?\w|[.,:]\d|\w|%|°")  # after a bare number: a date, a rate, a range, a word
_LONE_CODE = re.compile(r" ?[/-] ?([A-Za-zĐđ]{2,4}+)(?![^\W_]| ?[/-] ?\w)")
_TYPED_LONE_CODE = re.compile(r" ?[/-]? ?([A-Za-zĐđ]{2,4}+) *$")
_TERM = re.compile(
    r"(?: ngày \d{1,2}[/-]\d{1,2}[/-]\d{4})?[^.;\n\d]{0,70}?(?<!\w)kh(?:óa|oá|oa) +(?:thứ +)?([IVX]{1,6})(?!\w)",
    re.IGNORECASE)
_CENTURY = 46  # two-digit years: the state's numbers begin in 1945


def find_numbers(text: str, *, typed: bool = False) -> list[Found]:
    """All numbers of a text, short forms too, in order and not overlapping; with `typed`, as leniently as readers type.

    >>> [(found.text, found.number.key) for found in find_numbers("Nghị quyết 20, số 05-CTHĐ/TU; 120-NQ/TW")]
    [('Nghị quyết 20', '20:nq'), ('05-CTHĐ/TU', '5:cthd:tu'), ('120-NQ/TW', '120:nq:tw')]
    >>> find_numbers("20 nqtw"), find_numbers("20 nqtw", typed=True)[0].number.key
    ([], '20:nq:tw')
    """
    image = make_image(text)
    spans = list(_find_spans(image.text, typed))
    made = []
    for index, (number, start, end, lead_start) in enumerate(spans):
        next_start = spans[index + 1][3] if index + 1 < len(spans) else len(image.text)
        if term := _TERM.match(image.text, end, next_start):
            number = replace(number, term=term[1].upper())
        first, last = image.source_span(start, end)
        made.append(Found(number, first, last, text[first:last], image.source_position(lead_start)))
    return made


def _find_spans(text: str, typed: bool) -> Iterator[tuple[DocumentNumber, int, int, int]]:
    """Each number with its start, end and the start of the words before it."""
    reached = 0
    for found in _NUMBER.finditer(text):
        if found.start() < reached:
            continue
        span = _read_full(text, found, typed) or _read_short(text, found, typed)
        if span:
            number, start, end, lead_start = span
            yield number, start, end, max(lead_start, reached)
            reached = end


def _read_full(text: str, found: re.Match, typed: bool) -> tuple[DocumentNumber, int, int, int] | None:
    digits = found["digits"].lower()
    year = _read_year(found["year"] or "")
    symbol = read_symbol(text, found.end(), typed=typed)
    if symbol is None or is_refused_lead(text, found.start()) or "." in digits and not symbol.code:
        return None
    number = DocumentNumber(digits, year, symbol.code, symbol.body)
    return number, found.start(), symbol.end, read_lead(text, found.start()).start


def _read_year(written: str) -> str:
    year = re.sub(r"\D", "", written)
    if len(year) == 2:
        return ("19" if int(year) >= _CENTURY else "20") + year
    return year


def _read_short(text: str, found: re.Match, typed: bool) -> tuple[DocumentNumber, int, int, int] | None:
    digits = found["digits"].lower()
    start, end = found.start(), found.start() + len(digits)
    lead = read_lead(text, start)
    year = _YEAR.match(text, end)
    if lone := _read_lone_code(text, end, typed):
        code, end = lone
        return DocumentNumber(digits, "", code, ""), start, end, lead.start
    if year:
        end = year.end()
    if "." in digits or _GOES_ON.match(text, end):
        return None
    if typed and year and not lead.code and text.strip() == found[0].strip() and int(re.sub(r"\D", "", digits)) > 12:
        return DocumentNumber(digits, year[1], "", ""), start, end, start
    return _name_short(text, lead, digits, year[1] if year else "", end, typed)


def _name_short(text: str, lead: Lead, digits: str, year: str, end: int,
                typed: bool) -> tuple[DocumentNumber, int, int, int] | None:
    plain = int(re.sub(r"\D", "", digits))
    if not names_document(text, lead, plain, year, end, typed=typed):
        return None
    return DocumentNumber(digits, year, lead.code, ""), lead.start, end, lead.start


def _read_lone_code(text: str, end: int, typed: bool) -> tuple[str, int] | None:
    found = (_TYPED_LONE_CODE if typed else _LONE_CODE).match(text, end)
    if found is None or not is_lone_code(found[1], typed=typed):
        return None
    return TYPES[fold(found[1])], found.end(1)


def _plain(digits: str) -> str:
    """The digits of a key: no leading zeros, a letter behind them folded."""
    return fold(digits).lstrip("0") or "0"


def _letters(symbol: str) -> str:
    """A symbol's letters without separators, folded."""
    return re.sub(r"[\W_]", "", fold(symbol))
