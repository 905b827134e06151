"""Every page by its address: status and what stands on it; and hostile input, which never breaks one."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.data_dir import DataDir
from indexer.building.build import build
from indexer.engine.memory_engine import MemoryEngine
from search_app import create_app
from search_app.settings import Settings

TAGS = re.compile(r"<[^>]*>")
BLANKS = re.compile(r"\s+")


def words(html: str) -> str:
    """What a reader sees, roughly."""
    return BLANKS.sub(" ", TAGS.sub("", html.split("<body>")[-1]))


@pytest.mark.parametrize(("address", "status", "texts"), [
    ("/", 200, ["Tìm kiếm thông tin", "Từ ngày", "Đến ngày", "Bản tin mới nhất", "Tháng 6/2021",
                "Kho có 56 bản tin, từ 01/05/2016 đến 05/06/2021, cập nhật 00:30 ngày 03/01/2026."]),
    ("/tim-kiem", 200, ["Nhập từ khóa hoặc số hiệu văn bản, ví dụ:", "Bản tin mới nhất"]),
    ("/tim-kiem?q=%20%20", 200, ["Nhập từ khóa hoặc số hiệu văn bản"]),
    ("/tim-kiem?q=%3F%3F%3F", 200, ["Nhập từ khóa hoặc số hiệu văn bản"]),
    ("/tim-kiem?q=" + "a" * 201, 200, ["Câu tìm quá dài (tối đa 200 ký tự).", "Bản tin mới nhất"]),
    ("/tim-kiem?q=khoa+hoc", 200, ["Kết quả cho “khoa hoc”", "mọi cách bỏ dấu của “khoa hoc”.", "Liên quan nhất"]),
    ("/tim-kiem?q=l%C3%BAa&trang=2", 200, ["45 bản tin có “lúa”. Trang 2 trên 3.", "Trang trước", "Trang sau"]),
    ("/tim-kiem?q=l%C3%BAa&trang=999", 200, ["Trang 3 trên 3", "Đây là trang cuối."]),
    ("/tim-kiem?q=20-NQ%2FTW", 200, ["2 bản tin nhắc tới 20-NQ/TW."]),
    ("/tim-kiem?q=zzzz", 200, ["Không tìm thấy bản tin nào cho “zzzz”.", "Bạn có thể thử:"]),
    ("/tim-kiem?q=l%C3%BAa&tu_ngay=31/02/2017", 200, ["Chưa hiểu “31/02/2017”.", "45 bản tin"]),
    ("/tim-kiem?tu_ngay=kia", 200, ["Chưa hiểu “kia”.", "Nhập từ khóa"]),
    ("/tim-kiem?q=l%C3%BAa&tu_ngay=2022&den_ngay=2021", 200, ["đang sau", "Đổi chỗ hai ngày", "45 bản tin"]),
    ("/tim-kiem?q=l%C3%BAa&den_ngay=1/6/2021", 200, ["9 bản tin", "Đến 01/06/2021", "Xóa tất cả bộ lọc"]),
    ("/tim-kiem?nam=2016&q=", 200, ["Bản tin theo bộ lọc", "12 năm làng gốm", "1 bản tin theo bộ lọc này"]),
    ("/tim-kiem?q=a&q=b&nam=1&nam=2&x[]=1&trang[]=2", 200, ["Kết quả cho “a”"]),
    ("/tin/101-ket-qua-thuc-hien-nghi-quyet-20-nq-tw-o-dang-bo-thi-xa-kim-bong", 200, [
        "Ngày cập nhật Thứ Tư, 22/03/2017, 08:30", "Tác giả: Minh Châu", "Nguồn: Cổng Trường Hà", "Tệp đính kèm",
        "Báo cáo 88", "Các tin khác", "Tin trước", "Tin sau", "Xem những chỗ đã sửa", "05-CTHĐ/TU"]),
    ("/tin/nodate-thong-bao-khong-ghi-ngay", 200, ["Không rõ ngày đăng"]),
    ("/tin/gone-tin-da-go-khoi-cong", 410, ["Bản tin đã được gỡ khỏi nguồn ngày 05/04/2019.", "Địa chỉ cũ tại nguồn"]),
    ("/tin/khong-co", 404, ["Không có trang này."]),
    ("/tin/" + "a-" * 5000, 404, ["Không có trang này."]),
    ("/ngay/2017/03/22", 200, ["Bản tin ngày 22/03/2017", "Thứ Tư, 2 bản tin", "Lũ lên nhanh", "Chủ Nhật, 01/05/2016",
                               "Thứ Bảy, 25/03/2017"]),
    ("/ngay/2017/3/22", 200, ["Bản tin ngày 22/03/2017"]),
    ("/ngay/2017/03/23", 200, ["Ngày này không có bản tin nào trong kho."]),
    ("/ngay/2020/02/29", 200, ["Hội thi khoa học"]),
    ("/ngay/2019/02/29", 404, ["Không có trang này."]),
    ("/ngay/9999/12/31", 404, ["Ngày này không có bản tin nào"]),
    ("/ngay/0/1/1", 404, ["Không có trang này."]),
    ("/thang/2017/03", 200, ["Tháng 3/2017 · 3 bản tin", "Thứ Tư, 22/03/2017", "Xem cả năm 2017"]),
    ("/thang/2017/13", 404, ["Không có trang này."]),
    ("/thang/9999/12", 404, ["Tháng này không có bản tin nào"]),
    ("/thang/1/1", 404, ["Tháng này không có bản tin nào"]),
    ("/nam/2018", 200, ["Bản tin năm 2018", "Tháng 1", "Năm 2017", "Năm 2020"]),
    ("/nam/99999", 404, ["Không có trang này."]),
    ("/ngay?ngay=32/1/2017", 200, ["Chưa hiểu “32/1/2017”."]),
    ("/tro-giup", 200, ["Trợ giúp", "Phím tắt", "gốm OR mộc"]),
    ("/khong-co-trang/lu-ve-song.html", 404, ["Không có trang này."]),
    ("/tin//", 404, ["Không có trang này."]),
    ("/static/khong-co.css", 404, ["Không có trang này."]),
    ("/static/../__init__.py", 404, []),
])
def test_pages(client: FlaskClient, address: str, status: int, texts: list[str]) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    shown = words(answer.text)
    for text in texts:
        assert text in shown, text


@pytest.mark.parametrize(("address", "status", "target"), [
    ("/ngay", 302, "/thang/2021/06"),
    ("/ngay?ngay=22/3/2017", 302, "/ngay/2017/03/22"),
    ("/ngay?ngay=3/2017", 302, "/thang/2017/03"),
    ("/ngay?ngay=2017", 302, "/nam/2017"),
    ("/tin/bd-12", 301, "/tin/bd-12-lu-len-nhanh-tren-song-lac"),
    ("/tin/bd-12-slug-sai", 301, "/tin/bd-12-lu-len-nhanh-tren-song-lac"),
    ("/tin/bm-21395276-nuoi", 301, "/tin/bm-21395276-nuoi-tom-hai-giai-doan"),
    ("/tin/1234567890123456789", 301,
     "/tin/1234567890123456789-cham-soc-suc-khoe-theo-nghi-quyet-20-nq-tw-khoa-xii"),
    ("/tin/gone-x", 301, "/tin/gone-tin-da-go-khoi-cong"),
])
def test_redirects(client: FlaskClient, address: str, status: int, target: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.location) == (status, target)


def test_the_longer_id_does_not_take_a_page_from_the_shorter(client: FlaskClient) -> None:
    """"bd" with a title that begins with 12, beside "bd-12"."""
    answer = client.get("/tin/bd-12-nam-lang-gom-moc-son")
    assert answer.status_code == 200 and "12 năm làng gốm Mộc Sơn" in answer.text


def test_an_id_of_any_characters_has_a_page(client: FlaskClient) -> None:
    day = client.get("/ngay/2018/01/06").text
    for path in ("a/b?c#d %-chu-la-trong-ma", "/../é\n.-ma-rat-la"):
        address = "/tin/" + quote(path, safe="")
        assert address in day
        assert client.get(address).status_code == 200


def test_every_link_of_every_page_leads_somewhere(client: FlaskClient) -> None:
    """All links that pages of the site hold, followed once: no dead end among them."""
    seen, todo = set(), ["/", "/tim-kiem?q=l%C3%BAa", "/tim-kiem?q=kh%C3%B4ng+c%C3%B3&nam=2017"]
    while todo and len(seen) < 400:
        address = todo.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address, buffered=True)
        assert answer.status_code in (200, 301, 302, 303), address
        found = re.findall(r'(?:href|src|action)="(/[^"#]*)', answer.text) if answer.mimetype == "text/html" else []
        todo += [link.replace("&amp;", "&") for link in found]
    assert len(seen) > 100


def test_results_page_is_small(client: FlaskClient) -> None:
    assert len(client.get("/tim-kiem?q=l%C3%BAa").data) < 60_000


def test_numbers_in_the_body_lead_to_their_documents(client: FlaskClient) -> None:
    html = client.get("/tin/101", follow_redirects=True).text
    assert '<a class="number" rel="nofollow" href="/so-hieu?so=05-CTH%C4%90%2FTU">' in html
    assert 'rel="noopener nofollow" href="https://cong.example/tin/101"' in html


def test_the_body_of_a_removed_bulletin_is_not_shown(client: FlaskClient) -> None:
    assert "bí mật" not in client.get("/tin/gone-tin-da-go-khoi-cong").text
    for address in ("/", "/ngay/2018/03/01", "/thang/2018/03", "/tim-kiem?q=g%E1%BB%A1"):
        assert "/tin/gone" not in client.get(address).text


def test_404_fills_the_box_from_the_address(client: FlaskClient) -> None:
    assert 'value="lu ve song"' in client.get("/tin-tuc/4711-lu-ve-song.html").text


def test_fields_keep_what_was_typed_beside_the_message(client: FlaskClient) -> None:
    source = quote("Báo Trường Hà")
    html = client.get(f"/tim-kiem?q=l%C3%BAa&tu_ngay=31/02/2017&den_ngay=2021&nguon={source}").text
    assert 'value="31/02/2017"' in html and 'value="2021"' in html and 'id="loi-tu_ngay"' in html
    assert '<input type="checkbox" form="tim" name="nguon" value="Báo Trường Hà" checked>' in html
    assert html.index("Chưa hiểu “31/02/2017”") < html.index('<details class="toggle">')  # above the results


def test_hostile_text_is_shown_as_text(client: FlaskClient) -> None:
    payload = "\"><script>alert(1)</script><img src=x onerror=alert(2)>"
    pages = [client.get(f"/tim-kiem?q={quote(payload)}&tu_ngay={quote(payload)}&nguon={quote(payload)}"),
             client.get(f"/ngay?ngay={quote(payload)}"), client.get(f"/{quote(payload)}"),
             client.get("/tin/x1", follow_redirects=True),
             client.get("/tim-kiem?q=m%C3%A3+%C4%91%E1%BB%99c"), client.get("/ngay/2018/02/01")]
    for page in pages:
        assert "<script>alert" not in page.text and "<img src=x" not in page.text and "<b>ai" not in page.text
        assert 'href="javascript:' not in page.text
    assert "&lt;script&gt;alert(&#39;tiêu đề&#39;)&lt;/script&gt;" in pages[3].text


@pytest.mark.parametrize("query", [
    "q=" + "a" * 10_000, "q=%00%00", "q=%ED%A0%80", "q=%ff%fe", "q[]=1&q[a]=2", "q=%F0%9F%98%80", "&&&===", "q=%",
    "q=" + quote('"' * 199), "q=" + quote("-" * 200), "q=" + quote("OR " * 60), "q=a&tu_ngay=" + "9" * 5000,
    "q=a&trang=" + "9" * 5000, "q=a&nam=-1", "q=a&loai=%00", "q=a&den_ngay=%ED%A0%80", "q=" + quote("(a OR b) AND *"),
    "q=%0d%0aSet-Cookie:x=1",
])
def test_odd_queries_get_a_page(client: FlaskClient, query: str) -> None:
    answer = client.get("/tim-kiem?" + query)
    assert answer.status_code == 200 and "Tìm kiếm thông tin" in answer.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=20))
def test_no_text_breaks_a_page(app: Flask, text: str, more: str) -> None:
    sent, more = (quote(part.encode("utf-8", "surrogatepass")) for part in (text, more))
    client = app.test_client()
    for address in (f"/tim-kiem?q={sent}&tu_ngay={more}&nguon={more}", f"/tin/x{sent}", f"/ngay?ngay={more}"):
        assert client.get(address).status_code < 500


def test_only_get_and_head(client: FlaskClient) -> None:
    for address in ("/", "/tim-kiem?q=a", "/tin/bd-12", "/static/style.css", "/suc-khoe"):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
            assert client.open(address, method=method, data=b"x" * 50_000, buffered=True).status_code == 405
    for address in ("/", "/tim-kiem?q=lua", "/ngay/2017/03/22", "/tro-giup"):
        head = client.head(address)
        assert head.status_code == 200 and not head.data


def test_robots_stay_out_of_searches(client: FlaskClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain" and "Disallow: /tim-kiem\n" in answer.text
    assert '<meta name="robots" content="noindex">' in client.get("/tim-kiem?q=a").text


def test_health(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == client.get("/suc-khoe").json
    answer = client.get("/suc-khoe")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "generation": None, "count": 56, "store_count": 56, "age_seconds": None}


def test_without_an_index_days_go_on(data: DataDir) -> None:
    client = create_app(Settings(data)).test_client()
    answer = client.get("/tim-kiem?q=l%C5%A9")
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert "Đang cập nhật dữ liệu tìm kiếm. Vui lòng thử lại sau ít phút." in answer.text
    assert 'href="/ngay"' in answer.text and 'value="lũ"' in answer.text
    for address in ("/", "/tim-kiem", "/ngay/2017/03/22", "/thang/2017/03", "/nam/2017",
                    "/tin/bd-12-lu-len-nhanh-tren-song-lac"):
        assert client.get(address).status_code == 200
    health = client.get("/suc-khoe")
    assert health.status_code == 503 and health.json is not None and health.json["status"] == "unavailable"


def test_without_a_store_there_is_a_clear_page(tmp_path: Path) -> None:
    client = create_app(Settings(DataDir(tmp_path)), MemoryEngine()).test_client()
    for address in ("/", "/tim-kiem?q=a", "/ngay", "/tin/1-a"):
        answer = client.get(address)
        assert answer.status_code == 503 and "Kho bản tin chưa sẵn sàng" in answer.text
    assert client.get("/tro-giup").status_code == 200
    assert client.get("/suc-khoe").status_code == 503


def test_a_fault_of_ours_has_a_code_and_no_details(data: DataDir, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(MemoryEngine):
        def search(self, query):
            raise RuntimeError("mật khẩu")

    answer = create_app(Settings(data), Broken()).test_client().get("/tim-kiem?q=b%C3%AD+m%E1%BA%ADt")
    code = re.search(r"Có lỗi khi tìm kiếm. Mã lỗi ([0-9a-f]{8})\.", answer.text)
    assert answer.status_code == 500 and code and "mật khẩu" not in answer.text
    assert code[1] in caplog.text and "bí mật" not in caplog.text


def test_the_published_index_answers_and_is_followed(data: DataDir, tmp_path: Path) -> None:
    """The default: no engine given. The same store under the real index, and health that names its generation."""
    folder = DataDir(tmp_path)
    folder.store.write_bytes(data.store.read_bytes())
    client = create_app(Settings(folder)).test_client()
    assert client.get("/suc-khoe").status_code == 503
    build(folder, workers=1)
    answer = client.get("/tim-kiem?q=20-NQ%2FTW")
    assert answer.status_code == 200 and "2 bản tin" in answer.text
    health = client.get("/suc-khoe").json
    assert health is not None and health["generation"] == "gen-000001" and health["count"] == 56
    assert 0 <= health["age_seconds"] < 60


@pytest.mark.parametrize(("address", "shown", "hidden"), [
    ("/tim-kiem?q=l%C3%BAa", "45 bản tin có “lúa”", "Đã tìm mọi cách bỏ dấu"),
    ("/tim-kiem?q=l%C3%BAa&dau=chinh-xac", "Xem cả bản tin gần đúng", "Gần đúng:"),
    ("/tim-kiem?q=lua", "Đã tìm mọi cách bỏ dấu của “lua”", "Gần đúng:"),
    ("/tim-kiem?q=UBND", "Đã gồm Ủy ban nhân dân", "Tìm cả dạng viết tắt"),
    ("/tim-kiem?q=UBND&mo_rong=khong", "Tìm cả dạng viết tắt", "Đã gồm"),
])
def test_how_a_query_was_read_can_be_changed_by_a_link(client: FlaskClient, address: str, shown: str,
                                                       hidden: str) -> None:
    page = words(client.get(address).text)
    assert shown in page and hidden not in page


@pytest.mark.parametrize(("year", "drawn"), [(2016, True), (1999, False)])
def test_a_year_of_which_there_is_nothing_has_no_picture_and_a_way_out(client: FlaskClient, year: int,
                                                                       drawn: bool) -> None:
    html = client.get(f"/tim-kiem?nam={year}").text
    assert ('class="bars-ends"' in html) is drawn
    assert f'{year}</b> <a rel="nofollow" href="/tim-kiem">Tất cả các năm</a>' in html
