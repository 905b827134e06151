"""What a store on a PostgreSQL server costs beside one in a file: bulletins put into both, a whole store copied to the
server, both read whole as a builder does, and asked for as pages do.

    python -m benchmarks.stores FILE

FILE is a store's own file. What is put or copied lies on disk, as an admin would have it. Both take turns, a few
bulletins at a time, so that other work on the machine slows both alike. CPU is that of the asking process and of the
server's process that answers it.
"""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter, process_time

from benchmarks.cluster.postgres import PostgresServer
from corpus.storing.blocks import list_blocks, read_block
from corpus.storing.browsing import Browsing
from corpus.storing.moving import move
from corpus.storing.open_store import open_store
from corpus.storing.store import BATCH, Store

# What was acknowledged lives through a machine that loses its power.
DURABLE = {"fsync": "on", "full_page_writes": "on", "shared_buffers": "128MB", "max_wal_size": "1GB"}
BESIDE = 10  # other bulletins beside one


class Meter:
    """What is spent on a store: seconds of the clock, and of the processor, the server's own process among them."""

    def __init__(self, store: Store):
        self.store, self.wall, self.cpu = store, 0.0, 0.0
        self.least = float("inf")
        self._server = Path()
        if store.connection.is_shared:
            pid, = store.connection.execute("SELECT pg_backend_pid()").fetchone()
            self._server = Path(f"/proc/{pid}/schedstat")

    def spend(self, work: Callable[[Store], object]) -> None:
        """Does some work, and adds what it takes."""
        began, used = perf_counter(), self._used()
        work(self.store)
        took = perf_counter() - began
        self.cpu += self._used() - used
        self.wall, self.least = self.wall + took, min(self.least, took)

    def _used(self) -> float:
        server = int(self._server.read_text().split()[0]) / 1e9 if self.store.connection.is_shared else 0.0
        return process_time() + server


Pair = tuple[Store, Store]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each figure: the file's, the server's, and the server's by the file's."""
    parser = ArgumentParser(description="Measures a store on a PostgreSQL server beside one in a file.")
    parser.add_argument("file", type=Path, help="a store's file")
    parser.add_argument("--put", type=int, default=2000, help="so many of its bulletins are put into two new stores")
    parser.add_argument("--pages", type=int, default=100, help="how often each kind of page is asked for")
    parser.add_argument("--seed", type=int, default=1, help="of the choice of pages")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bantin-stores-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server runs as another user, in a folder of its own below
        server = PostgresServer(DURABLE, folder=folder)
        try:
            server.ask("CREATE SCHEMA moi")
            with open_store(chosen.file, read_only=True) as source:
                with open_store(folder / "new.sqlite") as file, \
                        open_store(server.address_of("postgres", schema="moi")) as other:
                    measure_put(source, (file, other), chosen.put)
                with open_store(server.address, half_moved=True) as other:
                    copied = Meter(other)
                    copied.spend(partial(move, source))
                    print(f"copied and compared: {source.count()} bulletins, {copied.wall:.0f} s, "
                          f"{copied.cpu:.0f} s of CPU", flush=True)
                    tell("bytes", source.connection.size() / 1e6, size_of(other) / 1e6, "MB")
                    measure_reading((source, other), chosen.pages, Random(chosen.seed))
        finally:
            server.stop()


def measure_put(source: Store, stores: Pair, most: int) -> None:
    """Puts bulletins into two new stores."""
    meters = [Meter(store) for store in stores]
    rest, turn = islice(source.bulletins(), most), 0
    while some := list(islice(rest, BATCH)):
        in_turns(meters, turn, partial(Store.put, bulletins=some))
        turn += 1
    report(f"put, {most}", meters)


def size_of(store: Store) -> int:
    """Bytes of a server's tables and indexes, without what every database has."""
    return store.connection.execute("SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relkind = 'r' "
                                    "AND relnamespace = current_schema()::regnamespace").fetchone()[0]


def measure_reading(stores: Pair, pages: int, random: Random) -> None:
    """Reads both whole, then asks them what pages ask."""
    for name, read in PASSES.items():
        meters = [Meter(store) for store in stores]
        compare_passes(meters, read)
        report(name, meters)
    places = [(one.id, one.published_on) for one in stores[0].bulletins() if one.published_on]
    for name, ask in PAGES.items():
        meters = [Meter(store) for store in stores]
        for turn, (id, day) in enumerate(random.choices(places, k=pages)):
            in_turns(meters, turn, lambda store, id=id, day=day: ask(store, id, day))  # type: ignore[misc]
        report(name, meters, pages)


def compare_passes(meters: Sequence[Meter], read: Callable[[Store], Iterator[object]]) -> None:
    """Reads all that each store has, a batch of each at a time. ValueError where one has more than the other."""
    readings = {meter.store: read(meter.store) for meter in meters}
    turn, is_more = 0, True
    while is_more:
        counts: list[int] = []
        in_turns(meters, turn, lambda store: counts.append(sum(1 for _ in islice(readings[store], BATCH))))
        if len(set(counts)) > 1:
            raise ValueError(f"not the same bulletins: {counts}")
        turn, is_more = turn + 1, any(counts)


def read_blocks(store: Store) -> Iterator[object]:
    """All bulletins, block by block."""
    for block in list_blocks(store):
        yield from read_block(store, block)


def ask_bulletin(store: Store, id: str, day: date) -> object:
    """What the page of a bulletin shows of the store."""
    bulletin = store.get(id)
    assert bulletin
    return Browsing(store).neighbours(bulletin), Browsing(store).others(bulletin, BESIDE)


PASSES: dict[str, Callable[[Store], Iterator[object]]] = {
    "changes, as a builder": Store.changes, "blocks, as counts over all": read_blocks,
    "by id, as an export": Store.bulletins,
}
PAGES: dict[str, Callable[[Store, str, date], object]] = {
    "page of a day": lambda store, id, day: (
        Browsing(store).on_day(day), Browsing(store).day_before(day), Browsing(store).day_after(day)),
    "page of a month": lambda store, id, day: (
        Browsing(store).count_by_day(day.year, day.month), Browsing(store).day_before(day),
        Browsing(store).day_after(day)),
    "page of a year": lambda store, id, day: (
        Browsing(store).count_by_year(), Browsing(store).count_by_month(day.year)),
    "first and last day": lambda store, id, day: Browsing(store).coverage(),
    "page of a bulletin": ask_bulletin,
}


def in_turns(meters: Sequence[Meter], turn: int, work: Callable[[Store], object]) -> None:
    """The same work for each store; who is first changes from turn to turn."""
    for meter in meters[::-1 if turn % 2 else 1]:
        meter.spend(work)


def report(name: str, meters: Sequence[Meter], times: int = 0) -> None:
    """What some work cost: all of it in seconds, or that of one of so many times, in thousandths of one, and of these
    the quickest, which met no other work on the machine."""
    file, server = meters
    if times:
        tell(name, 1000 * file.cpu / times, 1000 * server.cpu / times, "ms of CPU")
        tell(name, 1000 * file.least, 1000 * server.least, "ms at best")
    else:
        tell(name, file.cpu, server.cpu, "s of CPU")
        tell(name, file.wall, server.wall, "s")


def tell(name: str, file: float, server: float, unit: str) -> None:
    """A line: a figure of the file, of the server, and how many times as much that is."""
    print(f"{name}: {file:.2f} and {server:.2f} {unit}, x {server / file:.2f}", flush=True)


if __name__ == "__main__":
    main()
