"""A real portal, crawled as a user would: its address, nothing else. What it holds is counted apart from our code."""

from __future__ import annotations

import functools
import html
import io
import json
import re
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import zstandard

from benchmarks.loopback import listening
from corpus.storing.store import Store

ROOT = Path(__file__).resolve().parent.parent
PACKED = ROOT.parent / "shared" / "data" / "portal" / "krongno.tar.zst"
SCRIPT = ROOT / "scripts" / "crawl.py"

pytestmark = [pytest.mark.shared, pytest.mark.slow,
              pytest.mark.skipif(not PACKED.exists(), reason=f"{PACKED} is missing")]

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"', re.IGNORECASE)
TEXT = re.compile(r'class="journal-content-article"(.*?)Xem chi tiết', re.DOTALL)  # the template of this portal
OTHER_NEWS = 'class="tbtinkhac"'
MIN_CHARS = 200  # below are pages that somebody made to try the system, "ẩm thực" and the like


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("portal")
    unpacked = zstandard.ZstdDecompressor().stream_reader(PACKED.read_bytes()).read()
    with tarfile.open(fileobj=io.BytesIO(unpacked)) as tar:
        tar.extractall(folder, filter="data")
    home, = folder.glob("**/tin-tuc-su-kien")
    return home.parent


@contextmanager
def serve(folder: Path, asked: list[tuple[str, int]]) -> Iterator[str]:
    """The portal on loopback; what was asked, and the status that came back, goes into a list."""
    class Handler(SimpleHTTPRequestHandler):
        def log_request(self, code="-", size="-") -> None:
            asked.append((self.path, int(code)))

        def log_message(self, *_: object) -> None:
            pass

        def list_directory(self, path):
            self.send_error(404)  # a portal does not list its folders

    with listening(functools.partial(Handler, directory=str(folder))) as port:
        yield f"http://127.0.0.1:{port}/"


def pages_of(folder: Path) -> dict[str, str]:
    """The portal's pages by path."""
    return {f"/{file.parent.relative_to(folder).as_posix()}/".replace("/./", "/"): file.read_text("utf-8", "replace")
            for file in folder.glob("**/index.html")}


def linked_from(pages: dict[str, str], starts: set[str]) -> set[str]:
    """The paths that links lead to, from some pages on."""
    seen: set[str] = set()
    rest = set(starts)
    while rest:
        path = rest.pop()
        seen.add(path)
        for link in LINK.findall(pages[path]):
            parts = urlsplit(urljoin(path, html.unescape(link)))
            to = unquote(parts.path).rstrip("/") + "/"
            if not parts.netloc and to in pages and to not in seen:
                rest.add(to)
    return seen


def is_article(page: str) -> bool:
    """Whether a page of this portal is a news item with a text."""
    text = TEXT.search(page)
    plain = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text[1]))) if text else ""
    return OTHER_NEWS in page and len(plain) >= MIN_CHARS


def crawl(address: str, data: Path) -> dict:
    done = subprocess.run([sys.executable, str(SCRIPT), address, "--allow-private", "--delay", "0", "--data", str(data),
                           "--json"], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_linked_article_is_reached_and_read_and_a_second_run_fetches_nothing_anew(
        portal: Path, tmp_path: Path) -> None:
    pages = pages_of(portal)
    behind = {path for path in pages if path.startswith("/tin-tuc-su-kien/") and "/page/" in path}
    expected = {path for path in linked_from(pages, {"/", *behind}) if is_article(pages[path])}
    assert (len(pages), len(behind)) == (109, 4) and len(expected) > 30
    asked: list[tuple[str, int]] = []
    with serve(portal, asked) as address:
        first = crawl(address, tmp_path)
        once = Counter(path for path, _ in asked)
        asked_first = list(asked)
        asked.clear()
        second = crawl(address, tmp_path)
    with Store.open(tmp_path / "store.sqlite", read_only=True) as store:
        held = {unquote(urlsplit(b.url).path): b for b in store.bulletins()}
    assert expected - set(held) == set()
    assert max(once.values()) == 1
    assert (first["failed"], first["finished"]) == (0, True)
    # What the pages of the portal taught showed some more of them to be bulletins, read again without being fetched.
    assert 0 <= len(held) - first["new"] <= len(held) / 10
    assert all(bulletin.title for bulletin in held.values()) and all(held[path].published_on for path in expected)
    assert all(len(held[path].body) > MIN_CHARS for path in expected)
    assert behind <= set(once)  # the pages behind "Trang sau", whose links all lead home on this portal

    assert (second["new"], second["changed"], second["gone"], second["failed"]) == (0, 0, 0, 0)
    assert second["unchanged"] == len(held)
    assert sorted(path for path, _ in asked) == sorted(path for path, _ in asked_first)
    assert [path for path, status in asked if status == 200] == []  # pages: 304; the rest redirects and misses
    with Store.open(tmp_path / "store.sqlite", read_only=True) as store:
        assert {bulletin.version for bulletin in store.bulletins()} == {1}
