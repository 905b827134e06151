"""cut_header(): the lines between title and text that are neither: date, poster, counter, the title said again."""

from __future__ import annotations

import re

from corpus.extraction.agreement import agree
from corpus.extraction.boilerplate import is_furniture
from corpus.extraction.date_line import ONLY_TIME, POSTER, is_date_line, names_other_day
from corpus.extraction.lines import Line
from corpus.extraction.region import Region
from corpus.extraction.title import Title

HEADER_LINES = 12  # between title and text
HEADER_CHARS = 60  # a name, a section, a button; the text's own first lines are longer
LABEL_CHARS, LABEL_WORDS = 25, 4  # "Sự kiện:"; a letter that ends in "Kính gửi các phòng, ban:" has more
LETTER = re.compile(r"[^\W\d_]")


def cut_header(body: list[Line], title: Title, region: Region) -> list[Line]:
    """The text without its header, and without the date below it.

    All that is short and stands before the last date above the text belongs to the header with it: in that place
    stand names, sections and buttons.
    """
    text = next((position for position, line in enumerate(body[:HEADER_LINES])
                 if region.weights[line.index] > 0 and not belongs_to_header(line, title)), 0)
    dated = [position for position, line in enumerate(body[:text]) if is_date_line(line.text)
             and not (position and names_other_day(body[position - 1].text))]
    cut = dated[-1] + 1 if dated and all(line.chars <= HEADER_CHARS or belongs_to_header(line, title)
                                         for line in body[:dated[-1]]) else 0
    while cut < min(HEADER_LINES, len(body)) and belongs_to_header(body[cut], title):
        cut += 1
    kept = body[cut:]
    while kept and (is_date_line(kept[-1].text) or is_label(kept[-1])):
        kept.pop()
    return kept


def is_label(line: Line) -> bool:
    """Whether the last line of a text is the label of what stood behind it and is none of it: "Sự kiện:"."""
    return line.chars <= LABEL_CHARS and line.text.endswith(":") and len(line.text.split()) <= LABEL_WORDS


def belongs_to_header(line: Line, title: Title) -> bool:
    """Whether a line above the text is a date, a poster, a counter or the title again."""
    return (is_date_line(line.text) or bool(POSTER.match(line.text)) or line.chars <= 2 or not LETTER.search(line.text)
            or bool(ONLY_TIME.match(line.text)) or is_furniture(line.text)
            or line.text == title.text or agree(line.text, title.text) > 0.95)
