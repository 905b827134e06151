"""How the time of a function grows with the length of a text: times of one machine say little, ratios hold on any.

A function is measured over strings that are made for it: at a length that takes it some milliseconds of processor
time, at twice and at four times that. What is linear takes twice as long for twice the length, what is quadratic four
times; the line is drawn between.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

MEASURABLE = 0.002  # seconds of processor time: a million steps of its clock, and more than a cold cache costs
FIRST, LONGEST = 2_000, 400_000  # characters; what takes no time for the longest takes none for a page
STEEPEST = 3.0  # times as long for twice the length: 2 is linear, 4 quadratic


def measured(work: Callable[[str], object], text: str) -> float:
    """Seconds of processor time, without those of a collection of garbage that happens to fall due."""
    gc.disable()
    try:
        began = time.process_time()
        work(text)
        return time.process_time() - began
    finally:
        gc.enable()


def grows_too_fast(work: Callable[[str], object], make: Callable[[int], str]) -> str:
    """What a function took at three lengths, if it is more than linear; else nothing."""
    length = FIRST
    while (one := measured(work, make(length))) < MEASURABLE and length < LONGEST:
        length *= 2
    for attempt in range(4):  # a measurement may be disturbed; what is quadratic is so each time
        # The lesser of two measurements of each: one that was disturbed says nothing either way.
        two, four = (min(measured(work, make(times * length) + " " * attempt) for _ in range(2)) for times in (2, 4))
        if four < STEEPEST * two + MEASURABLE:
            return ""
    return f"{length} characters: {one:.3f} s, then {two:.3f}, {four:.3f}"
