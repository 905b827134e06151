"""find_region(): where on a page the text lies.

Each line weighs for or against: running text for, links, buttons and headings of lists against. The run of lines with
the highest sum is the core (the maximum subsequence of "body text extraction"; Finn et al. 2001), the deepest block
that holds most of the core is its container. A text may lie beside a longer one: an introduction in the margin, the
readers' comments. So the best runs are rivals, and what stands around each of them decides: the title that the page's
head names, a date, a heading of what comes after a bulletin. No portal's class names are needed; where a name is
telling it tips the scale a little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.extraction.boilerplate import is_content_block, is_furniture, opens_the_end
from corpus.extraction.date_line import is_date_line
from corpus.extraction.furniture import (LEAD_CHARS, MAX_TITLE_WORDS, PUNCTUATION, RUNNING_CHARS, SENTENCE_CHARS,
                                         TITLE_WORDS, furniture_lines, is_named, is_sentence, opens_a_bulletin)
from corpus.extraction.head import Head
from corpus.extraction.lines import HEADINGS, Line, Reading
from corpus.extraction.links import is_file
from corpus.extraction.tables import fields_around
from corpus.extraction.teasers import first_teaser, leads_on
from corpus.extraction.tree import Document, Node

LINE_CAP = 600  # one endless paragraph must not outweigh everything else
LABEL_COST, FURNITURE_COST, LINK_COST, END_COST = 4, 40, 20, 500
CONTENT_BONUS = 1.3  # for lines in a block that is named like content: weak evidence
CONTAINER_SHARE = 0.6
MOST_OPENINGS = 2
RIVALS = 4  # runs that are compared; a page has a text, a margin, comments, an imprint
RIVAL_WEIGHT = 100  # less is no text
NAMED_BONUS = 3_000  # the page's own title stands above: worth more than the longest comments usually weigh
DATED_BONUS, CLOSED_BONUS, TEASER_COST = 300, 150, 300
ABOVE, BELOW = 8, 6  # lines around a run in which title, date and closing headings are looked for
BOX_DEPTH = 4
BOX_LINES = 12  # the longest box inside a text
TEXT_TAGS = frozenset("p span b strong em i font u big center".split())


@dataclass(frozen=True, eq=False)
class Region:
    """Where the text of a page lies: the core lines [start, end), the block around them, what was ruled out,
    the lines of boxes inside the text, and those that the portal's other pages have, too."""

    start: int
    end: int
    container: Node
    weights: tuple[float, ...]
    furniture: frozenset[int]
    boxes: frozenset[int] = frozenset()
    recurring: frozenset[int] = frozenset()

    @property
    def weight(self) -> float:
        """The sum of what speaks for the core."""
        return sum(w for w in self.weights[self.start:self.end] if w > 0)


def find_region(document: Document, reading: Reading, head: Head, address: str,
                recurring: frozenset[int] = frozenset()) -> Region:
    """The run of running text on a page that is likeliest to be a bulletin; `recurring` lines are known to be none."""
    furniture = furniture_lines(document, reading, head, address) | recurring
    content = lines_within(reading, (node for node in document.root.walk() if is_content_block(node)))
    boxes = frozenset(index for line in reading.lines if opens_the_end(line.text) for index in box_of(reading, line))
    openings = frozenset(line.index for line in reading.lines if opens_a_bulletin(reading, line))
    openings = openings if len(openings) <= MOST_OPENINGS else frozenset()  # more are a list's items
    weights = tuple(-LABEL_COST if line.index in boxes
                    else weigh(line, line.index in furniture, line.index in content) for line in reading.lines)
    repeated = repeated_headings(reading)
    named = frozenset(line.index for line in reading.lines if line.index not in furniture
                      and (line.text in repeated or is_named(line, head, address)))
    start, end = max(rivals(reading, weights, openings), key=lambda run: worth(run, reading, weights, named))
    container = find_container(document.root, reading, weights, start, end)
    return Region(start, end, container, weights, furniture, boxes, recurring)


def rivals(reading: Reading, weights: tuple[float, ...], openings: frozenset[int]) -> list[tuple[int, int]]:
    """The heaviest runs, each without the column of teasers that it ends in; (0, 0) if the page has no text."""
    left = list(weights)
    found: list[tuple[int, int]] = []
    while len(found) < RIVALS:
        start, end = best_run(left, openings)
        if found and sum(left[start:end]) < RIVAL_WEIGHT:
            break
        left[start:end] = [-END_COST] * (end - start)
        column = first_teaser(reading.lines[start:end])
        if column and sum(line.chars for line in reading.lines[start:start + column]) >= LEAD_CHARS:
            end = start + column
        found.append((start, end))
        if start == end:
            break
    return found


