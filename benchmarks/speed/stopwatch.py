"""Stopwatch: the time that passes inside a generator, so that it can be told from the time of who consumes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter, process_time
from typing import TypeVar

Item = TypeVar("Item")


class Stopwatch:
    """Adds up the seconds, of the clock and of the processor, in which items were made; `tick` is told of each item."""

    def __init__(self, tick: Callable[[int], object] = lambda count: None):
        self.seconds = self.cpu = 0.0
        self._tick = tick

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items.

        >>> watch = Stopwatch()
        >>> list(watch.each("ab")), watch.seconds > 0
        (['a', 'b'], True)
        """
        rest = iter(items)
        while True:
            began, cpu = perf_counter(), process_time()
            try:
                item = next(rest)
            except StopIteration:
                return
            finally:
                self.seconds += perf_counter() - began
                self.cpu += process_time() - cpu
            self._tick(1)
            yield item
