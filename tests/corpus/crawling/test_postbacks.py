"""Lists whose further pages only a form leads to, as ASP.NET has them, and buttons that load more."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest

from corpus.crawling.reading.postbacks import find_posts
from tests.crawled_site import log, run
from tests.local_site import Reply, Site, article, bulletin_paths, listing, serve

PAGES, PER_PAGE = 5, 3
PAGERS = {
    "numbers": lambda page: [(str(n), "ctl00$gvTin", f"Page${n}") for n in range(1, PAGES + 1) if n != page],
    "repeater": lambda page: [(str(n), f"ctl00$rptPager$ctl{n:02}$lnkTrang", "") for n in range(1, PAGES + 1)],
    "next": lambda page: [("Trang sau »", "ctl00$lnkNext", "")] if page < PAGES else [],
    "window": lambda page: [(str(n), "ctl00$gvTin", f"Page${n}") for n in (page - page % 2, page - page % 2 + 1) if n]
    + ([("...", "ctl00$gvTin", f"Page${page - page % 2 + 2}")] if page - page % 2 + 2 <= PAGES else []),
}


def list_page(page: int, kind: str) -> Reply:
    """A page of a list: the state of the form says which."""
    items = "".join(f'<li><a href="/tin/{number}">Hội nghị triển khai công tác kỳ {number}</a></li>'
                    for number in range((page - 1) * PER_PAGE, page * PER_PAGE))
    links = "".join(f'<a href="javascript:__doPostBack(&#39;{target}&#39;,&#39;{argument}&#39;)">{text}</a> '
                    for text, target, argument in PAGERS[kind](page))
    return Reply(f"<html><head><title>Danh sách tin</title></head><body><form method='post' action='./tin.aspx'>"
                 f"<input type='hidden' name='__VIEWSTATE' value='trang{page}' /><ul>{items}</ul>{links}"
                 "<a href=\"javascript:__doPostBack('ctl00$gvTin','Sort$Ngay')\">Ngày</a>"
                 "<a href=\"javascript:__doPostBack('ctl00$lnkDangXuat','')\">Thoát</a></form></body></html>")


def site_of(kind: str) -> Site:
    """A portal with one list; a form brings the page that it calls, from the page that its state names."""
    site = Site()
    site.pages["/"] = listing("/tin.aspx")
    site.pages["/tin.aspx"] = list_page(1, kind)
    for number in range(PAGES * PER_PAGE):
        site.pages[f"/tin/{number}"] = article(f"Hội nghị triển khai công tác kỳ {number}")

    def send(path: str, body: str) -> Reply | None:
        form = {name: values[0] for name, values in parse_qs(body, keep_blank_values=True).items()}
        state, target, argument = form["__VIEWSTATE"], form["__EVENTTARGET"], form["__EVENTARGUMENT"]
        if argument.startswith("Page$"):
            return list_page(int(argument.removeprefix("Page$")), kind)
        if "rptPager" in target:
            return list_page(int(target.split("$ctl")[1][:2]), kind)
        return list_page(int(state.removeprefix("trang")) + 1, kind) if target == "ctl00$lnkNext" else None
    site.forms = send
    return site


@pytest.mark.parametrize("kind", PAGERS)
def test_every_page_is_asked_once_and_nothing_but_pages(data: Path, kind: str) -> None:
    site = site_of(kind)
    with serve(site):
        report = run(site, data)
        posted = [path for path in site.paths() if path.startswith("POST")]
        assert report.finished and report.failed == 0 and len(posted) == PAGES - 1
        assert len(bulletin_paths(data)) == PAGES * PER_PAGE
        again = run(site, data)
    assert (again.new, again.failed) == (0, 0) and len([path for path in site.paths() if "POST" in path]) == PAGES - 1
    asked = [address for address, in log(data, "address") if "#trang=" in address]
    assert sorted({address.rpartition("=")[2] for address in asked}) == ["2", "3", "4", "5"]


def test_an_interrupted_crawl_goes_on_with_the_forms_that_it_knew(data: Path) -> None:
    site = site_of("next")
    with serve(site):
        while not (report := run(site, data, limit=2)).finished:
            assert report.fetched
    assert len(bulletin_paths(data)) == PAGES * PER_PAGE


@pytest.mark.parametrize("page", [
    "<a href=\"javascript:__doPostBack('gv','Page$2')\">2</a>",  # no form
    "<form method=post><a href=\"javascript:__doPostBack('gv','Page$2')\">2</a></form>",  # nothing that it is known by
    "<form method=post action='http://khac.example/'><input type=hidden name=__VIEWSTATE value=x>"
    "<a href=\"javascript:__doPostBack('gv','Page$2')\">2</a></form>",
    "<form method=post><input type=hidden name=__VIEWSTATE value=x>"
    "<a href=\"javascript:__doPostBack('btnXoa','')\">2</a></form>",
    "<form method=post><input type=hidden name=__VIEWSTATE value=x>" + "<input " * 50_000,
])
def test_what_is_no_pager_is_not_sent(page: str) -> None:
    assert find_posts("http://h/tin.aspx", page.encode()) == ()


@pytest.mark.parametrize("button", [
    '<button class="btn btn-load-more" data-url="/them?trang={next}">Xem thêm</button>',
    '<a href="#" id="xem-them" onclick="taiThem(\'/them?trang={next}\'); return false">Xem thêm tin</a>',
    '<div class="loader" data-next-url="/them?trang={next}"></div>',
])
def test_a_button_that_names_where_more_comes_from(data: Path, button: str) -> None:
    site = Site()
    for page in range(1, 4):
        items = "".join(f'<li><a href="/tin/{page}-{n}">Hội nghị kỳ {page}-{n}</a></li>' for n in range(3))
        more = button.format(next=page + 1) if page < 3 else ""
        site.pages["/" if page == 1 else f"/them?trang={page}"] = Reply(f"<ul>{items}</ul>{more}")
        for number in range(3):
            site.pages[f"/tin/{page}-{number}"] = article(f"Hội nghị triển khai công tác kỳ {page}-{number}")
    with serve(site):
        run(site, data)
    assert len(bulletin_paths(data)) == 9
