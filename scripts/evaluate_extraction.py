#!/usr/bin/env python3
"""Measures extraction without rules against pages read by eye: ./scripts/evaluate_extraction.py --pages DIR

With --portal, whole portals are read: each page by itself, and as a crawl leaves them, served on loopback. Exit code 1
where a crawl stays below the bar.

The folder holds saved pages and `gold.jsonl`: one object a line with `file`, `title`, `date` (ISO or null), `body` and,
if there, `portal`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from inside import script, wording

from benchmarks.extraction.crawled import measure_crawl  # noqa: E402
from benchmarks.extraction.department import department_pages  # noqa: E402
from benchmarks.extraction.portals import Tally as PortalTally, measure as measure_portal, static_pages  # noqa: E402
from corpus.extraction.extract import Page, extract  # noqa: E402
from corpus.reasons import why  # noqa: E402

DEFAULT_PAGES = script.ROOT.parent / "shared" / "data" / "pages"
STATIC_PORTAL = script.ROOT.parent / "shared" / "data" / "portal" / "krongno.tar.zst"
MOST_FAULTS = 20  # of a portal, that are told one by one
PORTAL_WIDTHS = (5, 9, 4, 6, 5, 10, 5, 9)
WORD = re.compile(r"\w+")


@dataclass
class Tally:
    """What was counted on one portal's pages."""

    pages: int = 0
    titles: int = 0
    scores: list[float] = field(default_factory=list)
    right: int = 0
    wrong: int = 0
    missed: int = 0
    articles: int = 0

    def add(self, other: Tally) -> None:
        """Adds another portal's figures."""
        for name in ("pages", "titles", "right", "wrong", "missed", "articles"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.scores += other.scores

    @property
    def mean(self) -> float:
        """The mean F1 of the bodies."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0

    @property
    def lowest(self) -> float:
        """The lowest F1 of a body."""
        return min(self.scores, default=0.0)


def words(text: str) -> Counter[str]:
    """The words of a text, each as often as it stands there."""
    return Counter(WORD.findall(unicodedata.normalize("NFC", text).lower()))


def f1(found: str, gold: str) -> float:
    """How much two texts hold the same words: the F1 of their multisets, 0 to 1."""
    left, right = words(found), words(gold)
    return 2 * (left & right).total() / max(1, left.total() + right.total())


def plain_title(title: str) -> str:
    """A title without what makes no other title of it: case, doubled blanks, a last full stop."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", title).casefold()).strip(" .")


def measure(pages: Path) -> dict[str, Tally]:
    """The figures of each portal."""
    gold = pages / "gold.jsonl"
    if not gold.is_file():
        raise script.Failure(f"{gold}: không có tệp này; --pages cho thư mục các trang đã chấm", script.WRONG_USE)
    tallies: dict[str, Tally] = {}
    for number, line in enumerate(gold.read_text(encoding="utf-8").splitlines(), 1):
        try:
            wanted = json.loads(line)
            raw = (pages / wanted["file"]).read_bytes()
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise script.Failure(f"{gold}, dòng {number}: {why(error)}") from error
        found = extract(Page(wanted.get("address", ""), raw))
        tally = tallies.setdefault(wanted.get("portal") or wanted["file"].split("__")[0], Tally())
        day = found.published_on.isoformat() if found.published_on else None
        tally.pages += 1
        tally.titles += plain_title(found.title) == plain_title(wanted["title"])
        tally.scores.append(f1(found.body, wanted["body"]))
        tally.right += day == wanted["date"]
        tally.missed += day is None and wanted["date"] is not None
        tally.wrong += day is not None and day != wanted["date"]
        tally.articles += found.is_article
    return tallies


def figures(tally: Tally) -> dict[str, object]:
    """A tally as --json prints it."""
    return {"pages": tally.pages, "titles_right": tally.titles, "body_f1_mean": round(tally.mean, 4),
            "body_f1_min": round(tally.lowest, 4), "dates_right": tally.right, "dates_wrong": tally.wrong,
            "dates_missed": tally.missed, "taken_for_articles": tally.articles}


