"""scripts/serve.py over a data folder, as an admin runs it, for as long as a drill asks it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drills.crowd import ask_together
from benchmarks.drills.outcome import DrillFailed
from corpus.data_dir import DataDir

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
END_SECONDS = 30
WARM_SECONDS = 2


@dataclass(frozen=True)
class Served:
    """A server that runs: where it listens, its process, and where it writes what it has to say."""

    address: str
    pid: int
    said: Path

    def warm(self, workers: int) -> None:
        """Asks until every worker will have opened its index: the first question of each takes a second."""
        ask_together(self.port, ("tin",), 4 * workers, WARM_SECONDS)

    @property
    def port(self) -> int:
        """The port of loopback."""
        return int(self.address.rstrip("/").rpartition(":")[2])


@contextmanager
def serve(data: DataDir, workers: int = 2, *options: str) -> Iterator[Served]:
    """A server, ended with the block. DrillFailed where it does not start."""
    command = [sys.executable, str(SCRIPTS / "serve.py"), "--data", str(data.root), "--port", "0",
               "--workers", str(workers), *options]
    said = data.root / "serve.err"
    with said.open("w", encoding="utf-8") as errors, subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
        try:
            assert process.stdout is not None
            line = re.search(r"http://\S+", process.stdout.readline())
            if line is None:
                raise DrillFailed("không mở được serve.py")
            yield Served(line[0], process.pid, said)
        finally:
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                raise DrillFailed("serve.py không kết thúc") from None
