"""A process that ends over its share, over a crash, over a wish to stop; and another one comes after it."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from functools import partial

import pytest

from corpus.crawling.bounded_process import BoundedProcess, Ended, Share
from corpus.crawling.patience import Patience, Stopped


@pytest.fixture
def process() -> Iterator[BoundedProcess]:
    with BoundedProcess(Share(seconds=1, bytes=800_000_000)) as started:
        yield started


def test_it_gives_what_the_work_gives_and_raises_what_it_raises(process: BoundedProcess) -> None:
    assert process.run(partial(sorted, "tin")) == ["i", "n", "t"]
    with pytest.raises(ZeroDivisionError):
        process.run(partial(divmod, 1, 0))
    assert process.run(os.getpid) == process.run(os.getpid) != os.getpid()


@pytest.mark.parametrize("work, why", [
    (partial(eval, "sum(x for x in __import__('itertools').count())"), "tốn hơn 1 giây tính toán"),
    (partial(bytearray, 2_000_000_000), "cần hơn 0.8 GB bộ nhớ"),
    (partial(os._exit, 3), "mã 3"), (partial(ctypes.string_at, 0), "tín hiệu 11"),
    (partial(eval, "__import__('os').kill(__import__('os').getpid(), 9)"), "bị hệ thống kết thúc")])
def test_what_costs_too_much_or_crashes_ends_alone(process: BoundedProcess, work: partial, why: str) -> None:
    with pytest.raises(Ended, match=why):
        process.run(work)
    assert process.run(partial(max, 1, 2)) == 2  # in a new one


def test_what_cannot_be_sent_back_is_an_error_and_no_end(process: BoundedProcess) -> None:
    with pytest.raises(RuntimeError, match="pickle"):
        process.run(partial(eval, "lambda: 1"))
    assert process.run(partial(max, 1, 2)) == 2


def test_a_process_that_was_killed_between_two_pieces_of_work_is_replaced(process: BoundedProcess) -> None:
    os.kill(process.run(os.getpid), signal.SIGKILL)
    time.sleep(0.1)
    try:
        assert process.run(partial(max, 1, 2)) == 2
    except Ended:  # the work went to one that was just going
        assert process.run(partial(max, 1, 2)) == 2


def test_a_wish_to_stop_ends_what_waits_and_lets_what_is_nearly_done_be_done(process: BoundedProcess) -> None:
    wishing = Patience(lambda: True)
    process.run(os.getpid)  # it has begun, which takes a while
    assert process.run(partial(max, 1, 2), wishing) == 2
    with pytest.raises(Stopped):
        process.run(partial(time.sleep, 60), wishing)
    assert process.run(partial(max, 1, 2)) == 2


def test_it_ends_with_the_block() -> None:
    with BoundedProcess() as process:
        pid = process.run(os.getpid)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_share_that_does_not_suffice_to_receive_the_work_ends_over_that_work_alone() -> None:
    with BoundedProcess(Share(bytes=60 * 2**20)) as process:
        for _ in range(2):
            with pytest.raises(Ended):
                process.run(partial(len, b"\0" * 50_000_000))
