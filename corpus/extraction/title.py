"""find_title(): which line of a page is the bulletin's title.

<title> often holds the portal's name on every page, headings often hold a box's name, and old pages have a bold line
in a cell. So every line above the text is weighed: by its tag, its block's name, its looks, how near it stands to the
text, and how much it agrees with what else names the page (<title>, og:title, JSON-LD, the address).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from corpus.extraction.agreement import PARTS, WORD, agree, agree_with_address
from corpus.extraction.boilerplate import is_furniture, opens_the_end
from corpus.extraction.head import Head
from corpus.extraction.lines import HEADINGS, Line, Reading
from corpus.extraction.date_line import is_date_line, split_trailing_date
from corpus.extraction.region import Region
from corpus.extraction.tree import Node
from corpus.text import tidy

WINDOW = 80  # lines above the text that are looked at: a long menu between title and text is no reason to miss it
PARAGRAPH_CHARS, SENTENCE_CHARS = 130, 60  # what is so long, or so long and ends like a sentence, opens the text
MAX_TITLE_CHARS, MAX_TITLE_LINES = 300, 5
MAX_LINES_ABOVE = 10  # of a run of text that began above its title
HEADING_SCORES = {1: 3.0, 2: 2.6, 3: 2.2, 4: 1.6, 5: 1.2, 6: 1.0}
TITLE_NAMES = re.compile(r"title|tieu[-_]?de|headline|heading|subject|post[-_]?name|news[-_]?name|"
                         r"ten[-_]?(?:bai|tin)", re.IGNORECASE)
NOT_TITLE_NAMES = re.compile(r"site|web[-_]?title|portlet|module|block|box|widget|logo|banner|folder|"
                             r"page[-_]?title|zone|other", re.IGNORECASE)
SUMMARY_NAMES = re.compile(r"sapo|summary|tom-?tat|trich-?dan|abstract|lead|description|intro", re.IGNORECASE)
# What systems call the place that shows any bulletin; never what one bulletin is called.
PLACE_NAME = re.compile(r"^\W*(?:(?:(?:tin|bài|nội dung|thông tin|xem)\s+)?chi tiết(?:\s+(?:tin|bản tin|bài|nội dung|"
                        r"thông tin)(?:\s+(?:tức|viết|bài))?)?|(?:bản\s+)?tin(?:\s+tức)?(?:\s*[-–&,]?\s*(?:và\s+)?"
                        r"(?:sự kiện|hoạt động))?|bài viết|thông báo|thông tin(?:\s+chung)?|nội dung|sự kiện|"
                        r"(?:tin\s+)?hoạt động|news|articles?|details?)\W*$", re.IGNORECASE)
BREADCRUMB = re.compile(r"[»›>/|\\].*[»›>/|\\]|^trang chủ\b|^home\b", re.IGNORECASE)
SITE_NAME = re.compile(r"^(?:chào mừng|cổng thông tin|trang thông tin|cổng ttđt|website|trang tin|trang chủ|"
                       r"home)\b", re.IGNORECASE)
FONT_SIZE = re.compile(r"font-size\s*:\s*(?:(?P<number>\d{1,3}(?:\.\d+)?)\s*(?P<unit>px|pt|r?em|%)|"
                       r"(?P<word>(?:x{1,2}-)?large))",
                       re.IGNORECASE)
PIXELS = {"px": 1.0, "pt": 4 / 3, "em": 14.0, "rem": 14.0, "%": 0.14}
BIG_FONTS = frozenset({"4", "5", "6", "+1", "+2", "+3"})
SECTION_CHARS = 40  # a link as short as that beside a title names its section
SHORT_TITLE_WORDS = 5
PARTED = re.compile(r"\s*[|/–»›>•-]")
PLACED = 4.0  # more than a heading is worth, less than a heading that the head agrees with
GOOD_ENOUGH = 1.0


@dataclass(frozen=True, eq=False)
class Title:
    """A title, the lines [first, last] that it stands in (-1, -1 if in none), its block, how sure it is, and whether
    it is a link, as headlines in lists are, be it one that only a script follows."""

    text: str
    first: int = -1
    last: int = -1
    block: Node | None = None
    score: float = 0.0
    leads_away: bool = False
    leads_nowhere: bool = False


def find_title(reading: Reading, region: Region, head: Head, address: str,
               placed: frozenset[int] = frozenset()) -> Title:
    """The best candidate; where no line is good enough, what the head says; else an empty title.

    `placed` are the lines that stand where titles stand on the portal's other pages.
    """
    opening = first_paragraph(reading, region, head)
    last_placed = max(placed, default=-1)
    candidates = [weigh_title(lines, block, reading, region, max(opening, lines[-1].index) if placed else opening, head,
                              address) for lines, block in groups(reading, max(opening, last_placed))]
    candidates = [replace(title, score=title.score + PLACED * (title.first in placed)) for title in candidates
                  if title.first not in region.recurring]
    best = max(candidates, key=lambda title: title.score, default=Title(""))
    # A text that repeats its title inside: the title is where it stands first.
    if best.first >= opening and best.first not in placed:
        best = next((title for title in candidates if title.score > 0 and agree(title.text, best.text) > 0.95), best)
    if best.score >= GOOD_ENOUGH:
        return best
    return Title(named_by_head(head))


def title_places(reading: Reading, title: Title) -> list[tuple[int, int]]:
    """The lines [first, last] of the title, and of the same words where they stand above it as a heading once more."""
    again = [(line.index, line.index) for line in reading.lines[:max(0, title.first)]
             if line.text == title.text and line.linked < 0.5 and (line.block.tag in HEADINGS or line.strong)]
    return [(title.first, title.last), *again]


def first_paragraph(reading: Reading, region: Region, head: Head) -> int:
    """The index of the line that opens the text proper; a title may be part of the run that was taken for text.

    A heading that the head names is no text, and what stands above it, such as a path that repeats it, is none either.
    """
    named = [line.index for line in reading.lines[region.start:region.end][:MAX_LINES_ABOVE]
             if line.block.tag in HEADINGS and any(agree(line.text, part) > 0.8 for title in head.titles
                                                   for part in [title, *PARTS.split(title)])]
    start = named[0] + 1 if named else region.start
    for line in reading.lines[start:region.end]:
        ends = line.text[-1] in ".…;!?" and line.chars >= SENTENCE_CHARS and not line.strong
        if region.weights[line.index] > 0 and (line.chars >= PARAGRAPH_CHARS or ends):
            return line.index
    return max(region.start, region.end - 1)


def groups(reading: Reading, opening: int) -> list[tuple[list[Line], Node]]:
    """The lines that may be a title, those of one heading together."""
    found: list[tuple[list[Line], Node]] = []
    seen: set[int] = set()
    for line in reading.lines[max(0, opening - WINDOW):opening + 1]:
        if line.index in seen:
            continue
        lines, block = [line], line.block
        for node in list(line.block.ancestors())[:3]:
            within = reading.within(node)
            if len(within) > MAX_TITLE_LINES or within.start < line.index:
                break
            if node.tag in HEADINGS or (named_like_title(node) and node.tag not in ("table", "tbody", "tr")):
                lines, block = headline([reading.lines[index] for index in within]), node
                seen.update(within)
        seen.update(part.index for part in lines)
        found.append((lines, block))
    return found


def headline(lines: list[Line]) -> list[Line]:
    """The lines of a title's block that are the title: its heading, else what is no section's link and no mark."""
    headings = [HEADINGS[line.block.tag] for line in lines if line.block.tag in HEADINGS]
    if headings and len(headings) < len(lines):
        return [line for line in lines if HEADINGS.get(line.block.tag) == min(headings)]
    own = [line for line in lines if WORD.search(line.text) and not (line.linked > 0.9 and line.chars < SECTION_CHARS)]
    return own or lines


def named_like_title(node: Node) -> bool:
    """Whether a block's class or id is that of a title."""
    names = f"{node.get('class')} {node.get('id')}"
    return "headline" in node.get("itemprop") or bool(TITLE_NAMES.search(names) and not NOT_TITLE_NAMES.search(names))


