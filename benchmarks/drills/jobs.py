"""The scripts that an admin runs, run to their end."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.drills.served import SCRIPTS
from corpus.data_dir import DataDir

JOB_SECONDS = 300  # a job over a hundred bulletins takes two; one that takes longer hangs


def run_job(script: str, data: DataDir, *options: str, fine: tuple[int, ...] = (0,)) -> list[str]:
    """Runs a script over a data folder; what was wrong with it, a line, or nothing."""
    command = [sys.executable, str(SCRIPTS / script), *options, "--data", str(data.root), "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=JOB_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return [f"{script} {' '.join(options)} quá {JOB_SECONDS} giây chưa xong"]
    if done.returncode in fine:
        return []
    return [f"{script} {' '.join(options)} dừng với mã {done.returncode}: {done.stderr[-500:]}"]
