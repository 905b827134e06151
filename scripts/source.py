#!/usr/bin/env python3
"""Lists the sources of the store, and calls one by another title or another name, with all that belongs to it."""

from __future__ import annotations

from dataclasses import asdict

from inside import script

from corpus.crawling.sources import NAME, SourceError, load_sources  # noqa: E402
from corpus.job_lock import Holder, JobLocked, hold  # noqa: E402
from corpus.storing.naming import NamedSource, Naming, NamingError  # noqa: E402
from corpus.storing.open_store import open_store  # noqa: E402
from corpus.storing.store import StoreError  # noqa: E402


def main() -> int:
    """Changes what was asked for, then prints the sources."""
    parser = script.parser("Liệt kê các nguồn trong kho; đổi tên gọi hay mã của một nguồn mà không mất gì.")
    parser.add_argument("source", nargs="?", default="", metavar="NGUỒN", help="mã của một nguồn")
    parser.add_argument("--title", metavar="TÊN", help="tên gọi mà người đọc thấy; để trống (\"\") thì lại theo tên mà "
                        "cổng tự xưng")
    parser.add_argument("--name", metavar="MÃ", help="mã mới: chữ thường không dấu, chữ số, dấu chấm, gạch nối; bản "
                        "tin, trang đã lưu và nhật ký đi theo")
    arguments = parser.parse_args()
    changes = arguments.title is not None or arguments.name is not None
    if changes and not arguments.source:
        parser.error("cần mã của nguồn muốn đổi")
    if arguments.name is not None and not NAME.fullmatch(arguments.name):
        raise script.Failure("mã nguồn chỉ gồm chữ thường không dấu, chữ số, dấu chấm và gạch nối", script.WRONG_USE)
    data = script.data_dir(arguments)
    try:
        described = load_sources(data.root / "sources.toml")
        with open_store(data.store_address, create=False, read_only=not changes) as store:
            if changes:
                with hold(data.lock("crawl")), store.alone_at(f"source:{arguments.source}") as alone:
                    if not alone:
                        raise JobLocked(f"{store.connection.path} ({arguments.source})", Holder())
                    change(Naming(store), arguments.source, arguments.title, arguments.name)
            sources = Naming(store).all()
    except NamingError as error:
        raise script.Failure(str(error), script.WRONG_USE) from error
    except JobLocked as running:
        raise script.Failure(str(running), script.LOCKED) from running
    except SourceError as error:
        raise script.Failure(str(error), script.WRONG_USE) from error
    except StoreError as error:
        raise script.Failure(str(error)) from error
    wanted = arguments.name or arguments.source
    shown = [source for source in sources if wanted in ("", source.name)]
    if not shown and wanted:
        raise script.Failure(f"kho chưa có nguồn nào tên {wanted}", script.WRONG_USE)
    titles = {name: source.title for name, source in described.items() if source.title}
    if arguments.json:
        script.print_json([{**asdict(source), "title": titles.get(source.name) or source.title} for source in shown])
    else:
        for source in shown:
            print(f"{source.name}: {write_title(source, titles)} · {source.bulletins} bản tin")
    if changes and arguments.source in described:
        script.say(f"sources.toml đang mô tả nguồn {arguments.source}: hãy sửa tên và mã ở đó nữa, vì tệp ấy được theo "
                   "trước")
    if arguments.name:
        script.say("chạy scripts/reindex.py để kết quả tìm kiếm mang mã mới")
    return script.FINE


def change(naming: Naming, name: str, title: str | None, new: str | None) -> None:
    """Gives a source its new title and its new name."""
    if name not in {source.name for source in naming.all()}:
        raise NamingError(f"kho chưa có nguồn nào tên {name}")
    if title is not None:
        naming.give_title(name, " ".join(title.split()))
    if new is not None and new != name:
        naming.rename(name, new)


def write_title(source: NamedSource, titles: dict[str, str]) -> str:
    """What a source is called, and who says so."""
    if source.name in titles:
        return f"{titles[source.name]} (theo sources.toml)"
    if source.given_title:
        return source.given_title
    return f"{source.own_title} (cổng tự xưng)" if source.own_title else "(chưa có tên gọi)"


if __name__ == "__main__":
    script.run(main)
