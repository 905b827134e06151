"""find_region() and read_body(): which lines of a page are the bulletin's text.

Each line weighs for or against: running text for, links, buttons and headings of lists against. The run of lines with
the highest sum is the core (the maximum subsequence of "body text extraction"; Finn et al. 2001), the deepest block
that holds most of the core is its container, and the container says what else belongs to it: short lines, captions,
cells. No portal's class names are needed; where a name is telling it tips the scale a little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.extraction.boilerplate import is_content_block, is_furniture, is_furniture_block, is_imprint, opens_the_end
from corpus.extraction.lines import Line, Reading
from corpus.extraction.links import is_file
from corpus.extraction.tree import Document, Node

RUNNING_CHARS = 30  # a line with so much text outside links is a sentence or a caption rather than a label
SENTENCE_CHARS = 60
LINE_CAP = 600  # one endless paragraph must not outweigh everything else
LABEL_COST, FURNITURE_COST, LINK_COST, END_COST = 4, 40, 20, 500
CONTENT_BONUS = 1.3  # for lines in a block that is named like content: weak evidence
FURNITURE_SHARE = 0.4  # a block named like furniture that holds more of the page's text than this is misnamed
CONTAINER_SHARE = 0.6
LEAD_CHARS = 200  # a heading "Tin khác" before so much text stands above the bulletin, not below it
TEASER_LINK_SHARE = 0.15  # of a column of headlines and teasers is headlines; a text with some links has less
PUNCTUATION = re.compile(r"[.,;:!?…]")


@dataclass(frozen=True, eq=False)
class Region:
    """Where the text of a page lies: the core lines [start, end), the block around them, and what was ruled out."""

    start: int
    end: int
    container: Node
    weights: tuple[float, ...]
    furniture: frozenset[int]

    @property
    def weight(self) -> float:
        """The sum of what speaks for the core."""
        return sum(w for w in self.weights[self.start:self.end] if w > 0)


def find_region(document: Document, reading: Reading) -> Region:
    """The densest run of running text on a page."""
    furniture = furniture_lines(document, reading)
    content = lines_within(reading, (node for node in document.root.walk() if is_content_block(node)))
    weights = tuple(weigh(line, line.index in furniture, line.index in content) for line in reading.lines)
    start, end = best_run(weights)
    return Region(start, end, find_container(document.root, reading, weights, start, end), weights, furniture)


def lines_within(reading: Reading, nodes) -> frozenset[int]:
    """The indexes of all lines in some blocks."""
    return frozenset(index for node in nodes for index in reading.within(node))


def furniture_lines(document: Document, reading: Reading) -> frozenset[int]:
    """The lines of blocks whose tag, role or name says furniture, unless such a block holds most of the page's text."""
    plain = [max(0, line.chars - line.link_chars) if line.chars >= RUNNING_CHARS else 0 for line in reading.lines]
    sums = [0]
    for value in plain:
        sums.append(sums[-1] + value)
    found: set[int] = set()
    for node in document.root.walk():
        lines = reading.within(node)
        if lines and is_furniture_block(node) and sums[lines.stop] - sums[lines.start] <= FURNITURE_SHARE * sums[-1]:
            found.update(lines)
    imprint = [is_imprint(line.text) for line in reading.lines]
    found.update(index for index in range(1, len(imprint) - 1) if imprint[index - 1] and imprint[index + 1])
    return frozenset(found)


def weigh(line: Line, furniture: bool, content: bool) -> float:
    """How much a line speaks for (above 0) or against standing in a bulletin's text, in characters."""
    if opens_the_end(line.text):
        return -END_COST
    if furniture or is_furniture(line.text):
        return -FURNITURE_COST
    if line.linked > 0.5 and not any(is_file(link.get("href")) for link in line.links):
        return -LINK_COST - min(line.chars, 80)
    plain = line.chars - line.link_chars
    if plain < RUNNING_CHARS:
        return 0 if content else -LABEL_COST
    whole = line.chars >= SENTENCE_CHARS and PUNCTUATION.search(line.text)
    return min(plain, LINE_CAP) * (1.0 if whole else 0.5) * (CONTENT_BONUS if content else 1.0)


def best_run(weights: tuple[float, ...]) -> tuple[int, int]:
    """The run [start, end) with the highest sum; (0, 0) if nothing is above 0.

    >>> best_run((-1, 3, -1, 4, -9, 5))
    (1, 4)
    >>> best_run((-1,))
    (0, 0)
    """
    best, best_run_found, total, start = 0.0, (0, 0), 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best:
            best, best_run_found = total, (start, index + 1)
    return best_run_found


def find_container(root: Node, reading: Reading, weights: tuple[float, ...], start: int, end: int) -> Node:
    """The deepest block that holds most of the core's weight."""
    def held(node: Node) -> float:
        lines = reading.within(node)
        return sum(w for w in weights[max(start, lines.start):min(end, lines.stop)] if w > 0)

    node, needed = root, CONTAINER_SHARE * held(root)
    while needed > 0:
        inner = max((child for child in node.children if isinstance(child, Node)), key=held, default=None)
        if inner is None or held(inner) < needed:
            break
        node = inner
    return node


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
    picked: list[Line] = []
    chars = 0
    for line in reading.lines[start:stop]:
        if chars >= LEAD_CHARS and opens_the_end(line.text):
            break
        if line.index in region.furniture or is_furniture(line.text) or opens_the_end(line.text):
            continue
        picked.append(line)
        chars += line.chars - line.link_chars
    return cut_headlines(picked, region)


def is_headline_link(line: Line) -> bool:
    """Whether a line is a link to another page, as in lists of other bulletins."""
    return line.linked > 0.7 and bool(line.links) and not any(is_file(link.get("href")) for link in line.links)


def cut_headlines(lines: list[Line], region: Region) -> list[Line]:
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
    return cut_teasers(head + lines[first:last + 1] + tail, region)


def cut_teasers(lines: list[Line], region: Region) -> list[Line]:
    """The lines up to where headlines that lead away begin to alternate with teasers: a column beside the text."""
    headlines = [position for position, line in enumerate(lines) if is_headline_link(line)]
    for position in headlines:
        before = sum(line.chars for line in lines[:position] if not is_headline_link(line))
        after = sum(line.chars for line in lines[position:])
        links = sum(lines[later].chars for later in headlines if later >= position)
        if before >= LEAD_CHARS and links >= TEASER_LINK_SHARE * after:
            end = position
            while end and region.weights[lines[end - 1].index] <= 0 and lines[end - 1].chars < RUNNING_CHARS:
                end -= 1  # the column's own heading
            return lines[:end]
    return lines
