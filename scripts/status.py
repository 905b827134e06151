#!/usr/bin/env python3
"""Says how an installation is: store, frontier, generations, last crawls, failures."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime

from inside import script, wording

from corpus.data_dir import DataDir  # noqa: E402
from corpus.dates.writing import write_day  # noqa: E402
from corpus.crawling.completeness import completeness  # noqa: E402
from corpus.crawling.failures import failure_totals  # noqa: E402
from corpus.crawling.frontier import count_states  # noqa: E402
from corpus.storing.browsing import Browsing  # noqa: E402
from corpus.storing.files import Files  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.pages import Pages, Run  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402
from indexer.engine.base import IndexUnusable  # noqa: E402
from indexer.building.generation import Generations  # noqa: E402
from search_app.settings_file import FILE, SettingsError, read_settings  # noqa: E402

SHOWN = 10
MONTHS_SHOWN = 5
LACKING = ("failed", "not_allowed", "waiting", "no_bulletin")
STATES = {"new": "chưa hỏi", "leased": "đang tải", "done": "xong", "dead": "bỏ"}


def main() -> int:
    """Prints the status. Fails only where the store cannot be read; what is wrong with the index it says."""
    parser = script.parser("Cho biết tình trạng: kho, hàng đợi, các thế hệ chỉ mục, lượt thu thập và lỗi gần đây.")
    arguments = parser.parse_args()
    data = script.data_dir(arguments)
    try:
        status = read_store(data) | read_index(data) | {"verification": read_verification(data)} | read_pages(data)
    except StoreError as error:
        raise script.Failure(str(error)) from error
    if arguments.json:
        script.print_json(status)
    else:
        print_status(status)
    return script.FINE


def read_store(data: DataDir) -> dict:
    """The store, its frontier and its log."""
    with open_store(data.store_address, read_only=True) as store:
        coverage, pages = Browsing(store).coverage(), Pages(store)
        crawls = [crawl_to_json(run) for run in pages.runs(SHOWN)]
        return {
            "store": {
                "path": store.connection.path,
                "bytes": store.connection.size(),
                "bulletins": coverage.count,
                "first_day": coverage.first_day.isoformat() if coverage.first_day else None,
                "last_day": coverage.last_day.isoformat() if coverage.last_day else None,
                "watermark": store.watermark(),
                "sources": store.sources(),
            },
            "files": Files(store).totals(),
            "frontier": count_states(store),
            "failure_totals": failure_totals(store),
            "completeness": [asdict(each) | {"share": round(each.share, 4)} for each in completeness(store)],
            "last_crawl": crawls[0] if crawls else None,
            "crawls": crawls,
            "failures": [{"address": row.address, "status": row.status, "error": row.error}
                         for row in pages.failures(SHOWN)],
        }


def crawl_to_json(run: Run) -> dict:
    """One crawl."""
    return {"source": run.source, "started_at": write(run.started_at), "finished_at": write(run.finished_at),
            "report": run.report}


def write(moment: datetime | None) -> str | None:
    """A moment as ISO 8601."""
    return moment.isoformat(timespec="seconds") if moment else None


def read_index(data: DataDir) -> dict:
    """The generations, each with what is wrong with it, if anything is."""
    generations = Generations(data.index)
    current = generations.current_name()
    rows = []
    for number in generations.numbers():
        name = f"gen-{number:06d}"
        row: dict = {"name": name, "current": name == current}
        try:
            found = generations.check(name)
            row |= {"count": found.count, "watermark": found.watermark, "built_at": found.built_at,
                    "bytes": found.size, "error": None}
        except IndexUnusable as error:
            row["error"] = str(error)
        rows.append(row)
    usable = any(row["current"] and row["error"] is None for row in rows)
    return {"current_generation": current, "usable": usable, "generations": rows}


def write_span(store: dict) -> str:
    """From which day to which the bulletins are; empty where none has a day."""
    if not store["first_day"]:
        return ""
    first, last = (write_day(date.fromisoformat(store[name])) for name in ("first_day", "last_day"))
    return f"từ {first} đến {last}, "


def read_verification(data: DataDir) -> dict | None:
    """What the last run of scripts/verify.py came to, or None."""
    try:
        read = json.loads(data.verified.read_text(encoding="utf-8"))
        return {"verified_at": str(read["verified_at"]), "problems": [str(problem) for problem in read["problems"]],
                "more": int(read["more"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_pages(data: DataDir) -> dict:
    """What the pages do not state of the agency that answers for them, and what is wrong with their settings."""
    try:
        return {"settings_unset": list(read_settings(data).unset), "settings_error": None}
    except SettingsError as error:
        return {"settings_unset": [], "settings_error": str(error)}


def write_files(files: dict[str, dict[str, int]]) -> str:
    """How many files hang on bulletins, by their kinds, and why some say nothing.

    >>> write_files({"pdf": {"": 3, "bản chụp, chưa đọc được": 2}, "docx": {"": 1}, "": {"chưa tải": 4}})
    '10 tệp đính kèm: pdf 5, docx 1, chưa rõ loại 4; đọc được 4; bản chụp, chưa đọc được: 2; chưa tải: 4'
    """
    kinds = {kind: sum(counts.values()) for kind, counts in files.items()}
    named = [f"{kind} {kinds[kind]}" for kind in sorted(filter(None, kinds), key=lambda kind: (-kinds[kind], kind))]
    unknown = [f"chưa rõ loại {kinds['']}"] if "" in kinds else []
    silences: Counter[str] = Counter()
    for counts in files.values():
        silences.update(counts)
    read = silences.pop("", 0)
    return "; ".join([f"{sum(kinds.values())} tệp đính kèm: {', '.join(named + unknown)}", f"đọc được {read}",
                      *(f"{silence}: {count}" for silence, count in silences.most_common())])


def print_completeness(told: dict) -> None:
    """What a source's portal announces against what is held, in a line, and the months that lack most in another."""
    if told["announced"]:
        whole = told["share"] * 100
        print(f"Đầy đủ     {told['source']}: cổng báo {told['announced']} bản tin, có {told['announced_held']} "
              f"({wording.decimal(whole)} %), liên kết hỏng trên cổng {told['dead_links']}")
    gaps = [(sum(month[name] for name in LACKING), month["month"], month["announced"]) for month in told["months"]]
    worst = [gap for gap in sorted(gaps, reverse=True)[:MONTHS_SHOWN] if gap[0]]
    if worst:
        print("           thiếu: " + ", ".join(f"tháng {month[5:].lstrip('0')}/{month[:4]} {lack}/{announced}"
                                               for lack, month, announced in worst))
    for each in told["lists"][:SHOWN]:
        if each["pages"] > each["pages_read"]:
            print(f"           {each['address']}: cổng báo {each['pages']} trang, đã đọc {each['pages_read']}")


