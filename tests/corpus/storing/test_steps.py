"""Stores of every earlier schema become stores of today, whatever ends that on the way."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import psycopg
import pytest

from corpus.storing import steps
from corpus.storing.connection import Connection
from corpus.storing.families import Families
from corpus.storing.open_store import open_store
from corpus.storing.pages import FetchRow, Pages
from corpus.storing.postgres.connection import PostgresConnection
from corpus.storing.postgres.opening import set_up
from corpus.storing.schema import SCHEMA_VERSION, STEPS_DONE
from corpus.storing.steps import LAST, STEPS, steps_done
from corpus.storing.store import Store
from corpus.storing.store_file import connect, put_marks
from tests.corpus.storing.made_bulletins import bulletin

UNCOUNTED = 5  # a file may have so many of the first steps, and nothing in it that says so
FORKED = multiprocessing.get_context("fork")


def connect_as_before(address: Path | str) -> Connection:
    """A connection, and nothing made."""
    if isinstance(address, str):
        raw = psycopg.connect(address, autocommit=True)
        set_up(raw, read_only=False)
        return PostgresConnection(raw, "postgresql://…")
    made = connect(address, read_only=False)
    put_marks(made)
    return made


def make_old(address: Path | str, last: int) -> None:
    """A store as programs made it that knew so many steps, with a bulletin and a failure in it."""
    connection = connect_as_before(address)
    is_counted = last > UNCOUNTED or isinstance(address, str)
    connection.begin(write=True)
    connection.define(STEPS_DONE if is_counted else "")
    for step in STEPS[:last]:
        connection.define(step.adds)
        if is_counted:
            connection.execute("INSERT INTO schema_step VALUES (?, '', ?)", [step.number, SCHEMA_VERSION])
    connection.commit()
    with Store(connection) as store:
        store.put([bulletin("1")])
        pages = Pages(store)
        pages.log(pages.begin_run("a").id, FetchRow("http://h/1", error="quá 30 giây"))


@pytest.mark.parametrize("last", range(1, LAST))
def test_a_store_of_every_earlier_schema_becomes_one_of_today(store_address: Path | str, last: int) -> None:
    make_old(store_address, last)
    with open_store(store_address, read_only=True) as reader:  # which changes nothing
        assert steps_done(reader.connection) in (1, last) and reader.get("1") == bulletin("1")
    with open_store(store_address) as store:
        assert steps_done(store.connection) == LAST
        assert store.get("1") == bulletin("1") and len(Pages(store).failures()) == 1
        store.put([bulletin("2")])
        Families(store).change({"1": "1", "2": "1"})
        assert Families(store).all() == {"1": "1", "2": "1"}
        assert store.connection.execute("SELECT holder, held_until FROM host").fetchall() == []
        noted = {number for number, in store.connection.execute("SELECT number FROM schema_step")}
        assert noted | {1} == set(range(1, LAST + 1))  # that a file has the first one shows without
    open_store(store_address).close()


@pytest.fixture
def long_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of a few rows counts as a large one."""
    monkeypatch.setattr(steps, "LARGE", 1)


def test_what_takes_long_says_how_long(store_address: Path | str, long_steps: None,
                                       caplog: pytest.LogCaptureFixture) -> None:
    make_old(store_address, 4)
    with open_store(store_address) as store:
        assert steps_done(store.connection) == LAST
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1 and f"bước {LAST} trong {LAST}" in told[0] and "giây" in told[0]


@pytest.mark.parametrize("how", ["interrupted", "killed"])
def test_what_was_ended_is_begun_anew(store_address: Path | str, long_steps: None, how: str) -> None:
    """What took no time is kept; the long step leaves nothing, and the store is of use meanwhile."""
    make_old(store_address, 4)
    child = FORKED.Process(target=end_in_the_last_step, args=(store_address, how))
    child.start()
    child.join()
    assert child.exitcode == (-signal.SIGKILL if how == "killed" else 1)
    with open_store(store_address, read_only=True) as store:
        assert steps_done(store.connection) == LAST - 1 and store.get("1") == bulletin("1")
    with open_store(store_address) as store:
        assert steps_done(store.connection) == LAST and len(Pages(store).failures()) == 1


def end_in_the_last_step(address: Path | str, how: str) -> None:
    """Opens a store to write, and ends when the last step is done and not kept yet."""
    def look(connection: Connection, statement: str, values: object = ()) -> object:
        if statement.startswith("INSERT INTO schema_step") and values[0] == LAST:  # type: ignore[index]
            if how == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            raise SystemExit(1)
        return before(connection, statement, values)

    kind = type(connect_as_before(address))
    before = kind.execute
    kind.execute = look  # type: ignore[assignment, method-assign]
    open_store(address)
