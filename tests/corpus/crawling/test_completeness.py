"""What a portal announces against what is held, by month; and what portals are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.crawling.completeness import Month, completeness
from corpus.crawling.sources import Source
from corpus.crawling.stored_source import stored_source, under_its_name
from corpus.storing.naming import Naming, NamingError
from tests.crawled_site import opened, run
from tests.local_site import Reply, Site, article, serve


def site_with_gaps() -> Site:
    """A portal whose list names seven bulletins: of one the link is dead, of one the server fails, one is no bulletin,
    one may not be asked for; and whose pager says that there are five pages."""
    days = {"/tin/1": "03/03/2017", "/tin/2": "14/03/2017", "/tin/hong": "20/03/2017", "/tin/loi": "02/04/2017",
            "/tin/rong": "05/04/2017", "/cam/1": "06/04/2017", "/cu": "07/04/2017"}
    items = "".join(f'<li><a href="{path}">Hội nghị triển khai công tác {path}</a> <span>({day})</span></li>'
                    for path, day in days.items())
    site = Site()
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /cam/", kind="text/plain")
    site.pages["/"] = Reply("<title>Trang chủ | Cổng thông tin điện tử xã Kim Bồng</title>"
                            f"<ul>{items}</ul><p>Trang 1/5</p><p>Tổng số: 1.204 tin</p>")
    for path in ("/tin/1", "/tin/2"):
        site.pages[path] = article(f"Hội nghị triển khai công tác {path}", day=days[path])
    site.pages["/tin/loi"] = Reply("lỗi", 500)
    site.pages["/tin/rong"] = Reply("<ul></ul>")
    site.pages["/cu"] = Reply("", 301, {"Location": "/moi"})
    site.pages["/moi"] = article("Hội nghị triển khai công tác /cu", day=days["/cu"])
    site.pages["/moi/khong-ke"] = article("Hội nghị không có trong danh sách", day="30/04/2017")
    site.pages["/moi"] = article("Hội nghị triển khai công tác /cu", day=days["/cu"], links=("/moi/khong-ke",))
    return site


def test_each_month_says_what_was_announced_and_what_became_of_it(data: Path) -> None:
    site = site_with_gaps()
    with serve(site):
        run(site, data)
    with opened(data) as store:
        found, = completeness(store)
    assert found.months == (
        Month("2017-03", held=2, announced=3, announced_held=2, dead_links=1, days_held=2),
        Month("2017-04", held=2, announced=4, announced_held=1, failed=1, not_allowed=1, no_bulletin=1, days_held=2))
    assert [month.missing for month in found.months] == [0, 3]
    assert (found.announced, found.announced_held, found.dead_links, found.share) == (7, 3, 1, 0.5)
    assert [(each.why, each.day) for each in found.missing] == [
        ("failed", "2017-04-02"), ("no_bulletin", "2017-04-05"), ("not_allowed", "2017-04-06"),
        ("dead_links", "2017-03-20")]
    told, = found.lists
    assert (told.pages, told.items, told.pages_read) == (5, 1204, 1)


def test_what_was_missing_is_held_after_the_next_crawl(data: Path) -> None:
    site = site_with_gaps()
    with serve(site):
        run(site, data)
        site.pages["/tin/loi"] = article("Hội nghị triển khai công tác /tin/loi", day="02/04/2017")
        run(site, data, retry=True)
    with opened(data) as store:
        april = completeness(store)[0].months[1]
    assert (april.announced_held, april.failed) == (2, 0)


def test_a_portal_says_its_name_which_can_be_changed_and_nothing_is_lost(data: Path) -> None:
    site = site_with_gaps()
    with serve(site):
        run(site, data)
        with opened(data) as store:
            naming = Naming(store)
            assert naming.titles() == {"site": "Cổng thông tin điện tử xã Kim Bồng"}
            naming.give_title("site", "Xã Kim Bồng")
            before, mark = list(store.bulletins()), store.watermark()
            assert naming.rename("site", "kim-bong") == len(before)
            after = list(store.bulletins())
            assert {b.source for b in after} == {"kim-bong"} and {b.id for b in after} == {b.id for b in before}
            assert [b.version for b in after] == [1] * len(before) and store.watermark() == mark + len(before)
            assert naming.titles() == {"kim-bong": "Xã Kim Bồng"}
            assert [each.source for each in completeness(store)] == ["kim-bong"]
            known = stored_source(store, "kim-bong")
            assert known is not None and (known.start, known.hosts) == ((site.address,), (site.host,))
            assert under_its_name(store, Source("x", start=(site.address,))).name == "kim-bong"
            with pytest.raises(NamingError):
                naming.rename("site", "khac")
            naming.note_own_title("khac", "Cổng khác")
            with pytest.raises(NamingError):
                naming.rename("kim-bong", "khac")
        again = run(site, data, source=known)
    assert (again.new, again.unchanged) == (0, len(before))
