#!/usr/bin/env python3
"""Prints the document numbers of a text: where they stand, the official spelling, and the key that joins spellings.

With --references: what each means, short forms, names and pointers too, with what the text says of the document.
"""

from __future__ import annotations

from pathlib import Path

from inside import script

from corpus.numbers.find_numbers import Found, find_numbers  # noqa: E402
from corpus.references.find_references import find_references  # noqa: E402
from corpus.references.rows import as_row  # noqa: E402

# A line as short as this is what a reader types, so it is read as leniently; a longer text is read as an article is.
TYPED_CHARS = 100


def main() -> int:
    """Reads the text, prints what was found."""
    arguments = script.parser(
        "In các số hiệu văn bản trong một đoạn: vị trí, cách viết chuẩn, khóa chung của mọi cách viết.", data=False)
    arguments.add_argument("text", metavar="VĂN_BẢN", help="đoạn văn bản hoặc tên tệp; - là đọc từ đầu vào chuẩn")
    arguments.add_argument("--references", action="store_true",
                           help="cả cách gọi tắt, gọi theo tên, “Nghị quyết này”; mỗi chỗ nói đến văn bản nào, "
                                "ban hành ngày nào, khóa nào")
    asked = arguments.parse_args()
    text = _read(asked.text)
    if asked.references:
        rows: list[dict[str, object]] = list(map(as_row, find_references(text)))
    else:
        rows = list(map(_as_row, find_numbers(text, typed=len(text) <= TYPED_CHARS and "\n" not in text.strip())))
    if asked.json:
        script.print_json(rows)
    elif rows:
        _print_table(rows)
    else:
        script.say("không thấy số hiệu văn bản nào")
    return script.FINE


def _read(named: str) -> str:
    if named == "-":
        return script.read_input()
    try:
        path = Path(named)
        if "\n" in named or not path.is_file():
            return named
    except (OSError, ValueError):  # too long for a name, or a NUL in it: a text
        return named
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise script.Failure(f"tệp không phải UTF-8: {named}") from None


def _as_row(found: Found) -> dict[str, object]:
    return {"text": found.text, "start": found.start, "end": found.end,
            "spelling": str(found.number), "key": found.number.key}


# What a column of the table is called, and the wording of what it holds.
HEADINGS = {"start": "từ", "end": "đến", "spelling": "số hiệu", "key": "khóa", "binds_to": "chỉ", "issued_on": "ngày",
            "term": "khóa của cơ quan", "text": "trong văn bản"}


def _print_table(rows: list[dict[str, object]]) -> None:
    columns = [name for name in HEADINGS if name in rows[0]]
    table = [[HEADINGS[name] for name in columns]]
    table += [[" ".join(str(row[name] if row[name] is not None else "").split()) for name in columns] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table)]
    for cells in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip())


if __name__ == "__main__":
    script.run(main)
