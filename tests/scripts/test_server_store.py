"""The commands over a store on a server: BANTIN_STORE names it once for all of them, and nobody tells its password."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.data_dir import STORE_SETTING
from tests.local_site import news_site, serve
from tests.script_runs import known_environment, run_text

PASSWORD = "bi-mat-7f3a"
LINES = [{"id": str(number), "title": f"Xã Kim Bồng họp bàn vụ lúa {number}", "date": f"2017-03-{number + 10}",
          "body": "Hội nghị bàn việc cấp nước cho vụ lúa.", "source": "kim-bong"} for number in range(6)]
Run = Callable[..., CompletedProcess[str]]


def runner(address: str, data: Path) -> Run:
    environment = known_environment() | {STORE_SETTING: address, "BANTIN_DATA": str(data)}

    def run(name: str, *arguments: object, typed: str = "") -> CompletedProcess[str]:
        done = run_text(name, *arguments, typed=typed, environment=environment)
        assert PASSWORD not in done.stdout + done.stderr and "Traceback" not in done.stderr
        return done
    return run


@pytest.fixture
def run(server_address: str, tmp_path: Path) -> Run:
    return runner(server_address.replace("bantin@", f"bantin:{PASSWORD}@"), tmp_path)


def test_every_command_works_on_it(run: Run, tmp_path: Path) -> None:
    missing = run("reindex.py")
    assert missing.returncode == 1 and "chưa có kho bản tin" in missing.stderr
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES)
    assert json.loads(run("load.py", "-", "--json", typed=lines).stdout)["new"] == 6
    assert run("reindex.py", "--workers", 1).returncode == 0
    status = json.loads(run("status.py", "--json").stdout)
    assert status["store"]["bulletins"] == 6 and status["store"]["bytes"] > 0 and status["usable"]
    assert status["store"]["path"] == "postgresql:///postgres"
    found = run("ask.py", "vụ lúa", "--json")
    assert found.returncode == 0 and '"total": 6' in found.stdout
    assert [json.loads(line)["id"] for line in run("export.py", "-").stdout.splitlines()] == list("012345")
    assert run("source.py", "kim-bong", "--name", "kim-bong-moi").returncode == 0
    assert "đổi" in run("load.py", "-", typed=json.dumps(LINES[0] | {"body": "Đã sửa."}) + "\n").stdout
    again = json.loads(run("reindex.py", "--workers", 1, "--json").stdout)
    assert not again["full"] and again["put"] == 6
    verified = run("verify.py")
    assert verified.returncode == 0 and "đúng như lúc ghi" in verified.stdout
    assert not list(tmp_path.glob("store.sqlite*"))


def test_a_server_that_is_away_is_a_sentence(tmp_path: Path) -> None:
    run = runner(f"postgresql://bantin:{PASSWORD}@127.0.0.1:1/bantin", tmp_path)
    away = "postgresql://127.0.0.1:1/bantin: máy chủ kho bản tin không trả lời"
    for name, *arguments in (("reindex.py",), ("verify.py",), ("load.py", "-"), ("crawl.py", "http://127.0.0.1:1/"),
                             ("source.py",)):
        done = run(name, *arguments)
        assert done.returncode == 1 and away in done.stdout + done.stderr, name


def test_a_store_is_moved_to_a_server(server_address: str, tmp_path: Path) -> None:
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES)
    assert run_text("load.py", "-", "--data", tmp_path, typed=lines).returncode == 0
    run = runner(server_address, tmp_path)
    moved = run("move_store.py", tmp_path, STORE_SETTING, "--json")
    assert moved.returncode == 0 and json.loads(moved.stdout)["bulletins"] == 6
    assert len(run("export.py", "-").stdout.splitlines()) == 6
    again = run("move_store.py", tmp_path / "store.sqlite", server_address)
    assert again.returncode == 1 and "kho đích đã có dữ liệu" in again.stderr
    assert run("move_store.py", tmp_path, tmp_path).returncode == 2
    assert run("move_store.py", tmp_path / "khong-co", server_address).returncode == 2


def test_the_first_crawl_makes_the_store(run: Run) -> None:
    """A name that nobody described is wrong use, also where there is no store yet that could know it."""
    unknown = run("crawl.py", "khong-co")
    assert unknown.returncode == 2 and "chưa có kho" not in unknown.stderr
    with serve(site := news_site(2)):
        crawled = run("crawl.py", "site", "--at", site.address, "--allow-private", "--delay", "0", "--json")
        assert crawled.returncode == 2  # nor does an address beside it describe it
        crawled = run("crawl.py", site.address, "--allow-private", "--delay", "0", "--json")
    assert crawled.returncode == 0 and json.loads(crawled.stdout)["new"] == 2
