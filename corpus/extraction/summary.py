"""The summary (sapo) at the head of a bulletin, and the section that it was published in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.extraction.agreement import agree, is_cut
from corpus.extraction.boilerplate import is_furniture, names_of, opens_the_end
from corpus.extraction.head import Head
from corpus.extraction.lines import HEADINGS, Line, Reading
from corpus.extraction.date_line import is_date_line
from corpus.extraction.published import is_menu
from corpus.extraction.region import Region
from corpus.extraction.title import SITE_NAME, Title
from corpus.text import tidy

NAMES = re.compile(r"sapo|summary|tomtat|tom-tat|trichdan|trich-dan|chapeau|lead|intro|description|teaser|"
                   r"excerpt|abstract|short",
                   re.IGNORECASE)
MIN_CHARS, MAX_CHARS = 40, 900
SECTION_CHARS = 60
MENU_LINKS = 3
# A slash parts steps where blanks stand around it; between letters only in a path that has no other marks, and between
# digits never: "Kỷ niệm 30/4 và 1/5".
SEPARATORS = re.compile(r"(?:(?<!\s)\s+)?[»›>→]+\s*|(?<!\s)\s+[/\\|]+\s+")
TIGHT_SLASH = re.compile(r"(?:(?<!\s)\s+)?(?<!\d)[/\\]+\s*|(?:(?<!\s)\s+)?[/\\]+\s*(?!\d)")
PRIVATE = 0xE000  # characters of no text, which stand for a link's
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


def steps_of(line: Line, title: Title) -> list[str]:
    """The steps of a path without the home page and the bulletin's own title: "Trang chủ / Tin tức / Y tế".

    A link is a step, whatever it holds.
    """
    text = line.text
    if title.text and text.endswith(title.text):
        text = text.removesuffix(title.text)
    links = [name for link in line.links if (name := tidy(link.text()))]
    held = {chr(PRIVATE + number): name for number, name in enumerate(links)}
    for mark, name in held.items():
        text = text.replace(name, mark, 1)
    steps = [part for part in SEPARATORS.split(text) if part]
    if len(steps) == 1:
        steps = TIGHT_SLASH.split(text)
    names = ["".join(held.get(character, character) for character in step) for step in steps]
    names = [name.strip(" /\\|") for name in names]
    return [name for name in names if name and not HOME.match(name) and agree(name, title.text) < 0.95
            and name != title.text and not is_cut(name, title.text)]


def find_section(reading: Reading, title: Title, head: Head) -> str:
    """The section: as the head says, else the last step of the path above the title, else a heading just above it."""
    if head.section:
        return head.section
    above = reading.lines[max(0, title.first - 12):max(0, title.first)]
    for line in reversed(above):
        if any("breadcrumb" in name or name in ("path", "duongdan") for node in list(line.block.ancestors())[:4]
               for name in names_of(node)):
            steps = steps_of(line, title)
            if steps and len(steps[-1]) <= SECTION_CHARS:
                return steps[-1]
    for line in reversed(above[-4:]):
        if is_menu(reading, line.index) or (len(line.links) >= MENU_LINKS and "|" in line.text):
            break
        if is_date_line(line.text) or is_furniture(line.text) or DIGITS.search(line.text):
            continue
        steps = steps_of(line, title)
        looks = (line.strong or line.links or line.block.tag in HEADINGS or line.block.tag in ("td", "th"))
        if steps and looks and len(steps[-1]) <= SECTION_CHARS and not SITE_NAME.match(steps[-1]):
            return "" if opens_the_end(line.text) else steps[-1]
        break
    return ""
