"""The summary (sapo) at the head of a bulletin, and the section that it was published in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.extraction.agreement import agree
from corpus.extraction.boilerplate import is_furniture, names_of, opens_the_end
from corpus.extraction.head import Head
from corpus.extraction.lines import HEADINGS, Line, Reading
from corpus.extraction.date_line import is_date_line
from corpus.extraction.published import is_menu
from corpus.extraction.region import Region
from corpus.extraction.title import SITE_NAME, Title

NAMES = re.compile(r"sapo|summary|tomtat|tom-tat|trichdan|trich-dan|chapeau|lead|intro|description|teaser|"
                   r"excerpt|abstract|short",
                   re.IGNORECASE)
MIN_CHARS, MAX_CHARS = 40, 900
SECTION_CHARS = 60
MENU_LINKS = 3
SEPARATORS = re.compile(r"\s*[»›>/\\]+\s*")
DIGITS = re.compile(r"\d{2}.*\d{2}")  # a date that is not written as one, a counter
HOME = re.compile(r"^(?:root|trang chủ|trang chính|home|bạn đang (?:ở|xem).*)$", re.IGNORECASE)


def find_summary(body: Sequence[Line], region: Region, head: Head) -> str:
    """The first paragraph where the page sets it apart as a summary: by name, or bold or italic before plain text."""
    opening = next((line for line in body[:3] if line.chars >= MIN_CHARS), None)
    if opening is None or opening.chars > MAX_CHARS:
        return ""
    named = any(NAMES.search(f"{node.get('class')} {node.get('id')} {node.get('itemprop')}")
                for node in list(opening.block.ancestors())[:3] if node is not region.container)
    rest = [line for line in body if line.index > opening.index and line.chars >= MIN_CHARS]
    apart = (opening.strong or opening.slanted) and any(not (line.strong or line.slanted) for line in rest)
    told = head.description and agree(head.description, opening.text) > 0.8
    return opening.text if rest and (named or apart or told) else ""


def find_section(reading: Reading, title: Title, head: Head) -> str:
    """The section: as the head says, else the last step of the path above the title, else a heading just above it."""
    if head.section:
        return head.section
    above = reading.lines[max(0, title.first - 12):max(0, title.first)]
    for line in reversed(above):
        if any("breadcrumb" in name or name in ("path", "duongdan") for node in list(line.block.ancestors())[:4]
               for name in names_of(node)):
            steps = [step for step in SEPARATORS.split(line.text) if step and not HOME.match(step)]
            steps = [step for step in steps if step != title.text]
            if steps and len(steps[-1]) <= SECTION_CHARS:
                return steps[-1]
    for line in reversed(above[-4:]):
        if is_menu(reading, line.index) or (len(line.links) >= MENU_LINKS and "|" in line.text):
            break
        if is_date_line(line.text) or is_furniture(line.text) or DIGITS.search(line.text):
            continue
        steps = [step for step in SEPARATORS.split(line.text)
                 if step and step != title.text and not HOME.match(step)]
        looks = (line.strong or line.links or line.block.tag in HEADINGS or line.block.tag in ("td", "th"))
        if steps and looks and len(steps[-1]) <= SECTION_CHARS and not SITE_NAME.match(steps[-1]):
            return "" if opens_the_end(line.text) else steps[-1]
        break
    return ""
