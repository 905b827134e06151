"""find_mentions(): the numbers of an image with the type that the words or the letters name; lists joined."""

from __future__ import annotations

import re

from corpus.numbers.document_types import BODIES, LAW_BODY, type_name
from corpus.numbers.image import NumberImage
from corpus.numbers.leads import CITED, LETTERS
from corpus.numbers.reading import Reading, read_spans
from corpus.numbers.spans import find_spans
from corpus.references.mention import Mention
from corpus.text import fold

_JOINER = re.compile(r" ?(?:[,;]|,? ?(?:và|va|hoặc|hay|&)) ?(?:các |số )?", re.IGNORECASE)
_WORDS = re.compile(r"([^\d]*?) ?(?:(?<!\w)(?:số|so|sô)(?!\w))?[ :]*(?=\d)", re.IGNORECASE)
_NAMES = {fold(name): name for name in sorted(CITED)}
_LAW = re.compile(r"(?<!\w)(?:bộ )?luật(?!\w)[^.;:\n\d]{0,80}(?:năm \d{4} )?$", re.IGNORECASE)


def find_mentions(image: NumberImage, *, typed: bool = False) -> list[Mention]:
    """The mentions of an image in order.

    >>> from corpus.numbers.image import make_image
    >>> found = find_mentions(make_image("các Nghị quyết số 18, 19 và 20-NQ/TW; Công văn 5/UBND-VX"))
    >>> [(mention.type, mention.number.digits, mention.group) for mention in found]
    [('nghị quyết', '18', 0), ('nghị quyết', '19', 0), ('nghị quyết', '20', 0), ('công văn', '5', 3)]
    """
    text = image.text
    made: list[Mention] = []
    for place, reading in enumerate(read_spans(text, find_spans(text, typed=typed), typed)):
        before = made[-1] if made else None
        own = _named_type(text, reading)
        joined = before is not None and not own and _JOINER.fullmatch(text, before.end, reading.lead_start) is not None
        if joined and before:
            made.append(Mention(reading.number, reading.start, reading.end, reading.lead_start,
                                before.type if reading.number.code in ("", before.number.code) else
                                _type_of_letters(reading), before.group))
        else:
            made.append(Mention(reading.number, reading.start, reading.end, reading.lead_start,
                                own or _type_of_letters(reading) or _law_before(text, reading.lead_start), place))
    return made


def _named_type(text: str, reading: Reading) -> str:
    """The name of the type that the words before a number give, "" where they do not."""
    found = _WORDS.match(text, reading.lead_start, reading.end)
    words = " ".join(found[1].lower().split()) if found and not reading.listed else ""
    if code := LETTERS.get(words):
        return "quy định" if code == "QyĐ" else type_name(code)
    return _NAMES.get(fold(words), "")


def _type_of_letters(reading: Reading) -> str:
    number = reading.number
    if number.code:
        return "quy định" if number.code == "QyĐ" else type_name(number.code)
    first = fold(number.body).split("-")[0]
    if not number.body or LAW_BODY.fullmatch(first) or first == "qh":
        return ""
    return "công văn" if first in BODIES or number.body else ""


def _law_before(text: str, position: int) -> str:
    return "luật" if _LAW.search(text[max(0, position - 120):position]) else ""
