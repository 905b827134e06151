"""see_places(): where on a page that is certain its title, day, writer and text stand, and what else stands there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile

from corpus.extraction.date_line import moment_of
from corpus.extraction.lessons import AUTHOR, BODY, DATE, TITLE
from corpus.extraction.lines import Line
from corpus.extraction.look import Look
from corpus.extraction.places import place_of, places_of
from corpus.extraction.tree import Node

DAY_LINES = 12  # from the title, within which the line that states the day is looked for
LABEL_CHARS = 60  # beside a name: "Người đăng: …, 05/04/2019 14:04, lượt xem: 12"
TEXT_CHARS = 200  # of a text that is certain; a shorter one may be a box
NO_BLOCKS = frozenset("p span font b strong em i html body".split())
Seen = Iterable[tuple[str, set[str], set[str]]]  # of one page: TITLE, DATE, …, the places that held it, other places


def see_places(seen: Look) -> Seen:
    """Where on a page its title, day, writer and text stand, if it has them for certain, and where else lines like them
    stand."""
    if not seen.is_named or seen.title.first < 0:
        return
    for name, wanted in ((TITLE, title_lines(seen)), (DATE, day_lines(seen)), (AUTHOR, author_lines(seen))):
        held = {place for index in wanted for place in places_of(seen.reading.lines[index])}
        others = {place for line in seen.reading.lines if line.index not in wanted
                  and (name != DATE or moment_of(line.text)) for place in places_of(line)}
        if held:
            yield name, held, others
    if block := text_block(seen):
        yield BODY, {place_of(block)}, set(others_at(seen, block))


def title_lines(seen: Look) -> frozenset[int]:
    """The lines of a page's title."""
    return frozenset(range(seen.title.first, seen.title.last + 1))


def day_lines(seen: Look) -> frozenset[int]:
    """The lines beside a page's title that state the day which was found."""
    near = seen.reading.lines[max(0, seen.title.first - DAY_LINES):seen.title.last + 1 + DAY_LINES]
    return frozenset(line.index for line in near if seen.moment and (found := moment_of(line.text))
                     and found[0] == seen.moment[0])


def author_lines(seen: Look) -> frozenset[int]:
    """The lines that name the writer who was found, and little else."""
    name = seen.byline.name
    return frozenset(line.index for line in seen.reading.lines if name and is_signature(line, name))


def is_signature(line: Line, name: str) -> bool:
    """Whether a line names a writer."""
    return name.casefold() in line.text.casefold() and line.chars <= len(name) + LABEL_CHARS


def text_block(seen: Look) -> Node | None:
    """The block with most of the text and without the title, if it has a place and text enough. A part of the text may
    stand elsewhere: its lead above, or what was taken for text though it stands in the margin."""
    chars: Counter[int] = Counter()
    blocks: dict[int, Node] = {}
    for line in seen.text:
        block = outmost(line.block, seen)
        chars[id(block)] += line.chars
        blocks[id(block)] = block
    found, count = chars.most_common(1)[0] if chars else (0, 0)
    if count < TEXT_CHARS:
        return None
    lines = seen.reading.within(blocks[found])
    alike = takewhile(lambda node: seen.reading.within(node) == lines, inwards(blocks[found]))
    return next((node for node in alike if place_of(node) and node.tag not in NO_BLOCKS), None)


def outmost(block: Node, seen: Look) -> Node:
    """The largest block around another that does not hold the title."""
    for above in block.ancestors():
        if seen.title.first in seen.reading.within(above):
            break
        block = above
    return block


def inwards(node: Node) -> Iterator[Node]:
    """A block, and those in it that hold nothing but one another."""
    while True:
        yield node
        within = [child for child in node.children if isinstance(child, Node)]
        if len(within) != 1:
            return
        node = within[0]


def others_at(seen: Look, block: Node) -> Iterator[str]:
    """The place of a block, if another element with text stands there, too."""
    place, within = place_of(block), {id(node) for node in block.walk()} | {id(node) for node in block.ancestors()}
    if any(id(node) not in within and node.tag == block.tag and seen.reading.within(node) and place_of(node) == place
           for node in seen.document.root.walk()):
        yield place
