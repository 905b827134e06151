"""What may be asked: the parameters of the page of results, as programs are told of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.kinds import KINDS
from indexer.engine.query import EDITED
from search_app.params import (
    EXACT, MAX_DATE_CHARS, MAX_FILTER_CHARS, MAX_PAGE, MAX_QUERY_CHARS, MAX_VALUES, NOT_DATED, NOT_EXPANDED,
    NOT_WIDENED, SORTS)

TEXT = {"type": "string", "maxLength": MAX_FILTER_CHARS}
DAY = {"type": "string", "maxLength": MAX_DATE_CHARS}


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address: what it is called, what it says, the JSON schema of a value, an example."""

    name: str
    text: str
    schema: Mapping[str, Any] = field(default_factory=lambda: TEXT)
    example: str = ""
    place: str = "query"
    required: bool = False


def several(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Any of several values, each with the name before it."""
    return {"type": "array", "items": schema, "maxItems": MAX_VALUES}


def one_of(*values: str) -> dict[str, Any]:
    """One of some values."""
    return {"type": "string", "enum": list(values)}


QUERY = Parameter("q", "Câu tìm, như gõ vào ô tìm kiếm.", {"type": "string", "maxLength": MAX_QUERY_CHARS},
                  "khoa học công nghệ")
FILTERS = (
    Parameter("tu_ngay", "Từ ngày: 2017-03-22, 22/3/2017, 3/2017 hoặc 2017.", DAY, "2017-03-22"),
    Parameter("den_ngay", "Đến hết ngày, cùng cách viết.", DAY, "2017"),
    Parameter("nguon", "Tên nguồn; nhiều giá trị là một trong các nguồn ấy.", several(TEXT)),
    Parameter("chuyen_muc", "Chuyên mục.", several(TEXT), "Y tế"),
    Parameter("loai", "Mã loại văn bản được nhắc đến.", several(TEXT), "NQ"),
    Parameter("don_vi", "Mã cơ quan có văn bản được nhắc đến.", several(TEXT), "UBND"),
    Parameter("tac_gia", "Tác giả.", several(TEXT)),
    Parameter("dang", "Dạng trang: tin, van-ban (văn bản), trang (trang giới thiệu).", several(one_of(*KINDS)), "tin"),
    Parameter("sua_doi", "1: chỉ bản tin đã sửa sau khi đăng.", several(one_of(EDITED)), "1"),
    Parameter("tinh", "Mã tỉnh, thành phố hiện nay có nơi được nhắc tới; chua-ro: nơi chưa xác định được.",
              several(TEXT), "46-thanh-pho-hue"),
    Parameter("xa", "Mã xã, phường, đặc khu hiện nay, cùng cách viết.", several(TEXT), "20017-phuong-kim-tra"),
    Parameter("noi", "Mã một đơn vị hành chính, cũ hay mới: chỉ bản tin nhắc tới nó dưới mọi tên; cùng mo-rong=0 thì "
              "chỉ dưới chính tên ấy.", TEXT, "20005-xa-huong-toan"),
    Parameter("nam", "Năm đăng.", several({"type": "integer", "minimum": 1, "maximum": 9999}), "2017"),
)
OPTIONS = (
    Parameter("sap_xep", "Thứ tự.", one_of(*SORTS), "moi-nhat"),
    Parameter("dau", "chinh-xac: chỉ bản tin viết đúng như đã gõ.", one_of(EXACT)),
    Parameter("giai-thich", "Không dùng ở đây; nhận để cùng tham số với trang.", one_of("1")),
    Parameter("mo_rong", "khong: không tìm dạng viết tắt và viết đầy đủ.", one_of(NOT_EXPANDED)),
    Parameter("mo-rong", "0: không tìm cả tên cũ, tên mới của địa danh.", one_of(NOT_WIDENED)),
    Parameter("ngay_trong_cau", "khong: ngày trong câu tìm chỉ là từ.", one_of(NOT_DATED)),
)
PAGE = Parameter("trang", f"Trang, nhiều nhất {MAX_PAGE}; xa hơn thì dùng con_tro.",
                 {"type": "integer", "minimum": 1, "maximum": MAX_PAGE}, "2")
CURSOR = Parameter("con_tro", "Con trỏ của trang sau, lấy ở next_cursor của câu trả lời trước.",
                   {"type": "string", "maxLength": 100})
SEARCH = (QUERY, *FILTERS, *OPTIONS, PAGE)
ID = Parameter("id", "Mã bản tin.", {"type": "string", "minLength": 1, "maxLength": 300}, place="path")
STEP = Parameter("theo", "Chia theo năm, tháng hay ngày; mặc định là năm.", one_of("nam", "thang", "ngay"), "thang")


def describe(parameters: tuple[Parameter, ...]) -> Iterator[dict[str, Any]]:
    """The parameters as OpenAPI has them."""
    for one in parameters:
        made: dict[str, Any] = {"name": one.name, "in": one.place, "required": one.required or one.place == "path",
                                "description": one.text, "schema": dict(one.schema)}
        if one.schema.get("type") == "array":
            made |= {"style": "form", "explode": True}
        yield made
