"""A large portal, crawled once and then night by night: what each night asks, and that all is asked again in time."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from benchmarks.drills.held_site import hold
from benchmarks.drills.large_site import LargeSite, serve
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import DrillFailed, Outcome
from benchmarks.drills.served import SCRIPTS
from corpus.crawling.partial import SWEEP_AFTER
from corpus.data_dir import DataDir
from corpus.storing.store import Store

SUMMARY = "thu thập một cổng lớn một lần, rồi từng đêm với --since 7d; mỗi đêm hỏi bao nhiêu phần trăm số trang"
SHARE = 0.02  # of the pages, that a night may ask at most
LEAST = 60  # requests that a night may cost a portal however small it is
SECONDS_PER_PAGE, LEAST_SECONDS = 0.5, 300
NEWS = 7  # bulletins that are published before one of the nights


@dataclass(frozen=True)
class Night:
    """What a run asked for and came to."""

    name: str
    asked: int
    share: float
    new: int
    seconds: float
    finished: bool


def add_options(parser: ArgumentParser) -> None:
    """How large, how often."""
    parser.add_argument("--pages", type=positive, default=1_000, metavar="N", help="số trang của cổng")
    parser.add_argument("--held", action="store_true", help="không thu thập lượt đầu: ghi thẳng cả cổng vào kho, và "
                        "không chờ lượt quét toàn bộ")
    parser.add_argument("--nights", type=positive, default=2, metavar="N", help="số đêm không có gì mới")


def run(options: Namespace, folder: Path, _seed: int) -> Outcome:
    """Crawls once, so many quiet nights, a night with news, and one on which all is due again."""
    site, data = LargeSite(options.pages, date.today()), DataDir(folder)
    first = sweep = None
    problems = []
    with serve(site):
        if options.held:
            hold(site, data.store)
        else:
            first = crawl(site, data, "first")
            problems += [] if first.finished and first.new == site.count else [
                f"lượt đầu: mới {first.new} bản tin, cổng có {site.count}"]
        nights = [crawl(site, data, "quiet") for _ in range(options.nights)]
        site.publish(NEWS)
        nights.append(crawl(site, data, "news"))
        problems += [f"đêm {night.name}: hỏi {night.asked} trong {site.pages} trang" for night in nights
                     if night.asked > max(LEAST, SHARE * site.pages)]
        problems += [f"đêm {night.name}: mới {night.new}, cổng đăng {NEWS * (night.name == 'news')}" for night in nights
                     if night.new != NEWS * (night.name == "news") or not night.finished]
        if not options.held:
            pass_a_month(data)
            sweep = crawl(site, data, "sweep")
            if sweep.asked < site.pages or not sweep.finished or sweep.new:
                problems.append(f"sau {SWEEP_AFTER.days} ngày: chỉ hỏi lại {sweep.asked} trong {site.pages} trang")
            nights.append(crawl(site, data, "after"))
    shares = ", ".join(f"{100 * night.share:.2f}".replace(".", ",") + " %" for night in nights)
    line = f"cổng {site.pages} trang: " + (f"lượt đầu hỏi {first.asked}; " if first else "") + f"các đêm hỏi {shares}"
    line += f"; sau {SWEEP_AFTER.days} ngày tự hỏi lại {sweep.asked}" if sweep else ""
    worst = max(night.share for night in nights)
    told = [asdict(night) for night in ([first, *nights[:-1], sweep, nights[-1]] if sweep else nights) if night]
    return Outcome(round(worst, 4), line, tuple(problems), {"pages": site.pages, "nights": told})


def crawl(site: LargeSite, data: DataDir, name: str) -> Night:
    """One run, as an admin's timer starts it."""
    site.asked.clear()
    began = datetime.now()
    command = [sys.executable, str(SCRIPTS / "crawl.py"), site.address, "--since", "7d", "--allow-private", "--delay",
               "0", "--quiet", "--json", "--data", str(data.root)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False,
                              timeout=max(LEAST_SECONDS, SECONDS_PER_PAGE * site.pages))
        report = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise DrillFailed(f"lượt thu thập {name} không xong: {error}") from error
    if twice := [path for path, count in Counter(site.asked).items() if count > 1]:
        raise DrillFailed(f"lượt thu thập {name} hỏi hai lần: {twice[:3]}")
    return Night(name, len(site.asked), round(len(site.asked) / site.pages, 5), report["new"],
                 round((datetime.now() - began).total_seconds(), 1), report["finished"])


def pass_a_month(data: DataDir) -> None:
    """The runs so far lie as far back as it takes for all to be asked again."""
    long_ago = datetime.now(timezone.utc) - SWEEP_AFTER - timedelta(days=1)
    with Store.open(data.store) as store, store.transaction():
        store.connection.execute("UPDATE run SET finished_at = ? WHERE finished_at != ''",
                                 [long_ago.isoformat(timespec="seconds")])
