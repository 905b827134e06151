"""holds_bulletin(): whether a page holds one bulletin, or is a list, a menu, a form, a home page, an error page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.dates.finding import find_dates
from corpus.extraction.boilerplate import says_not_found
from corpus.extraction.date_line import is_date_line
from corpus.extraction.lines import HEADINGS, Line, Reading
from corpus.extraction.region import Region
from corpus.extraction.teasers import HEADLINE_CHARS, first_teaser, is_headline_link, kind_of, leads_on
from corpus.extraction.title import Title
from corpus.extraction.tree import Document

NOT_FOUND_CHARS = 100  # a sentence that says so, rather than one in a story
MIN_CHARS = 120  # a notice that only announces a file has about so much text
NAMED_CHARS = 30  # what is linked as a bulletin may be as short as "Xem tệp đính kèm." with a picture
SHORT_CHARS = 400  # less text than this needs a title and a date that speak for it
LIST_LINES = 12  # of a list, in which its items repeat
MANY = 3  # headlines, dates, repeated lines or fields inside a text: so many make it a list or a form
CHARS_PER_ITEM = 600  # but a long text may well hold some
CLEAR_TITLE, VERY_CLEAR_TITLE = 2.0, 3.5  # scores of `Title`: a heading; a heading that something else confirms
REPEATED_SHARE = 0.75  # of the text in lines that stand there again and again; a catalogue repeats addresses
TELLING_WORDS = 6  # a title of so many words says what happened; sections' names are shorter
PARAGRAPHS_PER_TEASER = 1.5
DATED_CHARS = 40  # "Ngày ban hành: 03/04/2019"
PICTURE_DEPTH = 5  # blocks around a title: a paragraph in a cell in a row of a table
TYPED_FIELDS = frozenset({"", "text", "email", "tel"})


@dataclass(frozen=True)
class Evidence:
    """What was found on a page: its title, its text, whether a day of publication stands there, how many files,
    whether links on other pages call it by this title, and whether the title stands where the portal's titles stand."""

    title: Title
    body: Sequence[Line]
    dated: bool
    files: int
    kind: str = ""
    named: bool = False
    placed: bool = False


def holds_bulletin(evidence: Evidence, document: Document, reading: Reading, region: Region) -> bool:
    """Whether the page holds one bulletin."""
    body, title = evidence.body, evidence.title
    chars = sum(line.chars - line.link_chars for line in body if not is_headline_link(line))
    running = sum(1 for line in body if region.weights[line.index] > 0)
    if not title.text or says_not_found(title.text):
        return False
    opening = [line.text for line in body[:3] if line.chars < NOT_FOUND_CHARS]
    if chars < 2 * SHORT_CHARS and any(map(says_not_found, opening)):
        return False
    if evidence.placed and (evidence.files or chars >= NAMED_CHARS):
        return True
    if evidence.placed and evidence.dated:  # and no text: a notice that its title tells, or a picture of one
        return len(title.text.split()) >= TELLING_WORDS or shows_picture(title)
    if is_list(evidence, reading, region, chars) or is_form(document, evidence, chars):
        return False
    if evidence.named and (chars >= NAMED_CHARS or evidence.files):
        return True
    if chars < MIN_CHARS or not running:
        telling = len(title.text.split()) >= TELLING_WORDS and title.score >= CLEAR_TITLE + 1
        return evidence.dated and title.score >= CLEAR_TITLE and bool(evidence.files or running or telling)
    if chars < SHORT_CHARS:
        told = evidence.dated or evidence.files or evidence.kind == "article"
        return title.score >= (CLEAR_TITLE if told else VERY_CLEAR_TITLE)
    return True


def shows_picture(title: Title) -> bool:
    """Whether a picture that is no button stands in the block of the title: a notice that was scanned, a schedule."""
    around = list(title.block.ancestors())[:PICTURE_DEPTH] if title.block else []
    return bool(around) and any(node.tag == "img" and node.get("src").strip()
                                and not any(above.tag == "a" for above in list(node.ancestors())[:PICTURE_DEPTH])
                                for node in around[-1].walk())


def is_list(evidence: Evidence, reading: Reading, region: Region, chars: int) -> bool:
    """Whether a text is many: headlines of other pages between its paragraphs, dates, the same line again and again."""
    body, title = evidence.body, evidence.title
    if title.leads_away and chars < 2 * CHARS_PER_ITEM and not (evidence.dated and title.leads_nowhere):
        return True  # a teaser: the bulletin is where its headline leads
    if not body:
        return False
    if title.leads_away and any(map(is_headline_link, reading.lines[body[-1].index + 1:body[-1].index + 2])):
        return True  # a long teaser, and the next headlines
    if title.leads_away and sum(1 for line in reading.lines if line.index > title.last and is_headline_link(line)
                                and line.block.tag in HEADINGS and kind_of(line) == kind_of(reading.lines[title.first])
                                ) + 1 >= MANY:
        return True  # whole texts below each other, each below its headline
    inside = [line for line in reading.lines[min(body[0].index, region.start):max(body[-1].index + 1, region.end)]
              if line.index not in region.boxes]
    headlines = sum(1 for line in inside if is_headline_link(line) and line.chars >= HEADLINE_CHARS) + title.leads_away
    above = reading.lines[title.last + 1:body[0].index] if title.first >= 0 else []
    items = sum(1 for line in [*above, *body] if is_headline_link(line) and line.chars >= HEADLINE_CHARS)
    paragraphs = sum(1 for line in body if region.weights[line.index] > 0)
    if items and paragraphs <= PARAGRAPHS_PER_TEASER * items:
        return True  # each paragraph is a teaser below its headline
    if not evidence.dated and chars < 2 * SHORT_CHARS and leads_to_list(reading.lines[body[-1].index + 1:]):
        return True  # what stands above a list: the introduction of a topic
    dates = sum(1 for line in inside
                if is_date_line(line.text) or (line.chars <= DATED_CHARS and find_dates(line.text)))
    texts = Counter(line.text for line in inside if line.chars >= HEADLINE_CHARS)
    repeated = sum(count * len(text) for text, count in texts.items() if count >= MANY)
    many = max(headlines, dates)
    if (many >= MANY and chars < CHARS_PER_ITEM * many) or repeated > REPEATED_SHARE * chars:
        return True
    around = reading.lines[body[0].index:region.end + 4]
    cut_short = [line for line in around if leads_on(line) and line.index not in region.furniture]
    if len(cut_short) >= MANY:
        return True
    below = reading.lines[body[-1].index + 1:body[-1].index + 2]
    return any(map(leads_on, below)) and sum(map(leads_on, reading.lines)) >= MANY


def leads_to_list(below: Sequence[Line]) -> bool:
    """Whether a column of headlines begins right below, without a heading that would part it from the text."""
    column = first_teaser(below[:LIST_LINES])
    return bool(below) and is_headline_link(below[0]) and column == 0


def is_form(document: Document, evidence: Evidence, chars: int) -> bool:
    """Whether a page with little text asks the reader to fill in fields."""
    if evidence.dated or chars > 2 * SHORT_CHARS:
        return False
    fields = [node for node in document.root.walk() if node.tag == "textarea"
              or (node.tag == "input" and node.get("type").lower() in TYPED_FIELDS)]
    return len(fields) >= MANY and any(node.tag == "textarea" for node in fields)
