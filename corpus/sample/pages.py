"""The HTML of the sample portal, as old-fashioned and irregular as the portals that it stands for.

Which bulletin gets which irregularity follows from its number, so that a page is the same at every request.
"""

from __future__ import annotations

import unicodedata
from calendar import Calendar
from collections.abc import Collection, Sequence
from datetime import date
from html import escape
from string import Template

from corpus.sample.sample_bulletin import SECTIONS, SampleBulletin, section_path

PORTAL = "Cổng thông tin điện tử tỉnh Trường Hà"
FIRST_YEAR, LAST_YEAR = 1900, 9999  # the calendar goes on far beyond the news: the trap that real portals set
# The one page that says iso-8859-1 and is UTF-8, as portals do that were moved from an old server.
MISLABELLED = "2014-07-29-thong-bao-cat-nuoc-kenh-chinh-dong-lac.md"

LAYOUT = Template("""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang="vi">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=$charset" />
<title>$title</title>
$head
<link rel="alternate" type="application/rss+xml" title="RSS" href="/rss.xml" />
<link rel="stylesheet" type="text/css" href="/css/portal.css" />
</head>
<body>
<div id="header"><a href="/"><b>CỔNG THÔNG TIN ĐIỆN TỬ TỈNH TRƯỜNG HÀ</b></a></div>
<div id="menu"><ul>
<li><a href="/">Trang chủ</a></li>
$menu
</ul></div>
<table id="khung" width="1000" cellpadding="0" cellspacing="0"><tr valign="top">
<td id="trai" width="720">
<form class="timkiem" action="/tim-kiem/" method="get"><label>Tìm kiếm thông tin</label>
<input type="text" name="q" value="" /><input type="submit" value="Tìm" /></form>
<a href="https://tinnhiemmang.example/truongha"><img src="/images/tin-nhiem-mang.svg" width="150" height="56"
 alt="Chứng nhận Tín Nhiệm Mạng" /></a>
$content
</td>
<td id="phai">
<div class="khoi"><h4>Xem tin theo ngày</h4>
$calendar
</div>
<div class="khoi"><h4>Thống kê truy cập</h4>
<p>Truy cập tổng 8.612.913</p><p>Truy cập hiện tại 190</p></div>
</td></tr></table>
<div id="footer"><p><b>CỔNG THÔNG TIN ĐIỆN TỬ TỈNH TRƯỜNG HÀ</b></p>
<p>Cơ quan chủ quản: Ủy ban nhân dân tỉnh Trường Hà. Địa chỉ: 01 đường Bến Đò, phường Bến Đò, thành phố Trường Hà</p>
<p>Điện thoại: 0234 000 100 - Email:
<a href="mailto:banbientap@truongha.example">banbientap@truongha.example</a></p>
<p>Ghi rõ nguồn khi phát hành lại thông tin từ cổng này.</p></div>
</body>
</html>
""")

PLAIN_ARTICLE = Template("""<div class="chitiet">
<h1 class="tieude">$title</h1>
<div class="ngay">$updated</div>
$summary<div class="noidung">
$body
</div>
<div class="tacgia" style="text-align:right"><b>$author</b></div>
$attachments<div class="congcu"><a href="javascript:window.print()">In trang</a> | <a href="#">Về đầu trang</a></div>
$others
</div>""")

TABLE_ARTICLE = Template("""<table width="100%" border="0" cellpadding="3">
<tr><td class="tieude"><font size="4" color="#003399"><b>$title</b></font></td></tr>
<tr><td><font size="1"><i>$updated</i></font></td></tr>
<tr><td align="justify">$summary$body
<p align="right"><b>$author</b></p></td></tr>
<tr><td>$attachments</td></tr>
<tr><td>$others</td></tr>
</table>""")


def page(title: str, content: str, shown_month: str, head: str = "", charset: str = "utf-8") -> str:
    """The whole page around its content; every page of the portal goes through here."""
    menu = "\n".join(f'<li><a href="{section_path(name)}">{escape(name)}</a></li>' for name in SECTIONS)
    return LAYOUT.substitute(
        title=escape(title), head=head, charset=charset, menu=menu, content=content, calendar=shown_month,
    )


def article(item: SampleBulletin, others: Sequence[SampleBulletin]) -> str:
    """The content of a bulletin's own page; some pages are tables, and some hold decomposed accents."""
    as_table = is_table(item)
    template = TABLE_ARTICLE if as_table else PLAIN_ARTICLE
    content = template.substitute(
        title=escape(item.title),
        updated=updated_line(item),
        summary=f'<p class="sapo"><strong>{escape(item.summary)}</strong></p>\n' if item.summary else "",
        body=table_body(item) if as_table else plain_body(item),
        author=escape(item.author),
        attachments=attachment_list(item),
        others=other_news(item, others),
    )
    return unicodedata.normalize("NFD", content) if is_decomposed(item) else content


def is_table(item: SampleBulletin) -> bool:
    """Whether the page is laid out as a table, with line breaks for paragraphs."""
    return item.number % 7 == 0


def is_decomposed(item: SampleBulletin) -> bool:
    """Whether the page holds decomposed accents, as texts pasted from a Mac do."""
    return item.number % 11 == 0


def article_head(item: SampleBulletin, site: str, path: str = "") -> str:
    """Canonical address and meta tags, which the table pages are too old to have."""
    if is_table(item):
        return ""
    tags = [f'<link rel="canonical" href="{escape(site + (path or item.path))}" />']
    if item.number % 3 == 0:
        moment = item.published_on.isoformat()
        moment += f"T{item.published_at:%H:%M:%S}+07:00" if item.published_at else ""
        tags.append(f'<meta property="article:published_time" content="{moment}" />')
    return "\n".join(tags)


