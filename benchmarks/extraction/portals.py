"""measure(): a whole portal read as a crawl reads it, with what its pages teach, against what they hold."""

from __future__ import annotations

import io
import re
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.extraction.department import Held, PortalPage
from corpus.extraction.boilerplate import is_furniture
from corpus.extraction.extract import Page, extract
from corpus.extraction.lessons import NO_HINT
from corpus.extraction.portal.learn import Learnt, learn
from corpus.extraction.rules import Rules
from corpus.storing.compression import open_to_read

WORD = re.compile(r"\w+")
# Where the portal of static files puts things, read by eye: the gold that a reading without any rules is held against.
STATIC_RULES = Rules(title="p.Title", body="div.asset-content", date="tr.ms-news-header td.Time")


@dataclass
class Tally:
    """What was counted on one portal."""

    pages: int = 0
    bulletins: int = 0
    kept: int = 0
    titles: int = 0
    dated: int = 0
    days_right: int = 0
    days_wrong: int = 0
    strangers: int = 0
    kinds: int = 0
    scores: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The mean F1 of the bodies."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


def measure(pages: Sequence[PortalPage], *, taught: bool, canonical: Callable[[str], str] = str) -> Tally:
    """The figures of a portal; not `taught`, each page is read as if it were the only one."""
    learnt = learn(lambda: (Page(page.address, page.markup.encode()) for page in pages),
                   canonical) if taught else Learnt()
    tally = Tally(pages=len(pages))
    for page in pages:
        found = extract(Page(page.address, page.markup.encode()), lessons=learnt.lessons,
                        hint=learnt.hints.get(page.address, NO_HINT))
        if page.held is None:
            tally.strangers += found.is_article
            tally.faults += [f"no bulletin: {page.address}: {found.title}"] if found.is_article else []
            continue
        tally.bulletins += 1
        tally.kept += found.is_article
        if not found.is_article:
            tally.faults.append(f"not kept: {page.address}: {found.title}")
            continue
        judge(tally, page.address, page.held, found.title, found.published_on, found.body)
        tally.kinds += found.kind == page.held.kind
    return tally


def judge(tally: Tally, address: str, held: Held, title: str, day: date | None, body: str) -> None:
    """Counts one bulletin that was kept."""
    right = plain(title) == plain(held.title)
    tally.titles += right
    tally.faults += [] if right else [f"title: {address}: {title}"]
    tally.dated += held.day is not None
    tally.days_right += held.day is not None and day == held.day
    tally.days_wrong += day is not None and day != held.day
    if day != held.day:
        tally.faults.append(f"day: {address}: {day}, not {held.day}")
    wanted = "\n".join(held.paragraphs)
    if wanted and not is_furniture(wanted.replace("\n", " ")):
        tally.scores.append(f1(body, wanted))


def f1(found: str, wanted: str) -> float:
    """How much two texts hold the same words: the F1 of their multisets."""
    left, right = words(found), words(wanted)
    return 2 * (left & right).total() / max(1, left.total() + right.total())


def words(text: str) -> Counter[str]:
    """The words of a text."""
    return Counter(WORD.findall(unicodedata.normalize("NFC", text).lower()))


def plain(title: str) -> str:
    """A title without what makes no other title of it."""
    return " ".join(unicodedata.normalize("NFC", title).casefold().split()).strip(" .")


def static_pages(archive: Path) -> list[PortalPage]:
    """The pages of a portal in an archive of static files, with what the rules written for it say that they hold."""
    with open_to_read(archive) as packed, tarfile.open(fileobj=io.BytesIO(packed.read())) as files:
        members = sorted((member for member in files if member.name.endswith("index.html")), key=lambda m: m.name)
        read = [(f"http://{member.name.removesuffix('index.html').removeprefix('./')}",
                 files.extractfile(member).read()) for member in members]  # type: ignore[union-attr]
    pages = []
    for address, raw in read:
        gold = extract(Page(address, raw), STATIC_RULES)
        held = Held(gold.title, gold.published_on, tuple(gold.body.splitlines())) if gold.is_article else None
        pages.append(PortalPage(address, raw.decode("utf-8", "replace"), held))
    return pages


def with_slash(address: str) -> str:
    """An address as static files spell it."""
    return address if address.endswith("/") else f"{address}/"
