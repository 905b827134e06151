"""Tables inside a text: fields belong to it, whatever they are called, and name no writer."""

from __future__ import annotations

from datetime import date

from corpus.extraction.extract import Page, extract

ABSTRACT = ("Bãi bỏ một phần Quy chế quản lý bến cá Hải Lộc ban hành kèm theo Quyết định số 12/2015/QĐ-UBND "
            "ngày 3/4/2015 của chính quyền tỉnh Trường Hà, áp dụng cho tàu dưới mười lăm mét")
SENTENCE = "Cà phê của hợp tác xã Mộc Sơn được phơi trong nhà kính, rang mộc, đóng túi nửa ký, bán ở nhiều chợ phiên."


def read(body: str) -> tuple[list[str], str]:
    """The lines and the author of a page."""
    found = extract(Page("http://truongha.example/vb/1", body.encode()), today=date(2026, 11, 24))
    return found.body.splitlines(), found.author


def test_fields_stand_together_though_one_alone_is_running_text() -> None:
    fields = {"Số/Ký hiệu": "7/QĐ-SNN", "Ngày ban hành": "23/4/2018", "Trích yếu": ABSTRACT,
              "Cơ quan ban hành": "Sở Nông nghiệp", "Lĩnh vực": "Thủy Sản"}
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in fields.items())
    lines, author = read(f"<h1>Quyết định số 7/QĐ-SNN về bến cá Hải Lộc</h1><div>30/4/2018</div><table>{rows}</table>"
                         "<div>Các tin khác</div>")
    assert lines[-2:] == ["Cơ quan ban hành | Sở Nông nghiệp", "Lĩnh vực | Thủy Sản"]
    assert author == ""  # two words in capitals at the end of a text may be a name, but not in a table's cell


def test_an_address_between_paragraphs_is_no_imprint() -> None:
    address = "Địa chỉ: 8 đường Bến Đò, xã Mộc Sơn. Điện thoại: 0200 111 333"
    lines, _ = read(f"<h1>Hàng đặc sản của xã Mộc Sơn</h1><div>5/6/2019</div><p>{SENTENCE}</p><p>{address}</p>"
                    f"<p>{ABSTRACT}.</p><p>{SENTENCE}</p><p>Bản quyền thuộc Sở Nông nghiệp. ĐT: 0200 111 222</p>")
    assert lines == [SENTENCE, address, f"{ABSTRACT}.", SENTENCE]
