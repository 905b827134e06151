"""Headlines that lead to other pages, and the teasers below them: columns beside a text, lists, boxes inside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.extraction.lines import Line
from corpus.extraction.links import is_file

HEADLINE_CHARS = 25  # a link with so much text is another bulletin's title rather than a word in a sentence
TEASER_CHARS, TEASER_LINES = 500, 6  # what may stand below a headline until it is a text of its own
TEXT_CHARS = 60  # a sentence
FEWEST = 2  # headlines that make a column; one may be a link inside a text
LEADS_ON = re.compile(r"(?:xem (?:tiếp|thêm|tin|chi tiết)|(?:xem )?chi tiết|đọc (?:tiếp|thêm)|\[?\.\.\.\]|read more)"
                      r"[\s.»>)\]…]*$", re.IGNORECASE)


def is_headline_link(line: Line) -> bool:
    """Whether a line is a link to another page, as in lists of other bulletins."""
    return line.linked > 0.7 and bool(line.links) and not any(is_file(link.get("href")) for link in line.links)


def leads_on(line: Line) -> bool:
    """Whether a line ends in a link to the rest of a text: "Xem tiếp", "Chi tiết"."""
    last = line.links[-1].get("href").strip() if line.links else "#"
    return (line.linked > 0.1 and not last.startswith("#") and not last.lower().startswith("javascript")
            and bool(LEADS_ON.search(line.text)))


def first_teaser(lines: Sequence[Line]) -> int | None:
    """Where, among some lines, a column of headlines and teasers begins that goes on to their end; None if none does.

    A column repeats itself: its headlines stand in blocks of one kind, with little text below each. A link inside a
    text, of another kind or with the rest of the text below it, is none of its headlines.
    """
    headlines = [position for position, line in enumerate(lines)
                 if is_headline_link(line) and line.chars >= HEADLINE_CHARS]
    first, count, end = None, 0, len(lines)
    texts = []
    for position in reversed(headlines):
        below = [line for line in lines[position + 1:end] if not is_headline_link(line)]
        if len(below) > TEASER_LINES or sum(line.chars for line in below) > TEASER_CHARS:
            break
        if first is not None and kind_of(lines[position]) != kind_of(lines[headlines[-1]]):
            break
        first, end, count = position, position, count + 1
        texts.append(sum(line.chars >= TEXT_CHARS for line in below))
    goes_on = len(texts) > 1 and texts[0] >= FEWEST and not any(texts[1:])  # below links in a row: the rest of the text
    return first if count >= FEWEST and not goes_on else None


def kind_of(line: Line) -> tuple[str, str]:
    """What the block that a line stands in is: its tag and class."""
    return line.block.tag, line.block.get("class")
