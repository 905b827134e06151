"""Memory that numpy frees stays with the process: what one search gives back, the next one takes."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

# The parameters of mallopt(3), and the values: the largest threshold that glibc takes, so that arrays over a million
# bulletins come from the heap and not from maps of their own, and what may lie free at its end.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
LARGEST_FROM_HEAP = 32 * 2**20
LEFT_FREE = 64 * 2**20


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
