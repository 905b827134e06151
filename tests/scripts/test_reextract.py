"""scripts/reextract.py as the admin runs it, over a portal that was crawled page by page."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from benchmarks.extraction.department import OFFICE, SITE, department_pages
from corpus.crawling.sources import load_sources
from corpus.extraction.extract import Page, extract, make_bulletin
from corpus.storing.pages import Pages, now
from corpus.storing.store import Store


# Sixteen bulletins of two makes, six records of documents, lists, standing pages.
PAGES = [page for page in department_pages(16) if not re.search(r"van-ban/-/30(?:0[6-9]|[12])", page.address)]


def fill(path: Path) -> None:
    """A store as a crawl leaves it that read each page for itself."""
    with Store.open(path) as store:
        store.connection.execute("INSERT INTO host (origin) VALUES (?)", [SITE])
        for made in PAGES:
            page = Page(made.address, made.markup.encode())
            found = extract(page)
            bulletin = make_bulletin(page, found, "so", now()) if found.is_article else None
            store.put([bulletin] if bulletin else [])
            store.connection.execute(
                "INSERT INTO url (source, address, origin, pattern, state, depth, first_day, last_day, page, bulletin, "
                "read_with) VALUES ('so', ?, ?, '', 'done', 1, '', '', ?, ?, 'x')",
                [made.address, SITE, Pages(store).keep(page.raw), bulletin.id if bulletin else None])


def test_it_tells_what_would_change_changes_it_and_shows_what_was_learnt(
        run_script: Callable[..., CompletedProcess[str]], tmp_path: Path) -> None:
    fill(tmp_path / "store.sqlite")
    tried = run_script("reextract.py", "so", "--dry-run", "--data", tmp_path)
    assert tried.returncode == 0 and "chạy thử, chưa ghi" in tried.stdout, tried.stderr
    assert "tiêu đề " in tried.stdout and "→" in tried.stdout and "ngày " in tried.stdout
    done = json.loads(run_script("reextract.py", "so", "--json", "--data", tmp_path).stdout)
    assert done["titles"] > 5 and done["days"] > 5 and not done["dry_run"]
    assert f"đổi tiêu đề {done['titles']} · đổi ngày {done['days']}" in tried.stdout  # what was told is what was done

    shown = run_script("reextract.py", "so", "--show", "--data", tmp_path).stdout
    read = tomllib.loads(shown)["so"]
    assert read["title"] == OFFICE and read["bulletins"] == [r"^/Pages/tin\.aspx\?id=[^&]+$", r"^/web/guest/-/\d+$"]
    assert set(read["rules"]) == {"title", "date"}  # of records of documents the text stands elsewhere
    assert '# chưa đủ cho mọi bản tin: body = \'div.' in shown

    # What was shown is what sources.toml may hold; what an admin says of addresses goes before what the pages show.
    told = shown.replace("\nbull", "\nlists = ['^/web/guest/-/']\nbull")
    (tmp_path / "sources.toml").write_text(told, encoding="utf-8")
    assert load_sources(tmp_path / "sources.toml")["so"].rules.date == "div.portlet-body span.meta-day"
    told = json.loads(run_script("reextract.py", "so", "--json", "--dry-run", "--data", tmp_path).stdout)
    dropped = [address for what, address, *_ in told["changes"] if what == "bỏ"]
    assert (told["titles"], told["new"], told["dropped"]) == (0, 0, 8)
    assert len(dropped) == 8 and all("/web/guest/-/" in address for address in dropped)
