"""join_lines(): the lines of a printed page as paragraphs, which neither a PDF nor who reads a picture tells."""

from __future__ import annotations

import re

ENDS = ".;:!?…"  # of a paragraph
FULL = 0.8  # of the widest line of its page: a line that long was broken for want of room
STARTS = re.compile(r"(?:Điều|Chương|Mục|Phụ lục|[IVX]+\.|\d{1,2}[.)]|[a-zđ]\)|[-+•])\s")  # of what stands for itself


def join_lines(text: str) -> str:
    """The text of a page with the lines of a paragraph as one: a line that is full, or that goes on in small letters,
    does not end one, unless a sign does.

    >>> print(join_lines("I. MỤC TIÊU\\r\\nĐến năm 2025, mọi thôn đều có điện lưới quốc\\r\\ngia và đường ô tô."))
    I. MỤC TIÊU
    Đến năm 2025, mọi thôn đều có điện lưới quốc gia và đường ô tô.
    """
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    widest = max(map(len, lines), default=0)
    joined: list[str] = []
    before = ""
    for line in lines:
        goes_on = before and before[-1] not in ENDS and (
            line[0].islower() or len(before) >= FULL * widest and not STARTS.match(line))
        if goes_on:
            joined[-1] += f" {line}"
        else:
            joined.append(line)
        before = line
    return "\n".join(joined)
