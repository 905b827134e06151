"""Who asks for a document by its number finds the bulletins that mean it, however they and the reader put it."""

from __future__ import annotations

import pytest

from corpus.bulletin import Bulletin
from indexer.asking.search import Question, ask
from indexer.describing.describe import describe
from indexer.engine.memory_engine import MemoryEngine

TEXTS = {
    "full": "Ngày 15/5/2016, Bộ Chính trị ban hành Chỉ thị số 05-CT/TW về học tập và làm theo Bác.",
    "short": "Chi bộ thôn Hạ học Chỉ thị 05 của Bộ Chính trị vào tối thứ Bảy.",
    "province": "Tỉnh kiểm tra việc thực hiện Chỉ thị số 05/CT-UBND ngày 03/3/2020 của UBND tỉnh.",
    "science": "Kim Bồng sơ kết Nghị quyết số 20-NQ/TW ngày 01/11/2012 về khoa học và công nghệ.",
    "health": "Trạm y tế đổi khác nhờ Nghị quyết 20-NQ/TW khóa XII về chăm sóc sức khỏe.",
    "decree": "Từ đầu tháng, Nghị định 100 năm 2019 của Chính phủ khiến quán vắng khách.",
    "letter": "UBND tỉnh có Công văn số 7012/UBND-VX ngày 05/9/2018 về bảo tồn làng nghề.",
}


@pytest.fixture(scope="module")
def engine() -> MemoryEngine:
    made = MemoryEngine()
    made.put([describe(Bulletin(id=name, url=f"http://truongha.example/{name}", source="s", title="Tin trong ngày",
                                body=text)) for name, text in TEXTS.items()])
    made.commit()
    return made


@pytest.mark.parametrize(("typed", "found"), [
    ("05-CT/TW", {"full", "short"}),
    ("O5-CT/TW", {"full", "short"}),
    ("chỉ thị 05 bộ chính trị", {"full", "short"}),
    ("CT 05 ubnd", {"province"}),
    ("20-NQ/TW", {"science", "health"}),
    ("nghị quyết 20 khóa XI", {"science"}),
    ("20-NQ/TW khóa 12", {"health"}),
    ("nghị quyết 20 ngày 01/11/2012", {"science"}),
    ("nghị quyết 20 khóa X", {"science", "health"}),
    ("100/2019/NĐ-CP", {"decree"}),
    ("nđ100/2019", {"decree"}),
    ("nghị định 100 năm 2019", {"decree"}),
    ("cv 7012 ubnd tinh", {"letter"}),
    ("05-CT/TW 7012/UBND-VX", {"full", "short", "letter"}),
])
def test_the_bulletins_that_mean_it(engine: MemoryEngine, typed: str, found: set[str]) -> None:
    assert {hit.id for hit in ask(engine, Question(typed)).page.hits} == found
