"""scripts/extract.py and scripts/evaluate_extraction.py as the admin runs them."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests import script_runs

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases" / "pages"


def run(script: str, *arguments: str | Path, typed: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The finished run of a script."""
    return script_runs.run(script, *arguments, typed=typed)


class Portal(BaseHTTPRequestHandler):
    """One page, and nothing else."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/tin" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((CASES / "party_named_divs.html").read_bytes())

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def portal() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_json() -> None:
    result = run("extract.py", CASES / "party_old_tables.html", "--json")
    assert (result.returncode, result.stderr) == (0, b"")
    found = json.loads(result.stdout)
    assert found["title"] == "Đồng Mía sơ kết ba năm thực hiện Nghị quyết 12-NQ/TU về phát triển cây quế"
    assert (found["published_on"], found["author"], found["numbers"]) == ("2017-05-16", "Hoài An", ["12-NQ/TU"])
    assert found["body"].startswith("Sáng 15/5, Huyện ủy Tây Lạc") and found["is_article"]


def test_an_undated_page_has_null_for_its_day() -> None:
    assert json.loads(run("extract.py", CASES / "undated_traps.html", "--json").stdout)["published_on"] is None


def test_the_address_makes_attachments_absolute() -> None:
    result = run("extract.py", CASES / "drupal.html", "--url", "http://a.vn/node/55", "--json")
    assert json.loads(result.stdout)["attachments"] == [{"name": "nq-18.pdf", "address": "http://a.vn/files/nq-18.pdf"}]


def test_text_for_people_and_standard_input() -> None:
    result = run("extract.py", "-", typed=(CASES / "vnpt.html").read_bytes())
    lines = result.stdout.decode().splitlines()
    assert lines[1:3] == ["11/07/2018 08:30 · Tin kinh tế", "Số hiệu: 18/2018/NQ-HĐND"]


def test_an_address_is_fetched_where_that_is_allowed(portal: str) -> None:
    result = run("extract.py", f"{portal}/tin", "--allow-private", "--json")
    assert (result.returncode, json.loads(result.stdout)["author"]) == (0, "Hoài An")
    assert run("extract.py", f"{portal}/tin", "--json").returncode == 1
    assert b"404" in run("extract.py", f"{portal}/khac", "--allow-private").stderr


@pytest.mark.parametrize("arguments, code, told", [
    (["no-such-page.html"], 2, "no-such-page.html: không đọc được: không có tệp hay thư mục này".encode()),
    ([str(CASES / "vnpt.html"), "--source", "no-such-source"], 2, b"no-such-source"),
    ([], 2, "TỆP|ĐỊA_CHỈ".encode()),
])
def test_failures(arguments: list[str], code: int, told: bytes) -> None:
    result = run("extract.py", *arguments, "--json")
    assert (result.returncode, result.stdout) == (code, b"") and told in result.stderr


def test_rules_of_an_installation_are_used(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('[a]\nhosts = "a.vn"\n[a.rules]\ntitle = ".PostDate"\n', encoding="utf-8")
    result = run("extract.py", CASES / "vnpt.html", "--url", "http://a.vn/1", "--data", tmp_path, "--json")
    assert json.loads(result.stdout)["title"] == "Thứ tư, 11/07/2018 | 08:30"


def test_evaluation_counts(tmp_path: Path) -> None:
    wanted = json.loads((CASES / "vnpt.json").read_text(encoding="utf-8"))
    (tmp_path / "a__1.html").write_bytes((CASES / "vnpt.html").read_bytes())
    rows = [{"file": "a__1.html", "title": wanted["title"].upper() + ".", "date": "2018-07-11",
             "body": " ".join(wanted["body"])},
            {"file": "a__1.html", "title": "Khác", "date": None, "body": ""}]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    result = run("evaluate_extraction.py", "--pages", tmp_path, "--json")
    assert json.loads(result.stdout)["total"] == {
        "pages": 2, "titles_right": 1, "body_f1_mean": 0.5, "body_f1_min": 0.0, "dates_right": 1, "dates_wrong": 1,
        "dates_missed": 0, "taken_for_articles": 2}
    assert b"total" in run("evaluate_extraction.py", "--pages", tmp_path).stdout


def test_evaluation_without_pages_says_what_is_missing(tmp_path: Path) -> None:
    result = run("evaluate_extraction.py", "--pages", tmp_path)
    assert result.returncode == 2 and "gold.jsonl: không có tệp này" in result.stderr.decode()
