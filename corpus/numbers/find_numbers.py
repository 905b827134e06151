"""find_numbers(): all document numbers of a text: image, spans, readings, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.image import NumberImage, make_image
from corpus.numbers.reading import Reading, read_spans
from corpus.numbers.spans import find_spans


@dataclass(frozen=True)
class Found:
    """A number in a text: `text` is text[start:end]; the type's name and "số" before it begin at `lead_start`."""

    number: DocumentNumber
    start: int
    end: int
    text: str
    lead_start: int


_TERM = re.compile(
    r"(?: ngày \d{1,2}[/-]\d{1,2}[/-]\d{4})?[^.;\n\d]{0,70}?(?<!\w)kh(?:óa|oá|oa) +(?:thứ +)?([IVX]{1,6})(?!\w)",
    re.IGNORECASE)


def find_numbers(text: str, *, typed: bool = False) -> list[Found]:
    """All numbers of a text, short forms too, in order and not overlapping; with `typed`, as leniently as readers type.

    >>> [(found.text, found.number.key) for found in find_numbers("Nghị quyết 20, số 05-CTHĐ/TU; 120-NQ/TW")]
    [('Nghị quyết 20', '20:nq'), ('05-CTHĐ/TU', '5:cthd:tu'), ('120-NQ/TW', '120:nq:tw')]
    >>> find_numbers("20 nqtw"), find_numbers("20 nqtw", typed=True)[0].number.key
    ([], '20:nq:tw')
    >>> find_numbers("tỷ lệ 1/2, ngày 05/6/2023, trường 34/64")
    []
    """
    image = make_image(text)
    spans = find_spans(image.text, typed=typed)
    readings = list(read_spans(image.text, spans, typed))
    return [place(reading, text, image) for reading in add_terms(readings, image.text)]


def add_terms(readings: Sequence[Reading], text: str) -> list[Reading]:
    """The readings with the term that is stated behind each, before the next."""
    bounds = [following.lead_start for following in readings[1:]] + [len(text)]
    made = []
    for reading, bound in zip(readings, bounds, strict=False):
        term = _TERM.match(text, reading.end, bound)
        made.append(reading._replace(number=replace(reading.number, term=term[1].upper())) if term else reading)
    return made


def place(reading: Reading, text: str, image: NumberImage) -> Found:
    """A reading of the image as it stands in the text."""
    first, last = image.source_span(reading.start, reading.end)
    return Found(reading.number, first, last, text[first:last], image.source_position(reading.lead_start))