def print_status(status: dict) -> None:
    """The status for people."""
    store = status["store"]
    print(f"Kho        {store['bulletins']} bản tin, {write_span(store)}{wording.megabytes(store['bytes'])}")
    for source, count in store["sources"].items():
        states = ", ".join(f"{STATES.get(state, state)} {n}" for state, n in status["frontier"].get(source, {}).items())
        print(f"  {source}: {count} bản tin" + (f" (địa chỉ: {states})" if states else ""))
    if status["files"]:
        print(f"Tệp        {write_files(status['files'])}")
    for crawl in status["crawls"][:3]:
        print(f"Thu thập   {crawl['source']}, bắt đầu {wording.moment(crawl['started_at'])}, "
              + (f"xong {wording.moment(crawl['finished_at'])}" if crawl["finished_at"] else "chưa xong"))
    for source, totals in status["failure_totals"].items():
        print(f"Hỏng       {source}: " + ", ".join(f"{reason} {n}" for reason, n in totals.items()))
    for each in status["completeness"]:
        print_completeness(each)
    for failure in status["failures"]:
        print(f"Lỗi        {failure['address']}: {failure['error'] or failure['status']}")
    for row in status["generations"]:
        mark = "→" if row["current"] else " "
        about = row["error"] or (
            f"{row['count']} bản tin, lập {wording.moment(row['built_at'])}, {wording.megabytes(row['bytes'])}")
        print(f"Chỉ mục  {mark} {row['name']}: {about}")
    if verified := status["verification"]:
        problems = verified["problems"]
        count = len(problems) + verified["more"]
        found = f"CÓ {count} ĐIỀU SAI, như: {problems[0]}" if problems else "đúng như lúc ghi"
        print(f"Kiểm tra   {wording.moment(verified['verified_at'])}: {found}")
    if status["settings_error"] or status["settings_unset"]:
        print("Trang      " + (status["settings_error"] or
                               f"{FILE} chưa khai báo {', '.join(status['settings_unset'])}"))
    behind = store["watermark"] - max((row.get("watermark", 0) for row in status["generations"] if row["current"]),
                                      default=0)
    if not status["usable"]:
        print("Chỉ mục chưa dùng được: chạy scripts/reindex.py")
    elif behind > 0:
        print("Kho đã có thay đổi mới hơn chỉ mục: chạy scripts/reindex.py")


if __name__ == "__main__":
    script.run(main)
