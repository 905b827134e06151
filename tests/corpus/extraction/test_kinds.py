"""The kinds of faults that real pages showed, each with several inputs of its kind: one page differs in one thing."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.extraction.extract import Extracted, Page, extract, numbers_in

TITLE = "Nông dân Lương Điền gieo lại lúa sau lũ"
LEAD = "Sáng nay, hơn hai trăm hộ dân ở xã Lương Điền nhận giống lúa mới để kịp gieo lại sau trận lũ đầu mùa."
PARAGRAPHS = (
    LEAD,
    "Hợp tác xã Lương Điền cho biết toàn xã có 84 ha lúa bị ngập, trong đó 30 ha phải gieo lại từ đầu vụ.",
    "Bà Đinh Thị Sen, một hộ trồng lúa lâu năm, nói nhờ có giống ngắn ngày nên bà con vẫn kịp thu trước rét.",
    "Cán bộ khuyến nông xuống tận thửa, hướng dẫn bà con cách ngâm ủ, giữ nước và chăm sóc lúa non.",
)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = '<div><a href="/">Trang chủ</a> <a href="/tin">Tin tức</a> <a href="/vb">Văn bản</a></div>'
FORM = ("<form><p>Họ và tên</p><input><textarea></textarea><p>Trang tin Trường Hà trân trọng mọi ý kiến của bạn đọc. Ý "
        "kiến được duyệt trước khi đăng và có thể được biên tập; chúng tôi không đăng lời lẽ xúc phạm người khác.</p>"
        "</form>")
OTHERS = "".join(
    f'<div class="o"><h3><a href="/tin/{n}.html">Tin vắn số {n} trong tỉnh về sản xuất và đời sống</a></h3><p>Mục '
    f'{n}: các '
    "huyện kiểm tra hồ đập, khơi thông kênh mương, chuẩn bị giống cho vụ tới và sẵn sàng ứng phó với mưa lũ bất "
    "thường.</p>"
    "</div>" for n in range(8))
FOOT = "<div>Bản quyền thuộc Trang tin Trường Hà. Điện thoại: 0200</div>"
TODAY = date(2026, 11, 24)


def read(body: str, head: str = "", title: str = TITLE) -> Extracted:
    """What a page with this body says."""
    markup = (f"<html><head><title>{title} - Trang tin Trường Hà</title>{head}</head>"
              f"<body>{MENU}{body}{FOOT}</body></html>")
    return extract(Page("http://truongha.example/tin/gieo-lai-lua-12.html", markup.encode()), today=TODAY)


def plain(above: str = "", below: str = "", head: str = "", text: str = TEXT) -> Extracted:
    """What a plain page says."""
    return read(f"<h1>{TITLE}</h1>{above}{text}{below}", head)


def is_whole(found: Extracted, *, lead: str = LEAD) -> bool:
    """Whether title and every paragraph were read."""
    return found.is_article and found.title == TITLE and all(
        paragraph in found.body for paragraph in (lead, *PARAGRAPHS[1:]))


@pytest.mark.parametrize("wrapper", [
    'id="print-news"', 'class="menu-content"', 'class="print"', 'id="tags-view"', 'class="share-box"',
    'id="search-detail"',
    'class="comment-wrap"', 'class="sidebar"', 'role="complementary"', 'class="wrapper-footer"', 'id="login-page"',
])
def test_a_wrapper_that_is_named_like_furniture(wrapper: str) -> None:
    found = read(f"<div {wrapper}><h1>{TITLE}</h1><span>05/02/2019 17:41</span><div>{TEXT}</div></div>{FORM}{OTHERS}")
    assert is_whole(found) and found.published_on == date(2019, 2, 5)
    assert "trân trọng mọi ý kiến" not in found.body and "Mục 3" not in found.body


@pytest.mark.parametrize("wrapper", ['id="print-body"', 'class="menu-content"', 'class="tags-content"',
                                     'class="share"'])
def test_a_wrapper_of_the_text_alone(wrapper: str) -> None:
    found = read(f"<h1>{TITLE}</h1><p>05/02/2019 17:41</p><div {wrapper}>{TEXT}</div>{FORM}{OTHERS}")
    assert is_whole(found) and "trân trọng mọi ý kiến" not in found.body


@pytest.mark.parametrize("box", [
    '<div class="sidebar"><h3>Thông báo</h3><p>Trung tâm khuyến nông mở lớp dạy nghề miễn phí cho bà con các xã ven '
    'sông, '
    "khai giảng vào đầu tháng sau.</p><p>Bà con đăng ký tại nhà văn hóa thôn, mang theo căn cước và đơn xin "
    "học.</p></div>",
])
def test_a_box_of_the_same_name_stays_out(box: str) -> None:
    assert "khuyến nông mở lớp" not in read(f"{box}<div><h1>{TITLE}</h1><p>05/02/2019</p>{TEXT}</div>").body
    assert "khuyến nông mở lớp" not in read(f"<div><h1>{TITLE}</h1><p>05/02/2019</p>{TEXT}</div>{box}").body


@pytest.mark.parametrize("style", ["MsoFooter", "MsoHeader", "msofooter", "MsoCommentText", "MsoFooterCxSpMiddle",
                                   "footer-western", "Footer", "MsoNormal MsoFooter"])
def test_styles_of_word_processors(style: str) -> None:
    assert is_whole(plain(text=TEXT.replace("<p>", f'<p class="{style}">')))


@pytest.mark.parametrize("block", [
    '<div class="news-title"><div class="cat"><a href="/k">Nông nghiệp</a></div><h1>{}</h1><div>|</div></div>',
    '<div class="title-detail"><span><a href="/k">Nông nghiệp</a></span><h1>{}</h1></div>',
    '<div class="post-title"><a href="/k">Nông nghiệp</a><br>{}</div>',
    '<h1 class="title"><a href="/k">Nông nghiệp</a> {}</h1>',
    '<header class="entry-heading"><p><a href="/k">Nông nghiệp</a> » <a href="/l">Trồng '
    'trọt</a></p><h2>{}</h2></header>',
])
def test_a_section_s_link_in_the_block_of_the_title(block: str) -> None:
    assert is_whole(read(f"{block.format(TITLE)}<span>21/12/2012 - 08:04</span>{TEXT}"))


@pytest.mark.parametrize("between", [
    '<h3>Đọc nhiều nhất</h3><ul><li><a href="/a">Chủ tịch xã xuống chợ nghe bà con tiểu thương</a></li></ul>',
    '<div class="box"><h3>Tin mới</h3><a href="/a">Cả làng cùng sửa đường trước mùa mưa lũ năm nay</a></div>', "<hr>"])
@pytest.mark.parametrize("lead", ["", f"<h2>{LEAD}</h2>"])
@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_a_headline_that_stands_twice(between: str, lead: str, tag: str) -> None:
    found = read(f'<div><{tag}>{TITLE}</{tag}><span>| Cập nhật thứ hai, ngày 24/12/2012 '
                 f'11:05</span>{lead}{between}</div>'
                 f'<div class="chitiet"><{tag}>{TITLE}</{tag}>{TEXT}</div>')
    assert is_whole(found) and found.published_on == date(2012, 12, 24)


@pytest.mark.parametrize("line", [
    "Posted on 17/03/2021", "Published on: 17/03/2021 08:00", "Written on 17 March 2021", "Th3 17, 2021",
    "17 Th3, 2021",
    "17 thg 3, 2021", "Th 4, 17 thg 3, 2021", "Thg3 17, 2021 8:15 sáng", "17 Tháng Ba 2021", "17-Mar-2021",
    "March 17th, 2021", "17th of March, 2021", "Wednesday, Mar 17 2021", "03-17-2021, 02:17 PM", "03/17/2021 14:17",
    "17/03/2021 4:00 chiều", "8:30 tối 17/03/2021", "lúc 10:05 sáng, 17-03-2021", "Created on 17.03.2021",
    "Đăng vào 17 thg 3 2021, 4:00 chiều", "2021-Mar-17", "Posted at 17/03/2021 by Mai Thanh",
    "Bài đăng ngày 17 tháng 3 năm 2021 lúc 4 giờ chiều",
])
def test_forms_of_a_line_that_states_the_day(line: str) -> None:
    found = plain(f"<div>{line}</div>")
    assert is_whole(found) and found.published_on == date(2021, 3, 17)
    assert "2021" not in found.body


@pytest.mark.parametrize("line, clock", [
    ("24/12/2012 4:00 chiều", "16:00"), ("8:30 tối 24/12/2012", "20:30"), ("24/12/2012, 9:05 sáng", "09:05"),
    ("24/12/2012 12:10 trưa", "12:10"), ("12-24-2012, 02:17 PM", "14:17"),
])
def test_hours_of_half_a_day(line: str, clock: str) -> None:
    found = plain(f"<div>{line}</div>")
    assert found.published_on == date(2012, 12, 24)
    assert found.published_at and found.published_at.isoformat("minutes") == clock


@pytest.mark.parametrize("head", [
    '<meta name="dc.date" content="2020-11-17">', '<meta name="DCTERMS.created" content="2020-11-17T08:00:00+07:00">',
    '<meta name="dcterms.date" content="2020-11-17">', '<meta name="DC.date.created" content="17/11/2020">',
    '<meta property="og:published_time" content="2020-11-17">', '<meta name="citation_publication_date" '
    'content="2020/11/17">',
    '<script type="application/ld+json">[{"@type": "WebSite", "datePublished": "2015-01-01"}, {"@type": "BlogPosting", '
    '"datePublished": "2020-11-17"}]</script>',
    '<script type="application/ld+json">{"@type": "ItemPage", "datePublished": "2015-01-01"}</script>'
    '<script type="application/ld+json">{"@type": "Article", "datePublished": "2020-11-17"}</script>',
    '<script type="application/ld+json">{"@type": "NewsArticle", "keywords": ["lúa", "lũ",], "datePublished": '
    '"2020-11-17T08:30:00+07:00",}</script>',
    '<script type="application/ld+json">//<![CDATA[\n{"@type": "NewsArticle", "datePublished": '
    '"2020-11-17"}\n//]]></script>',
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lúa "mới" về làng", "datePublished": '
    '"2020-11-17"};</script>',
])
def test_days_in_the_head(head: str) -> None:
    assert plain(head=head).published_on == date(2020, 11, 17)


def test_a_visible_day_goes_before_a_day_that_may_be_the_page_s() -> None:
    head = '<meta name="dc.date" content="2015-01-01">'
    assert plain("<p>Đăng ngày 17/11/2020</p>", head=head).published_on == date(2020, 11, 17)
    assert read(f"<h1>Giới thiệu chung</h1>{TEXT}", head, "Giới thiệu chung").published_on is None


@pytest.mark.parametrize("name", ["Super User", "superuser", "admin", "Administrator", "Site Admin", "webmaster",
                                  "root",
                                  "System Account", "Test Test", "Joe Bloggs", "SharePoint App", "Quản trị viên",
                                  "Quản trị hệ thống", "Người quản trị", "Anonymous", "Guest", "host", "editor 2",
                                  "Khách",
                                  "SEO, Traffic Team", "VNPT Trường Hà", "Công ty Phần mềm Sao Mai", "Web Design "
                                  "Studio",
                                  "bbt@truongha.example"])
def test_accounts_and_houses_are_no_writers(name: str) -> None:
    assert plain(head=f'<meta name="author" content="{name}">').author == ""
    below = plain(below=f"<p>Tác giả: {name}</p>")
    assert below.author == "" and "Tác giả" not in below.body
    assert plain(f"<p>Được đăng bởi {name} ngày 05/02/2019</p>").author == ""


@pytest.mark.parametrize("name", ["H’Linh Niê", "H'Hen Niê Kđăm", "Y’Bhăm Êban", "K’Brêu Ma", "Ksor H’Bơ Khăp",
                                  "Y Phương",
                                  "Rơ Chăm H‘Yéo"])
def test_names_of_the_central_highlands(name: str) -> None:
    found = plain(below=f'<p style="text-align:right"><strong>{name}</strong></p>')
    assert found.author == name and name not in found.body


@pytest.mark.parametrize("line, name", [
    ("Theo <b>Lê Minh Hạnh</b> (Báo Trường Hà)", "Lê Minh Hạnh (Báo Trường Hà)"),
    ("Nguồn: Mai Thanh (Đài PT-TH Trường Hà)", "Mai Thanh (Đài PT-TH Trường Hà)"),
    ("Tác giả: Mai Thanh (Trung tâm Văn hóa)", "Mai Thanh (Trung tâm Văn hóa)"), ("(Mai Thanh)", "Mai Thanh"),
    ("(Theo Báo Trường Hà)", "Báo Trường Hà"),
])
def test_brackets_around_and_inside_a_name(line: str, name: str) -> None:
    assert plain(below=f'<p align="right">{line}</p>').author == name


@pytest.mark.parametrize("title", ["Kỷ niệm 30/4 và 1/5 ở xã Lương Điền", "Mít tinh mừng ngày 8/3 tại huyện Đông Lạc",
                                   "Giải bóng đá U15/U17 toàn tỉnh khai mạc", "Đăng ký khai sinh và/hoặc nhận con "
                                   "nuôi"])
@pytest.mark.parametrize("path", [
    '<div class="breadcrumb"><a href="/">Trang chủ</a> / <a href="/tin">Tin tức</a> / {}</div>',
    '<div class="breadcrumb">Trang chủ/Tin tức/{}</div>', '<div class="path">Trang chủ » Tin tức » {}</div>',
    '<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin tức</a></li><li>{}</li></ul>',
])
def test_a_slash_in_a_title_parts_no_sections(title: str, path: str) -> None:
    found = read(f"{path.format(title)}<h1>{title}</h1><p>Ngày đăng: 05/02/2019</p>{TEXT}", title=title)
    assert (found.title, found.section) == (title, "Tin tức")


@pytest.mark.parametrize("heading", ["Theo dòng sự kiện:", "Dòng sự kiện", "Cùng sự kiện:", "Mời bạn đọc thêm:",
                                     "Đừng bỏ lỡ",
                                     "Nội dung liên quan", "Có thể bạn quan tâm", "Tin đáng chú ý", "Bạn nên xem:",
                                     "Chuyện đồng áng:"])
def test_headings_of_what_comes_after(heading: str) -> None:
    found = plain(below=f'<p><strong>{heading}</strong></p><ul><li><a href="/a">Lương Điền đón lúa giống về '
                  f'làng</a></li>'
                        '<li><a href="/b">Tập huấn chăm sóc lúa cho bà con</a></li></ul>')
    assert is_whole(found) and heading not in found.body and "đón lúa giống" not in found.body


@pytest.mark.parametrize("lead", [
    '<h2 class="sapo">{}<br><a href="/x">&gt;&gt; Lương Điền được hỗ trợ lúa giống chống rét</a></h2>',
    '<p>{}<br><a href="/x">Lương Điền được hỗ trợ lúa giống</a><br><a href="/y">Đông Lạc họp bàn cứu lúa sau '
    'lũ</a></p>',
    '<div class="sapo">{}<br/><b><a href="/x">Lương Điền được hỗ trợ lúa giống chống rét</a></b></div>',
    '<p><a href="/x">Lương Điền được hỗ trợ lúa giống chống rét</a><br>{}</p>',
    '<div>{}<div><a href="/x">Lương Điền được hỗ trợ lúa giống chống rét</a></div></div>',
])
def test_text_and_a_related_link_in_one_block(lead: str) -> None:
    found = read(f"<h1>{TITLE}</h1><p>Ngày đăng: 05/02/2019</p>{lead.format(LEAD)}"
                 + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:]))
    assert is_whole(found) and "được hỗ trợ" not in found.body


@pytest.mark.parametrize("text, written, numbers", [
    ("theo Nghị quyết 20-NQ/TW<sup>2</sup> của Đảng", "20-NQ/TW[2]", ["20-NQ/TW"]),
    ('theo Quyết định 12/2023/QĐ-UBND<sup><a href="#n">[3]</a></sup> của tỉnh', "UBND[3]", ["12/2023/QĐ-UBND"]),
    ("trên 45 m<sup>2</sup> nhà kính", "45 m2", []), ("đạt 10<sup>6</sup> hạt giống", "10^6", []),
    ("bà con phấn khởi.<sup>1</sup>", "phấn khởi.[1]", []),
])
def test_raised_figures(text: str, written: str, numbers: list[str]) -> None:
    found = plain(below=f"<p>Bà con trong xã làm {text}, đúng như kế hoạch đề ra từ đầu vụ.</p>")
    assert written in found.body and [str(number) for number in numbers_in(found)] == numbers