def weigh_title(lines: list[Line], block: Node, reading: Reading, region: Region, opening: int, head: Head,
                address: str) -> Title:
    """How much speaks for these lines being the title of the text that opens at line `opening`."""
    lines = [line for line in lines if not is_date_line(line.text)] or lines
    text, _ = split_trailing_date(without_section(lines, head))
    first, last = lines[0], lines[-1]
    if (not text or len(text) > MAX_TITLE_CHARS or is_date_line(text) or is_furniture(text) or opens_the_end(text)):
        return Title(text, first.index, last.index, block, -9.0)
    near = list(block.ancestors())[:3]
    small = [node for node in near if len(reading.within(node)) <= MAX_TITLE_LINES]
    agreement = max([agree(text, part) for title in head.titles for part in [title, *PARTS.split(title)]], default=0.0)
    slug = agree_with_address(text, address)
    inlines = [node for line in lines for node in line.inlines]
    named = any(named_like_title(node) for node in [*small, *inlines])
    heading = max((HEADING_SCORES[HEADINGS[node.tag]] for node in near if node.tag in HEADINGS), default=0.0)
    size = max([font_size(node) for node in [*small, *inlines]], default=0.0)
    strong = all(line.strong for line in lines)
    words = len(WORD.findall(text))
    away = distance(last.index, reading, region, opening)

    score = heading - 4.0 * bool(PLACE_NAME.match(text))
    score += 2.0 * named + 0.8 * strong + size
    score -= 2.0 * any(SUMMARY_NAMES.search(f"{node.get('class')} {node.get('id')}") for node in [*small, *inlines])
    score += 0.8 * (last.index + 1 < opening and is_date_line(reading.lines[last.index + 1].text))
    score += 0.4 * any("center" in (node.get("align") + node.get("style")).lower() for node in small)
    score += 5.0 * max(0.0, agreement - 0.4) / 0.6 + 3.0 * max(0.0, slug - 0.4) / 0.6
    score += 0.6 * (words >= 6) + 0.6 * (words >= 8)
    score += 0.8 * (away == 0 and bool(strong or size or heading or named)) - min(4.0, 0.15 * away)
    score -= 2.0 * (len(text) < 12) + 0.7 * (len(text) < 20) + 1.0 * (len(text) > 220)
    leads_away = first.linked > 0.6 and not leads_here(first, address)
    score -= 2.5 * (leads_away and not leads_nowhere(first))
    score -= 3.0 * (first.index in region.furniture and not named) + 2.0 * bool(BREADCRUMB.search(text))
    score -= 3.0 * bool(SITE_NAME.search(text)) + 3.0 * (agree(text, head.site_name) > 0.9)
    if last.index >= opening and not (heading or named or agreement > 0.8 or slug > 0.8):
        score -= 6.0 if text[-1] in ".;:,…" or not strong else 1.2  # a paragraph, unless it looks like a title
    return Title(text, first.index, last.index, block, score, leads_away, leads_nowhere(first))


