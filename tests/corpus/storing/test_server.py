"""The store on a PostgreSQL server: several write at once and no reader misses anything; what goes wrong is told in a
sentence, and never with a password in it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest

from benchmarks.cluster.postgres import GUARDED, PostgresServer
from corpus.storing.errors import StoreAway
from corpus.storing.open_store import open_store
from corpus.storing.schema import SCHEMA_VERSION
from corpus.storing.store import Store, StoreError
from tests.corpus.storing.made_bulletins import bulletin

FORKED = multiprocessing.get_context("fork")
PASSWORD = "bi-mat-7f3a"


@pytest.fixture
def pair(server_address: str) -> Iterator[tuple[Store, Store]]:
    """Two writers of one store."""
    with open_store(server_address) as one, open_store(server_address) as other:
        yield one, other


def test_whoever_is_numbered_later_is_seen_later(pair: tuple[Store, Store], server_address: str) -> None:
    """A reader that goes on from the highest number that it saw must not pass one that is not there yet."""
    first, second = pair
    with open_store(server_address, read_only=True) as reader:
        done = threading.Event()

        def write_later() -> None:
            second.put([bulletin("2")])
            done.set()

        with first.transaction():
            first.put([bulletin("1")])  # has its number, and is not there yet
            writer = threading.Thread(target=write_later)
            writer.start()
            assert not done.wait(0.3)  # the later one is not let past
            assert reader.watermark() == 0 and not list(reader.changes())
        writer.join()
        assert [(change.sequence, change.bulletin.id) for change in reader.changes()] == [(1, "1"), (2, "2")]


def test_what_is_dropped_leaves_its_number_to_the_next(pair: tuple[Store, Store]) -> None:
    first, second = pair
    with pytest.raises(RuntimeError), first.transaction():
        first.put([bulletin("1")])
        raise RuntimeError
    second.put([bulletin("2")])
    assert [(change.sequence, change.bulletin.id) for change in first.changes()] == [(1, "2")]


def put_some(address: str, name: str) -> None:
    with open_store(address) as store:
        for number in range(25):
            store.put([bulletin(f"{name}{number:02}")])


def test_a_reader_that_follows_misses_nothing(server_address: str) -> None:
    """Four write at once, one follows as the builder does: from the highest number of its last look on."""
    open_store(server_address).close()
    writers = [FORKED.Process(target=put_some, args=(server_address, name)) for name in "abcd"]
    for writer in writers:
        writer.start()
    seen: list[str] = []
    after = 0
    with open_store(server_address, read_only=True) as reader:
        while any(writer.is_alive() for writer in writers) or after < reader.watermark():
            for change in reader.changes(after):
                seen.append(change.bulletin.id)
                after = change.sequence
    assert sorted(seen) == [f"{name}{number:02}" for name in "abcd" for number in range(25)]


def test_a_snapshot_stays_as_it_is(pair: tuple[Store, Store]) -> None:
    reader, writer = pair
    writer.put([bulletin("1")])
    with reader.snapshot():
        assert reader.count() == 1
        writer.put([bulletin("2")])
        assert reader.count() == 1
    assert reader.count() == 2


def test_a_job_is_done_by_one_at_a_time(pair: tuple[Store, Store]) -> None:
    one, other = pair
    with one.alone_at("reindex:x") as first:
        with other.alone_at("reindex:x") as second, other.alone_at("reindex:y") as third:
            assert (first, second, third) == (True, False, True)
    with other.alone_at("reindex:x") as again:
        assert again


def hold_for_ever(address: str, ready: multiprocessing.synchronize.Event) -> None:
    with open_store(address) as store, store.alone_at("reindex:x"), store.transaction():
        store.put([bulletin("halfway")])
        ready.set()
        time.sleep(60)


def test_what_is_killed_lets_go_of_its_job_and_of_its_transaction(server_address: str) -> None:
    open_store(server_address).close()
    ready = FORKED.Event()
    holder = FORKED.Process(target=hold_for_ever, args=(server_address, ready))
    holder.start()
    assert ready.wait(10)
    assert holder.pid is not None
    os.kill(holder.pid, signal.SIGKILL)
    holder.join()
    with open_store(server_address) as store:
        store.put([bulletin("1")])  # waits until the server has seen that the other one is gone
        assert [change.bulletin.id for change in store.changes()] == ["1"]
        with store.alone_at("reindex:x") as alone:
            assert alone


@pytest.mark.parametrize("address, said", [
    ("postgresql://bantin:{}@127.0.0.1:1/bantin", "không trả lời"),
    ("postgresql://bantin:{}@may.khong-co.invalid/bantin", "không trả lời"),
    ("postgresql://bantin:{}@127.0.0.1:cong/bantin", "viết sai"),
    ("postgresql://bantin:{}@@127.0.0.1:1/bantin", "không trả lời"),
    ("postgresql://bantin:a@b/{}@127.0.0.1:1/bantin", "không trả lời"),
    ("postgresql://127.0.0.1:1/bantin?mat-khau={}", "viết sai"),
    ("postgresql://127.0.0.1:1/bantin?password={}&user=a@b", "không trả lời"),
])
def test_an_address_that_leads_nowhere_is_told_without_its_password(address: str, said: str,
                                                                    caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StoreError, match=said) as told:
        open_store(address.format(PASSWORD))
    shown = f"{told.value} {told.value.__cause__} {caplog.text}"
    assert PASSWORD not in shown
    assert told.value.__suppress_context__ or told.value.__context__ is None  # no trace shows what it came from


def test_who_may_not_come_in_is_told_so(postgres: PostgresServer, server_address: str) -> None:
    with psycopg.connect(postgres.address, autocommit=True) as raw:
        raw.execute(f"DROP ROLE IF EXISTS {GUARDED}")
        raw.execute(f"CREATE ROLE {GUARDED} LOGIN PASSWORD '{PASSWORD}'")
    with pytest.raises(StoreError, match="sai tên người dùng hoặc mật khẩu") as told:
        open_store(postgres.address_of("postgres", GUARDED, PASSWORD + "0"))
    assert PASSWORD not in str(told.value)
    with pytest.raises(StoreError, match="không có cơ sở dữ liệu"):
        open_store(postgres.address_of("khong-co"))
    with pytest.raises(StoreError, match="không có quyền"):  # it comes in, and may make nothing there
        open_store(postgres.address_of("postgres", GUARDED, PASSWORD))


@pytest.mark.parametrize("made, said", [
    ("CREATE TABLE hoa_don (so int)", "chương trình khác"),
    (f"CREATE TABLE schema_step (number int, version int); INSERT INTO schema_step VALUES (1, {SCHEMA_VERSION + 1})",
     "mới hơn"),
])
def test_what_is_no_store_of_ours_is_refused_and_left_alone(server_address: str, made: str, said: str) -> None:
    with psycopg.connect(server_address, autocommit=True) as raw:
        raw.execute(made)
        for read_only in (True, False):
            with pytest.raises(StoreError, match=said):
                open_store(server_address, read_only=read_only)
        count = raw.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").fetchone()
    assert count == (1,)


def test_a_server_that_goes_away_takes_nothing_that_was_kept_with_it() -> None:
    """Killed in the middle of a transaction, started again: what was committed is there, and nothing of the rest."""
    server = PostgresServer()
    try:
        with open_store(server.address) as store:
            store.put([bulletin("1")])
            with pytest.raises(StoreAway, match="không trả lời"), store.transaction():
                store.put([bulletin("2")])
                server.kill()
                store.put([bulletin("3")])
            assert not store.is_current
        with pytest.raises(StoreAway):
            open_store(server.address)
        server.start()
        with open_store(server.address) as store:
            assert [b.id for b in store.bulletins()] == ["1"]
            store.put([bulletin("2")])
            assert store.watermark() == 2
    finally:
        server.stop()


def test_faults_that_the_server_knows_are_told(server_address: str) -> None:
    with open_store(server_address) as store:
        assert list(store.connection.faults(5)) == []
        with psycopg.connect(server_address, autocommit=True) as raw:
            raw.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'bulletin_by_day'::regclass")
        assert list(store.connection.faults(5)) == ["PostgreSQL: chỉ mục bulletin_by_day không dùng được"]
