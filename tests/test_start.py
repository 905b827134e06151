"""./scripts/start as a newcomer runs it: one command, one address, answers; ended, nothing of it goes on."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.data_dir import DataDir
from corpus.sample.sample_bulletin import read_bulletins
from corpus.storing.store import Store

ROOT = Path(__file__).resolve().parent.parent
START = ROOT / "scripts" / "start"
START_SECONDS = 120  # crawl, segmentation and index of the sample take ten on a machine that has nothing else to do
END_SECONDS = 20

pytestmark = pytest.mark.skipif(not (ROOT / ".venv" / "made-from").exists(),
                                reason="no .venv yet: ./scripts/start or ./scripts/test makes it, with the network")


@dataclass(frozen=True)
class Started:
    """What ./scripts/start made: the address that it printed, all that it printed, its process."""

    address: str
    said: str
    process: subprocess.Popen[str]

    def get(self, path: str, **query: str) -> str:
        """The text of a page."""
        asked = self.address + path + (f"?{urllib.parse.urlencode(query)}" if query else "")
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.read().decode()


def environment() -> dict[str, str]:
    """The user's, but for a data folder that may be named in it."""
    return {name: value for name, value in os.environ.items() if name != "BANTIN_DATA"}


def start(*arguments: object) -> subprocess.CompletedProcess[str]:
    """./scripts/start, run to its end."""
    return subprocess.run([str(START), *map(str, arguments)], capture_output=True, text=True, check=False,
                          env=environment(), timeout=START_SECONDS)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@contextmanager
def started(data: Path, log: Path) -> Iterator[Started]:
    """./scripts/start in a session of its own, from the moment in which its address is printed."""
    port = free_port()
    # From another folder, by a relative name: that means the caller's folder, not the program's.
    command = [str(START), "--port", str(port), "--data", data.name]
    with log.open("w+") as said, subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, text=True,
                                                  env=environment(), start_new_session=True,
                                                  cwd=data.parent) as process:
        try:
            address = f"http://127.0.0.1:{port}/"
            wait_for(lambda: address in log.read_text() or process.poll() is not None, START_SECONDS)
            assert process.poll() is None, log.read_text()
            yield Started(address, log.read_text(), process)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(END_SECONDS)
            finally:
                for left in running_in(process.pid):
                    os.kill(left, signal.SIGKILL)


def wait_for(condition, seconds: float) -> bool:
    """Whether a condition came true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def running_in(session: int) -> list[int]:
    """The processes of a session that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, its, *_ = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended just now
            continue
        if int(its) == session and state != "Z":
            found.append(int(path.parent.name))
    return found


def first_hit(page: str) -> str:
    """The path of the first bulletin in the list of results."""
    found = re.search(r'href="/(tin/\d+-[a-z0-9-]+)"', page)
    assert found, page
    return found[1]


def ids_and_versions(data: Path) -> dict[str, int]:
    with Store.open(DataDir(data).store, read_only=True) as store:
        return {bulletin.id: bulletin.version for bulletin in store.bulletins()}


@pytest.mark.slow
def test_one_command_and_the_bulletins_are_found_twice(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with started(data, tmp_path / "first.log") as site:
        assert f"Bản tin: {site.address}\n" in site.said
        assert "lỗi 0" in site.said
        assert sum(len(item.paths) for item in read_bulletins()) == len(ids_and_versions(data))
        assert sorted(ids_and_versions(data).values())[-2:] == [1, 3]  # one that was edited twice
        assert "Tìm kiếm thông tin" in site.get("")
        page = site.get("tim-kiem", q="khoa hoc cong nghe")
        assert "Khoa học" in page and "<mark" in page
        bulletin = site.get(first_hit(page))
        assert "<h1" in bulletin and "Các tin khác" in bulletin
        page = site.get("tim-kiem", q="20-NQ/TW")
        assert "20-NQ/TW" in site.get(first_hit(page))
        assert "Đảng bộ thị xã Kim Bồng" in re.sub("<[^>]+>", "", site.get("ngay/2017/03/22"))
        children = running_in(site.process.pid)
        assert len(children) >= 4  # itself, the portal, the server and its workers
        site.process.send_signal(signal.SIGTERM)
        site.process.wait(END_SECONDS)
        assert wait_for(lambda: not running_in(site.process.pid), 5), running_in(site.process.pid)
    kept = ids_and_versions(data)
    with started(data, tmp_path / "second.log") as site:
        assert f"mới 0 · đổi 0 · không đổi {len(kept)} · gỡ 0 · lỗi 0" in site.said
        assert "không có gì thay đổi · chỉ mục gen-000001" in site.said
        assert "20-NQ/TW" in site.get(first_hit(site.get("tim-kiem", q="20-NQ/TW")))
    assert ids_and_versions(data) == kept


def test_help_needs_nothing_and_names_the_options() -> None:
    done = start("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(option in done.stdout for option in ("--port N", "--data THƯ_MỤC", "--setup-only"))


def test_setup_only_stops_when_the_environment_is_made(tmp_path: Path) -> None:
    done = start("--setup-only", "--data", tmp_path / "data")
    assert done.returncode == 0 and ".venv" in done.stdout
    assert not (tmp_path / "data").exists()


def test_a_busy_port_is_named_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = start("--port", port, "--data", tmp_path / "data")
    assert done.returncode == 1
    assert done.stderr.startswith(f"start: cổng {port} của 127.0.0.1 đang có chương trình khác dùng")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("arguments", [("--port", "abc"), ("--port", "70000"), ("--port", "-1"), ("--ports", "80"),
                                       ("data",), ("--data",)], ids=" ".join)
def test_wrong_arguments_end_with_two(arguments: tuple[str, ...]) -> None:
    done = start(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("cách dùng: start ")
    assert done.stdout == ""