def without_section(lines: list[Line], head: Head) -> str:
    """The text of a title's lines, without the section's link in the same line if what is left is what the head says,
    or opens with a capital as a title of its own.

    "<h1><a>Đời sống</a> Ngư dân ra khơi</h1>"
    """
    text = " ".join(line.text for line in lines)
    links = [name for line in lines for link in line.links if (name := tidy(link.text()))]
    rest = text
    for name in links:
        rest = rest.removeprefix(name) if rest.startswith(name) else rest.removesuffix(name)
        rest = rest.strip(" |/-–:»›>•")
    if rest and rest != text and any(agree(rest, part) > 0.95 for title in head.titles
                                     for part in [title, *PARTS.split(title)]):
        return rest
    return rest if rest != text and len(links) == 1 and is_section(links[0], rest, text) else text


def is_section(name: str, rest: str, text: str) -> bool:
    """Whether a link before or behind a title in one line names its section: the rest is a title of its own, with a
    capital and words enough. A place before a colon belongs to the title.

    >>> [is_section("Hải Lộc", rest, text) for rest, text in (
    ...     ("Ngư dân ra khơi bám biển", "Hải Lộc Ngư dân ra khơi bám biển"), ("ra quân làm sạch bãi biển", "Hải Lộc "
    ...     "ra quân làm sạch bãi biển"), ("Ngư dân ra khơi bám biển", "Hải Lộc: Ngư dân ra khơi bám biển"))]
    [True, False, False]
    """
    if len(name) > SECTION_CHARS or len(rest.split()) < SHORT_TITLE_WORDS or not rest[:1].isupper():
        return False
    before = text.removesuffix(rest).strip()
    return not before.endswith(":") if before != text else bool(PARTED.match(text.removeprefix(rest)))


def distance(index: int, reading: Reading, region: Region, opening: int) -> int:
    """How many lines that are not dates or furniture stand between a line and the text."""
    between = reading.lines[index + 1:opening]
    return sum(1 for line in between if not is_date_line(line.text) and not is_furniture(line.text)
               and line.index not in region.furniture)


def font_size(node: Node) -> float:
    """What a block's size of type adds: 0 for that of running text, up to 0.8, in the ways of 1998 and of today."""
    if node.tag == "big" or (node.tag == "font" and node.get("size").strip() in BIG_FONTS):
        return 0.6
    found = FONT_SIZE.search(node.get("style"))
    if not found:
        return 0.0
    if found["word"]:
        return 0.6
    pixels = float(found["number"]) * PIXELS[found["unit"].lower()]
    return 0.8 if pixels >= 18 else 0.5 if pixels >= 16 else 0.0


def leads_here(line: Line, address: str) -> bool:
    """Whether a line's link leads to the page that it stands on."""
    path = urlsplit(address).path.rstrip("/")
    return bool(path) and any(urlsplit_path(link.get("href")) == path for link in line.links)


def leads_nowhere(line: Line) -> bool:
    """Whether a line's links are none but to a script: old systems write their titles so, and their tabs."""
    return all(link.get("href").strip().lower().startswith(("#", "javascript:")) for link in line.links)


def urlsplit_path(address: str) -> str:
    """An address's path without a last slash; empty for what is no address."""
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""


def named_by_head(head: Head) -> str:
    """The page's title as its head gives it, without the portal's name."""
    for title in head.titles:
        parts = [part for part in PARTS.split(title) if part and not SITE_NAME.search(part) and part != head.site_name]
        if parts:
            return max(parts, key=len)
    return ""
