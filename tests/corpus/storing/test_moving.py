"""A store moved from a file to a server and back is the same store, however often that was ended on the way."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.attachments.file_text import FileText
from corpus.bulletin import Attachment, Bulletin
from corpus.likeness.joining import join_alike
from corpus.storing.arrivals import Arrivals
from corpus.storing.blocks import list_blocks
from corpus.storing.checking import check_file, check_pages, check_texts
from corpus.storing.files import Files
from corpus.storing.moving import TABLES, TEXTS, MoveError, Table, count, hash_row, move, read_step
from corpus.storing.open_store import open_store
from corpus.storing.rulings import DAY, Ruling, Rulings
from corpus.storing.store import Store, StoreError
from tests.corpus.storing.made_bulletins import bulletin
from tests.crawled_site import run
from tests.local_site import news_site, serve

FORKED = multiprocessing.get_context("fork")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with something in every table."""
    data = tmp_path_factory.mktemp("filled")
    with serve(site := news_site(6)):
        run(site, data)
    path = data / "store.sqlite"
    with Store.open(path) as store:
        odd = Bulletin("lạ", "http://h/\0", "a", "Tin \0 \ufdd0", "Bài\0",
                       attachments=(Attachment("Tệp", "http://h/1"),))
        store.put([odd, bulletin("1"), bulletin("2")])
        for text in range(3):
            store.put([replace(bulletin(str(number)), title=f"Tin sửa {text}") for number in range(1200)])
        store.mark_gone("2", date(2026, 5, 1))
        files = Files(store)
        files.hang(odd, {"http://h/1": "http://h/1"})
        files.keep_text(b"\x00\xff", 9, FileText("pdf", ("Điều 1.",)), "")
        files.settle("http://h/1", b"\x00\xff")
        Rulings(store).state(Ruling(DAY, "20:nq", "20:nq:tw", "khoa-xi", "2012-11-01"))
        with store.transaction():
            for statement in ("INSERT INTO lesson VALUES ('a', 'title', 'h1', 1, 2)",
                              "INSERT INTO hint VALUES ('a', 'http://h/1', '[]', '')",
                              "INSERT INTO post VALUES ('a', 'http://h/2', x'00')",
                              "INSERT INTO partial_run VALUES (1)", "INSERT INTO also VALUES ('http://h/3', '1')",
                              "INSERT INTO announced_count VALUES ('a', 'http://h/4', 3, 30)",
                              "INSERT INTO announced VALUES ('a', 'http://h/5', '2017-03-22')",
                              "INSERT INTO source VALUES ('a', 'Xã Kim Bồng', '') ON CONFLICT DO NOTHING"):
                store.connection.execute(statement)
        join_alike(store)
        assert all(count(store.connection, table) for table in (*TABLES, TEXTS))
    return path


@pytest.fixture
def source(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it, open."""
    with Store.open(Path(shutil.copy(filled, tmp_path / "source.sqlite"))) as opened:
        yield opened


def same(one: Store, other: Store) -> bool:
    """Whether two stores hold the same rows, in whatever order."""
    return all(sorted(hash_row(*row) for row in rows(one, table))
               == sorted(hash_row(*row) for row in rows(other, table)) for table in (*TABLES, TEXTS))


def rows(store: Store, table: Table) -> Iterator[tuple[list[str], tuple]]:
    names = [column[0] for column in store.connection.execute(f'SELECT * FROM "{table.name}" LIMIT 1').description]
    for row in store.connection.execute(f'SELECT * FROM "{table.name}"').fetchall():
        yield names, row


def test_to_a_server_and_back_it_is_the_same(source: Store, server_address: str, tmp_path: Path) -> None:
    with open_store(server_address) as server, open_store(tmp_path / "back.sqlite") as back:
        seen: list[tuple[int, int]] = []
        moved = move(source, server, lambda done, total: seen.append((done, total)))
        assert moved.bulletins == 1207 and moved.pages == count(source.connection, next(
            table for table in TABLES if table.name == "blob"))
        assert seen == sorted(seen) and seen[-1] == (2 * moved.rows, 2 * moved.rows)
        move(server, back)
        for store in (server, back):
            assert same(source, store)
            assert list(store.bulletins()) == list(source.bulletins())
            assert not [*check_file(store), *check_texts(store, nothing), *check_pages(store, nothing)]
            assert list_blocks(store) == list_blocks(source) and Arrivals(store).newest() == Arrivals(source).newest()
            before, newest = store.watermark(), Arrivals(store).newest()
            assert store.put([bulletin("mới")]).new == 1  # keys and numbers go on behind those that came along
            assert store.watermark() == before + 1 and Arrivals(store).newest() > newest


def nothing(done: int, total: int) -> None:
    pass


def move_until(path: Path, address: str, steps: int) -> None:
    """Moves so many steps and is killed then."""
    def look(done: int, total: int) -> None:
        nonlocal steps
        steps -= 1
        if not steps:
            os.kill(os.getpid(), signal.SIGKILL)

    with Store.open(path, read_only=True) as one, open_store(address, half_moved=True) as other:
        move(one, other, look)


def test_killed_it_goes_on_where_it_was(filled: Path, server_address: str) -> None:
    for steps in (2, 5, 3, 9, 20):  # the last one is killed while it compares
        process = FORKED.Process(target=move_until, args=(filled, server_address, steps))
        process.start()
        process.join()
        assert process.exitcode == -signal.SIGKILL
        with pytest.raises(StoreError, match="mới chuyển được một phần"):
            open_store(server_address)
    with Store.open(filled, read_only=True) as one, open_store(server_address, half_moved=True) as other:
        copied: list[int] = []
        move(one, other, lambda done, total: copied.append(done))
        assert copied[0] > 0 and same(one, other)
    open_store(server_address).close()


def test_what_is_not_empty_or_not_the_same_is_refused(source: Store, store_address: Path | str) -> None:
    with open_store(store_address) as target:
        target.put([bulletin("1")])
        with pytest.raises(MoveError, match="đã có dữ liệu"):
            move(source, target)
        assert target.count() == 1


def test_a_store_that_changed_meanwhile_is_not_gone_on_with(source: Store, tmp_path: Path) -> None:
    def give_up(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with open_store(tmp_path / "target.sqlite") as target:
        with pytest.raises(KeyboardInterrupt):
            move(source, target, give_up)
        source.put([bulletin("mới")])
        with pytest.raises(MoveError, match="đã khác lúc bắt đầu"):
            move(source, target)


def test_a_copy_that_is_not_the_same_is_told(source: Store, tmp_path: Path) -> None:
    with open_store(tmp_path / "target.sqlite") as target:
        def spoil(done: int, total: int) -> None:
            if done == total // 2:
                target.connection.execute("UPDATE bulletin SET section = 'khác' WHERE id = '1'")

        with pytest.raises(MoveError, match="bảng bulletin không giống"):
            move(source, target, spoil)
        assert target.connection.has_table("moving")
        assert read_step(target.connection, TEXTS, None)[1]
