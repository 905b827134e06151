"""The same line a thousand times is a line a minute."""

from __future__ import annotations

from search_app.repeated_lines import EVERY_SECONDS, MOST_LINES, RepeatedLines


def test_a_line_is_said_at_once_and_then_once_a_minute_with_how_often_it_was_left_out() -> None:
    now = [0.0]
    lines = RepeatedLines(lambda: now[0])
    assert lines.due("kho hỏng") == "kho hỏng"
    assert lines.due("chưa có chỉ mục") == "chưa có chỉ mục"
    assert [lines.due("kho hỏng") for _ in range(5)] == [None] * 5
    now[0] = EVERY_SECONDS
    assert lines.due("kho hỏng") == "kho hỏng (thêm 5 lần từ dòng trước)"
    now[0] = 2 * EVERY_SECONDS
    assert lines.due("kho hỏng") == "kho hỏng"


def test_what_is_remembered_is_bounded() -> None:
    lines = RepeatedLines(lambda: 0.0)
    for number in range(3 * MOST_LINES):
        lines.due(str(number))
    assert len(lines._said) <= MOST_LINES
