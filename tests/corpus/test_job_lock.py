"""The lock of a job: one run at a time, named to the other, and never left over."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from corpus.job_lock import JobLocked, hold

HOLDER = "import sys; from pathlib import Path; from corpus.job_lock import hold\n" \
         "with hold(Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "data" / "reindex.lock"


def start_holder(lock: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock until its input ends."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, text=True, cwd=Path(__file__).resolve().parents[2])
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.communicate()


def test_the_folder_is_made(lock: Path) -> None:
    with hold(lock):
        assert lock.parent.is_dir()


def test_one_after_the_other(lock: Path) -> None:
    for _ in range(3):
        with hold(lock):
            pass


def test_a_second_run_of_this_process_is_refused(lock: Path) -> None:
    with hold(lock), pytest.raises(JobLocked, match=str(os.getpid())), hold(lock):
        pytest.fail("held twice")
    with hold(lock):
        pass


def test_a_second_run_of_another_thread_is_refused(lock: Path) -> None:
    refused: list[JobLocked] = []

    def run() -> None:
        try:
            with hold(lock):
                pass
        except JobLocked as error:
            refused.append(error)

    with hold(lock):
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    assert len(refused) == 1


def test_the_refusal_names_the_lock_the_process_and_its_time(lock: Path) -> None:
    process = start_holder(lock)
    try:
        with pytest.raises(JobLocked) as refused, hold(lock):
            pytest.fail("held twice")
        message = str(refused.value)
        assert str(lock) in message and str(process.pid) in message and re.search(r"\d\d:\d\d:\d\d", message)
        with hold(lock.with_name("crawl.lock")):
            pass  # another job is another lock
    finally:
        end(process)
    with hold(lock):
        pass


def test_a_killed_run_leaves_no_lock(lock: Path) -> None:
    process = start_holder(lock)
    process.send_signal(signal.SIGKILL)
    end(process)
    with hold(lock), pytest.raises(JobLocked, match=str(os.getpid())), hold(lock):
        pytest.fail("held twice")


def test_a_run_that_fails_lets_go(lock: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(lock):
        raise ZeroDivisionError
    with hold(lock):
        pass


def test_who_holds_it_may_be_unknown(lock: Path) -> None:
    with hold(lock):
        for path in lock.parent.iterdir():
            if path != lock:
                path.write_text("{")
        with pytest.raises(JobLocked, match=re.escape(str(lock))), hold(lock):
            pytest.fail("held twice")


def test_a_folder_that_cannot_be_made_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError), hold(tmp_path / "file" / "reindex.lock"):
        pytest.fail("held")
