"""Worker processes give what one process gives, and say when one of them was lost."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.workers import Workers, WorkerLost

BUSY = """
import multiprocessing, time
from indexer.workers import Workers
with Workers(2) as workers:
    list(workers.map(abs, range(9)))
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    list(workers.map(time.sleep, [60] * 9))
"""
PATIENCE = 20.0


@pytest.mark.parametrize("count", [1, 2])
def test_results_come_in_the_order_of_the_tasks(count: int) -> None:
    with Workers(count) as workers:
        assert list(workers.map(abs, range(-20, 0))) == list(range(20, 0, -1))
        assert list(workers.map(abs, [])) == []
        assert (multiprocessing.active_children() != []) == (count == 2)


def test_a_single_task_starts_no_process() -> None:
    with Workers(2) as workers:
        assert list(workers.map(abs, [-1])) == [1] and multiprocessing.active_children() == []


def test_a_killed_process_is_told_of_with_a_remedy() -> None:
    with Workers(2) as workers, pytest.raises(WorkerLost, match="--workers 1"):
        list(workers.map(os._exit, [1] * 9))


def test_workers_end_with_a_process_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE, text=True) as busy:
        assert busy.stdout
        workers = [int(pid) for pid in busy.stdout.readline().split()]
        assert len(workers) == 2 and all(map(is_running, workers))
        busy.kill()
    until = time.monotonic() + PATIENCE
    while any(map(is_running, workers)) and time.monotonic() < until:
        time.sleep(.05)
    assert not any(map(is_running, workers))


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it is not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False
