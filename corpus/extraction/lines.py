"""read_lines(): what a reader sees of a page, line by line, each line with the block that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.extraction.date_line import is_date_line
from corpus.extraction.tree import NEVER_TEXT, Document, Node
from corpus.text import tidy

BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main marquee menu nav ol p pre section summary
    table tbody td tfoot th thead tr ul""".split()
)
# Inline elements that are named for a date are lines of their own: "<h1>Title <span class=time>22/03/2017</span>".
DATE_NAMES = frozenset("""time date day ngay ngaydang ngaycapnhat postdate publishdate pubdate showdate datetime
    createdate""".split())
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
UNSEEN = NEVER_TEXT | {"select", "textarea", "input", "button", "iframe", "frame", "video", "audio", "canvas", "map"}
# Names that style sheets in wide use hide by (Bootstrap, WordPress, Drupal, SharePoint), and what shows it again.
HIDDEN_NAMES = frozenset("""hidden hide d-none sr-only visually-hidden invisible element-invisible screen-reader-text
    ng-hide ms-hide ms-hidden""".split())
SHOWN_AGAIN = re.compile(r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-(?!none)\w+|(?:sm|md|lg|xl):(?!hidden)\w+)")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Pages hide all of themselves until a script has looked at the frame around them.
NEVER_HIDDEN = frozenset({"html", "body", "form", "main", "article"})
STRONG = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"})
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
SLANTED = frozenset({"i", "em"})
MAX_LINES = 10_000  # the longest page seen has 1,500
MAX_INLINES = 12  # Word nests spans in spans; the innermost tell enough
INLINE_DATE_CHARS = 60  # "Cập nhật lúc 14:04, Thứ 6, 05/04/2019 (GMT+7)" has 46
WORD = re.compile(r"\w")
FIGURE = re.compile(r"\d{1,3}")
UNIT = re.compile(r"(?:^|[^\w/.-])(?:[kcdmh]?m|dam|mét|inch)$", re.IGNORECASE)
RAISED_ON = 20  # characters before a raised figure that tell whether it is an exponent, a unit's or a note's mark


@dataclass(eq=False, slots=True)
class Line:
    """One visible line: its tidied text, the block that it stands in, and how much of it is link, bold or italic.

    `inlines` are the inline elements that hold all of it: "<td><font size=4><b>Title</b></font></td>".
    """

    index: int
    text: str
    block: Node
    link_chars: int = 0
    strong_chars: int = 0
    slanted_chars: int = 0
    links: tuple[Node, ...] = ()
    inlines: tuple[Node, ...] = ()

    @property
    def chars(self) -> int:
        """Length of the text."""
        return len(self.text)

    @property
    def linked(self) -> float:
        """The share of the text that is a link, 0 to 1."""
        return min(1.0, self.link_chars / max(1, self.chars))

    @property
    def strong(self) -> bool:
        """Whether (nearly) all of the text is bold."""
        return self.strong_chars >= 0.8 * self.chars

    @property
    def slanted(self) -> bool:
        """Whether (nearly) all of the text is italic."""
        return self.slanted_chars >= 0.8 * self.chars


@dataclass(slots=True)
class Reading:
    """The visible lines of a page, and for each block the range of lines within it."""

    lines: list[Line] = field(default_factory=list)
    ranges: dict[int, tuple[int, int]] = field(default_factory=dict)

    def within(self, node: Node) -> range:
        """The indexes of the lines in a block."""
        start, end = self.ranges.get(id(node), (0, 0))
        return range(start, end)


@dataclass(slots=True)
class Pending:
    """Text of the line that is being read."""

    parts: list[str] = field(default_factory=list)
    link: int = 0
    strong: int = 0
    slanted: int = 0
    links: list[Node] = field(default_factory=list)
    inlines: list[Node] | None = None


def is_hidden(node: Node) -> bool:
    """Whether markup hides this element from the reader."""
    if node.tag in NEVER_HIDDEN:
        return False
    if "hidden" in node.attributes or HIDDEN_STYLE.search(node.get("style")):
        return True
    names = node.get("class")
    return bool(names) and not HIDDEN_NAMES.isdisjoint(names.lower().split()) and not SHOWN_AGAIN.search(names)


