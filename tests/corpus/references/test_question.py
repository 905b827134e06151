"""What a reader types of numbers: each read whole, with what narrows it."""

from __future__ import annotations

import pytest

from corpus.references.question import read_question


@pytest.mark.parametrize(("typed", "asked"), [
    ("2O-NQ/TW", {"2O-NQ/TW": "20:nq:tw"}),
    ("nq20", {"nq20": "20:nq"}),
    ("kh05", {"kh05": "5:kh"}),
    ("cv 7012 ubnd tinh", {"cv 7012 ubnd tinh": "7012:ubnd"}),
    ("CT 05 ubnd", {"CT 05 ubnd": "5:ct:ubnd"}),
    ("18,19-NQ/TW", {"18": "18:nq:tw", "19-NQ/TW": "19:nq:tw"}),
    ("nghị quyết 20 khóa XI", {"nghị quyết 20 khóa XI": "20:nq@XI"}),
    ("20-NQ/TW khoá 12 y tế", {"20-NQ/TW khoá 12": "20:nq:tw@XII"}),
    ("nghị quyết 18 và 19 khóa XII", {"nghị quyết 18": "18:nq@XII", "19 khóa XII": "19:nq@XII"}),
    ("nghị định 100 năm 2019", {"nghị định 100 năm 2019": "100:2019:nd"}),
    ("nghị quyết 20 ngày 01/11/2012", {"nghị quyết 20 ngày 01/11/2012": "20:nq@2012-11-01"}),
    ("nghị quyết 20 năm 2012 của trung ương", {"nghị quyết 20 năm 2012 của trung ương": "20:nq:tw@2012"}),
    ("chỉ thị 05 bộ chính trị", {"chỉ thị 05 bộ chính trị": "5:ct:tw"}),
    ("chương trình hành động số 05 của Thị ủy Kim Bồng",
     {"chương trình hành động số 05 của Thị ủy Kim Bồng": "5:cthd:tu@kim bong"}),
    ("04/QĐ-UBND năm 2023 biên chế", {"04/QĐ-UBND năm 2023": "4:qd:ubnd@2023"}),
    ("nghị quyết 20 sơ kết năm 2017", {"nghị quyết 20": "20:nq"}),
    ("ct05 bct", {"ct05 bct": "5:ct:tw"}),
    ("kết luận 91 bct", {"kết luận 91 bct": "91:kl:tw"}),
    ("qđ 22 bbt", {"qđ 22 bbt": "22:qd:tw"}),
    ("tt 12 bct", {"tt 12 bct": "12:tt:bct"}),
    ("tt 02 bộ nội vụ", {"tt 02 bộ nội vụ": "2:tt:bnv"}),
    ("tt02/2021", {"tt02/2021": "2:2021:tt"}),
    ("tt 02/2021 bnv", {"tt 02/2021 bnv": "2:2021:tt:bnv"}),
    ("nđ 168/2024 cp", {"nđ 168/2024 cp": "168:2024:nd:cp"}),
    ("kh 45/ubnd", {"kh 45/ubnd": "45:kh:ubnd"}),
    ("NQ20-TW", {"NQ20-TW": "20:nq:tw"}),
    ("77/TTYT", {"77/TTYT": "77:ttyt"}),
    ("145/pgddt", {"145/pgddt": "145:pgddt"}),
    ("nq 66.13", {"nq 66.13": "66.13:nq"}),
    ("quyết định 5", {"quyết định 5": "5:qd"}),
    ("ct 12 huyện ủy", {"ct 12 huyện ủy": "12:ct:hu"}),
    ("kl 12 btv tỉnh ủy", {"kl 12 btv tỉnh ủy": "12:kl:tu"}),
    ("chương trình 12 của huyện ủy", {"chương trình 12 của huyện ủy": "12:ctr:hu"}),
    ("nd 36/cp", {"nd 36/cp": "36:cp"}),
    ("20 nq tw 25/10/2017", {"20 nq tw 25/10/2017": "20:nq:tw@2017-10-25"}),
    ("05 cthđ tu 2013", {"05 cthđ tu 2013": "5:cthd:tu@2013"}),
    ("nđ 168 2024 giao thông", {"nđ 168 2024": "168:2024:nd"}),
    ("04/QĐ-UBND (18/01/2022)", {"04/QĐ-UBND (18/01/2022)": "4:qd:ubnd@2022-01-18"}),
    ("20-NQ/TW 2021-2025", {"20-NQ/TW": "20:nq:tw"}),
    ("cthđ 05 trường hà", {"cthđ 05": "5:cthd"}),
    ("100/ngày", {}),
    ("5/km", {}),
    ("báo cáo 9 tháng", {}),
    ("quyết định 5 nội dung", {}),
    ("chương trình 135", {}),
    ("khoa học và công nghệ", {}),
    ("ngày 22/3/2017 năm 2017 khóa XI", {}),
])
def test_what_is_asked(typed: str, asked: dict[str, str]) -> None:
    assert {typed[one.start:one.end]: one.number.key for one in read_question(typed)} == asked
