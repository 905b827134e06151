"""Readers are counted once a day whichever process they meet; no address is written; little is lost with a process."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pytest import approx

from corpus.data_dir import DataDir
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.settings import Settings
from search_app.visits import counting
from search_app.visits.counting import KEY, Visits
from search_app.visits.record import Record
from search_app.visits.sketch import Sketch, hash_of
from tests.search_app.conftest import make_bulletins

BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
NOON = datetime(2026, 11, 29, 12, 0)


@pytest.mark.parametrize("different", [0, 1, 50, 2_000, 100_000])
def test_a_sketch_counts_what_is_different(different: int) -> None:
    sketch = Sketch()
    for n in range(different):
        for _ in range(2):
            sketch.add(hash_of(str(n).encode(), b"s"))
    assert sketch.count() == approx(different, rel=0.08, abs=2)
    assert Sketch(bytes(sketch)).count() == sketch.count()


def test_who_writes_ends_with_what_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that is thrown away takes its thread along."""
    monkeypatch.setattr(counting, "WRITE_SECONDS", 0.01)
    counted = Visits(tmp_path / "v.sqlite")
    counted.count("198.51.100.1", NOON)
    thread = counted._writer[1] if counted._writer else None
    assert thread and thread.is_alive()
    del counted
    thread.join(30)
    assert not thread.is_alive() and Record(tmp_path / "v.sqlite").totals("").visitors == 1


def test_processes_agree(tmp_path: Path) -> None:
    one = Visits(tmp_path / "v.sqlite", alone=False)
    other = Visits(tmp_path / "v.sqlite", alone=False)
    other._secret = one._secret  # as a fork has it
    for n in range(40):
        one.count(f"198.51.100.{n}", NOON)
        other.count(f"198.51.100.{n + 20}", NOON)
    for visits in (one, other, one):
        visits.write(NOON)
    assert one.totals and one.totals == other.totals
    assert (one.totals.visitors, one.totals.present) == approx((60, 60), abs=3)
    day, = Record(tmp_path / "v.sqlite").days(9)
    assert day.pages == 80


def test_the_next_day_begins_anew_and_the_present_leave(tmp_path: Path) -> None:
    visits = Visits(tmp_path / "v.sqlite", alone=False)
    for moment in (NOON, NOON.replace(day=30)):
        for n in range(10):
            visits.count(f"198.51.100.{n}", moment)
        visits.write(moment)
    # The salt is another each time, and two of ten may fall together.
    assert visits.totals and visits.totals.visitors == approx(20, abs=2) and visits.totals.present == approx(10, abs=1)
    counted = visits.totals.visitors
    visits.write(NOON.replace(day=30, minute=20))
    assert visits.totals.present == 0 and visits.totals.visitors == counted


def test_what_was_written_survives_a_kill(tmp_path: Path) -> None:
    script = ("import os, signal, sys\nfrom datetime import datetime\nfrom pathlib import Path\n"
              "from search_app.visits.counting import Visits\nvisits = Visits(Path(sys.argv[1]), alone=False)\n"
              "for n in range(30): visits.count(str(n), datetime(2026, 11, 29, 12))\n"
              "visits.write(datetime(2026, 11, 29, 12))\nos.kill(os.getpid(), signal.SIGKILL)\n")
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "v.sqlite")], check=False,
                   cwd=Path(__file__).parents[3])
    assert Record(tmp_path / "v.sqlite").totals("2026-11-29T11:00").visitors == approx(30, abs=2)


@pytest.fixture
def reader(tmp_path: Path, data: DataDir, engine: MemoryEngine) -> FlaskClient:
    """A reader of an app whose counts nobody else adds to."""
    app = create_app(Settings(data, web_folder=str(tmp_path)), engine)
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    return client


def test_pages_are_counted_and_robots_are_not(reader: FlaskClient) -> None:
    for address in ("/", "/tin/bd-12-lu-len-nhanh-tren-song-lac", "/tin/bd-12-lu-len-nhanh-tren-song-lac"):
        reader.get(address, headers=BROWSER)
    for agent, address in (("Googlebot/2.1", "/"), (BROWSER["User-Agent"], "/api/v1/nguon"),
                           (BROWSER["User-Agent"], "/khong-co"), (BROWSER["User-Agent"], "/atom.xml")):
        reader.get(address, headers={"User-Agent": agent})
    visits = reader.application.extensions[KEY]
    visits.write(datetime.now())
    day, = visits.record.days(9)
    assert (day.visitors, day.pages) == (1, 3)
    html = reader.get("/thong-ke", headers=BROWSER).text
    assert "Truy cập tổng" in html and "Lũ lên nhanh trên sông Lạc" in html


def test_searches_are_told_of_where_several_asked_and_nobody_is_named(reader: FlaskClient) -> None:
    for n in range(4):
        reader.environ_base["REMOTE_ADDR"] = f"203.0.113.{n}"
        for text in ("nghề gốm", "gọi 0912 345 678", "an@vi.du", "không tìm thấy gì đâu"):
            reader.get("/tim-kiem", query_string={"q": text}, headers=BROWSER)
    reader.get("/tim-kiem?q=riêng", headers=BROWSER)
    visits = reader.application.extensions[KEY]
    visits.write(datetime.now())
    searched = dict(visits.record.most("tim", "2000-01-01", 99))
    assert "nghề gốm" in searched and "riêng" not in searched
    assert not any("0912" in text or "@" in text for text in searched)
    html = reader.get("/thong-ke").text
    assert "Tìm nhiều nhất" in html and "nghề gốm" in html and "không tìm thấy gì" not in html


def test_no_address_is_written(reader: FlaskClient, tmp_path: Path) -> None:
    reader.get("/", headers=BROWSER)
    visits = reader.application.extensions[KEY]
    visits.write(datetime.now())
    written = (tmp_path / "visits.sqlite").read_bytes()
    assert b"203.0.113" not in written and b"Firefox" not in written and len(make_bulletins()) > 1


def test_where_nothing_may_be_written_nothing_is_counted(data: DataDir, engine: MemoryEngine) -> None:
    client = create_app(Settings(data, web_folder="/proc"), engine).test_client()
    assert client.get("/", headers=BROWSER).status_code == 200
    assert "Chưa có số liệu." in client.get("/thong-ke").text
