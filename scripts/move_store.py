#!/usr/bin/env python3
"""Copies a store into another one: from a file to a server, back, or between two of a kind; checked row by row."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from inside import script, wording
from tqdm import tqdm

from corpus.data_dir import STORE_SETTING, DataDir  # noqa: E402
from corpus.job_lock import JobLocked, hold  # noqa: E402
from corpus.storing.moving import Moved, move  # noqa: E402
from corpus.storing.open_store import is_there, name_of, open_store  # noqa: E402
from corpus.storing.postgres.address import is_server  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402


def main() -> int:
    """Copies, and says what it came to."""
    parser = script.parser(
        "Chép cả kho sang một kho trống: từ tệp sang máy chủ PostgreSQL, từ máy chủ về tệp, hay giữa hai kho cùng "
        "loại. Bị ngắt giữa chừng thì chạy lại đúng lệnh ấy để đi tiếp. Cuối cùng so từng dòng của hai kho.",
        data=False)
    about = f"thư mục dữ liệu, tệp store.sqlite, hoặc postgresql://NGƯỜI_DÙNG@MÁY/TÊN; “{STORE_SETTING}” là kho mà " \
            "biến môi trường ấy trỏ tới. Mật khẩu để trong ~/.pgpass hoặc PGPASSWORD"
    parser.add_argument("source", metavar="TỪ", help=about)
    parser.add_argument("target", metavar="ĐẾN", help="kho trống để chép vào, viết như trên; chưa có thì được tạo")
    parser.add_argument("--quiet", action="store_true", help=wording.QUIET)
    arguments = parser.parse_args()
    source, target = address_of(arguments.source), address_of(arguments.target)
    if source == target:
        raise script.Failure("hai kho phải khác nhau", script.WRONG_USE)
    if not is_there(source):
        raise script.Failure(wording.NO_STORE.format(path=name_of(source)), script.WRONG_USE)
    try:
        with quiet_while(source), open_store(source, read_only=True) as one, \
                open_store(target, half_moved=True) as other, \
                tqdm(unit=" dòng", desc="chuyển kho", leave=False,
                     disable=arguments.quiet or not sys.stderr.isatty()) as bar:
            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            moved = move(one, other, progress)
            shown = other.connection.path
    except JobLocked as running:
        raise script.Failure(str(running), script.LOCKED) from running
    except (StoreError, OSError) as error:
        raise script.Failure(script.told(error)) from error
    report(moved, shown, arguments.json, arguments.quiet)
    return script.FINE


def address_of(written: str) -> Path | str:
    """The store that was named."""
    if written == STORE_SETTING:
        written = os.environ.get(STORE_SETTING, "")
        if not written:
            raise script.Failure(f"chưa đặt biến môi trường {STORE_SETTING}", script.WRONG_USE)
    if is_server(written):
        return written
    path = Path(written)
    return DataDir(path).store if path.is_dir() or not path.suffix else path


def quiet_while(source: Path | str) -> AbstractContextManager[None]:
    """Nobody crawls into a file while it is copied; a server's crawlers are to be stopped by whoever moves it."""
    return nullcontext() if is_server(source) else hold(DataDir(Path(source).parent).lock("crawl"))


def report(moved: Moved, shown: str, as_json: bool, quiet: bool) -> None:
    """What it came to."""
    if as_json:
        script.print_json({"rows": moved.rows, "bulletins": moved.bulletins, "pages": moved.pages, "target": shown})
    elif not quiet:
        print(f"đã chuyển {moved.bulletins} bản tin · {moved.pages} trang đã tải · {moved.rows} dòng sang {shown} · "
              "hai kho giống hệt nhau")


if __name__ == "__main__":
    script.run(main)
