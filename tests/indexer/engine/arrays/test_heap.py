"""Memory that one search frees serves the next, counted in pages that the kernel had to clear; what stays is not looked
through for garbage, and what goes is still found."""

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


ASIDE = """
import gc, weakref
from indexer.engine.arrays.heap import collect_seldom, set_aside

class Index:
    pass

def opened():
    index = Index()
    index.itself = index  # only a look for garbage finds it
    return index

index = opened()
set_aside()
chosen = gc.get_freeze_count()
collect_seldom()
set_aside()
kept, gone = gc.get_freeze_count(), weakref.ref(index)
del index
gc.collect()
still_held = gone() is not None
index = opened()
set_aside()
print(chosen, kept > 1000, still_held, gone() is None)
"""


def test_an_index_is_set_aside_and_goes_when_the_next_one_comes() -> None:
    done = subprocess.run([sys.executable, "-c", ASIDE], capture_output=True, text=True)
    assert done.stdout.split() == ["0", "True", "True", "True"], done.stderr
