"""read_spans(): each span read as a whole number (20-NQ/TW), as a short form (Nghị quyết 20), or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from corpus.numbers.citing import GOES_ON, MONTHS, is_lone_code, may_cite, names_document
from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.document_types import BODIES, TYPES, official_body
from corpus.numbers.leads import Lead, is_refused, read_lead
from corpus.numbers.listing import read_list, read_list_before
from corpus.numbers.spans import Span
from corpus.numbers.symbol import Context, read_symbol
from corpus.text import fold

_YEAR = re.compile(r"/((?:19[4-9]|20\d)\d)(?![^\W_])")
# "Nghị định 100 năm 2019": of these types the year belongs to the number.
_YEAR_IN_WORDS = re.compile(r" (?:năm|nam) ((?:19[4-9]|20\d)\d)(?![^\W_]| ?[-–/] ?\d)", re.IGNORECASE)
YEARLY = {"NĐ", "TT", "TTLT", "L", "PL"}
_LONE_CODE = re.compile(r" ?[/-] ?([A-Za-zĐđ]{2,4}+)(?![^\W_]| ?[/-] ?\w)")
_TYPED_LONE_CODE = re.compile(r" ?[/-]? ?([A-Za-zĐđ]{2,4}+) *$")
_SPOKEN_BODY = re.compile(r"(?: | ?[/-] ?)([A-Za-zĐđƯư]{2,8}+)(?![^\W_]| ?[/-] ?\w|\.\w)")
# Bodies that number their papers without the letters of a type: 36/CP, 155/TTg.
_WITHOUT_TYPE = {"cp", "ttg", "hdbt", "ctn", "bcd"}
# Of these types what is typed of the "BCT" is the Politburo's; of others the letters are a ministry's.
_OF_POLITBURO = {"NQ", "CT", "KL", "QyĐ"}
# A number of an office that is in no list, and nothing besides: 77/TTYT, 145/PGDĐT, 145/pgddt.
_OF_AN_OFFICE = re.compile(r"\s*\d{1,5}/(?:[A-ZĐ]{3,8}(?:-[A-ZĐ]{2,8})*|(?=[^aeiouyAEIOUY]+\s*$)[a-zđ]{3,8})\s*")
MAX_GLUED_DIGITS = 4  # "342015TT-NHNN" is the name of a file


class Reading(NamedTuple):
    """A number, where it stands, and where the words before it begin; `listed` marks a later member of a list."""

    number: DocumentNumber
    start: int
    end: int
    lead_start: int
    code: str = ""
    listed: bool = False


def read_spans(text: str, spans: Iterable[Span], typed: bool) -> list[Reading]:
    """The numbers that stand at the spans of an image, in order and not overlapping.

    A short form that nothing beside it proves counts where the text proves its type and number elsewhere:
    "Quyết định 2816 thì …" beside "Quyết định số 2816/QĐ-UBND".
    """
    made: list[Reading] = []
    doubtful: list[Reading] = []
    members: dict[int, int] = {}
    reached = 0
    for span in spans:
        if span.start < reached:
            continue
        lead = read_lead(text, span.start)
        reading = _read_full(text, span, lead, typed) or _read_short(text, span, lead, typed)
        if reading:
            members = read_list(text, reading.end)
        elif made and span.start in members:
            reading = _read_member(text, span, made[-1], members[span.start])
        if reading is None:
            if not typed and lead.is_name and lead.code and lead.start >= reached and may_cite(text, span.digits_end):
                doubtful.append(_make_short(text, span, lead))
            continue
        if typed and reading.number.is_full and reading.lead_start == reading.start:
            made += _read_before(text, reached, reading)
        made.append(reading._replace(lead_start=max(reading.lead_start, reached)))
        reached = reading.end
    if doubtful:
        proven = {key for reading in made for key in reading.number.keys}
        made += [reading for reading in doubtful if reading.number.key in proven]
        made.sort(key=lambda reading: reading.start)
    return made


def _read_before(text: str, reached: int, last: Reading) -> Iterator[Reading]:
    """The numbers before the last of a list as readers type it, whose symbol is the last one's: "18,19-NQ/TW"."""
    for start, end in read_list_before(text[reached:last.start], last.start - reached):
        digits = text[reached + start:reached + end].lower()
        yield Reading(replace(last.number, digits=digits), reached + start, reached + end, reached + start)


