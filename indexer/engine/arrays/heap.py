"""The memory of a process that searches: what one search gives back the next one takes, and what an index holds is not
looked through for garbage."""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache

# The parameters of mallopt(3), and the values: the largest threshold that glibc takes, so that arrays over a million
# bulletins come from the heap and not from maps of their own, and what may lie free at its end.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
LARGEST_FROM_HEAP = 32 * 2**20
LEFT_FREE = 64 * 2**20
# So many new objects, and the young ones are looked through. A page makes thousands, which go without being looked for.
YOUNG = 10_000


@cache
def keep_freed_memory() -> bool:
    """Keeps up to 64 MB of freed memory for the next arrays. Whether the C library could be told so (glibc can).

    Otherwise every array of a search beyond 128 KB is mapped anew, and the kernel clears each of its pages on first
    touch, which took half of the time of long questions. Once a process is enough.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and bool(
        mallopt(M_MMAP_THRESHOLD, LARGEST_FROM_HEAP) and mallopt(M_TRIM_THRESHOLD, LEFT_FREE))


def collect_seldom() -> None:
    """From now on this process looks for garbage seldom, and not among what an index holds: see set_aside(). For
    processes that serve; Python's own measure is made for those that hold little."""
    gc.set_threshold(YOUNG)


def set_aside() -> None:
    """What the process holds now is not looked through for garbage until this is called again: after an index was
    opened, which is a quarter of a million objects that stay. To look through them takes a fifth of a second, in the
    midst of some reader's page. Does nothing in a process that did not choose to collect_seldom()."""
    if gc.get_threshold()[0] != YOUNG:
        return
    gc.unfreeze()
    gc.collect()
    gc.freeze()
