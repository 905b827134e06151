"""furniture_lines(): the lines of menus, buttons, boxes and feet, by their blocks' names; and whether a name lies.

Wrappers are named after the buttons or the box beside the text ("print-news", "menu-content"): what holds the bulletin
is none, whatever it is called.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from corpus.extraction.agreement import PARTS, agree, agree_with_address
from corpus.extraction.boilerplate import FURNITURE_TAGS, is_furniture_block, is_imprint
from corpus.extraction.date_line import is_date_line
from corpus.extraction.head import Head
from corpus.extraction.lines import HEADINGS, Line, Reading
from corpus.extraction.tree import Document

RUNNING_CHARS = 30  # a line with so much text outside links is a sentence or a caption rather than a label
SENTENCE_CHARS = 60
LEAD_CHARS = 200  # a heading "Tin khác" before so much text stands above the bulletin, not below it
TITLE_ABOVE = 5  # lines above a block in which its title stands, with day, writer and buttons between
FEWEST_SENTENCES = 2  # fewer are a notice or a teaser
FURNITURE_SHARE = 0.4  # a block named like furniture that holds more of the page's text than this is misnamed
TITLE_WORDS, MAX_TITLE_WORDS, TITLE_CHARS = 5, 60, 200
PUNCTUATION = re.compile(r"[.,;:!?…]")


class Sums:
    """Values of all lines, so that those of any block are added up in one step: pages nest thousands deep."""

    def __init__(self, values: Sequence[int]):
        self.sums = [0, *accumulate(values)]
        self.counts = [0, *accumulate(int(value > 0) for value in values)]
        self.whole = self.sums[-1]

    def over(self, lines: range) -> int:
        """The sum over some lines."""
        return self.sums[lines.stop] - self.sums[lines.start]

    def count(self, lines: range) -> int:
        """How many of some lines have a value above 0."""
        return self.counts[lines.stop] - self.counts[lines.start]


def furniture_lines(document: Document, reading: Reading, head: Head, address: str) -> frozenset[int]:
    """The lines of blocks whose tag, role or name says furniture, unless such a block is misnamed: it holds most of the
    page's text, or the bulletin itself."""
    titled = [line.index for line in reading.lines if is_named(line, head, address) or opens_an_article(reading, line)]
    told = Sums([line.chars if is_sentence(line) and line.index not in titled else 0 for line in reading.lines])
    linked = Sums([int(line.linked > 0.5) for line in reading.lines])
    plain = Sums([max(0, line.chars - line.link_chars) if line.chars >= RUNNING_CHARS else 0 for line in reading.lines])
    found: set[int] = set()
    forms = forms_to_write_in(document)
    for node in document.root.walk():
        lines = reading.within(node)
        if not lines or not (is_furniture_block(node) or id(node) in forms):
            continue
        if plain.over(lines) > FURNITURE_SHARE * plain.whole:
            continue
        start = -1 if node.tag in FURNITURE_TAGS else start_of_article(lines, reading, titled)
        article = range(start, lines.stop)
        fewest = max(FEWEST_SENTENCES, linked.over(article)) if start >= 0 else 0
        if start < 0 or told.over(article) < LEAD_CHARS or told.count(article) < fewest:
            found.update(lines)
    imprint = [is_imprint(line.text) for line in reading.lines]
    found.update(index for index in range(1, len(imprint) - 1) if imprint[index - 1] and imprint[index + 1])
    return frozenset(found)


def forms_to_write_in(document: Document) -> frozenset[int]:
    """The forms that ask for a text, by id: readers' comments, questions to the portal, and what such forms say."""
    areas = (node for node in document.root.walk() if node.tag == "textarea")
    return frozenset(id(form) for area in areas
                     if (form := next((node for node in area.ancestors() if node.tag == "form"), None)))


def start_of_article(lines: range, reading: Reading, titled: Sequence[int]) -> int:
    """Where in a block a bulletin would begin: at the title in it, or at its first line if the title stands just above;
    -1 if there is none.

    Wrappers are named after the buttons or the box beside the text ("print-news", "menu-content"). A box of other
    bulletins has titles, too, but they are links.
    """
    after = bisect_left(titled, lines.start)
    if after < len(titled) and titled[after] < lines.stop:
        return titled[after]
    if not after or titled[after - 1] < lines.start - TITLE_ABOVE:
        return -1
    between = reading.lines[titled[after - 1] + 1:lines.start]
    short = all(line.chars < SENTENCE_CHARS or is_date_line(line.text) for line in between)
    return lines.start if short else -1


def opens_an_article(reading: Reading, line: Line) -> bool:
    """Whether a line is a heading that leads nowhere, with a date right below it."""
    return line.block.tag in HEADINGS and line.linked < 0.5 and opens_a_bulletin(reading, line)


def opens_a_bulletin(reading: Reading, line: Line) -> bool:
    """Whether a line is a heading with a date below it: what stands above is no part of the same text."""
    below = reading.lines[line.index + 1:line.index + 2]
    titled = line.block.tag in HEADINGS or (line.text[-1] not in ".,;:" and line.chars < TITLE_CHARS
                                            and line.text.count(" ") + 1 >= TITLE_WORDS)
    return titled and line.linked < 0.5 and not is_date_line(line.text) and any(is_date_line(o.text) for o in below)


def is_named(line: Line, head: Head, address: str) -> bool:
    """Whether a line is what the page's head or address calls the page; section names of a few words do not count."""
    if not TITLE_WORDS <= line.text.count(" ") + 1 <= MAX_TITLE_WORDS or line.linked > 0.5:
        return False
    return (any(agree(line.text, part) > 0.8 for title in head.titles for part in [title, *PARTS.split(title)])
            or agree_with_address(line.text, address) > 0.8)


def is_sentence(line: Line) -> bool:
    """Whether a line is running text."""
    return line.chars >= SENTENCE_CHARS and line.linked < 0.3 and bool(PUNCTUATION.search(line.text))
