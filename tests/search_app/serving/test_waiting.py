"""The line of those who wait: bounded in number and in time, first come, first served."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from search_app.serving import waiting
from search_app.serving.waiting import WaitingLine

SECONDS = 20


class Reader:
    """Somebody in the line, whose answer takes until `gate` opens."""

    def __init__(self, gate: threading.Event, served: list["Reader"]):
        self.gate, self.served, self.codes, self.done = gate, served, list[int](), threading.Event()

    def refuse(self, code: int) -> None:
        self.codes.append(code)

    def service(self) -> None:
        if not self.codes:
            self.gate.wait(SECONDS)
        self.served.append(self)
        self.done.set()

    def cancel(self) -> None:
        self.codes.append(0)


@pytest.fixture
def line() -> Iterator[WaitingLine]:
    """A line before one thread."""
    made = WaitingLine(1)
    yield made
    made.shutdown(timeout=SECONDS)


MAX_WAITING = 5


def test_who_finds_the_line_full_is_refused_and_the_others_are_served_in_order(
        line: WaitingLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MAX_WAITING", MAX_WAITING)
    monkeypatch.setattr(waiting, "CLOSED_AFTER_SECONDS", SECONDS)
    monkeypatch.setattr(waiting, "MAX_WAIT_SECONDS", SECONDS)
    gate, served = threading.Event(), list[Reader]()
    first = Reader(gate, served)
    line.add_task(first)
    while line.queue:  # until the thread has taken it
        first.done.wait(.001)
    readers = [Reader(gate, served) for _ in range(MAX_WAITING + 3)]
    for reader in readers:
        line.add_task(reader)
    assert line.is_full
    line.answer_refused()
    assert [reader.codes for reader in readers] == [[]] * MAX_WAITING + [[503]] * 3
    assert served == readers[-3:]
    gate.set()
    assert all(reader.done.wait(SECONDS) for reader in readers)
    assert served == [*readers[-3:], first, *readers[:MAX_WAITING]]
    assert not line.is_full


def test_the_line_is_closed_while_the_first_in_it_has_waited_too_long(
        line: WaitingLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "CLOSED_AFTER_SECONDS", .01)
    monkeypatch.setattr(waiting, "CROWD", 1)
    gate, served = threading.Event(), list[Reader]()
    first, second, third = (Reader(gate, served) for _ in range(3))
    line.add_task(first)
    while line.queue:
        first.done.wait(.001)
    line.add_task(second)
    first.done.wait(.02)
    line.add_task(third)
    line.answer_refused()
    assert (first.codes, second.codes, third.codes) == ([], [], [503])
    gate.set()
    assert second.done.wait(SECONDS) and not line.is_full


def test_who_waited_too_long_is_refused(line: WaitingLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MAX_WAIT_SECONDS", 0)
    monkeypatch.setattr(waiting, "CROWD", 2)
    gate, served = threading.Event(), list[Reader]()
    first, *readers = (Reader(gate, served) for _ in range(5))
    line.add_task(first)
    while line.queue:
        first.done.wait(.001)
    for reader in readers:
        line.add_task(reader)
    gate.set()
    assert all(reader.done.wait(SECONDS) for reader in readers)
    # The last two are no crowd any more, and are served late.
    assert [reader.codes for reader in (first, *readers)] == [[], [503], [503], [], []]


def test_the_longest_request_under_way_is_known(line: WaitingLine) -> None:
    gate = threading.Event()
    assert line.longest == pytest.approx(0, abs=.1)
    reader = Reader(gate, [])
    line.add_task(reader)
    while not line.since:
        reader.done.wait(.001)
    reader.done.wait(.05)
    assert line.longest >= .05
    gate.set()
    assert reader.done.wait(SECONDS)


def test_a_fault_of_one_request_does_not_end_the_thread(line: WaitingLine) -> None:
    class Faulty(Reader):
        def service(self) -> None:
            raise KeyError("a fault")

    gate, served = threading.Event(), list[Reader]()
    gate.set()
    line.logger.disabled, before = True, line.logger.disabled
    line.add_task(Faulty(gate, served))
    reader = Reader(gate, served)
    line.add_task(reader)
    assert reader.done.wait(SECONDS)
    line.logger.disabled = before
    assert not line.since


def test_the_second_thread_waits_for_the_first_and_then_for_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "HELD_UP_SECONDS", .3)
    line, gate, served = WaitingLine(2), threading.Event(), list[Reader]()
    slow, opened = Reader(gate, served), threading.Event()
    opened.set()
    quick = [Reader(opened, served) for _ in range(3)]
    line.add_task(slow)
    while not line.since:
        slow.done.wait(.001)
    for reader in quick:
        line.add_task(reader)
    assert not quick[0].done.wait(.1)  # it may be over in a moment, and then both are sooner
    assert all(reader.done.wait(SECONDS) for reader in quick)  # it is not, and nobody waits for it any longer
    gate.set()
    assert slow.done.wait(SECONDS)
    assert served == [*quick, slow]
    line.shutdown(timeout=SECONDS)


def test_requests_that_wait_for_other_machines_are_begun_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "HELD_UP_SECONDS", SECONDS)
    line, gate = WaitingLine(2, computes=False), threading.Event()
    readers = [Reader(gate, []) for _ in range(2)]
    for reader in readers:
        line.add_task(reader)
    while len(line.since) < 2:
        readers[0].done.wait(.001)
    gate.set()
    assert all(reader.done.wait(SECONDS) for reader in readers)
    line.shutdown(timeout=SECONDS)


def test_threads_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "HELD_UP_SECONDS", SECONDS)
    line, opened, served = WaitingLine(2), threading.Event(), list[Reader]()
    opened.set()
    readers = [Reader(opened, served) for _ in range(200)]
    for reader in readers:
        line.add_task(reader)
    assert all(reader.done.wait(SECONDS) for reader in readers)
    assert served == readers
    line.shutdown(timeout=SECONDS)


def test_who_comes_too_late_is_told_so_while_another_request_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "HELD_UP_SECONDS", SECONDS)
    monkeypatch.setattr(waiting, "MAX_WAIT_SECONDS", -1)  # whoever stood in the line at all
    monkeypatch.setattr(waiting, "CROWD", 1)
    line, gate, served = WaitingLine(1), threading.Event(), list[Reader]()
    monkeypatch.setattr(waiting, "CLOSED_AFTER_SECONDS", SECONDS)
    slow, late, last = (Reader(gate, served) for _ in range(3))
    line.add_task(slow)
    while not line.since:
        slow.done.wait(.001)
    for reader in (late, last):
        line.add_task(reader)
    line.set_thread_count(2)
    assert late.done.wait(SECONDS) and late.codes == [503] and not slow.done.is_set()
    gate.set()
    assert slow.done.wait(SECONDS) and last.done.wait(SECONDS)
    line.shutdown(timeout=SECONDS)
