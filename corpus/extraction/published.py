"""find_published(): the day (and time) on which a bulletin was published, or nothing.

A wrong day is worse than none: it files a bulletin where no reader looks for it. So a date counts only where portals
put the day of publication: in the head as such, beside the title, or behind a label. Dates inside sentences, the clock
in the header, calendars, other bulletins' dates and the moment at which the pages were generated do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, time, timedelta

from corpus.dates.forms import numbered
from corpus.dates.moments import parse_moment
from corpus.extraction.boilerplate import opens_the_end
from corpus.extraction.date_line import ONLY_TIME, Moment, label_rank, has_label, moment_of, names_other_day, time_in
from corpus.extraction.head import Head
from corpus.extraction.lines import Line, Reading, is_hidden
from corpus.extraction.tree import Node

CLOCK = re.compile(r"hôm nay|bây giờ|hiện tại|giờ hiện hành|today", re.IGNORECASE)
CLOCK_NAMES = re.compile(r"clock|dong-?ho|\bnow\b|today|current-?(?:date|time)|hom-?nay|ngay-?gio|time_search|"
                         r"topbar|top-bar|top-date|datetime-now|date-top",
                         re.IGNORECASE)
# "(25.04.2019 14:04)" with dots and in brackets, without a label: the stamp that one widespread SharePoint template
# prints when it renders a page. On 11 of 12 pages of three portals it was one minute for all pages of the portal.
RENDER_STAMP = re.compile(r"^\(\s*\d{1,2}\.\d{1,2}\.\d{4}\s+\d{1,2}:\d{2}\s*\)$")
CHANGE_NAMES = frozenset("updated modified datemodified modifydate".split())
PUBLISHED_NAMES = frozenset("published entry-date post-date".split())
BREADCRUMB = re.compile(r"^\W*(?:trang chủ|trang nhất|home)\b", re.IGNORECASE)
HEADER_LINES = 8  # a block that begins so far above the title is the page, not the bulletin
MENU_LINKS = 4
BEFORE, AFTER, BELOW = 6, 6, 8  # lines around the title and below the text in which portals put the day
FIRST_YEAR = 1997  # Viet Nam's connection to the Internet: nothing was published on a portal before
SAME = timedelta(days=1)  # a head in UTC and a line in local time may differ by so much
MANY = 3  # bulletins of one list that bear the very same minute were not published, but generated, then


def find_published(reading: Reading, head: Head, titles: Sequence[tuple[int, int]], text: tuple[int, int],
                   container: Node, today: date) -> Moment | None:
    """The moment of publication: from beside the title (lines [first, last]), else the head, else below the text.

    `titles` are the places where the title stands: it may be shown twice, with the day beside one of them.
    """
    def usable(moment: Moment | None) -> Moment | None:
        return moment if moment and date(FIRST_YEAR, 1, 1) <= moment[0] <= today + SAME else None

    stamps = repeated_moments(reading)
    lines = [line for title in titles for line in near_title(reading, title, text)]
    times = {line.index: read_time(reading, line) for line in lines}
    found: list[Moment] = []
    for line in sorted(lines, key=lambda line: label_rank(line.text)):
        moment = usable(moment_of(line.text))
        if moment and moment not in stamps and not RENDER_STAMP.match(line.text) and not is_of_change(line):
            found.append((moment[0], moment[1] or times[line.index]))
    named = next((moment for moment in map(usable, map(parse_stamp, head.published)) if moment), None)
    beside = next((moment for moment in found if named and abs(moment[0] - named[0]) <= SAME),
                  found[0] if found else None)
    if beside and named and abs(beside[0] - named[0]) <= SAME:
        return beside if beside[1] else (beside[0], named[1] if beside[0] == named[0] else None)
    tagged = usable(time_tag(container, reading, text))
    perhaps = (moment for moment in map(usable, map(parse_stamp, head.perhaps)) if moment)
    return beside or named or tagged or usable(below_text(reading, text)) or next(perhaps, None)


def near_title(reading: Reading, title: tuple[int, int], text: tuple[int, int]) -> list[Line]:
    """The date lines beside a title, the likeliest first: in it, after it, before it."""
    first, last = title
    if first < 0:
        first, last = text[0], text[0] - 1
    after = range(last + 1, min(last + 1 + AFTER, max(text[0] + 1, last + 2), len(reading.lines)))
    before = range(first - 1, max(-1, first - 1 - BEFORE), -1)
    found = [reading.lines[index] for index in range(max(0, first), last + 1)]
    found += [reading.lines[index] for index in after if not names_other_day(reading.lines[index - 1].text)]
    for index in before:
        line = reading.lines[index]
        if is_clock(line) or opens_the_end(line.text) or BREADCRUMB.search(line.text) or is_row_of_links(line):
            break
        if has_label(line.text) or stands_with(reading, line, first):
            found.append(line)
        if line.linked > 0.5 and is_menu(reading, index):
            break
    return [line for line in found if not is_clock(line)]


def is_of_change(line: Line) -> bool:
    """Whether a line stands in an element that is named for the day of the last change, as WordPress names it."""
    names = {name.lower() for node in [line.block, *line.inlines] for name in node.get("class").split()}
    return not names.isdisjoint(CHANGE_NAMES) and names.isdisjoint(PUBLISHED_NAMES)


def stands_with(reading: Reading, line: Line, title: int) -> bool:
    """Whether a line above the title belongs to it rather than to the page's header: one small block holds both."""
    around = next(lines for node in line.block.ancestors() if title in (lines := reading.within(node))
                  or node.parent is None)
    links = sum(1 for line in reading.lines[around.start:title] if line.linked > 0.5)
    return around.start >= title - HEADER_LINES and links < MENU_LINKS


