#!/usr/bin/env python3
"""Reads stored pages again, with what the portal's own pages teach, without fetching anything."""

from __future__ import annotations

import json
from dataclasses import asdict

from inside import script

from corpus.crawling.rereading import Rereading, reread  # noqa: E402
from corpus.crawling.sources import KINDS, Source, SourceError, load_sources  # noqa: E402
from corpus.crawling.stored_source import stored_source  # noqa: E402
from corpus.extraction.lessons import (AUTHOR, BODY, DATE, FURNITURE, ITEM, LIST, NAME, PAGES, TITLE,  # noqa: E402
                                       Lesson, Lessons)
from corpus.extraction.portal.kept import load_lessons  # noqa: E402
from corpus.job_lock import Holder, JobLocked, hold  # noqa: E402
from corpus.storing.naming import Naming  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402

MOST_SHOWN = 40  # lines of the table of changes
RULES = {TITLE: "title", BODY: "body", DATE: "date", AUTHOR: "author"}  # places, and the rules of sources.toml for them
OTHERS = {PAGES: "học từ số trang", NAME: "phần của <title> mà nhiều trang cùng có",
          ITEM: "chỗ của tiêu đề trong danh sách", FURNITURE: "dòng lặp lại trên nhiều trang",
          LIST: "trang không giữ bản tin"}
EXAMPLES = 5
SHARE = 0.95


def main() -> int:
    """Reads again, says what changed, and returns the exit code."""
    parser = script.parser("Đọc lại các trang đã lưu bằng những gì chính cổng ấy dạy, không tải lại trang nào.")
    parser.add_argument("source", nargs="?", default="", metavar="NGUỒN", help="tên một nguồn; bỏ trống là mọi nguồn")
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho biết những gì sẽ đổi, không ghi vào kho")
    parser.add_argument("--show", action="store_true", help="chỉ in những gì đã học được, theo dạng của sources.toml")
    arguments = parser.parse_args()
    data = script.data_dir(arguments)
    try:
        described = load_sources(data.root / "sources.toml")
        with open_store(data.store_address, create=False, read_only=arguments.show) as store:
            names = [name for name, in store.connection.execute("SELECT DISTINCT source FROM url ORDER BY source")]
            if arguments.source and arguments.source not in names:
                raise script.Failure(f"kho chưa có trang nào của nguồn {arguments.source}; "
                                     f"các nguồn có trang: {', '.join(names) or 'chưa có'}", script.WRONG_USE)
            chosen = [arguments.source] if arguments.source else names
            if arguments.show:
                titles = Naming(store).titles()
                for name in chosen:
                    show_lessons(name, titles.get(name, ""), load_lessons(store, name), arguments.json)
                return script.FINE
            with hold(data.lock("crawl")):
                for name in chosen:
                    source = described.get(name) or stored_source(store, name) or Source(name)
                    with store.alone_at(f"reread:{name}") as alone:
                        if not alone:
                            raise JobLocked(f"{store.connection.path} ({name})", Holder())
                        done = reread(store, source, dry_run=arguments.dry_run)
                    tell(name, done, arguments.json, arguments.dry_run)
    except JobLocked as running:
        raise script.Failure(str(running), script.LOCKED) from running
    except SourceError as error:
        raise script.Failure(str(error), script.WRONG_USE) from error
    except StoreError as error:
        raise script.Failure(str(error)) from error
    return script.FINE


def tell(name: str, done: Rereading, as_json: bool, dry_run: bool) -> None:
    """Prints what a source's re-reading came to."""
    if as_json:
        script.print_json({"source": name, "dry_run": dry_run, **asdict(done)}, line=True)
        return
    print(f"{name}: đọc lại {done.pages} trang · mới {done.new} · bỏ {done.dropped} · đổi tiêu đề {done.titles} · "
          f"đổi ngày {done.days} · đổi nội dung {done.texts} · không đổi {done.unchanged}"
          f"{' (chạy thử, chưa ghi)' if dry_run else ''}")
    for what, address, before, after in done.changes[:MOST_SHOWN]:
        print(f"  {what:8} {address}\n           {before or '(không có)'} → {after or '(không có)'}")
    if len(done.changes) > MOST_SHOWN:
        print(f"  … còn {len(done.changes) - MOST_SHOWN} thay đổi nữa; thêm --json để xem")


def show_lessons(name: str, title: str, lessons: Lessons, as_json: bool) -> None:
    """Prints what was learnt of a source: as `sources.toml` has it, with its evidence; what has no key there as
    comments."""
    if as_json:
        script.print_json({"source": name, "title": title, "lessons": [asdict(lesson) for lesson in lessons.all]},
                          line=True)
        return
    print(f'["{name}"]')
    if title:
        print(f"title = {quote(title)}")
    for kind in KINDS:
        if found := of_kind(lessons, kind):
            print(f"{kind} = [{', '.join(quote(lesson.value) for lesson in found)}]  # {write_evidence(found)}")
    print(f'\n["{name}".rules]')
    for kind, rule in RULES.items():
        if found := of_kind(lessons, kind):
            mark = "" if kind != BODY or covers(found, of_kind(lessons, TITLE)) else "# chưa đủ cho mọi bản tin: "
            print(f"{mark}{rule} = {quote(', '.join(lesson.value for lesson in found))}  # {write_evidence(found)}")
    for kind, words in OTHERS.items():
        if found := of_kind(lessons, kind):
            print(f"# {words}: {found[0].total if kind == PAGES else len(found)}")
        for lesson in [] if kind == PAGES else found[:EXAMPLES]:
            print(f"#   {lesson.evidence}/{lesson.total}  {lesson.value[:90]}")
    print()


def covers(bodies: list[Lesson], titles: list[Lesson]) -> bool:
    """Whether nearly all pages with a title have their text in one of some places: rules for both tell bulletins from
    lists, so that a page without either would be none."""
    return sum(lesson.evidence for lesson in bodies) >= SHARE * sum(lesson.evidence for lesson in titles)


def of_kind(lessons: Lessons, name: str) -> list[Lesson]:
    """The lessons of one kind, those with most evidence first."""
    return sorted((lesson for lesson in lessons.all if lesson.name == name), key=lambda each: -each.evidence)


def write_evidence(found: list[Lesson]) -> str:
    """On how many pages lessons were right, of those that could have shown them wrong."""
    return f"đúng trên {', '.join(f'{lesson.evidence}/{lesson.total}' for lesson in found)} trang"


def quote(text: str) -> str:
    """A text as TOML takes it, to the letter where that can be.

    >>> quote("^/tin/\\\\d+$"), quote("It's")
    ("'^/tin/\\\\d+$'", '"It\'s"')
    """
    return f"'{text}'" if "'" not in text and text.isprintable() else json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    script.run(main)
