"""What the portal says to machines: robots.txt, sitemap.xml, rss.xml, and the attached files."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, time, timedelta, timezone
from email.utils import format_datetime
from html import escape
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from corpus.sample.sample_bulletin import SECTIONS, SampleAttachment, SampleBulletin, section_path

VIETNAM = timezone(timedelta(hours=7))
OPEN_XML = "http://schemas.openxmlformats.org"
RSS_ITEMS = 20  # as many as most portals list


def robots_text(site: str) -> str:
    """The robots.txt: the search is closed, the rest is open.

    >>> "Disallow: /tim-kiem/" in robots_text("http://truongha.example")
    True
    """
    return f"User-agent: *\nDisallow: /tim-kiem/\n\nSitemap: {site}/sitemap.xml\n"


def sitemap_text(site: str, items: Sequence[SampleBulletin]) -> str:
    """The sitemap of the home page, the sections and every bulletin."""
    plain = [f"<url><loc>{escape(site)}{path}</loc></url>" for path in ("/", *map(section_path, SECTIONS))]
    dated = [
        f"<url><loc>{escape(site)}{item.path}</loc><lastmod>{item.published_on.isoformat()}</lastmod></url>"
        for item in items
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return head + "\n".join(plain + dated) + "\n</urlset>\n"


def rss_text(site: str, items: Sequence[SampleBulletin]) -> str:
    """RSS 2.0 of the newest bulletins."""
    entries = [
        f"<item><title>{escape(item.title)}</title><link>{escape(site)}{item.path}</link>"
        f"<guid>{escape(site)}{item.path}</guid><pubDate>{rss_date(item)}</pubDate></item>"
        for item in items[:RSS_ITEMS]
    ]
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n'
        f"<title>Cổng thông tin điện tử tỉnh Trường Hà</title><link>{escape(site)}/</link>"
        "<description>Tin mới</description><language>vi</language>\n"
    )
    return head + "\n".join(entries) + "\n</channel></rss>\n"


def rss_date(item: SampleBulletin) -> str:
    """The moment of publication as RSS wants it, midnight where the file gives a day only."""
    return format_datetime(datetime.combine(item.published_on, item.published_at or time(), VIETNAM))


def attachment_pdf(attachment: SampleAttachment) -> bytes:
    """A one-page PDF that holds the attachment's name, without its accents (the built-in fonts have none).

    >>> attachment_pdf(SampleAttachment("Báo cáo", "bao-cao.pdf"))[:8]
    b'%PDF-1.4'
    """
    name = f"{attachment.name} - tệp mẫu của cổng Trường Hà"
    plain = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d")).encode("ascii", "ignore")
    drawn = plain.replace(b"\\", b"").replace(b"(", b"\\(").replace(b")", b"\\)")
    content = b"BT /F1 14 Tf 60 780 Td (" + drawn + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    xref = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return data + xref + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))


def attachment_docx(attachment: SampleAttachment) -> bytes:
    """A Word document of one line, the attachment's name; the same bytes every time.

    >>> attachment_docx(SampleAttachment("Mẫu phiếu", "mau-phieu.docx"))[:2]
    b'PK'
    """
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{OPEN_XML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{OPEN_XML}/package/2006/relationships"><Relationship Id="rId1"'
        f' Type="{OPEN_XML}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{OPEN_XML}/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        f"<w:t>{escape(attachment.name)}</w:t></w:r></w:p></w:body></w:document>",
    }
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, text in parts.items():
            archive.writestr(ZipInfo(name), '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return written.getvalue()
