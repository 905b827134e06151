#!/usr/bin/env python3
"""Prints what a search for a commune's name finds in bulletins: by the words of its other names, and by unit."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from inside import script

from benchmarks.places.bulletins import read_bulletins  # noqa: E402
from benchmarks.places.widening import communes_named, communes_of_today, measure_widening, read_all  # noqa: E402
from corpus.places.changes import PlacesError  # noqa: E402
from corpus.storing.bulletin_lines import LineError  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402
from indexer.places.reader import open_reader  # noqa: E402

COLUMNS = ("name", "typed", "communes", "silent", "words_right", "words_wrong", "words_open", "units_right",
           "units_wrong", "asked", "waiting")

TYPED = {"today": communes_of_today, "as named": communes_named}


def main() -> int:
    """Reads the bulletins, prints a row for the names of today and one for the names that they use."""
    arguments = script.parser(
        "Gõ tên từng xã, phường mà các bản tin nói tới thì tìm thấy gì: theo chữ của các tên khác (đúng, sai, chưa\n"
        "rõ) và theo đơn vị; bao nhiêu tên phải hỏi lại người đọc.", data=False)
    arguments.add_argument("bulletins", type=Path, nargs="+", metavar="NƠI",
                           help="thư mục dữ liệu, hoặc tệp JSON Lines, nén .zst hay .gz cũng được")
    arguments.add_argument("--day", type=script.day, metavar="NGÀY", help="ngày của những bản tin không ghi ngày")
    arguments.add_argument("--near", default="", metavar="ĐƠN_VỊ",
                           help="mã các đơn vị mà cổng thuộc về, gần nhất trước, cách nhau dấu phẩy")
    asked = arguments.parse_args()
    script.want_files(*(path for path in asked.bulletins if not path.is_dir()))
    near = tuple(filter(None, asked.near.split(",")))
    rows = []
    try:
        reader = open_reader()
        for path in asked.bulletins:
            seen = read_all(read_bulletins(path), reader, asked.day, near)
            for typed, communes_of in TYPED.items():
                made = measure_widening(communes_of(seen, reader), seen, reader, near)
                rows.append({"name": path.name, "bulletins": seen.count, "mentions": seen.mentions, "typed": typed,
                             **asdict(made)})
    except (PlacesError, StoreError, LineError, OSError) as error:
        raise script.Failure(script.told(error)) from error
    if asked.json:
        script.print_json(rows)
        return script.FINE
    for cells in (COLUMNS, *([row[name] for name in COLUMNS] for row in rows)):
        print(f"{cells[0]!s:24}" + "".join(f"{cell!s:>12}" for cell in cells[1:]))
    return script.FINE


if __name__ == "__main__":
    script.run(main)
