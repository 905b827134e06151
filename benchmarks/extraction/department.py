"""department_pages(): the portal of an invented department, in two makes: first SharePoint-like, after its redesign
Liferay-like, with the old pages left as they were. Lists, pagers, records of documents, standing pages, duplicates.

It is built on what makes real portals hard: a heading of the office stands on every page as an h1, <title> names the
office alone, days stand in lists only (on the old pages) or beside the title (on the new ones), boxes with running text
stand on every page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SITE = "http://so.truongha.example"
OFFICE = "Sở Nông nghiệp và Môi trường tỉnh Trường Hà"
PLACES = ("Lương Điền", "Hải Lộc", "Trà Vân", "Kim Bồng", "Đông Lạc", "Tây Lạc", "Suối Vàng", "Vĩnh Lương", "Công Điền",
          "Bồng Trung", "Bến Đò", "Mộc Sơn")
DEEDS = (
    ("triển khai tiêm phòng cho đàn trâu bò vụ xuân", "tiêm phòng", "con trâu, bò"),
    ("tập huấn kỹ thuật trồng lúa chịu mặn cho nông dân", "tập huấn", "hộ nông dân"),
    ("kiểm tra công tác phòng cháy, chữa cháy rừng", "kiểm tra", "ha rừng"),
    ("nạo vét kênh mương nội đồng trước mùa mưa lũ", "nạo vét", "m kênh"),
    ("thả cá giống tái tạo nguồn lợi thủy sản trên sông Lạc", "thả", "con cá giống"),
    ("trồng mới rừng ngập mặn ven cửa sông", "trồng", "cây đước, cây bần"),
    ("cấp giấy chứng nhận sản phẩm OCOP cho các hợp tác xã", "chứng nhận", "sản phẩm"),
    ("khắc phục sạt lở bờ sông sau đợt mưa lớn", "gia cố", "m bờ sông"),
    ("đưa giống ngô lai vào sản xuất trên đất bãi", "gieo", "ha ngô lai"),
    ("ra quân diệt chuột bảo vệ lúa hè thu", "bảo vệ", "ha lúa"),
)
SENTENCES = (
    "Theo báo cáo của đơn vị, đến nay toàn xã {place} đã {verb} được {count} {unit}, đạt {share}% kế hoạch cả năm.",
    "Ông {person}, phụ trách nông nghiệp xã, cho biết bà con hưởng ứng nhiệt tình, nhiều hộ đăng ký thêm ngay trong "
    "ngày.",
    "Lãnh đạo sở yêu cầu các phòng chuyên môn bám sát cơ sở, kịp thời tháo gỡ vướng mắc, không để lỡ thời vụ của bà "
    "con.",
    "Kinh phí thực hiện lấy từ nguồn sự nghiệp của tỉnh, phần còn lại do xã {place} và các hộ cùng đóng góp.",
    "Trong {days} ngày tới, đoàn công tác sẽ tiếp tục đến các thôn còn lại, vừa làm vừa hướng dẫn để bà con tự thực "
    "hiện.",
    "Kết quả bước đầu cho thấy cách làm này phù hợp với điều kiện của {place}, cần được nhân rộng ra các xã lân cận.",
)
LEAD = ("Sáng {day:%d/%m}, tại xã {place}, đoàn cán bộ của sở phối hợp với chính quyền địa phương {deed}, "
        "thu hút sự quan tâm của đông đảo người dân trong vùng.")
PEOPLE = ("Trần Văn Sơn", "Lê Thị Mận", "Nguyễn Hữu Tâm", "Đinh Thị Hoa", "Phạm Quốc Bình")
SECTIONS = ("Trồng trọt - Chăn nuôi", "Lâm nghiệp", "Thủy lợi", "Thủy sản")
STANDING = (
    ("Giới thiệu chung", "Sở Nông nghiệp và Môi trường là cơ quan chuyên môn, tham mưu, giúp chính quyền tỉnh quản "
     "lý nông "
     "nghiệp, lâm nghiệp, thủy lợi, thủy sản và môi trường trên địa bàn toàn tỉnh Trường Hà."),
    ("Chức năng, nhiệm vụ", "Sở xây dựng quy hoạch, kế hoạch dài hạn của ngành; hướng dẫn, kiểm tra việc thực hiện ở "
     "các "
     "huyện; quản lý công trình thủy lợi, rừng phòng hộ và khu bảo tồn theo phân cấp."),
    ("Cơ cấu tổ chức", "Sở có văn phòng, thanh tra, năm phòng chuyên môn và bốn chi cục; mỗi huyện có một trạm "
     "khuyến nông "
     "trực thuộc trung tâm khuyến nông của tỉnh."),
    ("Lịch sử hình thành", "Tiền thân của sở là ty nông lâm, thành lập khi tỉnh mới giải phóng; qua nhiều lần chia "
     "tách, sáp "
     "nhập, sở mang tên như ngày nay."),
    ("Lãnh đạo sở qua các thời kỳ", "Danh sách giám đốc sở từ ngày thành lập đến nay được cập nhật theo tài liệu lưu "
     "trữ của "
     "tỉnh; ảnh chân dung treo tại phòng truyền thống của cơ quan."),
)
NOTICE = ("Đường dây nóng tiếp nhận phản ánh về vật tư nông nghiệp giả, kém chất lượng hoạt động suốt ngày đêm; bà "
          "con gọi "
          "ngay khi phát hiện dấu hiệu nghi ngờ để được hướng dẫn xử lý kịp thời.")
PER_LIST = 10
BULLETINS = 136  # with which the portal has about 200 pages
FIRST_DAY = date(2014, 2, 10)


@dataclass(frozen=True)
class Held:
    """What a page holds: `kind` is "tin", "van-ban" or "trang"; `same_as` is the address of the page it repeats."""

    title: str
    day: date | None
    paragraphs: tuple[str, ...]
    kind: str = "tin"
    same_as: str = ""


@dataclass(frozen=True)
class PortalPage:
    """A page of the portal; `held` is None on lists and menus."""

    address: str
    markup: str
    held: Held | None = None


def department_pages(bulletins: int = BULLETINS) -> list[PortalPage]:
    """All pages, the home page first; half of the bulletins are of the first make."""
    news = list(make_news(bulletins))
    documents = list(make_documents())
    old, new = news[:bulletins // 2], news[bulletins // 2:]
    pages = [PortalPage(f"{SITE}/", frame_new(teasers_new(new[::-1][:8]) + teasers_new(news[:4])))]
    pages += [PortalPage(SITE + path, old_article(held), held) for path, held in old]
    pages += [PortalPage(SITE + path, new_article(held), held) for path, held in new]
    pages += [PortalPage(SITE + path, document_page(held), held) for path, held in documents]
    pages += [PortalPage(SITE + path, standing_page(held), held) for path, held in standing()]
    for path, held in new[:6]:  # the same bulletin in a second section
        again = Held(held.title, held.day, held.paragraphs, same_as=SITE + path)
        pages.append(PortalPage(f"{SITE}/web/guest/noi-bat{path.removeprefix('/web/guest')}", new_article(held), again))
    for number, section in enumerate(SECTIONS):
        pages += list_pages(f"/Pages/muc-{number}.aspx", section, old[number::4], teasers_old, frame_old)
        pages += list_pages(f"/web/guest/muc-{number}", section, new[number::4], teasers_new, frame_new)
    pages += list_pages("/web/guest/van-ban", "Văn bản", documents, rows_of_documents, frame_new)
    pages.append(PortalPage(f"{SITE}/web/guest/lien-he", frame_new(
        '<h3 class="asset-title">Liên hệ - Góp ý</h3><form><p>Họ và tên</p><input><p>Thư điện tử</p><input><p>Nội '
        'dung</p>'
        "<textarea></textarea></form>")))
    return pages


def make_news(count: int) -> Iterator[tuple[str, Held]]:
    """Bulletins; those of the first make have their day in the lists only."""
    for number in range(count):
        deed, verb, unit = DEEDS[number % len(DEEDS)]
        place = PLACES[(number * 7 + number // 10) % len(PLACES)]
        day = FIRST_DAY + timedelta(days=23 * number)
        facts = {"place": place, "verb": verb, "unit": unit, "count": 120 + 13 * number, "share": 40 + number % 60,
                 "person": PEOPLE[number % 5], "days": 3 + number % 20}
        chosen = [SENTENCES[(number + step * (1 + number % 5)) % 6] for step in range(3 + number % 3)]
        paragraphs = (LEAD.format(day=day, place=place, deed=deed),
                      *(sentence.format(**facts) for sentence in dict.fromkeys(chosen)))
        title = f"{place} {deed}" if number % 3 else f"Xã {place}: {deed[0].upper()}{deed[1:]} đợt {1 + number // 40}"
        path = f"/Pages/tin.aspx?id={1000 + number}" if number < count // 2 else f"/web/guest/-/{2000 + number}"
        yield path, Held(title, day, paragraphs)


def make_documents() -> Iterator[tuple[str, Held]]:
    """30 records of documents."""
    for number in range(30):
        day = FIRST_DAY + timedelta(days=70 * number)
        place = PLACES[number % len(PLACES)]
        title = f"Quyết định số {100 + number}/QĐ-SNN về hỗ trợ sản xuất cho xã {place}"
        fields = (f"Số/Ký hiệu | {100 + number}/QĐ-SNN", f"Ngày ban hành | {day:%d/%m/%Y}", "Người ký | Trần Văn Sơn",
                  f"Trích yếu | Về hỗ trợ sản xuất cho xã {place} năm {day.year}")
        yield f"/web/guest/van-ban/-/{3000 + number}", Held(title, None, fields, "van-ban")


def standing() -> Iterator[tuple[str, Held]]:
    """The standing pages."""
    for number, (title, text) in enumerate(STANDING):
        yield f"/web/guest/gioi-thieu-{number}", Held(title, None, (text,), "trang")


def frame_old(content: str) -> str:
    """A page of the first make."""
    menu = "".join(f'<td><a href="/Pages/muc-{n}.aspx">{name}</a></td>' for n, name in enumerate(SECTIONS))
    return (f'<html><head><title>{OFFICE}</title></head><body><table class="s4-main"><tr>{menu}</tr></table>'
            f'<div class="ms-webpart-chrome"><h1 class="portlet-title">{OFFICE}</h1></div><div '
            f'class="vung-chinh">{content}'
            f'</div><div class="vung-phai"><b>Thông báo</b><p>{NOTICE}</p></div>'
            "<div>Bản quyền thuộc Sở. Điện thoại: 0200 111 222</div></body></html>")


def frame_new(content: str) -> str:
    """A page after the redesign."""
    menu = "".join(f'<li><a href="/web/guest/muc-{n}">{name}</a></li>' for n, name in enumerate(SECTIONS))
    about = [f'<li><a href="/web/guest/gioi-thieu-{n}">{title}</a></li>' for n, (title, _) in enumerate(STANDING)]
    menu += "".join(about)
    menu += '<li><a href="/web/guest/van-ban">Văn bản</a></li><li><a href="/web/guest/lien-he">Liên hệ - Góp ý</a></li>'
    return (f'<html><head><title>{OFFICE} - Cổng thông tin</title></head><body><ul class="nav">{menu}</ul><div '
            f'class="cot">'
            f'<h1 class="portlet-title-text">Chuyên trang nông nghiệp Trường Hà</h1><div '
            f'class="portlet-body">{content}</div>'
            f'</div><div class="ben"><h2>Đường dây nóng</h2><p>{NOTICE}</p></div><div class="duoi">Bản quyền thuộc '
            f'{OFFICE}. '
            "Điện thoại: 0200 111 222</div></body></html>")


def old_article(held: Held) -> str:
    """A bulletin of the first make: its day stands in the lists alone, its title is a bold line."""
    text = "<br><br>".join(held.paragraphs)
    return frame_old(f'<div class="tieudetin">{held.title}</div><div class="noidungtin">{text}</div>')


def new_article(held: Held) -> str:
    """A bulletin after the redesign."""
    assert held.day
    text = "".join(f"<p>{paragraph}</p>" for paragraph in held.paragraphs)
    return frame_new(f'<h3 class="asset-title">{held.title}</h3><span class="meta-day">{held.day:%d/%m/%Y}</span>'
                     f'<div class="asset-full-content">{text}</div><div class="khac"><p>Các tin khác</p></div>')


def document_page(held: Held) -> str:
    """The record of a document, with its file."""
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, _, value in
                   (field.partition(" | ") for field in held.paragraphs))
    return frame_new(f'<h3 class="asset-title">{held.title}</h3><table>{rows}</table>'
                     '<p><a href="/documents/qd.pdf">Tải toàn văn</a></p>')


def standing_page(held: Held) -> str:
    """A page about the office itself."""
    return frame_new(f'<h3 class="asset-title">{held.title}</h3><div class="asset-full-content">'
                     f"<p>{held.paragraphs[0]}</p></div>")


Items = Sequence[tuple[str, Held]]


def teasers_old(items: Items) -> str:
    """A list of the first make."""
    return "".join(f'<tr><td><a href="{path}">{held.title}</a> '
                   f'<i>({held.day:%d/%m/%Y})</i><br>{held.paragraphs[0][:90]}…'
                   "</td></tr>" for path, held in items).join(("<table>", "</table>"))


def teasers_new(items: Items) -> str:
    """A list after the redesign."""
    return "".join(f'<div class="asset-abstract"><h4><a href="{path}">{held.title}</a></h4><span class="meta-day">'
                   f'{held.day:%d/%m/%Y}</span><p>{held.paragraphs[0][:110]}…</p></div>' for path, held in items)


def rows_of_documents(items: Items) -> str:
    """The list of documents."""
    return "".join(f'<tr><td>{held.paragraphs[0][13:]}</td><td><a href="{path}">{held.title}</a></td></tr>'
                   for path, held in items).join(("<table>", "</table>"))


def list_pages(path: str, name: str, items: Items, write, frame) -> Iterator[PortalPage]:
    """The pages of a list, with its pager."""
    count = -(-len(items) // PER_LIST)
    mark = "?trang="
    for number in range(count):
        pager = " ".join(f'<a href="{path}{mark}{n + 1}">{n + 1}</a>' for n in range(count))
        content = f"<h2>{name}</h2>{write(items[number * PER_LIST:(number + 1) * PER_LIST])}<div>{pager}</div>"
        yield PortalPage(SITE + path + (f"{mark}{number + 1}" if number else ""), frame(content))
