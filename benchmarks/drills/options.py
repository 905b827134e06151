"""Kinds of options that drills share."""

from __future__ import annotations


def positive(text: str) -> int:
    """A count from 1 on; ValueError, which argparse turns into wrong use, for anything else.

    >>> positive("20")
    20
    """
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
