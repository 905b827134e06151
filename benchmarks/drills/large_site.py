"""A large portal for the drill of nights: sections, lists with pagers, bulletins, each made when it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler

from benchmarks.loopback import listening

SECTIONS, PER_LIST, PER_HOME, NEAR = 8, 20, 10, 2
PER_TAG = 40  # bulletins that a list without pages has, to which each of them leads
TITLE = "Cổng thông tin điện tử huyện Lương Điền"
DEEDS = ("nạo vét kênh mương trước mùa mưa lũ", "tập huấn kỹ thuật trồng lúa chịu mặn", "tiêm phòng cho đàn trâu bò",
         "kiểm tra công tác phòng cháy rừng", "trồng rừng ngập mặn ven cửa sông", "sửa đường liên thôn sau bão",
         "trao nhà cho hộ khó khăn", "khai giảng lớp xóa mù chữ", "khám sức khỏe cho người cao tuổi")
PLACES = ("Hải Lộc", "Trà Vân", "Kim Bồng", "Đông Lạc", "Tây Lạc", "Suối Vàng", "Vĩnh Lương", "Công Điền", "Bến Đò")
PER_DAY = 3  # bulletins of the portal in a day


class LargeSite:
    """About so many pages: sections' lists with their pagers, tags' lists, bulletins. `asked` holds the paths that were
    asked for; `latest` is the day of the newest bulletin. What is published later stands at the head of its section."""

    def __init__(self, pages: int, latest: date):
        self.latest = latest
        self.count = self.first = max(SECTIONS, round((pages - 1) / (1 + 1 / PER_LIST + 1 / PER_TAG)))
        self.tags = max(1, self.first // PER_TAG)
        self.asked: list[str] = []
        self.port = 0

    @property
    def address(self) -> str:
        """Where the portal begins."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def pages(self) -> int:
        """How many pages there are: the home page, lists, bulletins."""
        lists = sum(-(-len(self.numbers(section)) // PER_LIST) for section in range(SECTIONS))
        return 1 + self.tags + lists + self.count

    def publish(self, count: int) -> None:
        """So many bulletins more, of today."""
        self.count += count

    def numbers(self, section: int) -> range:
        """The bulletins of a section, the newest first."""
        last = self.count - 1
        return range(last - (last - section) % SECTIONS, -1, -SECTIONS)

    def day(self, number: int) -> date:
        """When a bulletin was published."""
        return self.latest - timedelta(days=max(0, self.first - 1 - number) // PER_DAY)

    def answer(self, path: str) -> str:
        """The page at a path; empty where there is none."""
        name, _, page = path.partition("?trang=")
        if path == "/":
            newest = range(self.count - 1, max(-1, self.count - 1 - PER_HOME), -1)
            return frame(TITLE, "".join(map(self.item, newest)))
        kind, _, number = name.strip("/").rpartition("/")
        counts = {"tin": self.count, "muc": SECTIONS, "the": self.tags}
        if not number.isdecimal() or int(number) >= counts.get(kind, 0):
            return ""
        if kind == "muc":
            return self.list_page(int(number), int(page or 1))
        return self.article(int(number)) if kind == "tin" else self.tag_page(int(number))

    def list_page(self, section: int, page: int) -> str:
        """A page of a section, with links to those around it."""
        numbers = self.numbers(section)
        last = -(-len(numbers) // PER_LIST)
        pager = " ".join(f'<a href="/muc/{section}?trang={near}">{near}</a>'
                         for near in range(max(2, page - NEAR), min(last, page + NEAR) + 1))
        shown = "".join(map(self.item, numbers[(page - 1) * PER_LIST:page * PER_LIST]))
        return frame(f"Chuyên mục {section + 1}", f"<h2>Chuyên mục {section + 1}</h2>{shown}<div>{pager}</div>")

    def tag_page(self, tag: int) -> str:
        """All bulletins of a tag."""
        shown = "".join(map(self.item, range(self.count - 1 - (self.count - 1 - tag) % self.tags, -1, -self.tags)))
        return frame(f"Thẻ số {tag + 1}", f"<h2>Thẻ số {tag + 1}</h2>{shown}")

    def item(self, number: int) -> str:
        """A bulletin in a list."""
        return (f'<div class="muc"><h4><a href="/tin/{number}">{title_of(number)}</a></h4>'
                f'<span class="ngay">{self.day(number):%d/%m/%Y}</span></div>')

    def article(self, number: int) -> str:
        """A bulletin."""
        place, tag = PLACES[number % len(PLACES)], number % self.tags
        return frame(title_of(number), f'<h1 class="tieu-de">{title_of(number)}</h1><span class="ngay">'
                     f"{self.day(number):%d/%m/%Y}</span><div class=noi-dung><p>Hôm nay, xã {place} tổ chức đợt thứ "
                     f"{number + 1} của năm, có {number % 90 + 10} người tham gia, do ủy ban nhân dân xã chủ trì.</p>"
                     f"<p>Đại diện xã {place} cho biết kết quả đạt {number % 50 + 50}% kế hoạch, phần còn lại làm xong "
                     "trong tháng tới, trước khi thời tiết chuyển xấu.</p></div>"
                     f'<p>Thẻ: <a href="/the/{tag}">Thẻ số {tag + 1}</a></p>')


def title_of(number: int) -> str:
    """A bulletin's title, its own."""
    return f"{PLACES[number % len(PLACES)]} {DEEDS[number // 9 % len(DEEDS)]}, đợt {number + 1}"


@cache
def menu() -> str:
    """The portal's menu."""
    return "".join(f'<li><a href="/muc/{section}">Chuyên mục {section + 1}</a></li>' for section in range(SECTIONS))


def frame(title: str, content: str) -> str:
    """A page."""
    return (f'<html><head><meta charset="utf-8"><title>{title} - {TITLE}</title></head><body><ul class="menu">{menu()}'
            f'</ul><div class="giua">{content}</div><div class="chan">Bản quyền thuộc {TITLE}</div></body></html>')


@contextmanager
def serve(site: LargeSite) -> Iterator[None]:
    """The portal, on a free port of loopback; 304 for what is known."""
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            body = site.answer(self.path).encode()
            etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            known = body and self.headers.get("If-None-Match") == etag
            self.send_response(304 if known else 200 if body else 404)
            body = b"" if known else body
            for name, value in (("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))),
                                ("ETag", etag)):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with listening(Handler) as site.port:
        yield
