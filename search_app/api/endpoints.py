"""Every address of the API: what it is for, what it takes, what it answers."""

from __future__ import annotations

from search_app.api import parameters as may_ask
from search_app.api import values
from search_app.api.endpoint import Endpoint
from search_app.api.number_endpoints import NUMBER_ENDPOINTS

WITHOUT_PAGE = (may_ask.QUERY, *may_ask.FILTERS, *may_ask.OPTIONS)
ENDPOINTS = (
    Endpoint("/api/v1/tim-kiem", "Tìm bản tin: cùng tham số, cùng kết quả, cùng thứ tự với trang tìm kiếm.",
             (*may_ask.SEARCH, may_ask.CURSOR), values.Search, "/api/v1/tim-kiem?q=khoa+h%E1%BB%8Dc&nam=2017",
             (409, 422, 429, 503)),
    Endpoint("/api/v1/ban-tin/{id}", "Toàn văn một bản tin.", (may_ask.ID,), values.Document, "",
             (404, 410, 429, 503)),
    Endpoint("/api/v1/ngay", "Số bản tin theo năm, tháng hoặc ngày, của cả kho hay của một lượt tìm.",
             (*WITHOUT_PAGE, may_ask.STEP), values.Days, "/api/v1/ngay?theo=thang"),
    Endpoint("/api/v1/bo-loc", "Giá trị của các bộ lọc và số bản tin của từng giá trị.", WITHOUT_PAGE, values.Facets,
             "/api/v1/bo-loc?q=y+t%E1%BA%BF"),
    Endpoint("/api/v1/nguon", "Các nguồn trong kho.", (), values.Sources, "/api/v1/nguon", (422, 429, 503)),
    Endpoint("/api/v1/goi-y", "Gợi ý cho câu đang gõ.", (may_ask.QUERY,), values.Suggestions,
             "/api/v1/goi-y?q=khoa+ho"),
    *NUMBER_ENDPOINTS,
)
