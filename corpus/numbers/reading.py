"""read_spans(): each span read as a whole number (20-NQ/TW), as a short form (Nghị quyết 20), or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.numbers.citing import MONTHS, Lead, is_lone_code, is_refused_lead, names_document, read_lead
from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.document_types import TYPES
from corpus.numbers.spans import Span
from corpus.numbers.symbol import read_symbol
from corpus.text import fold

_YEAR = re.compile(r"/((?:19[4-9]|20\d)\d)(?![^\W_])")
_GOES_ON = re.compile(r" ?[/\\_-] ?\w|[.,:]\d|\w|%|°")  # after a bare number: a date, a rate, a range, a word
_LONE_CODE = re.compile(r" ?[/-] ?([A-Za-zĐđ]{2,4}+)(?![^\W_]| ?[/-] ?\w)")
_TYPED_LONE_CODE = re.compile(r" ?[/-]? ?([A-Za-zĐđ]{2,4}+) *$")


class Reading(NamedTuple):
    """A number, where it stands, and where the words before it begin."""

    number: DocumentNumber
    start: int
    end: int
    lead_start: int


def read_spans(text: str, spans: Iterable[Span], typed: bool) -> Iterator[Reading]:
    """The numbers that stand at the spans of an image, in order and not overlapping."""
    reached = 0
    for span in spans:
        if span.start < reached:
            continue
        lead = read_lead(text, span.start)
        reading = _read_full(text, span, lead, typed) or _read_short(text, span, lead, typed)
        if reading:
            yield reading._replace(lead_start=max(reading.lead_start, reached))
            reached = reading.end


def _read_full(text: str, span: Span, lead: Lead, typed: bool) -> Reading | None:
    symbol = read_symbol(text, span.end, typed=typed)
    if symbol is None or is_refused_lead(text, span.start) or "." in span.digits and not symbol.code:
        return None
    number = DocumentNumber(span.digits, span.year, symbol.code, symbol.body)
    return Reading(number, span.start, symbol.end, lead.start)


def _read_short(text: str, span: Span, lead: Lead, typed: bool) -> Reading | None:
    digits, start, end = span.digits, span.start, span.digits_end
    if lone := _read_lone_code(text, end, typed):
        code, end = lone
        return Reading(DocumentNumber(digits, "", code, ""), start, end, lead.start)
    stated = _YEAR.match(text, end)
    year, end = (stated[1], stated.end()) if stated else ("", end)
    if "." in digits or _GOES_ON.match(text, end):
        return None
    plain = int(re.sub(r"\D", "", digits))
    if typed and year and not lead.code and text.strip() == text[start:span.end].strip() and plain > MONTHS:
        return Reading(DocumentNumber(digits, year, "", ""), start, end, start)
    if not names_document(text, lead, plain, year, end, typed=typed):
        return None
    return Reading(DocumentNumber(digits, year, lead.code, ""), lead.start, end, lead.start)


def _read_lone_code(text: str, end: int, typed: bool) -> tuple[str, int] | None:
    found = (_TYPED_LONE_CODE if typed else _LONE_CODE).match(text, end)
    if found is None or not is_lone_code(found[1], typed=typed):
        return None
    return TYPES[fold(found[1])], found.end(1)