def is_row_of_links(line: Line) -> bool:
    """Whether a line is a menu in a row; what stands above it is the page's header."""
    return line.linked > 0.5 and len(line.links) >= MENU_LINKS


def read_time(reading: Reading, line: Line) -> time | None:
    """The time of day beside a date that names none: "05/04/2019 • 14:04" in elements of their own."""
    for index in (line.index + 1, line.index - 1):
        if 0 <= index < len(reading.lines) and ONLY_TIME.match(reading.lines[index].text):
            return time_in(reading.lines[index].text)
    return None


def is_menu(reading: Reading, index: int) -> bool:
    """Whether a line and those above it are links: the page's menu, and what is above that is its header."""
    return index > 0 and all(line.linked > 0.5 for line in reading.lines[max(0, index - 2):index + 1])


def is_clock(line: Line) -> bool:
    """Whether a line is the page's clock: today's date, whenever that is."""
    if CLOCK.search(line.text) and not has_label(line.text):
        return True
    return any(CLOCK_NAMES.search(f"{node.get('class')} {node.get('id')}") for node in list(line.block.ancestors())[:3])


def parse_stamp(text: str) -> Moment | None:
    """The moment in a meta tag: ISO with a zone is turned to local time by `parse_moment`."""
    return parse_moment(numbered(text.strip()))


def repeated_moments(reading: Reading) -> set[Moment]:
    """The moments, to the minute, that several short lines of the page bear: when the pages were generated."""
    counts: Counter[Moment] = Counter()
    for line in reading.lines:
        if line.chars <= 40 and ":" in line.text:
            moment = moment_of(line.text)
            if moment and moment[1]:
                counts[moment] += 1
    return {moment for moment, count in counts.items() if count > MANY}


def time_tag(container: Node, reading: Reading, text: tuple[int, int]) -> Moment | None:
    """The first <time> tag, or itemprop=datePublished, in or just around the text's block."""
    for around in list(container.ancestors())[:4]:
        lines = reading.within(around)
        if len(lines) > 2 * (text[1] - text[0]) + 40:
            break
        marked = [node for node in around.walk() if not is_hidden(node)
                  and (node.tag == "time" or "datePublished" in node.get("itemprop"))]
        if 0 < len(marked) <= 3:
            return parse_stamp(marked[0].get("datetime") or marked[0].get("content") or marked[0].text())
    return None


def below_text(reading: Reading, text: tuple[int, int]) -> Moment | None:
    """A labelled date just below the text."""
    for line in reading.lines[max(0, text[1] - 2):text[1] + BELOW]:
        if opens_the_end(line.text):
            return None
        if has_label(line.text) and moment_of(line.text):
            return moment_of(line.text)
    return None