def updated_line(item: SampleBulletin) -> str:
    """The line under the title: "Ngày cập nhật 22/03/2017", with the time on some pages."""
    day = f"{item.published_on:%d/%m/%Y}"
    if item.published_at and item.number % 5 == 0:
        return f"Ngày cập nhật: {day} | {item.published_at:%H:%M}"
    return f"Ngày cập nhật {day}"


def plain_body(item: SampleBulletin) -> str:
    """The paragraphs as <p>; some pages never close them, some carry what a word processor left."""
    texts = [escape(text, quote=False) for text in item.paragraphs]
    if item.number % 4 == 1:
        return "\n".join(f"<p>{text}" for text in texts)
    if item.number % 6 == 2:
        return "\n".join(
            f'<p class="MsoNormal" style="text-align:justify;text-indent:.5in"><span style="font-size:13.0pt">'
            f"{text}<o:p></o:p></span></p><p>&nbsp;</p>" for text in texts
        )
    return "\n".join(f'<p style="text-align: justify;">{text}</p>' for text in texts)


def table_body(item: SampleBulletin) -> str:
    """The paragraphs as one run of text with line breaks."""
    return "<br /><br />\n".join(f"&nbsp;&nbsp; {escape(text, quote=False)}" for text in item.paragraphs)


def attachment_list(item: SampleBulletin) -> str:
    """The attached files, or nothing."""
    if not item.attachments:
        return ""
    links = "".join(f'<li><a href="/tai-lieu/{a.file}">{escape(a.name)}</a></li>' for a in item.attachments)
    return f'<div class="dinhkem"><b>Tập tin đính kèm:</b><ul>{links}</ul></div>\n'


def other_news(item: SampleBulletin, others: Sequence[SampleBulletin]) -> str:
    """The list under a bulletin; some of its links carry a session id or an address of the old portal."""
    links = "\n".join(
        f'<li><a href="{odd_address(item, other)}">{escape(other.title)}</a> ({other.published_on:%d/%m/%Y})</li>'
        for other in others
    )
    return f'<div class="tinkhac"><h3>Các tin khác</h3>\n<ul>\n{links}\n</ul></div>'


def odd_address(item: SampleBulletin, other: SampleBulletin) -> str:
    """Where `item` links to `other`: the plain address, one with ?sid=, or the old one that redirects."""
    if other.number % 13 == 0:
        return old_address(other)
    return f"{other.path}?sid={item.number:06x}" if item.number % 9 == 4 else other.path


def old_address(item: SampleBulletin) -> str:
    """The address that a bulletin had before the portal was rebuilt."""
    return f"/Default.aspx?tin={item.number}"


def news_list(heading: str, items: Sequence[SampleBulletin], pager: str = "", section: str = "") -> str:
    """The content of a list page: title, day and first words of each bulletin, at its address in the section."""
    rows = "\n".join(
        f'<li><a href="{item.path_in(section or item.section)}">{escape(item.title)}</a> '
        f"<i>({item.published_on:%d/%m/%Y})</i>"
        f"<br />{escape(teaser(item))}</li>"
        for item in items
    )
    shown = f'<ul class="danhsach">\n{rows}\n</ul>' if items else "<p>Chưa có tin nào.</p>"
    return f"<h2>{escape(heading)}</h2>\n{shown}\n{pager}"


def teaser(item: SampleBulletin, words: int = 30) -> str:
    """The first words of a bulletin, as list pages show them."""
    found = (item.summary or item.paragraphs[0]).split()
    return " ".join(found[:words]) + ("…" if len(found) > words else "")


def pager(base: str, number: int, count: int) -> str:
    """Links to the pages of a list: 1 is the base itself."""
    cells = [
        f"<b>{n}</b>" if n == number else f'<a href="{base if n == 1 else f"{base}trang-{n}.html"}">{n}</a>'
        for n in range(1, count + 1)
    ]
    return f'<div class="phantrang">Trang: {" ".join(cells)}</div>' if count > 1 else ""


def month_table(year: int, month: int, days: Collection[date]) -> str:
    """The calendar of a month; days with news are links, and so are the months before and after, for ever."""
    rows = []
    for week in Calendar().monthdayscalendar(year, month):
        cells = "".join(f"<td>{day_cell(year, month, day, days)}</td>" for day in week)
        rows.append(f"<tr>{cells}</tr>")
    before, after = shift(year, month, -1), shift(year, month, 1)
    return (
        f'<table class="lich"><caption>{month_link(*before, "&laquo;")} '
        f'<a href="/tin-theo-ngay/{year:04}/{month:02}/">Tháng {month:02}/{year:04}</a> '
        f'{month_link(*after, "&raquo;")}</caption>\n'
        "<tr><th>T2</th><th>T3</th><th>T4</th><th>T5</th><th>T6</th><th>T7</th><th>CN</th></tr>\n"
        + "\n".join(rows) + "\n</table>"
    )


def day_cell(year: int, month: int, day: int, days: Collection[date]) -> str:
    """One cell of the calendar: empty outside the month, a link where there is news."""
    if not day:
        return "&nbsp;"
    if date(year, month, day) in days:
        return f'<a href="/tin-theo-ngay/{year:04}/{month:02}/{day:02}/">{day}</a>'
    return str(day)


def shift(year: int, month: int, by: int) -> tuple[int, int]:
    """The month so many months on.

    >>> shift(2017, 12, 1), shift(2017, 1, -1)
    ((2018, 1), (2016, 12))
    """
    months = year * 12 + month - 1 + by
    return months // 12, months % 12 + 1


def month_link(year: int, month: int, text: str) -> str:
    """A link to a month, or the bare text at the very ends of the calendar."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return text
    return f'<a href="/tin-theo-ngay/{year:04}/{month:02}/">{text}</a>'
