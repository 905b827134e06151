"""Memory that one search frees serves the next, counted in pages that the kernel had to clear."""

from __future__ import annotations

import subprocess
import sys

import pytest

FAULTS = """
import resource, sys
import numpy as np
from indexer.engine.arrays.heap import keep_freed_memory

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        np.ones(1_000_000, np.float32)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

first = faults()
if not keep_freed_memory():
    sys.exit("not glibc")
faults()
print(first, faults())
"""


def test_freed_memory_is_taken_again() -> None:
    done = subprocess.run([sys.executable, "-c", FAULTS], capture_output=True, text=True)
    if "not glibc" in done.stderr:
        pytest.skip("the C library takes no advice on freed memory")
    without, kept = map(int, done.stdout.split())
    assert kept < without / 10
