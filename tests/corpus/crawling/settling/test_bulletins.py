"""Which bulletin a page's is, where several addresses show it."""

from __future__ import annotations

from pathlib import Path

from corpus.bulletin import bulletin_id
from tests.crawled_site import opened, run
from tests.local_site import Reply, Site, article, bulletin_paths, listing, news_site, serve


def test_canonical_addresses_fold_and_false_ones_do_not(data: Path) -> None:
    site = Site()
    link = '<link rel="canonical" href="{}">'
    site.pages.update({
        "/": listing("/tin/1?in=1", "/tin/1", "/amp/2", "/x/3", "/x/4"),
        "/tin/1": article("Tin thứ nhất của tháng này", head=link.format("/tin/1")),
        "/tin/1?in=1": article("Tin thứ nhất của tháng này", text="Bản in của tin này ngắn hơn bản trên trang, và "
                               "không được làm thành phiên bản mới của tin.", head=link.format("/tin/1")),
        "/amp/2": article("Tin thứ hai của tháng này", head=link.format("/tin/2")),
        "/x/3": article("Tin thứ ba của tháng này", head=link.format("/mac-dinh")),
        "/x/4": article("Tin thứ tư của tháng này", head=link.format("/mac-dinh")),
        "/mac-dinh": listing("/")})
    with serve(site):
        for _ in range(3):
            run(site, data)
    paths = bulletin_paths(data)
    assert {"/tin/1", "/tin/2", "/x/4"} <= set(paths) and len(paths) == 4
    with opened(data) as store:
        assert {b.title for b in store.bulletins()} == {f"Tin thứ {nth} của tháng này" for nth in
                                                        ("nhất", "hai", "ba", "tư")}
        first = store.get(bulletin_id(site.address + "tin/1"))
        assert first is not None and first.version <= 2 and "Bản in" not in first.body


def test_the_same_text_at_two_addresses_is_one_bulletin(data: Path) -> None:
    site = news_site(2)
    site.pages["/ban-sao"] = site.pages["/tin/1"]
    site.pages["/"] = listing("/danh-sach/0", "/ban-sao")
    with serve(site):
        report = run(site, data)
        assert (report.new, len(bulletin_paths(data))) == (2, 2)
        assert report.notes == ("1 trang trùng nội dung với trang khác",)
        assert run(site, data).unchanged == 2
        copy, original = ("/ban-sao", "/tin/1") if "/tin/1" in bulletin_paths(data) else ("/tin/1", "/ban-sao")
        site.pages[original] = Reply("", 404)
        for _ in range(4):
            run(site, data)
    assert copy in bulletin_paths(data) and original not in bulletin_paths(data)
