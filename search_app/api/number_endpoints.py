"""The addresses of the API that are about document numbers, as endpoints.py has the others."""

from __future__ import annotations

from search_app.api import parameters as may_ask
from search_app.api.endpoint import Body, Endpoint
from search_app.numbers import shapes
from search_app.numbers.missing_page import MAX_PAGE
from search_app.numbers.shown import LEVELS

SEGMENT = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[^/]+$"}
NUMBER = may_ask.Parameter("so", "Số hiệu như gõ vào ô tìm kiếm, có thể kèm khóa, năm, ngày, cơ quan.",
                           may_ask.QUERY.schema, "20-NQ/TW khóa XI", required=True)
SLUG = may_ask.Parameter("so", "Số hiệu trong địa chỉ, như 20-nq-tw.", SEGMENT, "20-nq-tw", place="path")
PATH = may_ask.Parameter("van_ban", "Văn bản nào mang số ấy, lấy ở id hoặc api_url, như khoa-xi, 2012-11-01.", SEGMENT,
                         "khoa-xi", place="path")
ISSUER = may_ask.Parameter("co_quan", "Mã cấp của cơ quan ban hành.", may_ask.one_of(*LEVELS), "tw")
YEAR = may_ask.Parameter("nam", "Năm của văn bản.", {"type": "integer", "minimum": 1, "maximum": 2100}, "2020")
PAGE = may_ask.Parameter("trang", "Trang.", {"type": "integer", "minimum": 1, "maximum": MAX_PAGE}, "2")
TEXT = {"type": "string"}
FILE = {"type": "object", "properties": {"tep": {"type": "string", "format": "binary"}}, "required": ["tep"]}
WRAPPED = {"type": "object", "properties": {"van_ban": TEXT}, "required": ["van_ban"]}

NUMBER_ENDPOINTS = (
    Endpoint("/api/v1/so-hieu", "Các văn bản mang một số hiệu: 200 khi chỉ có một, 300 khi có nhiều (kèm tất cả), 404 "
             "khi chưa bản tin nào nhắc tới (kèm số gần giống), 422 khi không phải số hiệu.", (NUMBER,),
             shapes.NumberAnswer, "", (429, 503),
             others=((300, shapes.NumberAnswer), (404, shapes.NumberAnswer), (422, shapes.Refusal))),
    Endpoint("/api/v1/so-hieu/tra-cuu", "Mọi chỗ nhắc tới văn bản trong một đoạn văn, theo vị trí ký tự.", (),
             shapes.TextAnswer, "", (413, 429, 503), others=((422, shapes.Refusal),), method="post", name="tra-cuu",
             body=(Body("text/plain", TEXT), Body("application/json", WRAPPED))),
    Endpoint("/api/v1/so-hieu/hang-loat", "Một danh sách số hiệu, mỗi dòng một số, trả lời theo đúng thứ tự, không bỏ "
             "dòng nào. Gửi chữ, hoặc tệp TXT, CSV, XLSX.", (), shapes.ListAnswer, "", (413, 429, 503),
             others=((422, shapes.Refusal),), method="post", name="hang-loat",
             body=(Body("text/plain", TEXT), Body("multipart/form-data", FILE))),
    Endpoint("/api/v1/so-hieu/chua-co", "Văn bản được bản tin nhắc tới mà kho chưa có.", (ISSUER, YEAR, PAGE),
             shapes.NotHeld, "/api/v1/so-hieu/chua-co?co_quan=tw", (429, 503), name="chua-co"),
    Endpoint("/api/v1/van-ban/{so}", "Mọi văn bản mang một số hiệu.", (SLUG,), shapes.NumberFound, "", (429, 503),
             others=((300, shapes.NumberFound), (302, shapes.Moved), (404, shapes.NothingThere))),
    Endpoint("/api/v1/van-ban/{so}/{van_ban}", "Một văn bản: căn cứ, cách viết, liên hệ với văn bản khác.",
             (SLUG, PATH), shapes.WholeDocument, "", (429, 503),
             others=((302, shapes.Moved), (404, shapes.NothingThere)), name="mot-van-ban"),
    Endpoint("/api/v1/van-ban/{so}/{van_ban}/ban-tin", "Bản tin nhắc tới một văn bản, chắc chắn trước, suy ra sau.",
             (SLUG, PATH, PAGE), shapes.CitingBulletins, "", (429, 503),
             others=((302, shapes.Moved), (404, shapes.NothingThere)), name="ban-tin-cua-van-ban"),
)
