"""parse(): a page's markup as a tree of plain Nodes. The one file that knows BeautifulSoup."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import CData, PreformattedString, Tag

MAX_CHARS = 1_500_000  # a page of news has 30,000 to 400,000; what comes after is a log, a dump or an attack
MAX_DEPTH = 2_000  # real pages nest up to 120 deep; deeper markup is read flat below this
OPENING = re.compile(r"<[a-zA-Z]")
UNCLOSED = re.compile(r"<(?!!--)(?![^<>]{0,5000}>)")  # no tag that was seen is as long
NEVER_TEXT = frozenset({"script", "style", "template", "noscript", "svg", "math", "object", "head"})
log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Node:
    """An element: its tag, its attributes (names in lower case), and its children, Nodes and strings in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute's value, or the empty string."""
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in page order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def ancestors(self) -> Iterator[Node]:
        """This node, its parent, and so on up to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def text(self) -> str:
        """All text below, blanks single."""
        parts: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                parts.append(item)
            elif item.tag not in NEVER_TEXT:
                waiting.extend(reversed(item.children))
        return " ".join("".join(parts).split())


@dataclass(frozen=True)
class Document:
    """A parsed page: its root, what its JSON-LD scripts say, and where rules by CSS selector point."""

    root: Node
    json_ld: tuple[str, ...] = ()
    selected: dict[str, list[Node]] = field(default_factory=dict)

    def first(self, tag: str) -> Node | None:
        """The first element with this tag."""
        return next((node for node in self.root.walk() if node.tag == tag), None)


def parse(markup: str, selectors: tuple[str, ...] = ()) -> Document:
    """The page as a tree; `selectors` are CSS rules whose nodes are wanted. Broken markup is mended, never refused.

    >>> parse("<p>Một<b>hai").root.text()
    'Mộthai'
    >>> parse("").root.children
    []
    """
    soup = make_soup(markup[:MAX_CHARS])
    places: dict[int, Node] = {}
    json_ld: list[str] = []
    root = Node("html")
    waiting: list[tuple[Tag, Node, int]] = [(soup, root, 0)]
    while waiting:
        tag, node, depth = waiting.pop()
        for child in tag.contents:
            if isinstance(child, Tag):
                if child.name == "script" and "ld+json" in str(child.get("type") or ""):
                    json_ld.append(child.get_text())
                made = node if depth >= MAX_DEPTH else Node(child.name.lower(), attributes_of(child), node)
                if made is not node:
                    node.children.append(made)
                    places[id(child)] = made
                waiting.append((child, made, depth + 1))
            elif isinstance(child, CData) or not isinstance(child, PreformattedString):
                node.children.append(str(child))
    selected = {css: [places[id(tag)] for tag in soup.select(css) if id(tag) in places] for css in selectors}
    return Document(root, tuple(json_ld), selected)


def make_soup(markup: str) -> BeautifulSoup:
    """BeautifulSoup with lxml, which is quick; with html.parser where lxml gave up on nearly all of the page."""
    try:
        soup = BeautifulSoup(markup, "lxml")
    except Exception as error:  # lxml raises errors of its own (AssertionError, ValueError, …) on binary input
        log.info("lxml gave up (%s), read with html.parser", error)
        return BeautifulSoup(close_tags(markup), "html.parser")
    expected = len(OPENING.findall(markup))
    if expected > 50 and sum(1 for _ in soup.descendants) < expected // 4:
        return BeautifulSoup(close_tags(markup), "html.parser")
    return soup


def close_tags(markup: str) -> str:
    """Markup in which html.parser finds the end of whatever is opened: where there is none, it looks for it from each
    opening to the end of the page, which for 100,000 of them takes hours.

    >>> close_tags("<p>a <b <i>c</i> 1 < 2 <!-- d --> <!-- e")
    '<p>a &lt;b <i>c</i> 1 &lt; 2 <!-- d --> &lt; e'
    """
    markup = UNCLOSED.sub("&lt;", markup.replace("<![", "&lt;!["))
    last = markup.rfind("-->") + 1
    return markup[:last] + markup[last:].replace("<!--", "&lt;")


def attributes_of(tag: Tag) -> dict[str, str]:
    """A tag's attributes as single strings."""
    return {str(name).lower(): " ".join(value) if isinstance(value, list) else str(value or "")
            for name, value in tag.attrs.items()}


def is_selector(css: str) -> bool:
    """Whether this is a CSS selector that can be used in a rule."""
    try:
        BeautifulSoup("", "html.parser").select(css)
    except Exception:  # soupsieve's own SelectorSyntaxError; named by its library, which is not ours to import
        return False
    return True
