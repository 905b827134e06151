"""What is read of an answer, and what is not."""

from __future__ import annotations

import gzip
from pathlib import Path

from tests.crawled_site import log, opened, run, source_of
from tests.local_site import Reply, Site, article, bulletin_paths, listing, news_site, serve


def test_noindex_and_nofollow(data: Path) -> None:
    site = Site()
    meta = '<meta name="robots" content="{}">'
    site.pages.update({"/": listing("/an", "/dung"), "/an": article("Tin không muốn được tìm thấy", links=("/qua-an",),
                                                                    head=meta.format("noindex")),
                       "/qua-an": article("Tin ở sau tin không muốn tìm thấy"),
                       "/dung": article("Tin không cho đi tiếp qua nó", links=("/cam",), head=meta.format("nofollow")),
                       "/cam": article("Tin mà không ai được theo tới")})
    with serve(site):
        run(site, data)
    assert set(bulletin_paths(data)) == {"/qua-an", "/dung"}


def test_sitemaps_and_feeds_are_starting_points(data: Path) -> None:
    site = news_site(6)
    with serve(site):
        at = site.address
        site.pages["/"] = listing(title="Trang chủ", head='<link rel="alternate" type="application/rss+xml" '
                                  'href="/rss?x=1">')
        site.pages["/robots.txt"] = Reply(f"Sitemap: {at}map/index.xml\n", kind="text/plain")
        site.pages["/map/index.xml"] = Reply(
            f"<?xml version='1.0'?><sitemapindex><sitemap><loc>{at}map/1.xml</loc></sitemap><sitemap><loc>{at}map/2.xml"
            ".gz</loc></sitemap><sitemap><loc>http://other.example.vn/3.xml</loc></sitemap></sitemapindex>",
            kind="application/xml")
        site.pages["/map/1.xml"] = Reply(f"<urlset><url><loc>\n{at}tin/1 </loc></url></urlset>", kind="text/xml")
        site.pages["/map/2.xml.gz"] = Reply(
            gzip.compress(f"<urlset><url><loc>{at}tin/2</loc></url></urlset>".encode()), kind="application/x-gzip")
        site.pages["/rss?x=1"] = Reply("<rss><channel><item><title>T</title><link>/tin/3</link></item></channel></rss>",
                                       kind="application/rss+xml")
        for number in range(6):
            site.pages[f"/tin/{number}"] = article(f"Hội nghị triển khai công tác số {number}")
        report = run(site, data)
        assert set(bulletin_paths(data)) == {"/tin/1", "/tin/2", "/tin/3"}
        assert report.notes == () and "/sitemap.xml" not in site.counts()
        again = run(site, data)
    assert (again.unchanged, again.fetched) == (3, report.fetched)


def test_other_content_is_noted_and_not_kept(data: Path) -> None:
    site = news_site(1)
    site.pages["/"] = listing("/tin/0", "/tai-ve?id=1", "/van-ban.pdf", "/anh")
    site.pages["/tai-ve?id=1"] = Reply(b"%PDF-1.4", kind="application/pdf")
    site.pages["/anh"] = Reply(b"\x89PNG", kind="image/png")
    with serve(site):
        report = run(site, data)
    assert report.new == 1 and "/van-ban.pdf" not in site.paths()
    kinds = {kind: digest for kind, digest in log(data, "content_type, sha256")}
    assert kinds["application/pdf"] is None and kinds["image/png"] is None
    with opened(data) as store:
        assert store.connection.execute("SELECT count(*) FROM blob").fetchone() == (2,)


def test_a_source_says_what_is_wanted(data: Path) -> None:
    site = news_site(15)
    with serve(site):
        report = run(site, data, source=source_of(site, include=(r"^/danh-sach/", r"^/tin/"), exclude=(r"/tin/1$",)))
    assert report.new == 14 and "/tin/1" not in site.paths()


def test_lists_whose_pager_leads_home_are_read_to_the_end(data: Path) -> None:
    site = news_site(4)
    more = '<a href="/">Trang sau</a>'
    site.pages["/"] = listing("/muc/")
    for page, path in enumerate(("/muc/", "/muc/page/2/", "/muc/page/3/")):
        site.pages[path] = Reply(str(listing(f"/tin/{page}").body).replace("</ul>", f"</ul>{more * (page < 2)}"))
    for number in range(4):
        site.pages[f"/tin/{number}"] = article(f"Hội nghị triển khai công tác số {number}")
    with serve(site):
        run(site, data)
    assert set(bulletin_paths(data)) == {"/tin/0", "/tin/1", "/tin/2"}
    assert "/muc/page/4/" not in site.paths()