def _make_short(text: str, span: Span, lead: Lead) -> Reading:
    return Reading(DocumentNumber(span.digits, "", lead.code, ""), lead.start, span.digits_end, lead.start, lead.code)


def _read_full(text: str, span: Span, lead: Lead, typed: bool) -> Reading | None:
    if typed and lead.code and not lead.has_so and (spoken := _read_spoken(text, span, lead)):
        return spoken
    named = "CV" if typed and not lead.code and _OF_AN_OFFICE.fullmatch(text) else lead.code
    symbol = read_symbol(text, span.end, Context(typed, named, "/" in text[span.digits_end:span.end]))
    if symbol is None:
        return None
    if "." in span.digits and not symbol.code or is_refused(text, lead, span.start):
        return None
    if text[span.end:span.end + 1].isalpha() and span.end - span.start > MAX_GLUED_DIGITS:
        return None
    number = DocumentNumber(span.digits, span.year, symbol.code, symbol.body)
    return Reading(number, span.start, symbol.end, lead.start, lead.code or symbol.code)


def _read_spoken(text: str, span: Span, lead: Lead) -> Reading | None:
    """A number in spoken order, as readers type it: "kh 45 ubnd", "kh 45/ubnd", "nq 20 tw", "nđ 168/2024 cp"."""
    found = _SPOKEN_BODY.match(text, span.end)
    letters = fold(found[1]) if found else ""
    if found is None or letters not in BODIES or letters in TYPES or letters == "btv" or (
            letters in _WITHOUT_TYPE and found[0][0] != " "):
        return None
    code = "" if lead.code in ("CV", "VB") else lead.code
    body = official_body(found[1])
    if letters == "bbt" or letters == "bct" and lead.code in _OF_POLITBURO and found[0][0] == " ":
        code, body = "QĐ" if code == "QyĐ" else code, "TW"
    number = DocumentNumber(span.digits, span.year, code, body)
    return Reading(number, lead.start, found.end(), lead.start, lead.code)


def _read_short(text: str, span: Span, lead: Lead, typed: bool) -> Reading | None:
    digits, start, end = span.digits, span.start, span.digits_end
    if (lone := _read_lone_code(text, end, typed)) and not is_refused(text, lead, start):
        code, end = lone
        return Reading(DocumentNumber(digits, "", code, ""), start, end, lead.start, code)
    stated = _YEAR.match(text, end)
    year, end = (stated[1], stated.end()) if stated else ("", end)
    if "." in digits and not year and lead.code != "NQ" or GOES_ON.match(text, end):
        return None
    plain = int(re.sub(r"\D", "", digits))
    if typed and year and not lead.code and text.strip() == text[start:span.end].strip() and plain > MONTHS:
        return Reading(DocumentNumber(digits, year, "", ""), start, end, start)
    if not lead.code or not names_document(text, lead, digits, year, end, typed=typed) or is_refused(text, lead, start):
        return None
    if not year and lead.code in YEARLY and (worded := _YEAR_IN_WORDS.match(text, end)):
        year = worded[1]
    return Reading(DocumentNumber(digits, year, lead.code, ""), lead.start, end, lead.start, lead.code)


def _read_member(text: str, span: Span, first: Reading, start: int) -> Reading:
    """A later member of a list: it is of the type of the first."""
    code, end = first.code or first.number.code, span.digits_end
    year = _YEAR.match(text, end) or (_YEAR_IN_WORDS.match(text, end) if code in YEARLY else None)
    number = DocumentNumber(span.digits, year[1] if year else "", code, "")
    return Reading(number, start, year.end() if year and text[end] == "/" else end, start, first.code, listed=True)


def _read_lone_code(text: str, end: int, typed: bool) -> tuple[str, int] | None:
    found = (_TYPED_LONE_CODE if typed else _LONE_CODE).match(text, end)
    if found is None or not is_lone_code(found[1], typed=typed):
        return None
    return TYPES[fold(found[1])], found.end(1)
