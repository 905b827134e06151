"""Worker processes give what one process gives, and say when one of them was lost."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from indexer.workers import Workers, WorkerLost


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
