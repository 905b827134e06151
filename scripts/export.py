#!/usr/bin/env python3
"""Writes the store's bulletins as JSON Lines, packed where the file ends in .zst or .gz."""

from __future__ import annotations

import sys
from pathlib import Path

from inside import script, wording

from corpus.reasons import why  # noqa: E402
from corpus.storing.bulletin_lines import write_line  # noqa: E402
from corpus.storing.compression import STANDARD, open_to_write  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402


def main() -> int:
    """Writes a file, says how many bulletins it holds, and returns the exit code."""
    parser = script.parser("Ghi các bản tin trong kho ra JSON Lines; tên tệp có đuôi .zst hay .gz thì nén.",
                           json_output=False)
    parser.add_argument("file", type=Path, nargs="?", default=STANDARD, metavar=wording.FILE,
                        help="tệp để ghi; - là đầu ra chuẩn")
    parser.add_argument("--gone", action="store_true", help="cả bản tin đã bị gỡ")
    arguments = parser.parse_args()
    written = 0
    try:
        with open_store(script.data_dir(arguments).store_address, read_only=True) as store, \
                open_to_write(arguments.file) as file:
            for bulletin in store.bulletins():
                if arguments.gone or not bulletin.gone_on:
                    file.write(write_line(bulletin))
                    written += 1
            file.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise script.Failure(f"{arguments.file}: {why(error)}") from error
    except StoreError as error:
        raise script.Failure(str(error)) from error
    print(f"đã xuất {written} bản tin", file=sys.stderr)
    return script.FINE


if __name__ == "__main__":
    script.run(main)
