"""body_lines(): which lines of a page are the bulletin's text.

The region's core says where the text lies, its container says what else belongs to it: short lines, captions, cells.
"""

from __future__ import annotations

from corpus.extraction.boilerplate import END_CHARS, is_furniture, is_imprint, opens_the_end
from corpus.extraction.furniture import LEAD_CHARS, RUNNING_CHARS, is_sentence
from corpus.extraction.lines import HEADINGS, Line, Reading
from corpus.extraction.region import Region
from corpus.extraction.teasers import HEADLINE_CHARS, first_teaser, is_headline_link
from corpus.extraction.tree import Node

MAX_HEADLINE_CHARS = 200  # a longer line that is all link is a paragraph in broken markup
PARAGRAPHS = frozenset({"p", *HEADINGS})  # elements that hold one paragraph; a box is a div, a table or a list
BOX_LINES = 4  # a box with one headline: a picture's caption, the headline, a teaser, "Xem thêm"


def common_block(one: Node, other: Node) -> Node:
    """The smallest block around both."""
    around = {id(node) for node in one.ancestors()}
    return next(node for node in other.ancestors() if id(node) in around)


def body_lines(reading: Reading, region: Region, after: int, title_block: Node | None) -> list[Line]:
    """The lines of the text: from line `after` (the one behind the title) to where the bulletin ends."""
    inside = reading.within(region.container)
    around = reading.within(common_block(region.container, title_block)) if title_block else inside
    start = max(after, min(inside.start, around.start)) if title_block else inside.start
    stop = max(inside.stop, min(region.end, around.stop))
    start = min(start, max(after, region.start))
    running = [index for index in range(region.start, region.end) if region.weights[index] > 0]
    within = range(running[0], running[-1]) if running else range(0)
    picked: list[Line] = []
    chars = 0
    for line in reading.lines[start:stop]:
        if line.index in region.boxes:
            continue
        if chars >= LEAD_CHARS and opens_the_end(line.text):
            break
        told = line.index in within and is_imprint(line.text)  # where a farm sells its coffee is no imprint
        if line.index in region.furniture or (is_furniture(line.text) and not told) or opens_the_end(line.text):
            continue
        picked.append(line)
        chars += line.chars - line.link_chars
    return cut_headlines(picked, reading, region)


def cut_headlines(lines: list[Line], reading: Reading, region: Region) -> list[Line]:
    """The lines without the menu before the text and the list of other bulletins after it, which bore no heading."""
    running = [position for position, line in enumerate(lines) if region.weights[line.index] > 0]
    if not running:
        return [line for line in lines if not is_headline_link(line)]
    first, last = running[0], running[-1]
    head = [line for line in lines[:first] if not is_headline_link(line)]
    tail = lines[last + 1:]
    links_in_tail = [position for position, line in enumerate(tail) if is_headline_link(line)]
    if links_in_tail:
        tail = tail[:links_in_tail[0]]
        while tail and heads_links(tail[-1]):
            tail.pop()
    kept = drop_boxes(head + lines[first:last + 1] + tail, reading, region)
    column = first_teaser(kept)
    if column is None or sum(line.chars for line in kept[:column]) < LEAD_CHARS:
        return kept
    while column and region.weights[kept[column - 1].index] <= 0 and kept[column - 1].chars < RUNNING_CHARS:
        column -= 1  # the column's own heading
    return kept[:column]


def heads_links(line: Line) -> bool:
    """Whether a line right above links is their heading, whatever it says."""
    return line.chars <= END_CHARS and (line.text.endswith(":") or line.block.tag in HEADINGS)


def holds_text(node: Node, within: range, headline: Line, reading: Reading) -> bool:
    """Whether a block holds text of the bulletin beside a headline: a sentence before it ("Lead.<br><a>Headline</a>"),
    or one after it in the same paragraph; a box begins with the headline or a caption."""
    told = [index for index in within if index != headline.index and is_sentence(reading.lines[index])]
    in_paragraph = node.tag in PARAGRAPHS
    return any(index < headline.index or in_paragraph for index in told)


def drop_boxes(lines: list[Line], reading: Reading, region: Region) -> list[Line]:
    """The lines without the boxes inside the text that lead to another bulletin: a headline, perhaps a teaser."""
    dropped: set[int] = set()
    for line in lines:
        if is_headline_link(line) and HEADLINE_CHARS <= line.chars <= MAX_HEADLINE_CHARS:
            box = range(line.index, line.index + 1)
            for node in line.block.ancestors():
                within = reading.within(node)
                if node is region.container or len(within) > BOX_LINES or holds_text(node, within, line, reading):
                    break
                box = within
            dropped.update(box)
    return [line for line in lines if line.index not in dropped]
