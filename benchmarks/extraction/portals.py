"""What a portal holds against what was read of it: the figures, the bar, and a portal of static files with its gold."""

from __future__ import annotations

import io
import re
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from benchmarks.extraction.department import Held, PortalPage
from corpus.extraction.boilerplate import is_furniture
from corpus.extraction.extract import Extracted, Page, extract
from corpus.extraction.rules import Rules
from corpus.storing.compression import open_to_read

WORD = re.compile(r"\w+")
# Where the portal of static files puts things, read by eye: the gold that a reading without any rules is held against.
STATIC_RULES = Rules(title="p.Title", date="tr.ms-news-header td.Time",
                     body='div.asset-content, #part1 div[class^="ExternalClass"]:not(:has(.asset-content))')
STATIC_PICTURE = re.compile(r'class="sapo-wrapper[^>]*>\s*<img[^>]*\bsrc="[^"]')
IN_WORK = re.compile(r"Đang cập nhật\W*$")
TELLING_WORDS = 6  # of a title that says all: below are empty places of a menu ("lễ hội")
RIGHT, WRONG, STRANGERS, F1 = 0.99, 0, 0.01, 0.985  # the bar: titles and days; days; what is kept and none; bodies


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

    def below_the_bar(self) -> list[str]:
        """What is not as good as it should be, a word each; empty where the bar is met.

        >>> Tally(bulletins=2, kept=1, titles=1, scores=[0.99]).below_the_bar()
        ['kept']
        """
        checks = {
            "kept": self.kept == self.bulletins,
            "titles": self.titles >= RIGHT * self.kept,
            "days": self.days_right >= RIGHT * self.dated,
            "wrong days": self.days_wrong <= WRONG,
            "strangers": self.strangers <= STRANGERS * (self.kept + self.strangers),
            "F1": self.f1 >= F1,
        }
        return [name for name, met in checks.items() if not met]


def measure(pages: Sequence[PortalPage]) -> Tally:
    """The figures of a portal, each page of which is read as if it were the only one."""
    tally = Tally(pages=len(pages))
    for page in pages:
        found = extract(Page(page.address, page.markup.encode()))
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
        markup = raw.decode("utf-8", "replace")
        held = Held(gold.title, gold.published_on, tuple(gold.body.splitlines())) if says(gold, markup) else None
        pages.append(PortalPage(address, markup, held))
    return shortened(pages)


def says(gold: Extracted, markup: str) -> bool:
    """Whether a page says anything: a text, a file, a picture, a title that tells all."""
    text = gold.body and not is_furniture(gold.body.replace("\n", " ")) and not IN_WORK.match(gold.body)
    return gold.is_article and bool(text or gold.attachments or STATIC_PICTURE.search(markup)
                                    or len(gold.title.split()) >= TELLING_WORDS)


def shortened(pages: Sequence[PortalPage]) -> list[PortalPage]:
    """The pages at paths below the folder in which their portal begins, which the archive names by its host."""
    home = min((page.address for page in pages), key=len)
    return [replace(page, address=f"/{page.address.removeprefix(home)}") for page in pages]
