"""What this process costs: the memory that it holds and has held, and the processor's time."""

from __future__ import annotations

import resource
from dataclasses import dataclass
from pathlib import Path
from time import process_time


@dataclass(frozen=True)
class Memory:
    """What a process holds, in MB: its own, and pages of files that it maps, which other processes may share."""

    own_mb: float
    mapped_mb: float


def weigh() -> Memory:
    """What this process holds now."""
    held = read_kilobytes("smaps_rollup")
    return Memory(held["Anonymous"] / 1024, (held["Rss"] - held["Anonymous"]) / 1024)


def most_memory() -> float:
    """The most that this process held so far, in MB. Not getrusage(), which counts what it was forked from."""
    return read_kilobytes("status")["VmHWM"] / 1024


def cpu_seconds() -> float:
    """Processor seconds of this process and of the children that it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def read_kilobytes(name: str) -> dict[str, int]:
    """What the kernel says of this process in kB.

    >>> 0 < read_kilobytes("status")["VmRSS"] <= read_kilobytes("status")["VmHWM"]
    True
    """
    lines = Path(f"/proc/self/{name}").read_text(encoding="utf-8").splitlines()
    parts = [line.split() for line in lines if line.endswith(" kB")]
    return {part[0].rstrip(":"): int(part[-2]) for part in parts}
