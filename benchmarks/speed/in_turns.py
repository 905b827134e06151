"""Two programs over the same bulletins, driven in turns: how they compare on a machine that has other work to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.speed.http import Load, Site, arrivals, drive
from benchmarks.speed.results import percentile


@dataclass(frozen=True)
class Rounds:
    """What two sites came to, round by round, each round the same searches for both."""

    ours: list[Load]
    theirs: list[Load]

    def write(self) -> str:
        """The medians of the rounds, and of the ratios within each.

        >>> print(Rounds([Load("", [10.0], seconds=.1, cpu_seconds=.01)] * 3,
        ...              [Load("", [20.0], seconds=.2, cpu_seconds=.02)] * 3).write())
        ours: 10.0 pages/s · p95 10 ms · 10.0 ms of CPU a page
        beside: 5.0 pages/s · p95 20 ms · 20.0 ms of CPU a page
        ratio in the median of 3 rounds: pages/s x 2.00 · p95 x 0.50 · CPU x 0.50 (0.50 to 0.50)
        """
        pairs = [(ours, theirs) for ours, theirs in zip(self.ours, self.theirs, strict=True)
                 if ours.pages and theirs.pages]
        if not pairs:
            return "no page"
        cpu = sorted(cpu_a_page(ours) / cpu_a_page(theirs) for ours, theirs in pairs)
        return "\n".join([
            write_one("ours", [ours for ours, _ in pairs]), write_one("beside", [theirs for _, theirs in pairs]),
            f"ratio in the median of {len(pairs)} rounds: pages/s x {ratio(pairs, pages_a_second):.2f} · "
            f"p95 x {ratio(pairs, slowest):.2f} · CPU x {median(cpu):.2f} ({cpu[0]:.2f} to {cpu[-1]:.2f})"])


def write_one(name: str, loads: Sequence[Load]) -> str:
    """The medians of one site."""
    return (f"{name}: {median(map(pages_a_second, loads)):.1f} pages/s · p95 {median(map(slowest, loads)):.0f} ms · "
            f"{median(map(cpu_a_page, loads)):.1f} ms of CPU a page")


def pages_a_second(load: Load) -> float:
    """Pages a second of a round."""
    return len(load.pages) / load.seconds


def slowest(load: Load) -> float:
    """The 95th percentile of a round, in ms."""
    return percentile(load.pages, 95)


def cpu_a_page(load: Load) -> float:
    """The server's CPU for each page of a round, in ms."""
    return (load.cpu_seconds or 0.0) * 1000 / len(load.pages)


def ratio(pairs: Sequence[tuple[Load, Load]], measure: Callable[[Load], float]) -> float:
    """The median of a measure's ratios."""
    return median(measure(ours) / measure(theirs) for ours, theirs in pairs)


def drive_in_turns(ours: Site, theirs: Site, searches: Sequence[str], rounds: int, clients: int, seconds: float,
                   rate: float | None, seed: int) -> Rounds:
    """Asks both sites for the pages of the same searches, in rounds of so many seconds; who is asked first changes."""
    made = Rounds([], [])
    share = len(searches) // rounds
    for nth in range(rounds):
        some = searches[nth * share:(nth + 1) * share]
        for site, loads in ((ours, made.ours), (theirs, made.theirs))[::1 if nth % 2 else -1]:
            loads.append(drive("distinct", site, some, clients, seconds, arrivals(rate, seed + nth) if rate else None))
    return made