def read_lines(document: Document) -> Reading:
    """The page's visible lines in order. A line ends where a block or a line break does.

    >>> from corpus.extraction.tree import parse
    >>> reading = read_lines(parse("<div><b>Một</b><br>hai <a href=x>ba</a><p hidden>bốn</p></div>"))
    >>> [(line.text, line.strong, line.link_chars) for line in reading.lines]
    [('Một', True, 0), ('hai ba', False, 2)]
    """
    reading, pending = Reading(), Pending()
    root = document.root
    # Each entry: a node to open, a string, or ("close", node). An explicit stack: pages nest thousands deep.
    waiting: list[Node | str | tuple[str, Node]] = [root]
    blocks = [root]
    links: list[Node] = []
    inlines: list[Node] = []
    opened: list[list[Node]] = []
    strong = slanted = 0

    def end_line() -> None:
        nonlocal pending
        text = tidy("".join(pending.parts))
        if text and len(reading.lines) < MAX_LINES:
            reading.lines.append(Line(len(reading.lines), text, blocks[-1], pending.link, pending.strong,
                                      pending.slanted, tuple(dict.fromkeys(pending.links)),
                                      tuple(pending.inlines or ())))
        pending = Pending()

    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            seen = len(" ".join(item.split()))
            pending.parts.append(item)
            pending.link += seen if links else 0
            pending.strong += seen if strong else 0
            pending.slanted += seen if slanted else 0
            if links and seen:
                pending.links.append(links[-1])
            if seen:
                held = inlines[-MAX_INLINES:] if pending.inlines is None else pending.inlines
                pending.inlines = [node for node in held if node in inlines] if inlines else []
        elif isinstance(item, Node):
            node = item
            if node.tag == "br" or node.tag == "hr":
                end_line()
            if (node.tag in UNSEEN or is_hidden(node)) and node is not root:
                continue
            if node.tag == "sup" and (mark := raised("".join(pending.parts)[-RAISED_ON:], node)):
                waiting.append(mark)
                continue
            if is_block(node) or is_lone_date(node):
                end_line()
                blocks.append(node)
                opened.append(inlines)
                inlines = []
            else:
                inlines.append(node)
            reading.ranges[id(node)] = (len(reading.lines), len(reading.lines))
            if node.tag == "a" and node.get("href"):
                links.append(node)
            strong += is_strong(node)
            slanted += is_slanted(node)
            waiting.append(("close", node))
            waiting.extend(reversed(node.children))
        else:
            node = item[1]
            if blocks[-1] is node:
                end_line()
                blocks.pop()
                inlines = opened.pop()
            else:
                inlines.pop()
            if links and links[-1] is node:
                links.pop()
            strong -= is_strong(node)
            slanted -= is_slanted(node)
            reading.ranges[id(node)] = (reading.ranges[id(node)][0], len(reading.lines))
    end_line()
    return reading


def raised(before: str, node: Node) -> str:
    """How a raised figure stands in plain text: a note's mark in brackets, an exponent behind ^; '' for what reads
    right as it is ("m2", "1er").

    >>> from corpus.extraction.tree import parse
    >>> [read_lines(parse(f"<p>{text}</p>")).lines[0].text
    ...  for text in ("20-NQ/TW<sup>2</sup>", "45 m<sup>2</sup>", "10<sup>6</sup>", "hết.<sup>[3]</sup>")]
    ['20-NQ/TW[2]', '45 m2', '10^6', 'hết.[3]']
    """
    text = tidy(node.text())
    if not FIGURE.fullmatch(text):
        return ""
    if before[-1:].isdigit() and not any(child.tag == "a" for child in node.walk()):
        return f"^{text}"
    return "" if UNIT.search(before) and text in ("2", "3") else f"[{text}]"


def is_block(node: Node) -> bool:
    """Whether an element's text stands on lines of its own."""
    return (node.tag in BLOCKS or node.tag == "time"
            or any(name.replace("-", "").replace("_", "") in DATE_NAMES for name in node.get("class").lower().split()))


def is_lone_date(node: Node) -> bool:
    """Whether an inline element holds a date and stands among elements only: "<span>Mai Hoa</span><span>05/04/2019".

    Style sheets set such elements apart; between words of a sentence, a date belongs to the sentence.
    """
    if node.tag not in ("span", "em", "i", "small", "b", "strong", "label", "font") or node.parent is None:
        return False
    own = [child for child in node.children if isinstance(child, str) and WORD.search(child)]
    if len(own) != 1 or len(own[0]) > 2 * INLINE_DATE_CHARS or not any(character.isdigit() for character in own[0]):
        return False
    beside = (child for child in node.parent.children if isinstance(child, str))
    text = tidy(node.text())
    return (len(text) <= INLINE_DATE_CHARS and is_date_line(text)
            and not any(WORD.search(child) for child in beside))


def is_strong(node: Node) -> bool:
    """Whether an element makes its text bold."""
    return node.tag in STRONG or bool(BOLD_STYLE.search(node.get("style")))


def is_slanted(node: Node) -> bool:
    """Whether an element makes its text italic."""
    return node.tag in SLANTED or "italic" in node.get("style")
