"""Text to the letter: what a portal wrote, with the rows of its tables and the items of its lists."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.extraction.extract import Page, extract, numbers_in
from corpus.numbers.find_numbers import find_numbers
from indexer.analysis.analyze import analyze

LONG = "Sáng nay, hai trăm hộ dân ở xã Lương Điền đã nhận giống lúa mới để gieo lại sau lũ, theo kế hoạch của huyện."


def read(inside: str) -> str:
    """The text of a page."""
    page = (f"<h1>Lương Điền gieo lại lúa – giai đoạn 2019 – 2021</h1><p>Ngày 05–02–2019</p><p>{LONG}</p>{inside}"
            f"<p>{LONG}</p>")
    found = extract(Page("http://truongha.example/tin/1", page.encode()), today=date(2026, 11, 24))
    assert (found.title, str(found.published_on)) == ("Lương Điền gieo lại lúa – giai đoạn 2019 – 2021", "2019-02-05")
    return found.body


@pytest.mark.parametrize("inside, written", [
    ("<p>Giai đoạn 2019 – 2021 có 1½ vạn hộ, “vượt khó”… và ‘đi đầu’ — theo xã.</p>",
     "Giai đoạn 2019 – 2021 có 1½ vạn hộ, “vượt khó”… và ‘đi đầu’ — theo xã."),
    ("<table><tr><th>Xã</th><th>Diện tích</th></tr><tr><td>Lương Điền</td><td><p>84 ha</p></td></tr></table>",
     "Xã | Diện tích\nLương Điền | 84 ha"),
    ("<ul><li>Lúa ngắn ngày</li><li><p>Ngô nếp</p></li><li>- Đậu tương</li></ul>", "- Lúa ngắn ngày\n- Ngô nếp\n- "
     "Đậu tương"),
    ("<ol start=3><li>Ngâm ủ</li><li>Gieo</li></ol>", "3. Ngâm ủ\n4. Gieo"),
    ("<figure><img src=a.jpg><figcaption>Bà con nhận lúa giống. Ảnh: Mai Thanh</figcaption></figure>",
     "Bà con nhận lúa giống. Ảnh: Mai Thanh"),
])
def test_what_is_written(inside: str, written: str) -> None:
    assert written in read(inside)


@pytest.mark.parametrize("dash", "-–—‑−")
def test_numbers_and_words_are_found_whatever_the_dash(dash: str) -> None:
    text = f"Thực hiện Nghị quyết 20{dash}NQ/TW và Quyết định 12/2023/QĐ{dash}UBND, giai đoạn 2019 {dash} 2021"
    mentions = find_numbers(text)
    assert [mention.number.key for mention in mentions] == [m.number.key for m in find_numbers(text.replace(dash, "-"))]
    assert [text[m.start:m.end].count(dash) for m in mentions] == [1, 1]
    places = [(s.start, s.end, s.folded) for s in analyze(text).syllables]
    assert places == [(s.start, s.end, s.folded) for s in analyze(text.replace(dash, "-")).syllables]
    page = f"<h1>Xã Lương Điền làm theo số 20{dash}NQ/TW</h1><p>Đăng ngày 5/2/2019</p><p>{LONG}</p><p>{text}.</p>"
    found = extract(Page("http://truongha.example/tin/1", page.encode()))
    assert f"20{dash}NQ/TW" in found.body and [str(n) for n in numbers_in(found)] == ["20-NQ/TW", "12/2023/QĐ-UBND"]
