"""A cluster of nodes on this machine that know each other, each killed and started again by itself."""

from __future__ import annotations

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
        ports = free_ports(2 * count)
        self.names = [f"n{place}" for place in range(count)]
        self._http = dict(zip(self.names, ports[:count], strict=True))
        self._transport = dict(zip(self.names, ports[count:], strict=True))
        self.running: dict[str, Node] = {}

    @property
    def hosts(self) -> tuple[str, ...]:
        """The addresses of all, running or not."""
        return tuple(f"http://127.0.0.1:{port}" for port in self._http.values())

    def start(self, name: str) -> Node:
        """Starts one, for the first time or again."""
        self.running[name] = node = Node(self._folder / name, {
            "node.name": name, "cluster.name": "bantin", "http.port": str(self._http[name]),
            "transport.port": str(self._transport[name]),
            "cluster.initial_cluster_manager_nodes": ",".join(self.names),
            "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in self._transport.values()),
        }, heap=self._heap, flags=self._flags)
        return node

    def kill(self, name: str) -> None:
        """Kills one, as a machine that loses its power does."""
        self.running.pop(name).kill()

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
