"""Kinds of options that drills share."""

from __future__ import annotations

from argparse import ArgumentTypeError


def positive(text: str) -> int:
    """A count from 1 on; anything else is wrong use.

    >>> positive("20")
    20
    """
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}” không phải số nguyên từ 1 trở lên")
    return int(text)
