"""The page on data: what the portal announces against what is held, counted by hand."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.data_dir import DataDir
from search_app import create_app
from search_app.settings import Settings
from tests.corpus.crawling.test_completeness import site_with_gaps
from tests.crawled_site import run
from tests.local_site import serve


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_reader_sees_what_is_missing_and_why(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    site = site_with_gaps()
    with serve(site):
        run(site, tmp_path)
    with create_app(Settings(data=data)).test_client() as client:
        page = client.get("/ve-du-lieu").get_data(as_text=True)
    text = text_of(page)
    assert "Có 3 trong 7 bản tin mà cổng nêu trong danh sách; 1 liên kết hỏng trên cổng; còn thiếu 3." in text
    assert "2017 7 3 1 3" in text
    assert text.count("không tải được, sẽ hỏi lại") == text.count("cổng không cho phép thu thập") == 1
    assert text.count("liên kết hỏng trên cổng)") == 1 and "trang không có nội dung bản tin" in text


def test_a_store_that_nothing_announces_says_nothing_of_it(tmp_path: Path) -> None:
    with create_app(Settings(data=DataDir(tmp_path))).test_client() as client:
        answer = client.get("/ve-du-lieu")
    assert answer.status_code in (200, 503) and "Đối chiếu" not in answer.get_data(as_text=True)
