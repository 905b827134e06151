"""scripts/crawl.py as the admin runs it: in a process of its own, stopped and killed at will."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.job_lock import hold
from corpus.storing.store import Store
from tests import script_runs
from tests.local_site import Asked, Reply, Site, bulletin_paths, listing, news_site, serve

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "crawl.py"
LINE = re.compile(r"đã tải \d+ · mới \d+ · đổi \d+ · không đổi \d+ · gỡ \d+ · lỗi \d+ · [\dhms]+\n")


def command(site: Site, data: Path, *options: str) -> list[str]:
    return [sys.executable, str(SCRIPT), site.address, "--data", str(data), "--delay", "0", "--allow-private", *options]


def crawl(*arguments: object) -> subprocess.CompletedProcess[str]:
    return script_runs.run_text("crawl.py", *arguments)


def finish(site: Site, data: Path, *options: str) -> subprocess.CompletedProcess[str]:
    _, _, *arguments = command(site, data, *options)
    return crawl(*arguments)


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "nothing happened for 20 seconds"
        time.sleep(0.005)


def test_a_portal_that_nobody_described(tmp_path: Path) -> None:
    with serve(news_site(12)) as site:
        first = finish(site, tmp_path)
        assert first.returncode == 0 and LINE.fullmatch(first.stdout)
        assert first.stderr.startswith("học từ ") and first.stderr.count("\n") == 1  # what the pages taught
        assert "mới 12 ·" in first.stdout
        again = finish(site, tmp_path, "--quiet", "--json")
    report = json.loads(again.stdout)
    assert (report["new"], report["unchanged"], report["finished"], again.stderr) == (0, 12, True, "")
    with Store.open(tmp_path / "store.sqlite", read_only=True) as store:
        assert store.sources() == {f"127.0.0.1-{site.port}": 12}


def test_a_described_source_may_be_served_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[nha]\ntitle = "Nhà"\nstart = "http://nha.example.vn/"\ndelay = 0\n')
    with serve(news_site(3)) as site:
        result = crawl("nha", "--at", site.address, "--allow-private", "--data", tmp_path)
    assert result.returncode == 0 and "mới 3 ·" in result.stdout
    with Store.open(tmp_path / "store.sqlite", read_only=True) as store:
        assert store.sources() == {"nha": 3}


def test_loopback_needs_permission(tmp_path: Path) -> None:
    with serve(news_site(1)) as site:
        result = crawl(site.address, "--data", tmp_path)
    assert (result.returncode, result.stdout, site.asked) == (1, "", [])
    assert "--allow-private" in result.stderr


def test_a_server_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with serve(Site()) as site:
        pass
    result = finish(site, tmp_path)
    assert result.returncode == 1 and "lỗi 1 ·" in result.stdout and "không kết nối được" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["không-có-nguồn-này"], ["ftp://example.vn/"], ["http://"],
                                       ["http://example.vn/", "--delay", "-1"], ["http://example.vn/", "--limit", "0"]])
def test_wrong_use(tmp_path: Path, arguments: list[str]) -> None:
    result = crawl(*arguments, "--data", tmp_path)
    assert (result.returncode, result.stdout) == (2, "") and result.stderr
    assert "Traceback" not in result.stderr


def test_one_crawl_at_a_time(tmp_path: Path) -> None:
    site = news_site(30)
    site.pause = 0.05
    with serve(site):
        first = subprocess.Popen(command(site, tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: len(site.asked) > 3)
        second = finish(site, tmp_path)
        first.kill()
        first.wait()
        assert second.returncode == 75 and str(first.pid) in second.stderr
        assert re.search(r"bắt đầu \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", second.stderr)
        assert finish(site, tmp_path).returncode == 0  # a lock file that is left over is no lock
    assert len(bulletin_paths(tmp_path)) == 30


def test_a_lock_whose_holder_is_not_written_down(tmp_path: Path) -> None:
    with hold(tmp_path / "crawl.lock"):
        (tmp_path / "crawl.lock.json").write_text("{half")
        result = crawl("http://example.vn/", "--data", tmp_path)
    assert result.returncode == 75 and "không rõ" in result.stderr


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_by_hand_it_says_how_far_it_came_and_goes_on_later(tmp_path: Path, number: int, code: int) -> None:
    site = news_site(20)
    site.pause = 0.05
    with serve(site):
        running = subprocess.Popen(command(site, tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        wait_for(lambda: len(site.asked) > 8)
        running.send_signal(number)
        out, _ = running.communicate(timeout=20)
        assert running.returncode == code and LINE.fullmatch(out)
        site.pause = 0.0
        assert finish(site, tmp_path).returncode == 0
    assert set(site.counts().values()) == {1}
    assert len(bulletin_paths(tmp_path)) == 20


def test_kills_lose_nothing_and_repeat_at_most_what_was_in_flight(tmp_path: Path) -> None:
    site = news_site(60)
    site.pause = 0.003
    dice = random.Random(20170322)
    kills = 0
    with serve(site):
        while kills < 8:
            already = len(site.asked)
            running = subprocess.Popen(command(site, tmp_path, "--quiet"), stdout=subprocess.DEVNULL)
            wait_for(lambda: len(site.asked) > already or running.poll() is not None)
            time.sleep(dice.random() * 0.12)
            running.kill()
            if running.wait() == 0:
                break
            kills += 1
        result = finish(site, tmp_path)
    assert result.returncode == 0 and kills >= 4
    assert set(bulletin_paths(tmp_path)) == {f"/tin/{number}" for number in range(60)}
    assert sum(count - 1 for count in site.counts().values()) <= kills
    with Store.open(tmp_path / "store.sqlite") as store:
        assert store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.connection.execute("SELECT count(*), sum(finished_at > '') FROM run").fetchone() == (1, 1)


def test_a_run_whose_end_alone_was_not_written_is_ended_and_no_failure(tmp_path: Path) -> None:
    with serve(news_site(3)) as site:
        assert finish(site, tmp_path, "--quiet").returncode == 0
        with Store.open(tmp_path / "store.sqlite") as store:
            store.connection.execute("UPDATE run SET finished_at = ''")  # as after a kill between answer and report
        site.asked.clear()
        result = finish(site, tmp_path, "--quiet")
        assert (result.returncode, site.paths()) == (0, []) and "chỉ ghi nốt là xong" in result.stderr
        assert finish(site, tmp_path, "--quiet").returncode == 0 and len(site.paths()) > 3
    with Store.open(tmp_path / "store.sqlite") as store:
        assert store.connection.execute("SELECT count(*), sum(finished_at > '') FROM run").fetchone() == (2, 2)


class Slow(Site):
    """A site that takes half a minute over one path."""

    def answer(self, path: str, headers: dict[str, str], body: str = "") -> Reply:
        if path == "/cham":
            self.asked.append(Asked(path, time.time(), headers))
            time.sleep(30)
            return Reply()
        return super().answer(path, headers, body)


def nested(chars: int) -> str:
    """A page that takes long to read, however it is read: tags and nothing else."""
    return "<html><body>" + "<b><i>x" * (chars // 7)


@pytest.mark.parametrize("path, page", [("/cham", Reply()), ("/nang", Reply(nested(1_400_000))),
                                        ("/nang.xml", Reply("<urlset>" + "<url><loc>/tin/x</loc></url>" * 300_000))])
def test_it_stops_within_two_seconds_whatever_the_page(tmp_path: Path, path: str, page: Reply) -> None:
    site = Slow()
    site.pages["/"] = listing(path)
    site.pages[path] = page
    with serve(site):
        running = subprocess.Popen(command(site, tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        wait_for(lambda: path in [asked.path for asked in site.asked])
        time.sleep(0.3)
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        out, _ = running.communicate(timeout=20)
        # Two seconds of its own time: a busy machine may take longer by the clock, which is no fault of the crawl's.
        assert time.monotonic() - began < 2 + 0.5 * os.getloadavg()[0]
    assert running.returncode in (0, 143) and LINE.fullmatch(out)


def test_a_page_that_kills_the_crawl_three_times_is_left_and_the_source_goes_on(tmp_path: Path) -> None:
    site = Slow()
    good = news_site(5)
    site.pages = {**good.pages, "/": listing("/cham", "/danh-sach/0")}
    with serve(site):
        for kill in range(3):
            running = subprocess.Popen(command(site, tmp_path, "--quiet"), stdout=subprocess.DEVNULL)
            wait_for(lambda: site.counts()["/cham"] > kill or running.poll() is not None)
            assert running.poll() is None
            running.kill()
            running.wait()
        result = finish(site, tmp_path)
    assert site.counts()["/cham"] == 3 and "3 lần bị ngắt" in result.stderr
    assert set(bulletin_paths(tmp_path)) == {f"/tin/{number}" for number in range(5)}


def test_a_run_that_may_ask_nothing_fails_and_says_why(tmp_path: Path) -> None:
    site = news_site(2)
    home, site.pages["/"] = site.pages["/"], Reply("", 429, {"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"})
    with serve(site):
        finish(site, tmp_path)
        site.pages["/"] = home
        asked = len(site.asked)
        silent = finish(site, tmp_path)
        assert (silent.returncode, len(site.asked)) == (1, asked) and "1440 phút" in silent.stderr
        assert "--clear-waits" in silent.stderr
        cleared = finish(site, tmp_path, "--clear-waits")
    assert cleared.returncode == 0 and "mới 2 ·" in cleared.stdout


def test_bounds_may_be_given(tmp_path: Path) -> None:
    with serve(news_site(30)) as site:
        result = finish(site, tmp_path, "--max-pages", "10", "--max-links", "4")
    assert result.returncode == 0 and len(site.asked) <= 12
    assert "max_pages" in result.stderr and "quá 4 liên kết trên một trang" in result.stderr
