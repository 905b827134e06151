"""What processes hold: memory and open files."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
OWN = re.compile(r"^RssAnon:\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True)
class Weight:
    """Own memory (mapped files apart) and open files of some processes together."""

    megabytes: int
    files: int


def weigh_below(pid: int) -> Weight:
    """The weight of a process and of those that it started.

    >>> weigh_below(os.getpid()).megabytes > 5
    True
    """
    kilobytes = files = 0
    for one in (pid, *children(pid)):
        try:
            held = OWN.search((PROC / f"{one}/status").read_text(encoding="utf-8"))
            kilobytes += int(held[1]) if held else 0
            files += len(os.listdir(PROC / f"{one}/fd"))
        except OSError:  # it ended meanwhile
            continue
    return Weight(round(kilobytes / 1024), files)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for path in PROC.glob("[0-9]*/stat"):
        try:
            if int(path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]) == pid:
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found
