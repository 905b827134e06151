"""A cluster of nodes on this machine that know each other, each stopped or killed and started again by itself."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from benchmarks.cluster.jars import NoNode
from benchmarks.cluster.node import LOOK_SECONDS, QUICK, Node
from benchmarks.cluster.ports import free_ports

FORM_SECONDS = 300  # three machines on two busy cores


class Nodes:
    """Nodes of one cluster, by name, at ports that stay theirs."""

    def __init__(self, folder: Path, count: int, heap: str = "256m", flags: Sequence[str] = QUICK):
        self._folder, self._heap, self._flags = folder, heap, flags
        self.version = ""  # the release of the server that starts; that of pom.xml without a name
        self.shared = folder / "shared"  # what all machines may write to, for snapshots
        ports = free_ports(2 * count)
        self.names = [f"n{place}" for place in range(count)]
        self._http = dict(zip(self.names, ports[:count], strict=True))
        self._transport = dict(zip(self.names, ports[count:], strict=True))
        self.running: dict[str, Node] = {}

    def host(self, name: str) -> str:
        """The address of one."""
        return f"http://127.0.0.1:{self._http[name]}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses of all, running or not."""
        return tuple(map(self.host, self.names))

    def start(self, name: str) -> Node:
        """Starts one, for the first time or again, as the release that is wanted now."""
        self.running[name] = node = Node(self._folder / name, {
            "node.name": name, "cluster.name": "bantin", "http.port": str(self._http[name]),
            "transport.port": str(self._transport[name]),
            "cluster.initial_cluster_manager_nodes": ",".join(self.names),
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self._transport.values()),
            "path.repo": str(self.shared),
        }, heap=self._heap, flags=self._flags, version=self.version)
        return node

    def kill(self, name: str) -> None:
        """Kills one, as a machine that loses its power does."""
        self.running.pop(name).kill()

    def stop(self, name: str) -> None:
        """Ends one as a machine's own system does: asked, and given its time."""
        self.running.pop(name).stop()

    def wipe(self, name: str) -> None:
        """Removes all that one that does not run has kept."""
        assert name not in self.running
        shutil.rmtree(self._folder / name)

    def wait(self) -> None:
        """Waits until all that run answer. NoNode where one does not."""
        until = monotonic() + FORM_SECONDS
        for node in self.running.values():
            while not node.is_up:
                if node.process.poll() is not None or monotonic() > until:
                    raise NoNode(f"{node.folder.name} không khởi động được: {node.last_words()}")
                sleep(LOOK_SECONDS)


@contextmanager
def running(folder: Path, count: int = 3, heap: str = "256m", flags: Sequence[str] = QUICK) -> Iterator[Nodes]:
    """A cluster that answers; all of it is ended after."""
    nodes = Nodes(folder, count, heap, flags)
    try:
        for name in nodes.names:
            nodes.start(name)
        nodes.wait()
        yield nodes
    finally:
        for name in list(nodes.running):
            nodes.kill(name)


if __name__ == "__main__":
    with running(Path(sys.argv[1]), heap="1g", flags=()) as made:
        print(",".join(made.hosts), flush=True)
        input()
