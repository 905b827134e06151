"""read_question(): the numbers of what a reader typed, with what narrows them.

Term, year, day, issuer and place right behind a number say which document is meant ("nghị quyết 20 khóa XI", "nghị định
100 năm 2019", "20-NQ/TW ngày 01/11/2012", "quyết định 04 của UBND tỉnh"); they are no words to look for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.dates.finding import find_dates
from corpus.numbers.document_number import DocumentNumber
from corpus.numbers.image import make_image
from corpus.numbers.issuers import Issuer, read_issuer
from corpus.numbers.reading import YEARLY
from corpus.references.binding import body_by_issuer
from corpus.references.evidence import read_chain, read_place
from corpus.references.mention import Evidence, Mention
from corpus.references.mentions import find_mentions
from corpus.references.sentences import fold_in_place
from corpus.text import fold


@dataclass(frozen=True)
class AskedNumber:
    """A number that was typed: text[start:end] is all that is said of it, the words before and the narrowing ones
    behind; `number` is narrowed by them."""

    number: DocumentNumber
    start: int
    end: int
    evidence: Evidence

    @property
    def is_certain(self) -> bool:
        """Whether this can only be a number: "kế hoạch 12" may be words as well."""
        return bool(self.number.is_full or self.number.narrowed or self.number.year)


def read_question(text: str) -> list[AskedNumber]:
    """The numbers of a typed text, in order; of several any will do.

    >>> [(asked.number.key, text[asked.start:asked.end]) for text in ("nghị quyết 20 khóa 11 về khoa học",)
    ...  for asked in read_question(text)]
    [('20:nq@XI', 'nghị quyết 20 khóa 11')]
    >>> [asked.number.key for asked in read_question("nghi quyet 20 cua trung uong, 18,19-NQ/TW")]
    ['20:nq:tw', '18:nq:tw', '19:nq:tw']
    """
    image = make_image(text)
    folded = fold_in_place(image.text)
    mentions = find_mentions(image, typed=True)
    made: list[AskedNumber] = []
    # From behind: what stands behind the last of a list belongs to all, "nghị quyết 18 và 19 khóa XII".
    for place, mention in reversed(list(enumerate(mentions))):
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        evidence, end = _read_behind(mention, image.text, folded, following.lead_start if following else len(folded))
        if following and following.group == mention.group and evidence == Evidence():
            evidence = made[-1].evidence
        start, last = image.source_span(mention.lead_start, end)
        made.append(AskedNumber(_narrow(mention, evidence), start, last, evidence))
    return made[::-1]


# A day or a year alone, as it is typed behind a number: "20-NQ/TW 25/10/2017", "05 cthđ tu 2013".
_BARE = re.compile(r"[ ,(]+(?:(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4})|(?P<year>(?:19|20)\d\d))(?![\w/]|[.-]\d)\)?")
_AT = re.compile(r"[ ,(]+(?:(?:cua|do) )?(?:(?:ban thuong vu|btv|thuong truc|chu tich|lanh dao) )?")


def _read_behind(mention: Mention, text: str, folded: str, bound: int) -> tuple[Evidence, int]:
    """What stands behind a number and how far; an issuer needs no "của" in what is typed."""
    evidence, end = read_chain(mention, text, folded, bound)
    while True:
        found = _AT.match(folded, end, bound)
        issuer = read_issuer(folded, found.end()) if found and evidence.issuer is None else None
        if issuer is None or issuer.end > bound:
            break
        evidence.issuer = issuer
        place, end = read_place(text, issuer.end, bound)
        evidence.place = evidence.place or place
        more, end = read_chain(replace(mention, end=end), text, folded, bound)
        evidence.term, evidence.year = evidence.term or more.term, evidence.year or more.year
        evidence.issued_on = evidence.issued_on or more.issued_on
    bare = _BARE.match(folded, end, bound)
    if bare and not (evidence.issued_on or evidence.year or evidence.term):
        day = find_dates(text[bare.start("day"):bare.end("day")]) if bare["day"] else []
        if day or bare["year"] and not mention.number.year:
            evidence.issued_on, evidence.year = (day[0].day, None) if day else (None, int(bare["year"]))
            end = bare.end()
    return evidence, end


def _narrow(mention: Mention, evidence: Evidence) -> DocumentNumber:
    number = mention.number
    if not number.is_full and evidence.issuer:
        number = _with_issuer(number, evidence.issuer)
    if number.code in YEARLY and not number.year and evidence.year and not evidence.issued_on:
        number = replace(number, year=str(evidence.year))
    if number.year and not evidence.issued_on:
        return number
    said = (evidence.issued_on.isoformat() if evidence.issued_on else evidence.term or fold(evidence.place) or
            (str(evidence.year) if evidence.year else "") or
            (evidence.issuer.level if evidence.issuer and evidence.issuer.body != number.body else ""))
    return replace(number, narrowed=said)


def _with_issuer(number: DocumentNumber, issuer: Issuer) -> DocumentNumber:
    body = body_by_issuer(number.code, issuer)
    return replace(number, code="QĐ" if number.code == "QyĐ" else number.code, body=body) if body else number
