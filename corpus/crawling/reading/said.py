"""What an answer may say."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.attachments.file_text import FileText
from corpus.bulletin import Bulletin
from corpus.crawling.link import Link
from corpus.crawling.pagers import Post
from corpus.crawling.reading.announced import NOTHING, Announced


@dataclass(frozen=True)
class Moved:
    """The page is elsewhere: `to` in its one spelling, None where it is no address; `written` as it was sent."""

    to: str | None
    written: str


@dataclass(frozen=True)
class Same:
    """What it said the last time."""


@dataclass(frozen=True)
class Missing:
    """There is no such page."""


@dataclass(frozen=True)
class Refusal:
    """The server will not say, and asking again would not help; or nothing can be read of what came."""

    error: str


@dataclass(frozen=True)
class NoPage:
    """A file or a picture: nothing that is read here."""


@dataclass(frozen=True)
class File:
    """A file that hangs on a bulletin: the hash and number of its bytes. `text` is what it says, read `with_` some
    readers; None where that is kept already."""

    sha256: bytes
    size: int
    text: FileText | None = None
    with_: str = ""


@dataclass(frozen=True)
class ListPage:
    """A page without a bulletin, or a feed: links. `left_out` says how many were, and why. `announced` is what it says
    of bulletins elsewhere, `posts` the further pages that a form leads to, `portal` what a home page calls its portal.
    """

    links: tuple[Link, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    is_feed: bool = False
    announced: Announced = NOTHING
    posts: tuple[Post, ...] = ()
    portal: str = ""


@dataclass(frozen=True)
class Article:
    """A bulletin, under the page's own address, and links. `named` is the address that the page gives as its own, in
    its one spelling, if it gives one; `portal` what a home page calls its portal."""

    bulletin: Bulletin
    named: str | None = None
    links: tuple[Link, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    portal: str = ""


Said = Moved | Same | Missing | Refusal | NoPage | File | ListPage | Article
