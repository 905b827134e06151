"""Nodes of OpenSearch, each a process of its own on loopback, started and stopped."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic, sleep

from filelock import FileLock

from benchmarks.cluster.jars import NoNode, find_java, get_jars, kept_folder, version_of

START_SECONDS = 90  # three to five where nothing else runs
LOOK_SECONDS = 0.05
STOP_SECONDS = 20
# A node that is asked for minutes starts and answers sooner with the quick compiler alone, and one thread that tidies
# up; one that is measured does better with Java's own choice.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
QUIET = ("--enable-native-access=ALL-UNNAMED", "-Dorg.apache.logging.log4j.level=WARN", "-Xshare:auto")
# A full disk of the machine is no matter of a test's few documents.
SETTINGS = {"network.host": "127.0.0.1", "http.port": "0", "transport.port": "0",
            "cluster.routing.allocation.disk.threshold_enabled": "false"}
ALONE = {"discovery.type": "single-node"}
# From 25 on Java keeps what it has read and linked of the jars: a node then starts in a third of the time.
KEEPS_SINCE = 25
KEEP_SECONDS = 180


class Node:
    """A node in a folder of its own. It ends with the process `wanted_by`, however that ends, or when it is stopped."""

    def __init__(self, folder: Path, settings: Mapping[str, str] = ALONE, *, heap: str = "256m",
                 flags: Sequence[str] = QUICK, wanted_by: int | None = None, version: str = ""):
        java = find_java()
        jars = get_jars(java, version)
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._port = folder / "port"
        self._port.unlink(missing_ok=True)
        named = {"node.name": folder.name, **SETTINGS, **settings}
        with (folder / "said.log").open("wb") as said:
            self.process = subprocess.Popen(
                [str(java / "bin" / "java"), f"-Xms{heap}", f"-Xmx{heap}", *QUIET, *flags, "-cp",
                 os.pathsep.join(map(str, sorted(jars.glob("*.jar")))), "Node", str(folder),
                 str(wanted_by or os.getpid()), *(f"{name}={value}" for name, value in named.items())],
                stdout=said, stderr=said, start_new_session=True)

    @property
    def address(self) -> str:
        """Where it answers: waits until it does. NoNode where it ended instead."""
        until = monotonic() + START_SECONDS
        while not self.is_up:
            if self.process.poll() is not None or monotonic() > until:
                self.stop()
                raise NoNode(f"OpenSearch không khởi động được: {self.last_words()}")
            sleep(LOOK_SECONDS)
        return f"http://127.0.0.1:{self._port.read_text(encoding='ascii')}"

    @property
    def is_up(self) -> bool:
        """Whether it answers already."""
        return self._port.exists()

    def last_words(self) -> str:
        """The last line that it said."""
        lines = (self.folder / "said.log").read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    def stop(self) -> None:
        """Ends it: asked first, then killed."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Kills it at once, as a machine that fails does."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()


def start_quickly(folder: Path, wanted_by: int) -> Node:
    """A node that is asked for minutes, as soon as it can be had: from what Java kept of an earlier start, which is
    made the second time that nodes are wanted here."""
    is_second = kept_folder().is_dir()
    java = find_java()
    jars = get_jars(java)
    kept = jars / f"linked-{version_of(java)}.aot"
    if is_second and not kept.exists() and version_of(java) >= KEEPS_SINCE:
        with FileLock(kept.with_suffix(".lock")):
            if not kept.exists():
                keep_linked(kept)
    flags = (*QUICK, f"-XX:AOTCache={kept}") if kept.exists() else QUICK
    return Node(folder, flags=flags, wanted_by=wanted_by)


def keep_linked(kept: Path) -> None:
    """Starts a node and ends it, so that Java keeps what it read and linked."""
    made = kept.with_suffix(".new")
    with tempfile.TemporaryDirectory() as folder:
        node = Node(Path(folder) / "first", flags=(*QUICK, f"-XX:AOTCacheOutput={made}"))
        try:
            assert node.address
            node.process.terminate()
            node.process.wait(KEEP_SECONDS)
        except (NoNode, subprocess.TimeoutExpired):
            node.kill()
    if made.exists():
        shutil.move(made, kept)


if __name__ == "__main__":
    import sys
    print(Node(Path(sys.argv[1]), heap="2g", flags=()).address, flush=True)
    input()