def worth(run: tuple[int, int], reading: Reading, weights: tuple[float, ...], named: frozenset[int]) -> float:
    """How much speaks for a run being the bulletin: its weight, and what stands around it.

    Where the page shows its title twice, what stands around one of them, a date or a box of links, tells nothing.
    """
    start, end = run
    above = range(max(0, start - ABOVE), min(start + ABOVE, end))
    near = reading.lines[max(0, start - ABOVE // 2):min(start + ABOVE // 2, end)]
    below = reading.lines[end:end + BELOW]
    total = sum(weights[start:end])
    titles = {reading.lines[index].text for index in above if index in named}
    total += NAMED_BONUS * bool(titles)
    if sum(1 for index in named if reading.lines[index].text in titles) > 1:
        return total + DATED_BONUS + CLOSED_BONUS
    total += DATED_BONUS * any(is_date_line(line.text) for line in near)
    total += CLOSED_BONUS * any(opens_the_end(line.text) for line in below)
    total -= END_COST * any(opens_the_end(line.text) for line in reading.lines[max(0, start - ABOVE // 2):start])
    total -= TEASER_COST * any(map(leads_on, reading.lines[max(start, end - 1):end + 1]))
    return total


def repeated_headings(reading: Reading) -> frozenset[str]:
    """The headings that stand twice on the page and lead nowhere: a headline, above the margin and above the text."""
    counts = Counter(line.text for line in reading.lines if line.block.tag in HEADINGS and line.linked < 0.5
                     and TITLE_WORDS <= line.text.count(" ") + 1 <= MAX_TITLE_WORDS)
    return frozenset(text for text, count in counts.items() if count == 2)


def box_of(reading: Reading, heading: Line) -> range:
    """The lines of a box of links inside a text, under a heading such as "Tin liên quan"; none if the text ends there.

    It goes on where two paragraphs stand together, not as teasers do with a headline before each, in the block of the
    paragraphs above, or in one that holds the box.
    """
    following = reading.lines[heading.index + 1:heading.index + 1 + BOX_LINES]
    if not following or following[0].linked < 0.5:
        return range(0)
    above = [line for line in reading.lines[max(0, heading.index - BOX_LINES):heading.index] if is_sentence(line)]
    places = {id(node) for node in list(heading.block.ancestors())[1:BOX_DEPTH] if node.tag != "body"}
    places |= {id(above[-1].block.parent)} if above else set()
    chars = 0
    resumed = heading.index
    for line in following:
        if opens_the_end(line.text):
            break
        goes_on = is_sentence(line) and id(line.block.parent) in places and not is_furniture(line.text)
        resumed = line.index if goes_on and not chars else resumed
        chars = chars + line.chars if goes_on else 0
        if goes_on and chars > line.chars and chars >= LEAD_CHARS:
            return range(heading.index, resumed)
    return range(0)


def lines_within(reading: Reading, nodes: Iterable[Node]) -> frozenset[int]:
    """The indexes of all lines in some blocks."""
    return frozenset(index for node in nodes for index in reading.within(node))


def weigh(line: Line, furniture: bool, content: bool) -> float:
    """How much a line speaks for (above 0) or against standing in a bulletin's text, in characters."""
    if opens_the_end(line.text):
        return -END_COST
    if furniture or is_furniture(line.text):
        return -FURNITURE_COST
    if is_date_line(line.text):
        return -LABEL_COST
    if line.linked > 0.5 and not any(is_file(link.get("href")) for link in line.links):
        return -LINK_COST - min(line.chars, 80)
    plain = line.chars - line.link_chars
    if plain < RUNNING_CHARS:
        return 0 if content else -LABEL_COST
    whole = line.chars >= SENTENCE_CHARS and PUNCTUATION.search(line.text)
    return min(plain, LINE_CAP) * (1.0 if whole else 0.5) * (CONTENT_BONUS if content else 1.0)


def best_run(weights: Sequence[float], openings: frozenset[int] = frozenset()) -> tuple[int, int]:
    """The run [start, end) with the highest sum; (0, 0) if nothing is above 0. No run reaches across an opening.

    >>> best_run((-1, 3, -1, 4, -9, 5))
    (1, 4)
    >>> best_run((-1, 3, -1, 4, -9, 5), frozenset({3}))
    (5, 6)
    >>> best_run((-1,))
    (0, 0)
    """
    best, best_run_found, total, start = 0.0, (0, 0), 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0 or index in openings:
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
    while node.tag in TEXT_TAGS and node.parent is not None:
        node = node.parent  # a text of one paragraph: what belongs to it stands beside it
    return fields_around(node, reading)