def print_portals(as_json: bool, bulletins: int | None) -> int:
    """Prints, for each portal, what is read of its pages one by one, and what a crawl of it leaves in the store, with
    what its pages teach each other. Fails where a crawl stays below the bar."""
    portals = {"department": department_pages(bulletins) if bulletins else department_pages()}
    if STATIC_PORTAL.is_file() and not bulletins:
        portals["static"] = static_pages(STATIC_PORTAL)
    elif not bulletins:
        script.say(f"{STATIC_PORTAL.name}: không có tệp này, bỏ qua cổng lưu sẵn")
    if not as_json:
        print(f"{'portal':10}  {'read':7}  pages  bulletins  kept  titles  dated  days right  wrong  strangers  F1 "
              f"mean")
    missed = []
    for name, pages in portals.items():
        print_portal(name, "alone", measure_portal(pages), as_json)
        with TemporaryDirectory() as folder:
            found = measure_crawl(pages, Path(folder))
        print_portal(name, "crawled", found, as_json)
        missed += [f"{name}: {what}" for what in found.below_the_bar()]
        for fault in found.faults[:MOST_FAULTS]:
            script.say(f"{name}: {fault}")
    if missed:
        script.say(f"chưa đạt mức: {', '.join(missed)}")
    return script.FAILED if missed else script.FINE


def print_portal(name: str, way: str, found: PortalTally, as_json: bool) -> None:
    """One line of the table of portals."""
    if as_json:
        script.print_json({"portal": name, "read": way, **asdict(found), "scores": [], "f1": round(found.f1, 4),
                           "below_the_bar": found.below_the_bar()}, line=True)
        return
    counts = (found.pages, found.bulletins, found.kept, found.titles, found.dated, found.days_right,
              found.days_wrong, found.strangers)
    columns = "  ".join(f"{count:{width}}" for count, width in zip(counts, PORTAL_WIDTHS, strict=True))
    print(f"{name:10}  {way:7}  {columns}  {found.f1:7.4f}")


def main() -> int:
    """Prints one line for each portal and one for all."""
    parser = script.parser("Đo việc đọc trang không cần luật, so với những trang đã được đọc bằng mắt.\n\n"
                           "Thư mục chứa các trang đã lưu và gold.jsonl: mỗi dòng một đối tượng có “file”, “title”,\n"
                           "“date” (2017-03-22 hoặc null), “body” và, nếu có, “portal”.", data=False)
    parser.add_argument("--pages", type=Path, default=DEFAULT_PAGES, metavar=wording.FOLDER,
                        help="thư mục các trang đã lưu, có gold.jsonl (%(default)s)")
    parser.add_argument("--portal", action="store_true",
                        help="đo trên cả cổng, thu thập như thật mà không có luật nào: cổng lưu sẵn và cổng viết "
                        "cho dự án; mã thoát 1 khi chưa đạt mức")
    parser.add_argument("--bulletins", type=script.positive, metavar="N",
                        help="với --portal: chỉ đo cổng viết cho dự án, thu nhỏ còn N bản tin")
    arguments = parser.parse_args()
    if arguments.portal:
        return print_portals(arguments.json, arguments.bulletins)
    if arguments.bulletins:
        parser.error("--bulletins chỉ đi cùng --portal")
    tallies = measure(arguments.pages)
    total = Tally()
    for tally in tallies.values():
        total.add(tally)
    if arguments.json:
        script.print_json({"portals": {name: figures(tally) for name, tally in tallies.items()},
                           "total": figures(total)})
        return script.FINE
    width = max(len(name) for name in [*tallies, "total"])
    print(f"{'portal':{width}}  pages  titles  F1 mean  F1 min  dates right  wrong  missed  articles")
    for name, tally in [*tallies.items(), ("total", total)]:
        print(f"{name:{width}}  {tally.pages:5}  {tally.titles:6}  {tally.mean:7.4f}  {tally.lowest:6.4f}  "
              f"{tally.right:11}  {tally.wrong:5}  {tally.missed:6}  {tally.articles:8}")
    return script.FINE


if __name__ == "__main__":
    script.run(main)
