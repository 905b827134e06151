#!/usr/bin/env python3
"""Prints the document numbers of a text: where they stand, the official spelling, and the key that joins spellings."""

from __future__ import annotations

from inside import script

from corpus.numbers.find_numbers import Found, find_numbers  # noqa: E402

# A line as short as this is what a reader types, so it is read as leniently; a longer text is read as an article is.
TYPED_CHARS = 100


def main() -> int:
    """Reads the text, prints what was found."""
    arguments = script.parser(
        "In các số hiệu văn bản trong một đoạn: vị trí, cách viết chuẩn, khóa chung của mọi cách viết.", data=False)
    arguments.add_argument("text", metavar="VĂN_BẢN", help="đoạn văn bản; - là đọc từ đầu vào chuẩn")
    asked = arguments.parse_args()
    text = script.read_input() if asked.text == "-" else asked.text
    found = find_numbers(text, typed=len(text) <= TYPED_CHARS and "\n" not in text.strip())
    if asked.json:
        script.print_json([_as_row(number) for number in found])
    elif found:
        _print_table(found)
    else:
        script.say("không thấy số hiệu văn bản nào")
    return script.FINE


def _as_row(found: Found) -> dict[str, object]:
    return {"text": found.text, "start": found.start, "end": found.end,
            "spelling": str(found.number), "key": found.number.key}


def _print_table(found: list[Found]) -> None:
    rows = [("từ", "đến", "số hiệu", "khóa", "trong văn bản")]
    rows += [(str(f.start), str(f.end), str(f.number), f.number.key, " ".join(f.text.split())) for f in found]
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    script.run(main)
